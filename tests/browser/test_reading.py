"""A reader finds the way, on any width, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import there_and_back
from tests.browser.visits import (
    Site,
    barriers,
    looks,
    reading,
    scrolls_sideways,
    stands_for_others,
)

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


def test_no_page_has_a_barrier_or_scrolls_sideways(browser: Browser, site: Site) -> None:
    found = {}
    with reading(browser) as page:
        for path in site.pages:
            page.goto(site.address + path)
            page.locator("h1").first.wait_for()  # a script writes that of the search
            every = stands_for_others(path)
            for number, look in enumerate(looks(page, dark=every)):
                if (every or number == 0) and (problems := barriers(page)):
                    found[path, look] = problems
                if scrolls_sideways(page):
                    found[path, look] = ["it scrolls sideways"]
    assert len([path for path in site.pages if stands_for_others(path)]) > 12
    assert found == {}


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
