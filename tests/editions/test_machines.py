"""What a site tells programs: linked data, previews, a sitemap, a guide, canonical places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from tests.book import ANSWERS, PEOPLE, TOPICS, build_book, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

    from tests.support import Built

HOSTILE = """</script><script>alert(1)</script> "&quot;' <b> --> ]]> \\ é"""
INDEX = """
Start
=====

Two people & their tools.

.. toctree::

   panel

.. roundtable:matrix::
"""
SIDECAR = f"""
date = "2009-03"
license = "https://example.org/licence?a=1&b=\\"<"
[people.ann-lee]
name = {json.dumps(f"Ann {HOSTILE}")}
aliases = ["Ann Lee"]
role = {json.dumps(HOSTILE)}
links = {{ Home = "https://example.org/ann", Mail = "mailto:ann@example.org" }}
[topics.tools]
title = {json.dumps(f"Tools {HOSTILE}")}
"""
BASE = "https://example.org/book/"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the book as a site whose address is known."""
    built = build_book(tmp_path_factory.mktemp("machines"), html_baseurl=BASE)
    assert built.warnings == ""
    return built


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a site whose names, titles and sidecar hold what HTML gives a meaning to."""
    files = {"index.rst": INDEX, "panel.rst": PANEL, "panel.toml": SIDECAR}
    built = build(
        tmp_path_factory.mktemp("hostile"),
        files,
        roundtables=["panel"],
        project=HOSTILE,
        html_baseurl=BASE,
    )
    assert built.warnings == ""
    return built


def data(built: Built, docname: str) -> dict[str, Any]:
    """Return the linked data of a page."""
    (script,) = soup(built, docname).select('head > script[type="application/ld+json"]')
    thing: dict[str, Any] = json.loads(script.string or "")
    assert thing["@context"] == "https://schema.org"
    return thing


def strings(thing: Any) -> set[str]:
    """Return all texts in the data."""
    if isinstance(thing, str):
        return {thing}
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return {text for part in parts for text in strings(part)}


def tag(page: Tag, name: str) -> str | None:
    """Return what a meta element says, if it is there once."""
    found = page.select(f'head > meta[property="{name}"], head > meta[name="{name}"]')
    assert len(found) <= 1, name
    return str(found[0]["content"]) if found else None


def test_each_answer_is_described_at_its_place_with_its_words(book: Built) -> None:
    places = set()
    for topic in TOPICS:
        question = data(book, f"topics/{topic}")
        assert question["@type"] == "Question"
        assert question["answerCount"] == len(question["suggestedAnswer"])
        page = soup(book, f"topics/{topic}")
        for answer in question["suggestedAnswer"]:
            address, _, anchor = answer["@id"].partition("#")
            assert address == f"{BASE}topics/{topic}.html"
            places.add((anchor, topic))
            (section,) = page.find_all(id=anchor)
            shown = " ".join(section.get_text().split())
            said = [" ".join(block.split()) for block in answer["text"].split("\n\n")]
            assert said
            assert [block for block in said if block not in shown] == []
            assert answer["author"]["name"] in shown
    assert places == set(ANSWERS)


def test_a_person_is_described_with_what_they_said(book: Built) -> None:
    for person in PEOPLE:
        page = data(book, f"people/{person}")
        assert page["mainEntity"]["@type"] == "Person"
        assert page["mainEntity"]["description"].startswith(page["mainEntity"]["name"])
        listed = {answer["url"].removeprefix(f"{BASE}topics/") for answer in page["hasPart"]}
        expected = {f"{topic}.html#{who}" for who, topic in ANSWERS if who == person}
        assert listed == expected
        assert all("text" not in answer for answer in page["hasPart"])


def test_all_parts_are_of_one_conversation(book: Built) -> None:
    whole = data(book, "appendix-a")
    assert whole["@type"] == "Conversation"
    assert len(whole["hasPart"]) == len(ANSWERS)
    ids = {page: data(book, page)["isPartOf"]["@id"] for page in ["people/index", "topics/index"]}
    ids |= {topic: data(book, f"topics/{topic}")["isPartOf"]["@id"] for topic in TOPICS}
    assert set(ids.values()) == {whole["@id"]} == {f"{BASE}appendix-a.html"}
    (part,) = data(book, "index")["hasPart"]
    assert part["@id"] == whole["@id"]


