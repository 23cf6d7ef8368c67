"""A library is one site: its pages and those of its volumes lead to each other."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

from tests.library.shelf import FILES, LIBRARY, library
from tests.sitecheck import check

if TYPE_CHECKING:
    from pathlib import Path


def _page(folder: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((folder / "out" / name).read_text("utf-8"), "html.parser")


def _lines(page: BeautifulSoup) -> list[str]:
    """Return the headings and the lines of lists of a page, as a reader sees them."""
    article = page.select_one("article, div.body")
    assert article is not None
    for mark in article.select("a.headerlink"):
        mark.decompose()
    return [" ".join(part.text.split()) for part in article.select("h1, h2, li, section p")]


def _to(page: BeautifulSoup, words: str) -> str:
    (link,) = {str(link["href"]) for link in page.select("a[href]") if link.text.strip() == words}
    return link


def test_all_links_lead_somewhere(serial: Path) -> None:
    assert check(serial / "out") == []


def test_the_start_page_lists_the_volumes(serial: Path) -> None:
    page = _page(serial, "index.html")
    assert list(dict.fromkeys(_lines(page))) == [
        "Two panels",
        "What gardeners and engineers say.",
        "People: 4 people",
        "Topics: 3 topics",
        "Volumes",
        "The tools panel: Recorded in a workshop., 2 people, 2 topics, 3 answers",
        "The weather panel: 3 people, 2 topics, 3 answers",
    ]
    assert _to(page, "The tools panel") == "volumes/tools/index.html"


def test_a_person_has_one_page_for_all_volumes(serial: Path) -> None:
    page = _page(serial, "people/ann-lee.html")
    assert _lines(page)[:2] == ["Ann Lee", "2 answers, 2 volumes"]
    headings = [heading.text for heading in page.select("h2")]
    assert [heading.strip("¶# ") for heading in headings] == [
        "The tools panel",
        "The weather panel",
    ]
    answers = [str(link["href"]) for link in page.select("li a") if link.text == "Tools"]
    assert answers == [
        "../volumes/tools/topics/tools.html#ann-lee",
        "../volumes/weather/topics/tools.html#ann-lee",
    ]


def test_a_topic_has_one_page_for_all_volumes(serial: Path) -> None:
    page = _page(serial, "topics/tools.html")
    links = [str(link["href"]) for link in page.select("ul.roundtable-list a")]
    assert links == [
        "../volumes/tools/topics/tools.html#ann-lee",
        "../volumes/tools/topics/tools.html#bo-ek",
        "../volumes/weather/topics/tools.html#ann-lee",
        "../volumes/weather/topics/tools.html#cy",
    ]


def test_two_people_of_one_name_are_told_apart(serial: Path) -> None:
    links = _page(serial, "people/bo-ek.html").select("ul.roundtable-list a")
    assert [str(link["href"]) for link in links] == [
        "../volumes/tools/topics/tools.html#bo-ek",
        "../volumes/tools/topics/gardens.html#bo-ek",
    ]
    junior = _page(serial, "people/bo-ek-junior.html")
    assert junior.select_one("h1").text.startswith("Bo Ek junior")  # type: ignore[union-attr]
    assert "volumes/weather/topics/rain.html#bo-ek" in str(junior)
    assert "volumes/tools" not in str(junior)


def test_volumes_lead_back_to_the_library(serial: Path) -> None:
    page = _page(serial, "volumes/weather/people/bo-ek.html")
    assert _to(page, "In all of Two panels") == "../../../people/bo-ek-junior.html"
    trail = page.select_one(".roundtable-trail")
    assert trail is not None
    assert trail.text.split(" › ")[0].strip() == "Two panels"
    assert _to(_page(serial, "volumes/tools/topics/gardens.html"), "In all of Two panels") == (
        "../../../topics/gardens.html"
    )


def test_a_volume_refers_to_another(serial: Path) -> None:
    page = _page(serial, "volumes/weather/index.html")
    assert _to(page, "before") == "../tools/topics/tools.html#ann-lee"


def test_assets_are_there_once(serial: Path) -> None:
    out = serial / "out"
    assert len(list((out / "_static").iterdir())) == 1
    assert len(list(out.rglob("furo.css"))) == 1
    assert not list(out.glob("volumes/*/_static"))


def test_a_short_name_leads_to_the_full_one(tmp_path: Path) -> None:
    weather = FILES["texts/weather/index.rst"]
    start, end = weather.index("* *Ann"), weather.index("Tools\n---")
    alone = weather[:start] + weather[end:].replace("Ann Lee", "Ann")
    files = {**FILES, "texts/weather/index.rst": alone}
    files["library.toml"] = LIBRARY.partition("[people")[0] + "[volumes.weather.settings]\n"
    ran = library(tmp_path, "-j", "1", files=files)
    assert ran.status == 0, ran.errors
    assert check(tmp_path / "out") == []
    back = _to(_page(tmp_path, "volumes/weather/people/ann.html"), "In all of Two panels")
    assert back == "../../../people/ann.html"
    assert _to(_page(tmp_path, "people/ann.html"), "Ann Lee") == "ann-lee.html"
    assert "volumes/weather/topics/tools.html#ann" in str(_page(tmp_path, "people/ann-lee.html"))


def test_in_german(tmp_path: Path) -> None:
    files = {**FILES, "library.toml": LIBRARY.replace('"en"', '"de"')}
    ran = library(tmp_path, "-j", "1", files=files)
    assert ran.status == 0, ran.errors
    lines = _lines(_page(tmp_path, "index.html"))
    assert "Personen: 4 Personen" in lines
    assert "Bände" in lines
    assert "In allen Bänden" in str(_page(tmp_path, "volumes/tools/people/bo-ek.html"))


def test_programs_find_all_volumes(tmp_path: Path) -> None:
    start = 'address = "https://example.org/shelf"\nsearch = false\n'
    settings = '[settings]\nhtml_theme = "basic"'
    files = {**FILES, "library.toml": start + LIBRARY.replace("[settings]", settings)}
    ran = library(tmp_path, "-j", "1", files=files)
    assert ran.status == 0, ran.errors
    out = tmp_path / "out"
    maps = ET.fromstring((out / "sitemap.xml").read_text("utf-8"))  # noqa: S314 - our own
    top = "https://example.org/shelf/"
    assert [place.text for place in maps.iterfind(".//{*}loc")] == [
        f"{top}sitemap-library.xml",
        f"{top}volumes/tools/sitemap.xml",
        f"{top}volumes/weather/sitemap.xml",
    ]
    assert f"{top}people/cy.html" in (out / "sitemap-library.xml").read_text("utf-8")
    listed = (out / "volumes/tools/sitemap.xml").read_text("utf-8")
    assert f"{top}volumes/tools/topics/gardens.html" in listed
    _, _, _, _, packed = (out / "objects.inv").read_bytes().split(b"\n", 4)
    objects = [line.split()[:4] for line in zlib.decompress(packed).decode().splitlines()]
    people = [(name, address) for name, kind, _, address in objects if kind == "roundtable:person"]
    assert people == [
        (name, f"people/{name}.html") for name in ("ann-lee", "bo-ek", "bo-ek-junior", "cy")
    ]
    topics = [name for name, kind, _, _ in objects if kind == "roundtable:topic"]
    assert topics == ["gardens", "rain", "tools"]
