"""A reader takes an answer along: its link, a quotation, a citation."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, barriers, reading, scrolls_sideways
from tests.support import PANEL, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

NED = "topics/deployment.html#ned-batchelder"
DAY = datetime(2031, 2, 3, 12, tzinfo=UTC)


@contextmanager
def _at(browser: Browser, address: str, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    with reading(browser, width=width, dark=dark) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.clock.set_fixed_time(DAY)
        page.goto(address)
        yield page


def _row(page: Page, name: str = "Ned Batchelder") -> Locator:
    return page.locator(f'.roundtable-take[data-author="{name}"]').first


def _press(page: Page, label: str) -> str:
    """Press a button of Ned's row, and return what is on the clipboard then."""
    _row(page).get_by_role("button", name=label).click()
    expect(_row(page).locator("[role=status]")).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def _cite(page: Page, form: str) -> str:
    page.locator("dialog select").select_option(form)
    return page.locator("dialog pre").inner_text()


@pytest.mark.parametrize("path", [NED, "people/ned-batchelder.html#deployment"])
def test_copy_the_link(browser: Browser, site: Site, path: str) -> None:
    with _at(browser, site.address + path) as page:
        row = page.locator('.roundtable-take[data-title="Deployment"]').first
        row.get_by_role("button", name="Copy link").click()
        expect(row.locator("[role=status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == site.address + NED


def test_copy_all_of_an_answer_or_what_is_selected(browser: Browser, site: Site) -> None:
    with _at(browser, site.address + NED) as page:
        source = (
            f"— Ned Batchelder, “Deployment”, in: Appendix A: Case Studies, {site.address}{NED}"
        )
        text = _press(page, "Copy quotation")
        assert text.startswith("“We’ve used caching both at")
        assert text.endswith(f"to handle the volume.”\n\n{source}")
        words = page.locator('[id="ned-batchelder"] > p:has-text("caching")').first
        words.evaluate(
            "element => { const range = document.createRange();"
            " const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();"
            " range.setStart(text, 0); range.setEnd(text, 18);"
            " getSelection().removeAllRanges(); getSelection().addRange(range); }"
        )
        assert _press(page, "Copy quotation") == f"“We’ve used caching”\n\n{source}"


def test_cite_in_four_forms(browser: Browser, site: Site) -> None:
    with _at(browser, site.address + NED) as page:
        _row(page).get_by_role("button", name="Cite").click()
        url = site.address + NED
        assert _cite(page, "text") == (
            "Ned Batchelder, “Deployment”, in: Appendix A: Case Studies,"
            f" {url} (accessed 2031-02-03)"
        )
        assert f"[“Deployment”](<{url}>), in: *Appendix A: Case Studies*" in _cite(page, "Markdown")
        entry = _cite(page, "BibTeX")
        assert entry.startswith("@misc{ned-batchelder:deployment,\n  author = {Ned Batchelder},\n")
        assert f"url = {{{url}}}" in entry
        assert "urldate = {2031-02-03}" in entry
        (item,) = json.loads(_cite(page, "CSL-JSON"))
        assert item == {
            "id": "ned-batchelder/deployment",
            "type": "webpage",
            "author": [{"literal": "Ned Batchelder"}],
            "title": "Deployment",
            "container-title": "Appendix A: Case Studies",
            "URL": url,
            "accessed": {"date-parts": [[2031, 2, 3]]},
        }
        page.locator("dialog").get_by_role("button", name="Copy").click()
        expect(page.locator("dialog [role=status]")).to_have_text("Copied")
        assert json.loads(page.evaluate("navigator.clipboard.readText()")) == [item]


def test_what_forms_give_a_meaning_to_stays_words(browser: Browser, tmp_path: Path) -> None:
    name, title = 'Ann {x} and Co, \\input{a} & "<b>', "100% _sure_ #1 [$] ~^"
    sidecar = (
        f'date = "2009-03"\n[people.ann-lee]\nname = {json.dumps(name)}\naliases = ["Ann Lee"]\n'
        f"[topics.tools]\ntitle = {json.dumps(title)}\n"
    )
    files = {"panel.rst": PANEL, "panel.toml": sidecar}
    base = "https://example.org/b/"
    built = build(tmp_path, files, roundtables=["panel"], html_baseurl=base)
    with _at(browser, (built.out / "people/ann-lee.html").as_uri()) as page:
        page.locator(".roundtable-take").get_by_role("button", name="Cite").click()
        entry = _cite(page, "BibTeX")
        depth = 0
        for mark in re.findall(r"[{}]", entry):
            depth += 1 if mark == "{" else -1
            assert depth >= 0
        assert depth == 0
        assert "author = {{Ann {\\textbraceleft}x{\\textbraceright} and Co," in entry
        assert "100\\% \\_sure\\_ \\#1 [\\$] {\\textasciitilde}{\\textasciicircum}" in entry
        assert "year = {2009}" in entry
        (item,) = json.loads(_cite(page, "CSL-JSON"))
        assert item["author"] == [{"literal": name}]
        assert item["title"] == title
        assert item["issued"] == {"date-parts": [[2009, 3]]}
        assert item["URL"] == f"{base}topics/tools.html#ann-lee"
        assert "\\[$\\]" in _cite(page, "Markdown")
        assert f"{name}, “{title}”, in: Panel (2009-03)," in _cite(page, "text")
        assert page.locator("dialog b, dialog input").count() == 0


def test_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with _at(browser, site.address + NED) as page:
        _row(page).locator("a").focus()
        labels = []
        for _ in range(3):
            page.keyboard.press("Tab")
            labels.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        about = "Ned Batchelder, Deployment"
        assert labels == [f"{what}: {about}" for what in ("Copy link", "Copy quotation", "Cite")]
        page.keyboard.press("Enter")
        expect(page.locator("dialog")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == labels[2]


@pytest.mark.parametrize(
    ("width", "dark"), [(1280, False), (1280, True), (390, True), (320, False)]
)
def test_the_dialog_has_no_barrier(browser: Browser, site: Site, width: int, dark: bool) -> None:
    with _at(browser, site.address + NED, width=width, dark=dark) as page:
        _row(page).get_by_role("button", name="Cite").click()
        expect(page.locator("dialog")).to_be_visible()
        assert barriers(page) == []
        assert not scrolls_sideways(page)
        box = page.locator("dialog").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        for target in page.locator(".roundtable-take button, .roundtable-take a").all()[:4]:
            size = target.bounding_box()
            assert size is not None
            assert size["height"] >= 24


def test_without_the_clipboard_it_still_copies(browser: Browser, site: Site) -> None:
    with _at(browser, "about:blank") as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
            "document.addEventListener('copy', () => {"
            " window.copied = document.activeElement.value; });"
        )
        page.goto(site.address + NED)
        _row(page).get_by_role("button", name="Copy link").click()
        expect(_row(page).locator("[role=status]")).to_have_text("Copied")
        assert page.evaluate("window.copied") == site.address + NED


def test_without_scripts_the_permanent_link_works(browser: Browser, site: Site) -> None:
    with reading(browser, scripts=False) as page:
        page.goto(f"{site.address}people/ned-batchelder.html")
        row = page.locator('.roundtable-take[data-title="Deployment"]')
        assert row.inner_text().strip() == "Permanent link"
        row.locator("a").click()
        page.wait_for_url(f"**/{NED}")
        expect(page.locator('[id="ned-batchelder"]')).to_be_in_viewport()