def test_every_address_in_the_data_leads_to_something(book: Built) -> None:
    pages = ["index", "appendix-a", "people/index", "topics/index"]
    pages += [f"people/{person}" for person in PEOPLE] + [f"topics/{topic}" for topic in TOPICS]
    found = {text for page in pages for text in strings(data(book, page)) if BASE in text}
    assert len(found) > len(ANSWERS)
    for address in found:
        page, _, anchor = address.removeprefix(BASE).partition("#")
        text = book.read(page)
        assert not anchor or f'id="{anchor}"' in text, address


def test_an_answers_canonical_place_is_its_topic_page(book: Built) -> None:
    for page in ("appendix-a", *(f"people/{person}" for person in PEOPLE)):
        for answer in data(book, page)["hasPart"]:
            assert answer["@id"].startswith(f"{BASE}topics/")
    (link,) = soup(book, "topics/deployment").select("link[rel=canonical]")
    assert link["href"] == f"{BASE}topics/deployment.html"


def test_without_an_address_the_data_counts_from_the_page(tmp_path: Path) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, "dirhtml", roundtables=["panel"])
    text = built.read("people/bo-ek/index.html")
    thing = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert [answer["url"] for answer in thing["hasPart"]] == [
        "../../topics/tools/#bo-ek",
        "../../topics/gardens/#bo-ek",
    ]
    assert thing["url"] == "./"
    assert 'property="og:url"' not in text
    assert 'property="og:image"' not in text
    assert 'property="og:title" content="Bo Ek"' in text
    assert not (built.out / "sitemap.xml").exists()


def test_previews(book: Built) -> None:
    page = soup(book, "people/ned-batchelder")
    assert tag(page, "og:title") == "Ned Batchelder"
    assert tag(page, "og:type") == "profile"
    assert tag(page, "og:url") == f"{BASE}people/ned-batchelder.html"
    assert tag(page, "og:site_name") == "Case Studies"
    description = tag(page, "description")
    assert description == tag(page, "og:description")
    assert (description or "").startswith("Lead engineer, Tabblo · Ned Batchelder is")
    assert len(description or "") <= 202
    assert tag(page, "og:image") == f"{BASE}_static/roundtable/appendix-a.png"
    with Image.open(book.out / "_static/roundtable/appendix-a.png") as picture:
        assert picture.size == (1200, 630)
        assert len(picture.getcolors(10**6) or ()) > 10  # something is drawn
    assert (tag(soup(book, "index"), "description") or "").startswith("Four people who run")


def test_a_project_with_previews_of_its_own_gets_no_second_ones(tmp_path: Path) -> None:
    # The name alone decides; the package need not be installed for this test.
    files = {
        "panel.rst": PANEL,
        "conf.py": "import sys, types\n"
        "for name in ('sphinxext', 'sphinxext.opengraph'):\n"
        "    sys.modules[name] = types.ModuleType(name)\n"
        "sys.modules['sphinxext.opengraph'].setup = lambda app: {}\n",
    }
    built = build(tmp_path, files, extensions=["sphinxext.opengraph"], roundtables=["panel"])
    text = built.read("people/bo-ek.html")
    assert "og:title" not in text
    assert "application/ld+json" in text


def test_the_authors_description_of_a_page_stands(tmp_path: Path) -> None:
    text = ".. meta::\n   :description: Mine.\n\n" + PANEL
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"])
    assert tag(soup(built, "panel"), "description") == "Mine."


@pytest.mark.parametrize(
    "page", ["index", "panel", "people/index", "people/ann-lee", "topics/index", "topics/tools"]
)
def test_hostile_names_stay_words(hostile: Built, page: str) -> None:
    text = hostile.read(f"{page}.html")
    assert "<script>alert" not in text
    read = soup(hostile, page)
    assert not [script for script in read.select("script") if "alert(1)" in script.get_text()[:9]]
    if page not in {"index", "topics/index"}:
        assert f"Ann {HOSTILE}" in strings(data(hostile, page))
    assert tag(read, "og:site_name") == HOSTILE
    described = {
        "people/ann-lee": f"Ann {HOSTILE}",
        "topics/tools": f"Tools {HOSTILE}",
    }
    if page in described:
        assert tag(read, "og:title") == data(hostile, page)["name"] == described[page]


def test_what_the_sidecar_says_is_told(hostile: Built) -> None:
    question = data(hostile, "topics/tools")
    assert question["license"] == 'https://example.org/licence?a=1&b="<'
    assert question["isPartOf"]["datePublished"] == "2009-03"
    person = data(hostile, "people/ann-lee")["mainEntity"]
    assert person["jobTitle"] == HOSTILE
    assert person["sameAs"] == ["https://example.org/ann"]  # an address to write to is no page


