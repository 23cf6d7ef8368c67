"""A reader finds the way, on any width, without scripts, and without asking other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import there_and_back
from tests.browser.visits import Site, barriers, looks, reading, requests_of, scrolls_sideways

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_landing_page_to_the_text_and_back(
    browser: Browser, site: Site, width: int, scripts: bool
) -> None:
    with reading(browser, width=width, scripts=scripts) as page:
        there_and_back(page, site)


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
            page.locator("h1").first.wait_for()  # a script writes that of the search
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
