"""The policy of the site forbids what is not its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, reading, refused, watch_policy

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "in-the-page"])
def test_a_script_that_was_smuggled_in_is_refused(browser: Browser, site: Site, sent: bool) -> None:
    with reading(browser) as page:

        def change(route: Any) -> None:
            answer = route.fetch()
            headers = dict(answer.headers)
            if not sent:
                del headers["content-security-policy"]
            text = answer.text().replace("</main>", "<script>window.smuggled = 1</script></main>")
            text = text.replace("</article>", "<img src=x onerror='window.smuggled = 2'></article>")
            if sent:
                text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
            route.fulfill(response=answer, body=text, headers=headers)

        watch_policy(page)
        page.route("**/people/index.html", change)
        page.goto(f"{site.address}people/index.html", wait_until="networkidle")
        assert page.evaluate("window.smuggled") is None
        assert any("script-src" in found for found in refused(page))
        page.evaluate("fetch('https://example.org/').catch(() => null)")
        assert any("example.org" in found for found in refused(page))


def test_dark_mode_can_be_chosen_and_stays(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address)
        before = page.evaluate("document.body.dataset.theme")
        page.locator("button.theme-toggle:visible").first.click()
        chosen = page.evaluate("document.body.dataset.theme")
        assert chosen != before
        page.goto(f"{site.address}topics/deployment.html")
        # The theme's script that stands in the page sets it: its hash is in the policy.
        assert page.evaluate("document.body.dataset.theme") == chosen


def test_the_pages_work_as_files(browser: Browser, book: Path) -> None:
    with reading(browser) as page:
        watch_policy(page)
        page.goto((book / "people/ned-batchelder.html").as_uri())
        assert refused(page) == []
        page.locator("button.theme-toggle:visible").first.click()
        assert page.evaluate("document.body.dataset.theme") != "auto"
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times"
        page.goto((book / "search.html").as_uri() + "?q=bribe")
        expect(page.locator("#search-results li a").first).to_be_visible()
        assert refused(page) == []
