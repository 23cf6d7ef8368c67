"""Where the data's words come from: pages as they are written, and what was kept of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.data import load
from sphinx_roundtable.data.formats import FORMATS
from sphinx_roundtable.editions.data import words
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

NAMES = [form.file for form in FORMATS.values()]
EDITED = PANEL.replace("A spade.", "A rake.")
#: Two roundtables; in one of them the author has a topic's page, and a part is for some builders.
SITE: dict[str, str | bytes | None] = {
    "index.rst": "I\n=\n\n.. toctree::\n   :glob:\n\n   */*\n   */*/*\n",
    "a/panel.rst": PANEL + "\n    .. only:: latex\n\n       Never.\n",
    "a/topics/gardens.rst": "Mine\n====\n",
    "b/panel.rst": PANEL.replace("Kale.", "Kale, see :doc:`/a/panel` [1]_.\n\n    .. [1] Note."),
}
CONF: dict[str, Any] = {
    "roundtables": ["a/panel", "b/panel"],
    "suppress_warnings": ["roundtable.occupied"],
    "exclude_patterns": [],
}
#: Another extension, which changes what pages say when they are resolved.
LOUD = """
from docutils import nodes

def shout(app, document, docname):
    for text in document.findall(nodes.Text):
        if text == "A hammer.":
            text.parent.replace(text, nodes.Text("A HAMMER!"))

def setup(app):
    app.connect("doctree-resolved", shout)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

extensions = ["sphinx_roundtable"]
"""


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the documents that have been resolved for their words only."""
    found: list[str] = []
    resolve = words._resolved

    def count(app: Any, docname: str) -> Any:
        found.append(docname)
        return resolve(app, docname)

    monkeypatch.setattr(words, "_resolved", count)
    return found


def data(built: Built) -> dict[str, bytes]:
    return {name: (built.out / name).read_bytes() for name in NAMES}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_an_edit_gives_what_a_clean_build_gives(
    tmp_path: Path, builder: str, parallel: int
) -> None:
    site = dict(SITE)
    build(tmp_path / "a", site, builder, parallel=parallel, **CONF)
    build(tmp_path / "a", {}, "text", **CONF)  # shares the doctrees
    for name in ("b/panel.rst", "a/panel.rst"):
        site[name] = str(site[name]).replace("A spade.", "A rake.")
        again = build(tmp_path / "a", site, builder, parallel=parallel, **CONF)
        clean = build(tmp_path / name, site, builder, **CONF)
        assert data(again) == data(clean)
    said = [answer.text for answer in load(again.out / "roundtable.json").answers]
    assert said.count("A rake.") == said.count("Kale.") + 1 == 2
    assert b"Never" not in data(again)["roundtable.json"]


def test_no_page_is_resolved_only_for_its_words(tmp_path: Path, resolved: list[str]) -> None:
    build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"])
    build(tmp_path, {"panel.rst": EDITED}, roundtables=["panel"])
    built = build(tmp_path, {}, roundtables=["panel"], html_title="Another")
    assert resolved == []
    assert "A rake." in {answer.text for answer in load(built.out / "roundtable.json").answers}


def test_where_nothing_is_new_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, SITE, **CONF)
    with monkeypatch.context() as patch:
        patch.setattr("sphinx_roundtable.editions.data.gather", lambda *_: pytest.fail("gathered"))
        built = build(tmp_path, {}, **CONF)
    assert not {*NAMES} & built.written
    # What somebody has changed or deleted is there again.
    before = data(built)
    (built.out / "answers.csv").unlink()
    (built.out / "roundtable.json").write_text("{}")
    built = build(tmp_path, {}, **CONF)
    assert data(built) == before


def test_the_command_says_what_pages_say_that_others_change(
    tmp_path: Path, resolved: list[str]
) -> None:
    files = {"conf.py": LOUD, "panel.rst": PANEL}
    conf: dict[str, Any] = {"roundtables": ["panel"], "root_doc": "panel"}
    built = build(tmp_path, files, parallel=2, **conf)
    assert resolved == []
    assert "A HAMMER!" in built.read("answers.csv")
    again = build(tmp_path, {"panel.rst": EDITED}, **conf)
    alone = build(tmp_path / "b", {**files, "panel.rst": EDITED}, "roundtable-data", **conf)
    assert {*resolved} >= {"topics/tools", "people/index"}
    assert data(again) == data(alone)


@pytest.mark.parametrize("content", [None, b"", b"\xc1", b"\x80", b"\x81\xa5pages\x01"])
def test_what_was_kept_and_is_lost_is_made_again(tmp_path: Path, content: bytes | None) -> None:
    first = build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"])
    (kept,) = (tmp_path / "doctrees").glob("roundtable-words-*")
    if content is None:
        kept.unlink()
    else:
        kept.write_bytes(content)
    before = data(first)
    again = build(tmp_path, {}, roundtables=["panel"])
    assert data(again) == before
    assert again.warnings == ""
    edited = build(tmp_path, {"panel.rst": EDITED}, roundtables=["panel"])
    assert data(edited) == data(build(tmp_path / "b", {"panel.rst": EDITED}, roundtables=["panel"]))


def test_pages_of_a_build_that_broke_off_are_not_taken_for_what_was_kept(tmp_path: Path) -> None:
    broken = LOUD.replace(
        "def setup(app):\n",
        "def give_up(app, *_):\n    raise ValueError('enough')\n\n"
        "def setup(app):\n"
        "    app.connect('html-collect-pages', give_up)\n",
    )
    conf: dict[str, Any] = {"roundtables": ["panel"], "root_doc": "panel"}
    build(tmp_path, {"conf.py": LOUD, "panel.rst": PANEL}, **conf)
    with pytest.raises(Exception, match="enough"):
        build(tmp_path, {"conf.py": broken, "panel.rst": EDITED}, **conf)
    built = build(tmp_path, {"conf.py": LOUD}, **conf)
    assert "A rake." in built.read("topics/tools.html")
    clean = build(tmp_path / "b", {"conf.py": LOUD, "panel.rst": EDITED}, **conf)
    assert data(built) == data(clean)


def test_sites_that_share_doctrees_have_their_own_addresses(tmp_path: Path) -> None:
    text = PANEL.replace("A hammer.", "See `Gardens`_.")
    conf: dict[str, Any] = {"roundtables": ["panel"], "root_doc": "panel"}
    one = build(tmp_path, {"panel.rst": text}, html_baseurl="https://one.example/", **conf)
    one.out.rename(tmp_path / "one")
    two = build(tmp_path, {}, html_baseurl="https://two.example/", **conf)
    two.out.rename(tmp_path / "two")
    (tmp_path / "one").rename(one.out)  # as it is where each has a folder of its own
    again = build(tmp_path, {}, html_baseurl="https://one.example/", **conf)
    whole = again.read("roundtable.json")
    assert whole.count("https://one.example/") > whole.count("https://two.example/") == 0
