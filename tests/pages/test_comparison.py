"""The page that compares people: it is where there is something to compare, and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.book import PEOPLE, TOPICS, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

INDEX = "Start\n=====\n\n.. toctree::\n\n   panel\n\n.. roundtable:matrix::\n"
SITE = {"index.rst": INDEX, "panel.rst": PANEL}


def links(built: Built, docname: str) -> list[str]:
    return [
        str(a["href"]) for a in soup(built, docname).select("a[href]") if "compare" in a["href"]
    ]


def test_it_lists_people_and_topics_by_their_ids(book: Built) -> None:
    page = soup(book, "compare")
    people = page.select(".roundtable-compare-people > li")
    assert [(item["id"], item.a["href"]) for item in people] == [
        (f"people-{id}", f"people/{id}.html") for id in PEOPLE
    ]
    topics = page.select(".roundtable-compare-topics > li")
    assert [(item["id"], item.a["href"]) for item in topics] == [
        (f"topics-{id}", f"topics/{id}.html") for id in TOPICS
    ]


def test_the_matrix_the_people_and_each_person_lead_there(book: Built) -> None:
    assert set(links(book, "index")) == {"compare.html"}
    assert links(book, "people/index") == ["../compare.html"]
    assert links(book, "people/david-cramer") == ["../compare.html?people=david-cramer"]


def test_nothing_of_it_is_found_by_the_search(book: Built) -> None:
    index = json.loads(book.read("searchindex.js").partition("(")[2].rstrip(")"))
    here = index["docnames"].index("compare")
    found = [
        word
        for word, where in index["terms"].items()
        if here in (where if isinstance(where, list) else [where])
    ]
    assert found == []


def test_there_is_none_where_one_person_answers(tmp_path: Path) -> None:
    alone = PANEL.replace("*Bo Ek*:", "*Ann Lee*:")
    built = build(tmp_path, {**SITE, "panel.rst": alone}, roundtables=["panel"])
    assert not (built.out / "compare.html").exists()
    for path in built.out.rglob("*.html"):
        assert "compare.html" not in path.read_text("utf-8")


def test_who_says_nothing_is_not_offered(tmp_path: Path) -> None:
    silent = PANEL.replace("* *Bo Ek* is", "* *Cy Fox* is a cook.\n* *Bo Ek* is")
    built = build(tmp_path, {**SITE, "panel.rst": silent}, roundtables=["panel"])
    ids = [item["id"] for item in soup(built, "compare").select(".roundtable-compare-people li")]
    assert ids == ["people-ann-lee", "people-bo-ek"]
    assert links(built, "people/cy-fox") == []


def test_a_document_of_the_author_stays(tmp_path: Path) -> None:
    own = {"compare.rst": ":orphan:\n\nMine\n====\n\nMy own.\n"}
    built = build(tmp_path, {**SITE, **own}, roundtables=["panel"])
    assert built.own_warnings == [
        (
            "panel.rst: WARNING: compare is a document of its own: the page of this name is left"
            " out [roundtable.occupied]"
        )
    ]
    assert "My own." in built.read("compare.html")
    assert links(built, "people/ann-lee") == links(built, "index") == []


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "man", "texinfo"])
def test_a_book_is_without_it(tmp_path: Path, builder: str) -> None:
    built = build(tmp_path, SITE, builder, roundtables=["panel"], version="1", epub_copyright="x")
    assert built.warnings == ""
    for path in built.out.rglob("*"):
        if path.suffix in {".opf", ".ncx", ".html", ".tex", ".1", ".texi"}:
            assert "ompare" not in path.read_text("utf-8")
    if builder == "epub":
        for path in built.out.rglob("*.xhtml"):
            assert path.stem == "compare" or "compare.xhtml" not in path.read_text("utf-8")


def test_every_address_of_a_site_leads_there(tmp_path: Path) -> None:
    files = {"talks/panel.rst": PANEL, "index.rst": INDEX.replace("panel", "talks/panel")}
    built = build(tmp_path, files, "dirhtml", roundtables=["talks/panel"])
    assert (built.out / "talks/compare/index.html").is_file()
    page = built.read("talks/people/ann-lee/index.html")
    assert 'href="../../compare/?people=ann-lee"' in page