def test_the_sitemap_has_every_document(book: Built) -> None:
    found = ET.fromstring(book.read("sitemap.xml"))  # noqa: S314 - we made it
    urls = [element.text or "" for element in found.iter() if element.tag.endswith("loc")]
    assert sorted(urls) == sorted(
        BASE + book.app.builder.get_target_uri(docname) for docname in book.app.env.found_docs
    )
    assert f"{BASE}people/ned-batchelder.html" in urls


def test_an_incremental_build_writes_the_same_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"index.rst": INDEX, "panel.rst": PANEL}
    conf: dict[str, Any] = {"roundtables": ["panel"], "html_baseurl": BASE}
    build(tmp_path / "a", files, **conf)
    files["panel.rst"] = PANEL.replace("A spade.", "A rake.")
    again = build(tmp_path / "a", files, **conf)
    assert "topics/gardens.html" not in again.written
    fresh = build(tmp_path / "b", files, **conf)
    for name in ("sitemap.xml", "llms.txt", "_static/roundtable/panel.png"):
        assert (again.out / name).read_bytes() == (fresh.out / name).read_bytes()


def test_the_guide_lists_people_topics_and_the_text(book: Built, hostile: Built) -> None:
    guide = book.read("llms.txt")
    assert guide.startswith(
        "# Case Studies\n\n> Appendix A: Case Studies: 4 People, 6 Topics, 51 Systems\n"
    )
    assert f"- [Deployment]({BASE}topics/deployment.html): 4 answers\n" in guide
    assert f"- [Ned Batchelder]({BASE}people/ned-batchelder.html): Lead engineer, Tabblo\n" in guide
    assert f"- [Appendix A: Case Studies]({BASE}appendix-a.html)\n" in guide
    assert "- [Ann \\</script\\>" in hostile.read("llms.txt")


def test_the_authors_own_files_stay(tmp_path: Path) -> None:
    files = {"panel.rst": PANEL, "extra/llms.txt": "mine", "sitemap.xml": "mine"}
    built = build(
        tmp_path,
        {"conf.py": "", **files},
        roundtables=["panel"],
        html_baseurl=BASE,
        html_extra_path=["extra", "sitemap.xml"],
    )
    assert built.read("llms.txt") == built.read("sitemap.xml") == "mine"


def test_files_of_earlier_builds_go(tmp_path: Path) -> None:
    files = {
        "index.rst": INDEX.split("..", maxsplit=1)[0] + ".. toctree::\n\n   panel\n",
        "panel.rst": PANEL,
    }
    full: dict[str, Any] = {
        "html_baseurl": BASE,
        "roundtable_policy": {},
        "roundtable_pagefind": True,
    }
    built = build(tmp_path, files, roundtables=["panel"], **full)
    beside = {"llms.txt", "sitemap.xml", "_headers", "_pagefind"}
    assert beside <= {path.name for path in built.out.iterdir()}
    picture = built.out / "_static/roundtable/panel.png"
    assert picture.is_file()
    build(tmp_path, files, roundtables=["panel"])
    assert beside & {path.name for path in built.out.iterdir()} == {"llms.txt"}
    assert not picture.exists()
    (built.out / "robots.txt").write_text("somebody else's")
    build(tmp_path, files, roundtables=[])
    assert beside & {path.name for path in built.out.iterdir()} == set()
    assert (built.out / "robots.txt").is_file()


def test_a_site_without_roundtables_gets_nothing(tmp_path: Path) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, html_baseurl=BASE)
    text = built.read("panel.html")
    assert "ld+json" not in text
    assert "og:" not in text
    assert not {"sitemap.xml", "llms.txt"} & {path.name for path in built.out.iterdir()}


def test_other_documents_of_the_author_are_not_touched(book: Built) -> None:
    assert "ld+json" not in book.read("license.html")


@pytest.mark.parametrize("builder", ["epub", "singlehtml"])
def test_other_editions_get_nothing(tmp_path: Path, builder: str) -> None:
    conf: dict[str, Any] = {"roundtables": ["panel"], "html_baseurl": BASE, "version": "1"}
    built = build(tmp_path, {"panel.rst": PANEL}, builder, **conf)
    assert not {"sitemap.xml", "llms.txt"} & {path.name for path in built.out.iterdir()}
    pages = [path for path in built.out.rglob("*") if path.suffix in {".html", ".xhtml"}]
    assert pages
    assert not [path for path in pages if "ld+json" in path.read_text("utf-8")]
