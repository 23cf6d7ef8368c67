"""A reader of a library searches all volumes at once, and goes from one to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.host import serving
from tests.browser.visits import Site, barriers, reading, requests_of, scrolls_sideways
from tests.library.shelf import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RESULTS = ".roundtable-search-results > li > a"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    ran = library(folder, "-j", "1")
    assert (ran.status, ran.errors) == (0, "")
    return folder / "out"


@pytest.fixture(scope="module")
def shelves(shelf: Path) -> Iterator[Site]:
    """The library behind an address."""
    with serving(shelf) as site:
        yield site


def test_one_search_finds_answers_in_all_volumes(browser: Browser, shelves: Site) -> None:
    with reading(browser) as page, requests_of(page) as unwanted:
        page.goto(f"{shelves.address}search.html?q=grandmother")
        expect(page.locator("[role=status]")).to_have_text("2 results")
        links = page.locator(RESULTS).evaluate_all("links => links.map(a => a.pathname + a.hash)")
        assert sorted(links) == [
            "/volumes/tools/topics/tools.html#ann-lee",
            "/volumes/weather/topics/tools.html#ann-lee",
        ]
        volumes = page.locator(".roundtable-search-volume").all_text_contents()
        assert sorted(volumes) == ["The tools panel", "The weather panel"]
        page.locator(RESULTS).first.click()
        expect(page.locator('[id="ann-lee"] .highlighted')).to_have_text("grandmother")
    assert unwanted == []


def test_a_volume_can_be_chosen_and_then_who_speaks(browser: Browser, shelves: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{shelves.address}search.html?q=grandmother")
        field = page.locator(".roundtable-search [name=volume]")
        expect(field).to_be_visible()
        expect(page.locator(".roundtable-search [name=person]")).to_be_hidden()
        field.select_option("weather")
        expect(page.locator("[role=status]")).to_have_text("1 result")
        expect(page.locator(RESULTS)).to_have_text("Ann Lee: Tools")
        expect(page.locator(".roundtable-search-volume")).to_have_count(0)  # the reader has said it
        page.locator(".roundtable-search [name=person]").select_option("Cy")
        expect(page.locator("[role=status]")).to_have_text("Nothing found")
        page.locator(".roundtable-search [name=q]").fill("compass")
        expect(page.locator("[role=status]")).to_have_text("1 result")
        page.reload()
        expect(page.locator("[role=status]")).to_have_text("1 result")
        expect(field).to_have_value("weather")


def test_a_volume_searches_itself(browser: Browser, shelves: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{shelves.address}volumes/tools/search.html?q=grandmother")
        expect(page.locator("[role=status]")).to_have_text("1 result")
        expect(page.locator(".roundtable-search [name=volume]")).to_have_count(0)


def test_people_of_the_library_are_found(browser: Browser, shelves: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{shelves.address}search.html?q=junior")
        expect(page.locator(RESULTS)).to_have_text("Bo Ek junior")
        page.locator(RESULTS).click()
        page.wait_for_url("**/people/bo-ek-junior.html*")


def test_a_reader_goes_from_volume_to_volume(browser: Browser, shelves: Site) -> None:
    with reading(browser, scripts=False) as page:
        page.goto(f"{shelves.address}volumes/tools/people/ann-lee.html")
        page.get_by_role("link", name="In all of Two panels").click()
        page.wait_for_url(f"{shelves.address}people/ann-lee.html")
        page.locator("section section", has_text="The weather panel").get_by_role(
            "link", name="Tools"
        ).click()
        page.wait_for_url(f"{shelves.address}volumes/weather/topics/tools.html#ann-lee")
        page.get_by_label("Breadcrumbs").get_by_role("link", name="Two panels").click()
        page.wait_for_url(f"{shelves.address}index.html")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False)])
def test_no_barrier(browser: Browser, shelves: Site, width: int, dark: bool) -> None:
    pages = ["index.html", "people/ann-lee.html", "topics/index.html", "search.html?q=grandmother"]
    pages += ["volumes/weather/people/ann-lee.html"]
    with reading(browser, width=width, dark=dark) as page:
        for name in pages:
            page.goto(f"{shelves.address}{name}")
            if "search" in name:
                expect(page.locator("[role=status]")).to_have_text("2 results")
            assert barriers(page) == [], name
            assert not scrolls_sideways(page), name
