"""The style sheet of the pages: made of parts, fetched as one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import sphinx_roundtable
from tests.support import PANEL, build

PARTS = sorted(Path(sphinx_roundtable.__file__).parent.glob("styles/*.css"))
INDEX = "Start\n=====\n\n.. toctree::\n\n   panel\n"


def sheets(path: Path) -> list[str]:
    page = BeautifulSoup(path.read_text("utf-8"), "html5lib")
    found = [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
    return [re.sub(r".*/|\?.*", "", href) for href in found]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_a_page_asks_for_one_file_that_has_all_parts(tmp_path: Path, builder: str) -> None:
    built = build(
        tmp_path, {"index.rst": INDEX, "panel.rst": PANEL}, roundtables=["panel"], builder=builder
    )
    css = (built.out / "_static/roundtable.css").read_text("utf-8")
    assert PARTS
    for part in PARTS:
        assert css.count(part.read_text("utf-8")) == 1, part.name
    name = {"dirhtml": "people/ann-lee/index.html", "singlehtml": "index.html"}
    page = built.out / name.get(
        builder, f"people/ann-lee.{'xhtml' if builder == 'epub' else 'html'}"
    )
    assert sheets(page).count("roundtable.css") == 1


def test_what_themes_insist_on_has_the_last_word(tmp_path: Path) -> None:
    built = build(tmp_path, {"index.rst": INDEX, "panel.rst": PANEL}, roundtables=["panel"])
    css = (built.out / "_static/roundtable.css").read_text("utf-8")
    assert css.startswith("/*")
    assert css.endswith(next(path for path in PARTS if path.stem == "themes").read_text("utf-8"))


def test_an_index_has_names_in_plain_letters(tmp_path: Path) -> None:
    files = {"index.rst": INDEX, "panel.rst": PANEL}
    built = build(tmp_path, files, roundtables=["panel"])
    assert "roundtable-index.css" in sheets(built.out / "roundtable-people.html")
    assert "roundtable-index.css" in sheets(built.out / "roundtable-topics.html")
    assert "roundtable-index.css" not in sheets(built.out / "genindex.html")
    assert "roundtable-index.css" not in sheets(built.out / "people/ann-lee.html")
    assert (built.out / "_static/roundtable-index.css").is_file()


def test_an_author_may_have_another(tmp_path: Path) -> None:
    mine = "p { color: teal }\n"
    files = {"index.rst": INDEX, "panel.rst": PANEL, "_static/roundtable.css": mine}
    built = build(tmp_path, files, roundtables=["panel"], html_static_path=["_static"])
    assert (built.out / "_static/roundtable.css").read_text("utf-8") == mine


def test_a_site_without_roundtables_has_none(tmp_path: Path) -> None:
    built = build(tmp_path, {"index.rst": "Start\n=====\n"})
    assert not (built.out / "_static/roundtable.css").exists()
    assert "roundtable.css" not in sheets(built.out / "index.html")
