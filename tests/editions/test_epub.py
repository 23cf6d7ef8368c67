"""An EPUB leads to all pages, and its bytes depend on nothing but its content."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from bs4 import BeautifulSoup

from sphinx_roundtable.editions.epub import repack
from tests.book import PEOPLE, REPOSITORY, TOPICS, build_book
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

INDEX = """
Start
=====

.. toctree::

   panel
"""
PROJECT = {"index.rst": INDEX, "panel.rst": PANEL}
CONF: dict[str, Any] = {
    "project": "Panel",
    "author": "Ann Lee",
    "copyright": "Ann Lee",
    "version": "1",
    "roundtables": ["panel"],
}
PAGES = [
    "topics/index",
    "topics/tools",
    "topics/gardens",
    "people/index",
    "people/ann-lee",
    "people/bo-ek",
]


LINKS = {"nav.xhtml": r'<a href="([^"#]+)\.xhtml"', "toc.ncx": r'<content src="([^"#]+)\.xhtml"'}


def listed(built: Built, name: str) -> list[str]:
    """Return the documents that a table of contents lists, in order."""
    return list(dict.fromkeys(re.findall(LINKS[name], built.read(name))))


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("scope", ["default", "includehidden"])
def test_both_tables_of_contents_list_all_pages(tmp_path: Path, name: str, scope: str) -> None:
    built = build(tmp_path, PROJECT, "epub", **CONF, epub_tocscope=scope)
    assert built.warnings == ""
    assert listed(built, name) == ["index", "panel", *PAGES]


@pytest.mark.parametrize("name", LINKS)
def test_pages_are_listed_where_the_source_is_the_root(tmp_path: Path, name: str) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, "epub", **CONF)
    assert built.warnings == ""
    assert set(PAGES) <= set(listed(built, name))


@pytest.mark.parametrize("name", LINKS)
def test_the_book_lists_all_pages(tmp_path: Path, name: str) -> None:
    (scope,) = re.findall(
        r'^epub_tocscope = "(\w+)"', (REPOSITORY / "conf.py").read_text(), re.MULTILINE
    )
    built = build_book(tmp_path, "epub", epub_tocscope=scope, epub_show_urls="no")
    assert built.warnings == ""
    pages = [*(f"people/{id}" for id in PEOPLE), *(f"topics/{id}" for id in TOPICS)]
    assert set(pages) <= set(listed(built, name))


def test_no_document_shows_the_toctrees_of_pages(tmp_path: Path) -> None:
    epub = build(tmp_path, PROJECT, "epub", **CONF)
    html = build(tmp_path, PROJECT, **CONF)
    for built, suffix in ((epub, "xhtml"), (html, "html")):
        for docname in ("panel", *PAGES):
            page = BeautifulSoup(built.read(f"{docname}.{suffix}"), "html.parser")
            assert not page.select("div.body .toctree-wrapper li"), docname


def test_nothing_is_shown_to_the_next_build(tmp_path: Path) -> None:
    built = build(tmp_path, PROJECT, "epub", **CONF)
    fresh = build(tmp_path / "fresh", PROJECT, **CONF)
    for docname in ("panel", "topics/index", "people/index"):
        assert built.app.env.tocs[docname].pformat() == fresh.app.env.tocs[docname].pformat()


def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = build(tmp_path / "first", PROJECT, "epub", **CONF)
    # The date of an entry is that of its file, in local time.
    later = time.localtime(time.time() + 86_400 * 400)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    second = build(tmp_path / "elsewhere" / "second", PROJECT, "epub", **CONF)
    assert packed(first).read_bytes() == packed(second).read_bytes()


def test_entries_have_the_date_that_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with ZipFile(packed(build(tmp_path, PROJECT, "epub", **CONF))) as epub:
        assert {entry.date_time for entry in epub.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        first, *others = epub.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert {entry.compress_type for entry in others} == {ZIP_DEFLATED}
        assert "people/ann-lee.xhtml" in epub.namelist()
        assert epub.testzip() is None


@pytest.mark.parametrize(
    ("epoch", "year"), [("", 1980), ("0", 1980), ("soon", 1980), ("9" * 11, 2107), ("9" * 40, 1980)]
)
def test_a_date_that_no_entry_can_have(tmp_path: Path, epoch: str, year: int) -> None:
    path = tmp_path / "book.epub"
    with ZipFile(path, "w") as epub:
        epub.writestr("content.opf", "")
        epub.writestr("mimetype", "application/epub+zip")
    repack(path, epoch)
    with ZipFile(path) as epub:
        assert epub.namelist() == ["mimetype", "content.opf"]
        assert {entry.date_time[0] for entry in epub.infolist()} == {year}
    assert list(tmp_path.iterdir()) == [path]


def test_a_project_without_roundtables_gets_what_sphinx_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    built = build(tmp_path, PROJECT, "epub", **{**CONF, "roundtables": []})
    with ZipFile(packed(built)) as epub:
        dates = {entry.date_time for entry in epub.infolist()}
    assert (2023, 11, 14, 22, 13, 20) not in dates


def packed(built: Built) -> Path:
    """Return the one EPUB of a build."""
    (path,) = built.out.glob("*.epub*")
    return path
