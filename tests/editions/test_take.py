"""Behind each answer stands its permanent link, with what a citation needs to know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.book import ANSWERS, PEOPLE, TOPICS, build_book, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

HOSTILE = """"><script>alert(1)</script> & ' <b>"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the book as a site."""
    built = build_book(tmp_path_factory.mktemp("take"))
    assert built.warnings == ""
    return built


def test_each_answer_has_its_permanent_link_wherever_it_stands(book: Built) -> None:
    places = {(person, topic): f"topics/{topic}.html#{person}" for person, topic in ANSWERS}
    for topic in TOPICS:
        links = [a["href"] for a in soup(book, f"topics/{topic}").select(".roundtable-take a")]
        assert links == [f"#{person}" for person, there in ANSWERS if there == topic]
    for person in PEOPLE:
        links = [a["href"] for a in soup(book, f"people/{person}").select(".roundtable-take a")]
        expected = [places[person, topic] for topic in TOPICS if (person, topic) in places]
        assert links == [f"../{place}" for place in expected]
    links = [a["href"] for a in soup(book, "appendix-a").select(".roundtable-take a")]
    assert sorted(map(str, links)) == sorted(places.values())


def test_what_stands_before_the_link_is_the_answer(book: Built) -> None:
    rows = 0
    for page in ("topics/deployment", "people/ned-batchelder", "appendix-a"):
        text = book.read(f"{page}.html")
        starts = text.split("<!--roundtable-words-->")[1:]
        for start in starts:
            words = BeautifulSoup(start.split('<div class="roundtable-take')[0], "html.parser")
            assert words.get_text().strip()
            assert not words.select("h1, h2, h3, .roundtable-role, .roundtable-ways")
        assert len(starts) == text.count('<div class="roundtable-take')
        rows += len(starts)
    assert rows == 4 + 4 + len(ANSWERS)


def test_what_a_citation_needs_is_there_and_stays_words(tmp_path: Path) -> None:
    sidecar = f"""
title = {json.dumps(f"Panel {HOSTILE}")}
date = "2009-03-26"
[people.ann-lee]
name = {json.dumps(f"Ann {HOSTILE}")}
aliases = ["Ann Lee"]
[topics.tools]
title = {json.dumps(f"Tools {HOSTILE}")}
"""
    files = {"panel.rst": PANEL, "panel.toml": sidecar}
    base = "https://example.org/b/"
    built = build(tmp_path, files, roundtables=["panel"], html_baseurl=base)
    for page in ("panel", "topics/tools", "people/ann-lee"):
        take = soup(built, page).select(".roundtable-take")[0]
        facts = {name: value for name, value in take.attrs.items() if name.startswith("data-")}
        assert facts == {
            "data-author": f"Ann {HOSTILE}",
            "data-title": f"Tools {HOSTILE}",
            "data-source": f"Panel {HOSTILE}",
            "data-date": "2009-03-26",
            "data-id": "ann-lee/tools",
            "data-voice": "ann-lee",  # for the choice of voices,
            "data-topic": "tools",  # and for comparing people
            "data-url": f"{base}topics/tools.html#ann-lee",
        }
        assert "<script>alert" not in built.read(f"{page}.html")


def test_an_answer_within_a_condition_has_its_link(tmp_path: Path) -> None:
    text = PANEL.replace("    Kale.", "    Kale.\n\n    .. only:: html\n\n       Peas.")
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"])
    page = soup(built, "topics/gardens")
    (last,) = page.select("p:has(+ .roundtable-take)")
    assert "Peas." in last.get_text()


def test_only_pages_with_answers_have_the_script(tmp_path: Path) -> None:
    files = {"index.rst": "Start\n=====\n\n.. toctree::\n\n   panel\n", "panel.rst": PANEL}
    built = build(tmp_path, files, roundtables=["panel"])
    have = {
        path.relative_to(built.out).as_posix()
        for path in built.out.rglob("*.html")
        if "roundtable-take" in path.read_text("utf-8")
    }
    pages = ["people/ann-lee", "people/bo-ek", "topics/tools", "topics/gardens", "panel"]
    assert have == {f"{page}.html" for page in pages}


def test_the_search_of_sphinx_does_not_find_the_words_of_the_row(book: Built) -> None:
    index = json.loads(book.read("searchindex.js").removeprefix("Search.setIndex(")[:-1])
    assert "perman" not in index["terms"]


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_editions_have_no_such_row(tmp_path: Path, builder: str) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, builder, roundtables=["panel"], version="1")
    texts = [
        path.read_text("utf-8")
        for path in built.out.rglob("*")
        if path.suffix in {".html", ".xhtml", ".txt"}
    ]
    assert texts
    assert not [text for text in texts if "Permanent link" in text or "roundtable-take" in text]
