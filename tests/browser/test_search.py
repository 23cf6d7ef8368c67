"""A reader finds each answer once, with filters, by keyboard, from any folder of a host."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, barriers, reading, requests_of, scrolls_sideways

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

RESULTS = ".roundtable-search-results > li > a"


def _results(page: Page) -> list[str]:
    """Return the places that the results lead to, without the words to be highlighted."""
    expect(page.locator("[role=status]")).not_to_be_empty()
    links = page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)")
    parts = [urlsplit(link) for link in links]
    return [part.path + (f"#{part.fragment}" if part.fragment else "") for part in parts]


def _field(page: Page, name: str) -> Locator:
    return page.locator(f".roundtable-search [name={name}]")


@contextmanager
def _searching(browser: Browser, address: str, query: str = "", **how: int) -> Iterator[Page]:
    with reading(browser, width=how.get("width", 1280), dark=bool(how.get("dark"))) as page:
        page.goto(f"{address}search.html{query}")
        expect(_field(page, "q")).to_be_visible()
        yield page


def test_an_answer_is_found_once_and_highlighted(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address, "?q=multiplexer") as page:
        assert _results(page) == ["/topics/deployment.html#ned-batchelder"]
        expect(page.locator("[role=status]")).to_have_text("1 result")
        expect(page.locator(RESULTS)).to_have_text("Ned Batchelder: Deployment")
        page.locator(RESULTS).click()
        page.wait_for_url("**/topics/deployment.html#ned-batchelder")
        answer = page.locator('[id="ned-batchelder"]')
        expect(answer).to_be_in_viewport()
        expect(answer.locator(".highlighted")).to_have_text("multiplexer")


def test_no_place_is_found_twice(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address, "?q=django") as page:
        places = set(_results(page))
        shown = len(places)
        while page.locator(".roundtable-search-results + button").is_visible():
            page.locator(".roundtable-search-results + button").click()
            expect(page.locator(RESULTS)).not_to_have_count(shown)
            found = _results(page)
            assert len(found) == len(set(found))
            shown = len(found)
        expect(page.locator("[role=status]")).to_have_text(f"{shown} results")
        assert shown > 20


def test_filters_narrow_and_are_in_the_address(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address, "?q=django") as page:
        _field(page, "person").select_option("Ned Batchelder")
        page.wait_for_url("**person=Ned**")
        expect(page.locator(RESULTS).first).to_contain_text("Ned Batchelder")
        texts = page.locator(RESULTS).all_inner_texts()
        assert texts
        assert [text for text in texts if not text.startswith("Ned Batchelder")] == []
        _field(page, "topic").select_option("Why Django?")
        expect(page.locator("[role=status]")).to_have_text("1 result")
        assert _results(page) == ["/topics/why-django.html#ned-batchelder"]
        given = parse_qs(urlsplit(page.url).query)
        assert given == {"q": ["django"], "person": ["Ned Batchelder"], "topic": ["Why Django?"]}
        page.reload()
        expect(page.locator("[role=status]")).to_have_text("1 result")
        expect(_field(page, "person")).to_have_value("Ned Batchelder")


def test_a_filter_alone_lists_all_of_a_person(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address, "?person=Ned+Batchelder") as page:
        places = _results(page)
        expect(page.locator("[role=status]")).to_have_text("5 results")
        assert "/people/ned-batchelder.html" in places
        assert sum("#ned-batchelder" in place for place in places) == 4


def test_nothing_found_is_said(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address, "?q=ωωω&person=Nobody") as page:
        expect(page.locator("[role=status]")).to_have_text("Nothing found")
        assert page.locator(RESULTS).count() == 0
        expect(_field(page, "person")).to_have_value("")


def test_words_of_a_reader_stay_words(browser: Browser, site: Site) -> None:
    with _searching(browser, site.address) as page:
        _field(page, "q").fill("<img src=x onerror=alert(1)> bribe")
        expect(page.locator("[role=status]")).not_to_be_empty()
        assert page.locator("article img, main img").count() == 0


def test_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{site.address}people/index.html")
        page.locator('input[name="q"]').first.focus()
        page.keyboard.type("caching")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=caching*")
        expect(page.locator(RESULTS).first).to_be_visible()
        _field(page, "q").focus()
        seen: list[str] = []
        while len(seen) < 20 and "/topics/" not in "".join(seen):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.name || document.activeElement.href"))
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", seen
        assert seen[:3] == ["person", "topic", "system"]
        page.keyboard.press("Enter")
        page.wait_for_url("**/topics/*.html#*")


@pytest.mark.parametrize(("width", "dark"), [(1280, 0), (1280, 1), (390, 0), (320, 1)])
def test_no_barrier_at_any_width(browser: Browser, site: Site, width: int, dark: int) -> None:
    with _searching(browser, site.address, "?q=django", width=width, dark=dark) as page:
        assert _results(page)
        assert barriers(page) == []
        assert not scrolls_sideways(page)
        expect(page.locator("h1")).to_have_count(1)


def test_it_asks_its_own_host_alone_and_the_policy_lets_it(browser: Browser, site: Site) -> None:
    told: list[str] = []
    with reading(browser) as page, requests_of(page) as unwanted:
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{site.address}search.html?q=django")
        assert _results(page)
        page.wait_for_load_state("networkidle")
    assert unwanted == []
    assert told == []


def test_it_works_in_any_folder_of_a_host(browser: Browser, site: Site, book: Path) -> None:
    copy = book / "some/where"
    shutil.copytree(book, copy, ignore=shutil.ignore_patterns("some"))
    try:
        with _searching(browser, f"{site.address}some/where/", "?q=multiplexer") as page:
            assert _results(page) == ["/some/where/topics/deployment.html#ned-batchelder"]
    finally:
        shutil.rmtree(book / "some")


def _by_sphinx(page: Page) -> list[str]:
    links = page.locator("#search-results li a")
    expect(links.first).to_be_visible()
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [str(address).rpartition("/")[2] for address in addresses]


def test_without_the_index_sphinx_finds_an_answer_once(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.route("**/_pagefind/**", lambda route: route.abort())
        page.goto(f"{site.address}search.html?q=multiplexer")
        assert [name.partition("#")[0] for name in _by_sphinx(page)] == ["deployment.html"]
        assert page.locator(".roundtable-search").count() == 0


def test_as_files_sphinx_finds_an_answer_once(browser: Browser, book: Path) -> None:
    with reading(browser) as page:
        page.goto(f"{(book / 'search.html').as_uri()}?q=multiplexer")
        assert [name.partition("#")[0] for name in _by_sphinx(page)] == ["deployment.html"]
        page.locator("#search-results li a").first.click()
        expect(page.locator(".highlighted").first).to_have_text("multiplexer")
