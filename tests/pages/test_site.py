"""The pages of the book, as a reader of the site finds them."""

from __future__ import annotations

import itertools
import posixpath
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from tests.book import ANSWERS, PEOPLE, SILENT, TOPICS, soup, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.support import Built


def at(page: BeautifulSoup, id: str) -> Tag:
    """Return the one element with an id."""
    found = page.find_all(id=id)
    assert len(found) == 1, f"{len(found)} elements have the id {id}"
    return found[0]


def targets(element: Tag, docname: str) -> set[str]:
    """Return where the links of *element* lead to, as seen from the top of the site."""
    folder = posixpath.dirname(docname)
    return {
        posixpath.normpath(posixpath.join(folder, path or posixpath.basename(docname) + ".html"))
        + mark
        + anchor
        for a in element.find_all("a", href=True)
        for path, mark, anchor in [a["href"].partition("#")]
    }


def test_no_warning(book: Built) -> None:
    assert book.warnings == ""


def test_there_is_a_page_for_each_person_and_topic(book: Built) -> None:
    pages = {f"people/{id}.html" for id in [*PEOPLE, "index"]}
    pages |= {f"topics/{id}.html" for id in [*TOPICS, "index"]}
    found = {
        path.relative_to(book.out).as_posix()
        for folder in ("people", "topics")
        for path in (book.out / folder).glob("*.html")
    }
    assert found == pages


@pytest.mark.parametrize(("person", "topic"), ANSWERS)
def test_an_answer_is_at_its_two_addresses(book: Built, person: str, topic: str) -> None:
    on_topic = at(soup(book, f"topics/{topic}"), person)
    on_person = at(soup(book, f"people/{person}"), topic)
    body = [words(p.get_text()) for p in on_topic.select(":scope > p:not([class])")]
    assert body
    assert body == [words(p.get_text()) for p in on_person.find_all("p", class_="no-search")]
    assert f"people/{person}.html#{topic}" in targets(on_topic, f"topics/{topic}")
    assert f"topics/{topic}.html#{person}" in targets(on_person, f"people/{person}")


@pytest.mark.parametrize(("person", "topic"), ANSWERS)
def test_an_answer_and_its_place_in_the_appendix_lead_to_each_other(
    book: Built, person: str, topic: str
) -> None:
    anchor = f"{person}-{topic}"
    place = at(soup(book, "appendix-a"), anchor)
    quote = place.find_next_sibling("blockquote")
    assert quote is not None
    assert {f"topics/{topic}.html#{person}", f"people/{person}.html#{topic}"} <= targets(
        quote, "appendix-a"
    )
    for docname, id in ((f"topics/{topic}", person), (f"people/{person}", topic)):
        assert f"appendix-a.html#{anchor}" in targets(at(soup(book, docname), id), docname)


@pytest.mark.parametrize(("person", "topic"), sorted(SILENT))
def test_a_missing_answer_is_said_on_both_pages(book: Built, person: str, topic: str) -> None:
    topic_page, person_page = soup(book, f"topics/{topic}"), soup(book, f"people/{person}")
    assert topic_page.find(id=person) is None
    assert person_page.find(id=topic) is None
    (missing,) = topic_page.select(".roundtable-missing")
    assert f"people/{person}.html" in targets(missing, f"topics/{topic}")
    (missing,) = person_page.select(".roundtable-missing")
    assert f"topics/{topic}.html" in targets(missing, f"people/{person}")


def test_nobody_is_missing_where_all_answered(book: Built) -> None:
    assert not soup(book, "topics/why-django").select(".roundtable-missing")
    assert not soup(book, "people/david-cramer").select(".roundtable-missing")


@pytest.mark.parametrize(
    ("person", "first", "last"),
    [
        ("ned-batchelder", "Ned Batchelder is the lead engineer", "pieces of our technology."),
        (
            "johannes-beigel",
            "Johannes Beigel is a lead developer",
            "which is [now] based on Django.",
        ),
        ("david-cramer", "David Cramer is the lead developer", "beyond World of Warcraft."),
        (
            "christian-hammond",
            "Christian Hammond is a senior",
            "open source and commercial projects.",
        ),
    ],
)
def test_a_biography_is_whole(book: Built, person: str, first: str, last: str) -> None:
    text = words(soup(book, f"people/{person}").get_text(" "))
    start = text.index(first)
    assert last in text[start:]
    assert soup(book, f"people/{person}").find("blockquote") is not None


def test_an_aside_is_where_it_stands_in_the_source(book: Built) -> None:
    aside = "We didn't have to bribe Christian to get that quote -- promise!"
    page = soup(book, "topics/getting-started")
    (container,) = page.select(".roundtable-aside")
    assert words(container.get_text()) == aside
    assert container.find_previous("section")["id"] == "christian-hammond"
    assert container.find_parent("section")["id"] == "getting-started"
    for person in PEOPLE:
        assert aside not in words(soup(book, f"people/{person}").get_text())


def test_the_introduction_and_the_lead_of_the_cast_open_the_indexes(book: Built) -> None:
    assert "To help answer questions" in soup(book, "topics/index").get_text()
    assert "meet our cast and their projects" in soup(book, "people/index").get_text()


