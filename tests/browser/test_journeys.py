"""What readers come to the book for, from the first page to the end of the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.journeys import cite_one, find_who_said, follow, read_all_of
from tests.browser.visits import Site, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("journey", [read_all_of, find_who_said, cite_one])
def test_readers_get_what_they_came_for(
    browser: Browser, site: Site, width: int, journey: Callable[[Page, Site], None]
) -> None:
    with reading(browser, width=width) as page:
        journey(page, site)


def test_take_the_pdf_along(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address)
        link = page.locator("[role=main]").get_by_role("link", name="PDF", exact=True)
        # Without a window, Chromium shows no PDF: it is kept, as by "save link as".
        with page.expect_download() as kept:
            link.evaluate("link => { link.download = ''; link.click(); }")
        assert kept.value.suggested_filename == "case-studies.pdf"
        book = pypdf.PdfReader(kept.value.path())
        text = "".join(page.extract_text() for page in book.pages)
        assert "Ned Batchelder" in text
        assert "a multiplexer, many app servers" in " ".join(text.split())


def test_on_a_phone(browser: Browser, site: Site) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(site.address)
        field = page.locator(".sidebar-drawer input[name=q]")
        expect(field).not_to_be_in_viewport()
        page.locator("label.nav-overlay-icon").tap()
        expect(field).to_be_in_viewport()
        field.tap()
        page.keyboard.type("multiplexer")
        page.keyboard.press("Enter")
        hit = page.locator(".roundtable-search-results > li > a").first
        expect(hit).to_have_text("Ned Batchelder: Deployment")
        hit.tap()
        answer = page.locator('[id="ned-batchelder"]')
        expect(answer).to_be_in_viewport()
        answer.get_by_role("link", name="More from Ned Batchelder").tap()
        page.wait_for_url("**/people/ned-batchelder.html**")
        page.locator(".roundtable-take").first.get_by_role("button", name="Cite").tap()
        expect(page.locator("dialog[open] pre")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _tab_to(page: Page, label: str, path: str = "") -> None:
    """Go on with the Tab key until the focus is on the link or button with *label*."""
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "[document.activeElement.ariaLabel ?? document.activeElement.textContent.trim(),"
            " document.activeElement.href ?? '']"
        )
        if here[0] == label and path in here[1]:
            return
    raise AssertionError(f"the keyboard does not get to {label!r}")


def test_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address)
        _tab_to(page, "Skip to content")
        page.keyboard.press("Enter")
        _tab_to(page, "Ned Batchelder", "people/")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/ned-batchelder.html")
        _tab_to(page, "Skip to content")
        page.keyboard.press("Enter")
        _tab_to(page, "Deployment", "topics/")
        page.keyboard.press("Enter")
        page.wait_for_url("**/topics/deployment.html#ned-batchelder")
        # The keyboard goes on from the answer, not from the top of the page.
        _tab_to(page, "Cite: Ned Batchelder, Deployment")
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open]")).to_be_visible()
        _tab_to(page, "Copy")
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        label = page.evaluate("document.activeElement.ariaLabel")
        assert label == "Cite: Ned Batchelder, Deployment"


def test_with_scripts_off(browser: Browser, site: Site) -> None:
    with reading(browser, width=390, scripts=False) as page:
        page.goto(site.address)
        main = page.locator("[role=main]")
        follow(main, "people/ned-batchelder.html")
        section = page.locator('[id="deployment"]')
        expect(section).to_contain_text("a multiplexer")
        follow(section, "topics/deployment.html", "ned-batchelder")
        answer = page.locator('[id="ned-batchelder"]')
        answer.get_by_role("link", name="Permanent link").click()
        page.wait_for_url("**/topics/deployment.html#ned-batchelder")
        # What needs a script is not offered.
        assert page.locator("main button:visible, article button:visible").count() == 0
        page.locator("label.nav-overlay-icon").click()
        expect(page.locator(".sidebar-drawer")).to_be_in_viewport()
        page.locator(".sidebar-drawer").get_by_role("link", name="People", exact=True).click()
        page.wait_for_url("**/people/index.html")
