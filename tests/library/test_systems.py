"""What volumes talk about has a page in the library, beside people and topics."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.library.shelf import FILES, LIBRARY, library, state
from tests.sitecheck import check

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = (
    FILES["tools/index.rst"]
    .replace("A hammer,", "Ledger and a hammer, and Ledger again,")
    .replace("A spade.", "A Plough.")
    .replace("Kale.", "Kale, by the Almanac.")
)
WEATHER = (
    FILES["texts/weather/index.rst"]
    .replace("A barometer,", "Ledger and *Barograph 2*,")
    .replace("* *Cy* is a sailor.", "* *Cy* is a sailor, who sells Almanac.")
    .replace("It falls.", "The Barograph says so.")
)
SYSTEMS = {
    **FILES,
    "library.toml": LIBRARY.replace("[settings]", "search = false\n\n[settings]").replace(
        'language = "en"', 'language = "en"\nhtml_theme = "basic"'
    )
    + '\n[systems.barograph]\ndescription = "Draws the weather."\nids = ["weather/barograph-2"]\n',
    "tools/index.rst": TOOLS,
    "tools/index.toml": (
        '[systems.ledger]\nname = "Ledger"\ndescription = "A book."\n'
        '[systems.almanac]\nname = "Almanac"\nkind = "product"\n'
        '[systems.plough]\nname = "Plough"\n'
    ),
    "texts/weather/index.rst": WEATHER,
    "texts/weather/index.toml": (
        '[systems.ledger]\nname = "The Ledger"\naliases = ["Ledger"]\n'
        '[systems.almanac]\nname = "Almanac"\n'
        '[systems.barograph-2]\nname = "Barograph 2"\naliases = ["Barograph"]\n'
    ),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the library."""
    folder = tmp_path_factory.mktemp("systems")
    ran = library(folder, "-j", "1", files=SYSTEMS)
    assert (ran.status, ran.told, ran.errors) == (0, "2 built, 0 unchanged, 0 failed", "")
    return folder / "out"


def page(out: Path, name: str) -> BeautifulSoup:
    found = BeautifulSoup((out / name).read_text("utf-8"), "html.parser")
    for initials in found.select(".roundtable-badge"):
        initials.decompose()
    return found


def words(node: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(part.text.replace("¶", "").split()) for part in node.select(selector)]


def test_all_links_lead_somewhere(out: Path) -> None:
    assert check(out) == []


def test_the_start_page_leads_to_people_topics_and_systems(out: Path) -> None:
    start = page(out, "index.html")
    lines = words(start, "div.body li")
    assert lines[:3] == ["People: 4 people", "Topics: 3 topics", "Systems: 4 systems"]
    leads = [str(link["href"]) for link in start.select("div.body li a")][:3]
    assert leads == ["people/index.html", "topics/index.html", "systems/index.html"]


def test_the_index_tells_how_often_each_is_mentioned_and_where(out: Path) -> None:
    index = page(out, "systems/index.html")
    assert words(index, "div.body ul.roundtable-list > li") == [
        "Almanac: 2 mentions, 2 volumes",
        "Barograph 2: Draws the weather., 2 mentions",
        "Ledger: A book., 3 mentions, 2 volumes",
        "Plough: 1 mention",
    ]


def test_a_system_has_one_page_for_all_volumes(out: Path) -> None:
    ledger = page(out, "systems/ledger.html")
    assert words(ledger, "h1") == ["Ledger"]
    assert "A book." in ledger.text
    assert words(ledger, "h2") == ["The tools panel", "The weather panel"]
    assert [str(link["href"]) for link in ledger.select("h2 a:not(.headerlink)")] == [
        "../volumes/tools/systems/ledger.html",
        "../volumes/weather/systems/ledger.html",
    ]
    assert words(ledger, "ul.roundtable-list > li") == [
        "Ann Lee: Tools, 2 mentions",
        "Ann Lee: Tools, 1 mention",
    ]
    assert [str(link["href"]) for link in ledger.select("ul.roundtable-list a")] == [
        "../volumes/tools/topics/tools.html#ann-lee",
        "../volumes/weather/topics/tools.html#ann-lee",
    ]


def test_what_is_told_of_a_person_mentions_it_too(out: Path) -> None:
    almanac = page(out, "systems/almanac.html")
    lines = "ul.roundtable-list > li"
    assert words(almanac, lines) == ["Bo Ek: Gardens, 1 mention", "Cy: 1 mention"]
    assert [str(link["href"]) for link in almanac.select(f"{lines} a")] == [
        "../volumes/tools/topics/gardens.html#bo-ek",
        "../volumes/weather/people/cy.html",
    ]


def test_a_volume_may_know_it_by_another_id(out: Path) -> None:
    barograph = page(out, "systems/barograph.html")
    assert words(barograph, "h1, h2") == ["Barograph 2", "The weather panel"]
    assert len(barograph.select("ul.roundtable-list > li")) == 2
    assert not (out / "systems/barograph-2.html").exists()


@pytest.mark.parametrize(
    ("there", "here"),
    [("weather/systems/barograph-2", "barograph"), ("tools/systems/ledger", "ledger")],
)
def test_volumes_lead_to_it(out: Path, there: str, here: str) -> None:
    (link,) = {
        str(link["href"])
        for link in page(out, f"volumes/{there}.html").select("a")
        if link.text == "In all of Two panels"
    }
    assert link == f"../../../systems/{here}.html"


def test_other_projects_may_refer_to_it(out: Path) -> None:
    _, _, _, _, packed = (out / "objects.inv").read_bytes().split(b"\n", 4)
    objects = [line.split()[:4] for line in zlib.decompress(packed).decode().splitlines()]
    assert [(name, to) for name, kind, _, to in objects if kind == "roundtable:system"] == [
        (name, f"systems/{name}.html") for name in ("almanac", "barograph", "ledger", "plough")
    ]


def test_a_mention_more_is_told_as_in_a_new_library(out: Path, tmp_path: Path) -> None:
    more = {**SYSTEMS, "tools/index.rst": TOOLS.replace("A Plough.", "A Plough, my Plough.")}
    folder = tmp_path / "a"
    library(folder, "-j", "1", files=SYSTEMS)
    ran = library(folder, "-j", "1", files=more)
    assert (ran.status, ran.told, ran.errors) == (0, "1 built, 1 unchanged, 0 failed", "")
    assert "Plough: 2 mentions" in words(page(folder / "out", "systems/index.html"), "li")
    library(tmp_path / "b", "-j", "1", files=more)
    assert state(folder / "out") == state(tmp_path / "b" / "out")
