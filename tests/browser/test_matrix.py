"""The table of who answered what, where it is wider than the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_it_scrolls_by_keyboard_and_keeps_its_heads(browser: Browser, site: Site) -> None:
    with reading(browser, width=390, policy=False) as page:
        page.goto(site.address)
        region = page.get_by_role("region", name="Who answered what")
        topic = region.get_by_role("rowheader", name="Deployment")
        person = region.get_by_role("columnheader", name="Ned Batchelder")
        region.focus()
        before, other = topic.bounding_box(), person.bounding_box()
        assert before
        assert other
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "document.querySelector('.roundtable-scroll').scrollLeft > 60", timeout=30_000
        )
        after, moved = topic.bounding_box(), person.bounding_box()
        assert after
        assert moved
        assert after["x"] == pytest.approx(before["x"], abs=1)
        assert moved["x"] < other["x"] - 50
        # What is behind a head that stays is not to be seen through it.
        colour = topic.evaluate("head => getComputedStyle(head).backgroundColor")
        assert colour.startswith("rgb(")
        expect(topic.get_by_role("link")).to_be_visible()


def test_it_keeps_its_column_heads_where_it_is_higher_than_the_window(
    browser: Browser, site: Site
) -> None:
    with reading(browser, policy=False) as page:
        page.set_viewport_size({"width": 1280, "height": 320})
        page.goto(site.address)
        region = page.get_by_role("region", name="Who answered what")
        region.focus()
        page.keyboard.press("End")
        page.wait_for_function(
            "document.querySelector('.roundtable-scroll').scrollTop > 20", timeout=30_000
        )
        # At one moment: the page may still be moving.
        above = region.evaluate(
            "region => region.querySelector('thead th').getBoundingClientRect().top"
            " - region.getBoundingClientRect().top"
        )
        assert above == pytest.approx(0, abs=2)


def test_a_cell_leads_to_the_answer_and_says_whose_it_is(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address)
        cell = page.get_by_role("cell", name="57 words")
        assert cell.get_by_role("link").get_attribute("title") == "Ned Batchelder: Deployment"
        cell.get_by_role("link").click()
        page.wait_for_url("**/topics/deployment.html#ned-batchelder")
