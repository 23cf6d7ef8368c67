"""A reader finds the way, on any width, without scripts, and without asking other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, barriers, looks, reading, requests_of, scrolls_sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("book")]


def _follow(scope: Locator, path: str, fragment: str = "") -> None:
    """Click the link in *scope* that leads to *path*, and see that the reader is there."""
    page = scope.page
    ending = f"{path}#{fragment}" if fragment else path
    scope.locator(f'a[href$="{ending}"]:visible').first.click()
    page.wait_for_url(f"**/{ending}")
    if fragment:
        expect(page.locator(f'[id="{fragment}"]')).to_be_in_viewport()


def _where(page: Page) -> str:
    parts = urlsplit(page.url)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_landing_page_to_the_text_and_back(
    browser: Browser, site: Site, width: int, scripts: bool
) -> None:
    with reading(browser, width=width, scripts=scripts) as page:
        page.goto(site.address)
        main = page.locator("article")
        _follow(main, "topics/why-django.html")
        expect(page.locator("h1")).to_contain_text("Why Django?")
        _follow(main, "people/ned-batchelder.html", "why-django")
        expect(page.locator("h1")).to_contain_text("Ned Batchelder")
        section = page.locator('[id="why-django"]')
        expect(section).to_contain_text("Tabblo")
        _follow(section, "topics/why-django.html", "ned-batchelder")
        page.go_back()
        section.locator('a[href*="appendix-a.html#"]:visible').first.click()
        page.wait_for_url("**/appendix-a.html#*")
        there = urlsplit(page.url).fragment
        expect(page.locator(f'[id="{there}"]')).to_be_in_viewport()
        _follow(main, "topics/why-django.html", "ned-batchelder")
        for expected in ("/appendix-a.html#" + there, "/people/ned-batchelder.html#why-django"):
            page.go_back()
            assert _where(page) == expected
        for expected in ("/topics/why-django.html", "/"):
            page.go_back()
            assert _where(page) == expected


def test_each_answer_is_reached_from_the_matrix(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address)
        cells = page.locator('table a[href*="topics/"][href*="#"]')
        addresses = cells.evaluate_all("links => links.map(link => link.href)")
        assert len(set(addresses)) == 21  # the text has as many answers
        for address in addresses:
            page.goto("about:blank")  # or the browser would scroll within the page it shows
            page.goto(address)
            expect(page.locator(f'[id="{urlsplit(address).fragment}"]')).to_be_in_viewport()


def test_no_page_has_a_barrier_or_scrolls_sideways_in_any_look(
    browser: Browser, site: Site
) -> None:
    found = {}
    with reading(browser) as page:
        for path in site.pages:
            page.goto(site.address + path)
            for look in looks(page):
                if problems := barriers(page):
                    found[path, look] = problems
                if scrolls_sideways(page):
                    found[path, look] = ["it scrolls sideways"]
    assert found == {}


def test_no_page_asks_another_host(browser: Browser, site: Site) -> None:
    with reading(browser) as page, requests_of(page) as unwanted:
        for path in site.pages:
            page.goto(site.address + path, wait_until="networkidle")
    assert unwanted == []


# -- The checks above, on pages that have the fault


@pytest.mark.parametrize("width", [390, 1280])
def test_a_wide_page_is_noticed(browser: Browser, width: int) -> None:
    with reading(browser, width=width) as page:
        page.set_content("<p>narrow</p>")
        assert not scrolls_sideways(page)
        page.set_content(f'<div style="width: {width + 20}px">wide</div>')
        assert scrolls_sideways(page)


def test_a_barrier_is_noticed(browser: Browser) -> None:
    with reading(browser) as page:
        page.set_content('<html lang="en"><title>T</title><main><h1>One</h1><p>Two</p></main>')
        assert barriers(page) == []
        pale = '<p style="color: #ddd">Two</p>'
        page.set_content(f'<html lang="en"><title>T</title><main><h1>One</h1>{pale}</main>')
        assert [problem.split(" ")[0] for problem in barriers(page)] == ["color-contrast"]


def test_a_request_to_another_host_is_noticed(browser: Browser, site: Site) -> None:
    # The site's own policy would not let the request begin.
    with reading(browser, policy=False) as page, requests_of(page) as unwanted:
        page.route("https://example.org/**", lambda route: route.abort())
        # From a page without the site's policy, which would not let it be asked.
        page.evaluate("fetch('https://example.org/x').catch(() => null)")
        page.goto(site.address)
        page.evaluate("fetch('/gone').catch(() => null)")
        page.wait_for_load_state("networkidle")
    assert unwanted == ["https://example.org/x", f"404 {site.address}gone"]
