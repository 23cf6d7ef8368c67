"""What is made of a large conversation grows with it, and no faster: by counts, not by time."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from benchmarks.conversation import Conversation, files_of
from sphinx_roundtable import _sphinx
from sphinx_roundtable.pages import parts, transplant
from tests.book import REPOSITORY, soup
from tests.support import build, calls_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

#: Limits that a small site reaches as a large one does the default ones.
SETTINGS: dict[str, Any] = {
    "html_theme": "basic",
    "roundtable_data": [],
    "roundtable_page_size": 10,
    "roundtable_sidebar": 10,
}


def site(folder: Path, people: int, layout: str) -> Built:
    files = files_of(Conversation(people, topics=3, paragraphs=1), "ours", layout=layout)
    del files["conf.py"]
    name = "interviews" if layout == "files" else "panel"
    built = build(folder, files, roundtables=[name], **SETTINGS)
    assert built.warnings == ""
    return built


@pytest.mark.parametrize("layout", ["files", "one"])
def test_all_that_is_made_grows_with_the_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    copied: list[int] = []
    copy = transplant.Transplant._copy

    def counted(self: Any, source: Any, original: Any, **how: Any) -> Any:
        copied.append(1)
        return copy(self, source, original, **how)

    monkeypatch.setattr(transplant.Transplant, "_copy", counted)
    counts: list[dict[str, int]] = []
    for people in (20, 60):
        copied.clear()
        built = site(tmp_path / str(people), people, layout)
        pages = list(built.out.rglob("*.html"))
        doctrees = built.app.doctreedir.rglob("*")
        counts.append(
            {
                "pages": len(pages),
                "bytes": sum(path.stat().st_size for path in pages),
                "doctrees": sum(path.stat().st_size for path in doctrees if path.is_file()),
                "nodes copied": len(copied),
            }
        )
    few, many = counts
    for what, count in few.items():
        assert math.log(many[what] / count, 3) < 1.05, what


def test_sources_that_are_still_there_are_not_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    load = _sphinx.read_once

    def note(env: Any, docname: str) -> Any:
        loaded.append(docname)
        return load(env, docname)

    monkeypatch.setattr(_sphinx, "read_once", note)
    monkeypatch.setattr(transplant, "LOADED_AT_MOST", 15)
    site(tmp_path, 20, "files")
    assert len({*loaded}) == 20
    # All to see who is named, and those that had to go by then once more.
    assert len(loaded) <= 2 * 20 - 15


def test_no_answer_is_looked_for_among_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[int] = []
    index = nodes.Element.index

    def note(self: nodes.Element, *args: Any) -> int:
        passed.append(index(self, *args))
        return passed[-1]

    monkeypatch.setattr(nodes.Element, "index", note)
    counts = []
    for turns in (20, 60):
        said = "".join(f"Ann Lee: Words {n}.\n\nBo Ek: More of them.\n\n" for n in range(turns))
        talk = f"Talk\n====\n\nTools\n-----\n\n{said}"
        files = {"index.rst": "Start\n=====\n\n.. toctree::\n\n   talk\n", "talk.rst": talk}
        passed.clear()
        built = build(tmp_path / str(turns), files, roundtables=["talk"], **SETTINGS)
        assert built.warnings == ""
        counts.append(sum(passed))
    few, many = counts
    assert math.log(many / few, 3) < 1.3, counts


KEEPING = """
def note(app, builder):
    app.kept = {*app.env._write_doc_doctree_cache, *app.env._pickled_doctree_cache}

def setup(app):
    app.connect("write-started", note)
