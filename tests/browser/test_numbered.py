"""An address of an answer on numbered pages leads to the answer, with scripts or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visits import barriers, reading, scrolls_sideways
from tests.pages.test_numbered import SMALL, site
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("numbered")
    return build(folder, site(), html_theme="furo", **SMALL).out


def test_an_address_leads_on(browser: Browser, top: Path) -> None:
    with reading(browser) as page:
        page.goto(f"file://{top}/topics/tools.html#ed-holm")
        page.wait_for_url("**/topics/tools/3.html#ed-holm", timeout=60_000)
        expect(page.locator("#ed-holm h2")).to_be_in_viewport()
        # From there, the permanent link comes back by the same way.
        page.locator("#ed-holm .roundtable-take a").first.click()
        page.wait_for_url("**/topics/tools/3.html#ed-holm", timeout=60_000)
        page.goto(f"file://{top}/topics/tools.html#bo-ek")
        expect(page.locator("#bo-ek h2")).to_be_in_viewport()
        assert page.url.endswith("/topics/tools.html#bo-ek")


def test_without_scripts_a_link_leads_on(browser: Browser, top: Path) -> None:
    with reading(browser, scripts=False) as page:
        page.goto(f"file://{top}/topics/tools.html#ed-holm")
        link = page.locator("a#ed-holm")
        expect(link).to_be_in_viewport()
        link.click()
        assert page.url.endswith("/topics/tools/3.html#ed-holm")


@pytest.mark.parametrize("path", ["topics/tools", "topics/tools/2", "people/index"])
def test_numbered_pages_are_for_everybody(browser: Browser, top: Path, path: str) -> None:
    with reading(browser, width=320, policy=False) as page:
        page.goto(f"file://{top}/{path}.html")
        assert not scrolls_sideways(page)
        # Furo's own sidebars have no names; the book gives them some.
        assert [found for found in barriers(page) if "sidebar-drawer" not in found] == []