def test_the_indexes_list_all(book: Built) -> None:
    assert targets(soup(book, "people/index"), "people/index") >= {
        f"people/{id}.html" for id in PEOPLE
    }
    assert targets(soup(book, "topics/index"), "topics/index") >= {
        *(f"topics/{id}.html" for id in TOPICS),
        *(f"topics/{topic}.html#{person}" for person, topic in ANSWERS),
    }


def test_the_matrix_leads_to_each_answer_and_says_where_there_is_none(book: Built) -> None:
    (matrix,) = soup(book, "index").select("table.roundtable-matrix")
    head, *rows = matrix.find_all("tr")
    assert [a["href"] for a in head.find_all("a")] == [f"people/{id}.html" for id in PEOPLE]
    assert len(rows) == len(TOPICS)
    for topic, row in zip(TOPICS, rows, strict=True):
        title, *cells = row.find_all(["th", "td"])
        assert title.a["href"] == f"topics/{topic}.html"
        for person, cell in zip(PEOPLE, cells, strict=True):
            if (person, topic) in SILENT:
                assert cell.get_text(strip=True) == "no answer"
                assert cell.a is None
            else:
                assert cell.a["href"] == f"topics/{topic}.html#{person}"


def test_the_landing_page_lists_people_and_topics(book: Built) -> None:
    page = soup(book, "index")
    cards = page.select(".roundtable-cards > li")
    assert [card.a["href"] for card in cards] == [
        *(f"people/{id}.html" for id in PEOPLE),
        # What is mentioned most, as the truth of the book counts it.
        "systems/django.html",
        "systems/review-board.html",
        "systems/python.html",
        "systems/vmware.html",
        "systems/tabblo.html",
        "systems/php.html",
        "systems/lighttpd.html",
        "systems/memcached.html",
    ]
    ned = cards[0].get_text()
    assert "Lead engineer, Tabblo" in ned
    assert "4 answers, 2 min" in ned  # 475 words
    entries = page.select(".roundtable-list:not(.roundtable-cards) > li")
    assert [entry.a["href"] for entry in entries] == [f"topics/{id}.html" for id in TOPICS]


def test_breadcrumbs_lead_back(book: Built) -> None:
    (trail,) = soup(book, "people/ned-batchelder").select("nav[aria-label=Breadcrumbs]")
    assert [(a["href"], a.get_text()) for a in trail.find_all("a")] == [
        ("../index.html", "Home"),
        ("../appendix-a.html", "Appendix A: Case Studies"),
        ("index.html", "People"),
    ]


@pytest.mark.parametrize(("folder", "ids"), [("people", PEOPLE), ("topics", TOPICS)])
def test_previous_and_next_go_from_one_to_the_other(
    book: Built, folder: str, ids: list[str]
) -> None:
    for before, after in itertools.pairwise(ids):
        assert soup(book, f"{folder}/{before}").find("link", rel="next")["href"] == f"{after}.html"
        assert soup(book, f"{folder}/{after}").find("link", rel="prev")["href"] == f"{before}.html"


def test_the_index_has_everybody_and_every_topic(book: Built) -> None:
    index = targets(soup(book, "genindex"), "genindex")
    assert index >= {f"people/{id}.html#{id}" for id in PEOPLE}
    assert index >= {f"topics/{id}.html#{id}" for id in TOPICS}
    assert index >= {f"topics/{topic}.html#{person}" for person, topic in ANSWERS}


def test_the_inventory_has_all_objects(book: Built) -> None:
    inventory = InventoryFile.loads((book.out / "objects.inv").read_bytes(), uri="").data
    assert set(inventory["roundtable:person"]) == set(PEOPLE)
    assert set(inventory["roundtable:topic"]) == set(TOPICS)
    answers = inventory["roundtable:answer"]
    assert set(answers) == {f"{person}/{topic}" for person, topic in ANSWERS}
    assert answers["ned-batchelder/deployment"].uri == "topics/deployment.html#ned-batchelder"


def test_a_page_offers_no_source_file(book: Built) -> None:
    for path in (book.out / "people").glob("*.html"):
        assert "_sources" not in path.read_text("utf-8")


def test_every_link_and_anchor_leads_somewhere(book: Built) -> None:
    ids: dict[str, set[str]] = {}
    pages = [
        path.relative_to(book.out).with_suffix("").as_posix() for path in book.out.rglob("*.html")
    ]
    for docname in pages:
        page = soup(book, docname)
        all_ids = [element["id"] for element in page.find_all(id=True)]
        assert len(all_ids) == len(set(all_ids)), docname
        ids[f"{docname}.html"] = set(all_ids)
    for docname in pages:
        for target in targets(soup(book, docname), docname):
            path, _, anchor = target.partition("#")
            path, _, _query = path.partition("?")
            if ":" in path or path.startswith("case-studies."):
                continue
            assert path in ids, f"{docname}: {target}"
            assert not anchor or anchor in ids[path], f"{docname}: {target}"