"""


def test_no_doctree_is_kept_for_later(tmp_path: Path) -> None:
    files = files_of(Conversation(12, topics=2, paragraphs=1), "ours")
    built = build(tmp_path, {**files, "conf.py": KEEPING}, roundtables=["interviews"], **SETTINGS)
    domain: Any = built.app.env.domains["roundtable"]
    app: Any = built.app
    # Sphinx keeps the one that was read last.
    assert len(app.kept & (domain.readings.keys() | domain.pages.keys())) <= 1


def test_one_person_may_say_very_much(tmp_path: Path) -> None:
    said = "".join(f"**Ann:** Words {n}.\n\n**Bo:** Yes.\n\n" for n in range(300))
    text = f"Panel\n=====\n\nTools\n-----\n\n{said}"
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"], **SETTINGS)
    assert len(soup(built, "people/ann/30").select(".roundtable-answer")) == 10
    assert len(soup(built, "people/ann").select(".roundtable-all a")) == 300
    largest = max(path.stat().st_size for path in (built.out / "people").rglob("*.html"))
    assert largest < 100_000


def test_one_answer_may_be_very_long(tmp_path: Path) -> None:
    paragraph = "    " + "Words of one answer. " * 60 + "\n\n"
    text = f"Panel\n=====\n\nTools\n-----\n\n*Ann Lee*:\n\n{paragraph * 800}"
    assert len(text) > 1_000_000
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"], **SETTINGS)
    (answer,) = soup(built, "topics/tools").select(".roundtable-answer")
    assert answer.get_text().count("Words of one answer.") == 60 * 800


def test_who_is_missing_is_looked_for_only_where_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    link = parts.link

    def counted(docname: str, *args: Any) -> Any:
        made.append(docname)
        return link(docname, *args)

    monkeypatch.setattr(parts, "link", counted)

    def work(people: int) -> int:
        """Return how many links are made for people each of whom is alone with a topic."""
        made.clear()
        names = [f"Ann{chr(97 + n % 20)}{chr(97 + n // 20)} Lee" for n in range(people)]
        cast = "".join(f"* *{name}* digs.\n" for name in names)
        said = "".join(
            f"Part {n}\n-------\n\n*{name}*:\n\n    A spade.\n\n" for n, name in enumerate(names)
        )
        files = {"panel.rst": f"Panel\n=====\n\n{cast}\n{said}"}
        build(tmp_path / str(people), files, "dummy", roundtables=["panel"], **SETTINGS)
        return len(made)

    assert work(80) < 2.1 * work(40)


def test_no_two_files_differ_in_case_only(tmp_path: Path) -> None:
    names = ["Ann Lee", "ANN LEE", "Ann lee", "Bo Ek", "bo ek", "Cy Nu"]
    cast = "".join(f"* *{name}* works.\n" for name in names)
    said = "*Cy Nu*:\n\n    With Git and GIT.\n\n" * 2
    topics = "".join(f"{title}\n-----\n\n{said}" for title in ("Tools", "TOOLS", "tools"))
    files = {
        "panel.rst": f"Panel\n=====\n\n{cast}\n{topics}",
        "panel.toml": '[systems.git]\nname = "Git"\n[systems.git-2]\nname = "GIT"\n',
    }
    settings = {**SETTINGS, "roundtable_page_size": 1}
    built = build(tmp_path, files, "dirhtml", roundtables=["panel"], **settings)
    files_of_site = [path.relative_to(built.out).as_posix() for path in built.out.rglob("*")]
    assert len({path.casefold() for path in files_of_site}) == len(files_of_site)
    pages = {
        *(f"people/{id}" for id in ("ann-lee", "ann-lee-2", "ann-lee-3", "bo-ek", "bo-ek-2")),
        *(f"people/index/{letter}" for letter in "abc"),
        *(f"topics/{id}/2" for id in ("tools", "tools-2", "tools-3")),
        *("systems/git", "systems/git-2"),
    }
    assert pages <= {*files_of_site}


@pytest.mark.once
def test_the_benchmark_runs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.site", "--quick", "--topics", "2"]
    command += ["--theme", "basic", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bytes: exponent" in done.stdout
    assert (tmp_path / "site-files-basic.svg").read_text("utf-8").startswith("<svg")


def crowd(count: int) -> dict[str, str]:
    """Return *count* sources with one answer each, all listed by the start page."""
    name = "Ann{0} Lee\n========\n\nDigs.\n\nTools\n-----\n\nA spade.\n"
    said = {f"said/ann{chr(97 + n % 20)}{chr(97 + n // 20)}.rst": n for n in range(count)}
    files = {path: f":name: Ann{path[8:10]} Lee\n\n{name.format(path[8:10])}" for path in said}
    files["index.rst"] = "Start\n=====\n\n.. toctree::\n   :glob:\n\n   said/*\n"
    return {**files, "talk.toml": 'sources = ["said/*"]\nprefix = ""\n'}


def talker(count: int) -> dict[str, str]:
    """Return a conversation in which one person speaks *count* times."""
    said = "".join(f"**Ann Lee:** Words {n}.\n\n**Bo Ek:** Yes.\n\n" for n in range(count))
    return {"talk.rst": f"Talk\n====\n\nTools\n-----\n\n{said}"}


def silence(count: int) -> dict[str, str]:
    """Return a conversation with *count* topics that nobody answers."""
    said = "* *Ann Lee* digs.\n\nTools\n-----\n\n*Ann Lee*:\n\n    A spade.\n\n"
    unsaid = "".join(f"Part {n}\n--------\n\nNobody says a thing.\n\n" for n in range(count))
    return {"talk.rst": f"Talk\n====\n\n{said}{unsaid}"}


@pytest.mark.once
@pytest.mark.parametrize("files_with", [crowd, talker, silence])
def test_twice_as_much_is_twice_the_work(tmp_path: Path, files_with: Any) -> None:
    # Furo asks for the whole sidebar on each page; with a larger page, the index has one for "Ann".
    settings = {**SETTINGS, "html_theme": "furo", "roundtable_page_size": 20}

    def calls(count: int) -> int:
        files = files_with(count)
        return calls_of(
            lambda: build(tmp_path / str(count), files, roundtables=["talk"], **settings)
        )

    calls(20)  # what is loaded once
    few, more, most = (calls(count) for count in (30, 60, 120))
    assert most - more < 2.3 * (more - few)
