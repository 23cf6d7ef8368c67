"""What the sidecar fixes: the form, the level of topics, the cast, who asks, what voices are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from sphinx_roundtable.sidecar import Sidecar
from tests.book import soup
from tests.reading.claims import read
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

#: Quotes below names, and names before words: either may be the form.
BOTH = (
    "Talk\n====\n\n*Ann Lee*:\n\n    A long quote of many words, more than the others have.\n\n"
    "*Bo Ek*:\n\n    Another long quote, of many words as well.\n\n"
    "Cy Fox: Short.\n\nDee Roe: Words.\n\nCy Fox: Of.\n\nDee Roe: Others.\n"
)
DEEP = (
    "Talk\n====\n\nPart\n----\n\nSaws\n~~~~\n\n*Ann*:\n\n    One.\n\nNails\n~~~~~\n\n"
    "*Bo*:\n\n    Two.\n\nOther\n-----\n\nGlue\n~~~~\n\n*Ann*:\n\n    Three.\n"
)


def sidecar(**keys: Any) -> Sidecar:
    return msgspec.convert(keys, Sidecar)


def names(text: str, suffix: str = ".rst", **keys: Any) -> list[str]:
    talk = read(text, suffix, sidecar(**keys))
    spoke = {answer.person for answer in talk.reading.answers}
    return [person.name for person in talk.reading.people if person.id in spoke]


def test_the_form() -> None:
    assert names(BOTH, form="quoted") == ["Ann Lee", "Bo Ek"]
    assert names(BOTH, form="spoken") == ["Ann Lee", "Bo Ek", "Cy Fox", "Dee Roe"]
    assert names(BOTH, form="explicit") == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("definitions", "T\n=\n\nAnn Lee\n    One.\n\nBo Ek\n    Two.\n"),
        ("fields", "T\n=\n\nText.\n\n:Ann Lee: One.\n:Bo Ek: Two.\n"),
        ("table", "T\n=\n\n======= ====\nAnn Lee One.\nBo Ek   Two.\n======= ====\n"),
        ("attributed", "T\n=\n\n    One.\n\n    -- Ann Lee\n\n    Two.\n\n    -- Bo Ek\n"),
        ("sections", "T\n=\n\nA\n-\n\nAnn Lee\n~~~~~~~\n\nOne.\n\nBo Ek\n~~~~~\n\nTwo.\n"),
        ("people", "T\n=\n\nAnn Lee\n-------\n\nA\n~\n\nOne.\n\nBo Ek\n-----\n\nA\n~\n\nTwo.\n"),
    ],
)
def test_each_form_can_be_fixed(form: str, text: str) -> None:
    assert names(text, form=form) == ["Ann Lee", "Bo Ek"]
    assert read(text, sidecar=sidecar(form=form)).reading.form == form


@pytest.mark.parametrize(
    ("level", "topics"),
    [(0, ["saws", "nails", "glue"]), (1, ["part", "other"]), (2, ["saws", "nails", "glue"])],
)
def test_the_level_of_topics(level: int, topics: list[str]) -> None:
    talk = read(DEEP, sidecar=sidecar(level=level))
    assert talk.topics == topics
    assert list(talk.said.values()) == ["One.", "Two.", "Three."]


def test_the_cast_is_closed() -> None:
    text = "Ann Lee: One.\n\nBo Ek: Two.\n\nAim: not a name.\n\nAnn Lee: Three.\n\nAim: no.\n"
    assert names(text, ".md", cast=["Ann Lee", "Bo Ek"]) == ["Ann Lee", "Bo Ek"]
    talk = read(text, ".md", sidecar(cast=["Ann Lee", "Bo Ek"]))
    assert "Aim: no." in talk.said["ann-lee/talk-2"]
    assert talk.doubts == []


def test_a_name_that_the_cast_does_not_have_is_a_doubt() -> None:
    text = "*Ann Lee*:\n\n    One.\n\n*Cy Fox*:\n\n    Two.\n"
    talk = read(text, sidecar=sidecar(cast=["Ann Lee"]))
    assert talk.doubts == [("unknown_person", 5)]
    assert ("talk", "Cy Fox: Two.") in talk.asides


@pytest.mark.parametrize("role", ["Interviewer", "Moderator", "Host"])
def test_who_asks_by_name(role: str) -> None:
    talk = read(
        f"**{role}:** Why?\n\n**Ann Lee:** So.\n\n**{role}:** And?\n\n**Ann Lee:** No.\n", ".md"
    )
    asks = {person.name: person.asks for person in talk.reading.people}
    assert asks == {role: True, "Ann Lee": False}
    assert len(talk.reading.questions) == 2
    assert len(talk.reading.answers) == 2


@pytest.mark.parametrize(
    ("hints", "asks"),
    [({"asks": True}, True), ({"asks": True, "page": True}, False), ({"page": True}, False)],
)
def test_who_asks_by_the_sidecar(hints: dict[str, bool], asks: bool) -> None:
    text = "**Sam Poe:** Why?\n\n**Ann Lee:** So.\n\n**Sam Poe:** And?\n\n**Ann Lee:** No.\n"
    talk = read(text, ".md", sidecar(people={"sam-poe": hints}))
    assert {person.id: person.asks for person in talk.reading.people}["sam-poe"] is asks


def test_an_interviewer_has_a_page_when_asked_for(tmp_path: Path) -> None:
    text = (
        "Talk\n====\n\n**Host:** Why?\n\n**Ann Lee:** So.\n\n**Host:** And?\n\n**Ann Lee:** No.\n"
    )
    toml = "[people.host]\npage = true\n"
    bare = build(tmp_path / "bare", {"talk.rst": text}, roundtables=["talk"])
    assert "people/host.html" not in bare.written
    asked = build(tmp_path / "page", {"talk.rst": text, "talk.toml": toml}, roundtables=["talk"])
    assert asked.warnings == bare.warnings == ""
    assert "Why?" in soup(asked, "people/host").get_text()
    assert "Host" in soup(asked, "people/index").get_text()


def test_what_voices_are() -> None:
    text = (
        "T\n=\n\nRust\n----\n\nDecisions\n~~~~~~~~~\n\nThe core team decides.\n\n"
        "Jupyter\n-------\n\nDecisions\n~~~~~~~~~\n\nA council decides.\n"
    )
    assert [person.kind for person in read(text).reading.people] == ["organisation"] * 2
    given = sidecar(people={"rust": {"kind": "project"}, "jupyter": {"kind": "person"}})
    talk = read(text, sidecar=given)
    assert [person.kind for person in talk.reading.people] == ["project", "person"]
    spoken = "**Ann Lee:** I do.\n\n**Hill Foundation:** We do.\n\n**Ann Lee:** Yes.\n"
    assert [p.kind for p in read(spoken, ".md").reading.people] == ["person", "organisation"]


def test_labels(tmp_path: Path) -> None:
    text = "Talk\n====\n\nSaws\n----\n\n*Ann Lee*:\n\n    Yes.\n"
    toml = 'labels = { people = "Projects", topics = "Questions" }\n'
    files = {"talk.rst": text, "talk.toml": toml}
    built = build(tmp_path, files, roundtables=["talk"], suppress_warnings=["roundtable"])
    for page, label, other in [("people", "Projects", "People"), ("topics", "Questions", "Topics")]:
        heading = soup(built, f"{page}/index").h1
        assert heading is not None
        assert heading.get_text().startswith(label)
        assert other not in soup(built, f"{page}/index").get_text().replace("No Topics", "")


@pytest.mark.parametrize(
    "cast",
    [
        "---\nspeakers: [Ann Lee, Bo Ek]\n---\n\n# Talk\n\n",
        "---\nspeakers:\n  - Ann Lee\n  - Bo Ek\n---\n\n# Talk\n\n",
        "---\nspeakers:\n  - name: Ann Lee\n    role: smith\n  - name: Bo Ek\n---\n\n# Talk\n\n",
        "# Talk\n\n- **Ann Lee** is a smith.\n- **Bo Ek** is none.\n\n",
        "# Talk\n\nAnn Lee\n: A smith.\n\nBo Ek\n: None.\n\n",
        "# Talk\n\nAnn Lee, smith\nBo Ek, none\n\n",
        "# Talk\n\n```\nAL: Ann Lee\nBE: Bo Ek\n```\n\n",
        "# Talk\n\n```\nAnn Lee, smith\nBo Ek, none\n```\n\n",
        "# Talk\n\n| Name | What |\n| --- | --- |\n| Ann Lee | Smith. |\n| Bo Ek | None. |\n\n",
        "# Talk\n\n## Participants\n\n### Ann Lee\n\nA smith.\n\n### Bo Ek\n\nNone.\n\n",
    ],
    ids=[
        "flow list",
        "list",
        "mappings",
        "bullets",
        "definitions",
        "roster",
        "short forms in code",
        "code",
        "table",
        "sections",
    ],
)
def test_each_way_to_list_the_cast(tmp_path: Path, cast: str) -> None:
    """Whoever is listed is known by a short form, though it stands there once."""
    text = f"{cast}## Saws\n\nAnn Lee: One.\n\nBo Ek: Two.\n\nAL: Three.\n\nBo: Four.\n"
    built = build(
        tmp_path, {"talk.md": text}, roundtables=["talk"], myst_enable_extensions=["deflist"]
    )
    assert built.warnings == ""
    assert {file for file in built.written if file.startswith("people/")} == {
        "people/index.html",
        "people/ann-lee.html",
        "people/bo-ek.html",
    }
    shown = soup(built, "people/ann-lee").get_text()
    assert "One." in shown
    assert "Three." in shown
    assert "Four." not in shown
