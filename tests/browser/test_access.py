"""What axe can't see: where the keyboard goes, and what a reader's own settings do."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Site, barriers, reading, stands_for_others

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "topics/deployment.html",
    "people/ned-batchelder.html",
    "appendix-a.html",
    "compare.html",
    "search.html?q=caching",
)
#: A part of a book is no page of the Web: what is around it, and the size of its type, are the
#: reading system's; a cover and a list have no heading. The tables of indices are Sphinx's.
NOT_OF_BOOKS = ("bypass", "landmark-one-main", "page-has-heading-one", "region", "target-size")
#: What a reader sees of the element that has the focus. Its outline is no outline where it has no
#: width; what covers its middle hides it; what is outside of the window is nowhere.
_FOCUS = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const there = document.elementFromPoint(x, y);
    const sees = (one) => one && getComputedStyle(one).outlineStyle !== "none"
        && parseFloat(getComputedStyle(one).outlineWidth) >= 1;
    const drawn = sees(element) && there !== null
        && (element.contains(there) || there.contains(element));
    return {
        what: element.outerHTML.slice(0, 120),
        seen: drawn && box.width > 0 && x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight,
    };
}"""


def _stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the browser's own buttons come; return what has had the focus."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or (stops and stop["what"] == stops[0]["what"]):
            return stops
        stops.append(stop)
    raise AssertionError("the keyboard never leaves the page")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_the_focus_is_always_seen(browser: Browser, site: Site, path: str, width: int) -> None:
    with reading(browser, width=width) as page:
        page.goto(site.address + path, wait_until="networkidle")
        stops = _stops(page)
        assert len(stops) > 8
        assert [stop["what"] for stop in stops if not stop["seen"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_first_link_skips_to_the_text(browser: Browser, site: Site, path: str) -> None:
    with reading(browser) as page:
        page.goto(site.address + path, wait_until="networkidle")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to content")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = "document.activeElement.closest('[role=main]') !== null"
        assert page.evaluate(inside), page.evaluate("document.activeElement.outerHTML")


def test_on_a_narrow_screen_the_keyboard_opens_the_contents(browser: Browser, site: Site) -> None:
    with reading(browser, width=320) as page:
        page.goto(f"{site.address}topics/deployment.html")
        field = page.locator(".sidebar-drawer input[name=q]")
        expect(field).not_to_be_in_viewport()
        for _ in range(10):
            page.keyboard.press("Tab")
            if field.evaluate("element => element === document.activeElement"):
                break
        expect(field).to_be_in_viewport()
        page.keyboard.type("caching")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=caching*")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_who_wants_that(browser: Browser, site: Site, path: str) -> None:
    moving = """() => [document.documentElement, ...document.querySelectorAll("body, body *")]
        .filter(element => ["", "::before", "::after"].some(part => {
            const style = getComputedStyle(element, part || null);
            const lasts = (times) => times.split(",").some(time => parseFloat(time) > 0.01);
            return lasts(style.transitionDuration) || style.scrollBehavior === "smooth"
                || (style.animationName !== "none" && lasts(style.animationDuration));
        })).map(element => element.outerHTML.slice(0, 100))"""
    with reading(browser) as page:
        page.goto(site.address + path)
        assert page.evaluate(moving) == []
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving) != []  # or the check would see nothing


@pytest.mark.parametrize("path", PAGES)
def test_with_colours_of_the_readers_own(browser: Browser, site: Site, path: str) -> None:
    with reading(browser) as page:
        page.emulate_media(forced_colors="active")
        page.goto(site.address + path, wait_until="networkidle")
        assert barriers(page) == []
        # Pressed or not is told by more than a background, which is not painted.
        pressed = page.locator("button[aria-pressed]")
        looks = pressed.evaluate_all(
            "buttons => buttons.map(button => { const style = getComputedStyle(button); return ["
            "button.ariaPressed, style.borderStyle + style.borderWidth + style.borderColor"
            " + style.fontWeight + style.color + style.outlineStyle + style.textDecorationLine]})"
        )
        told = {(state, look) for state, look in looks}
        assert len({look for _, look in told}) == len({state for state, _ in told})


def test_the_pages_of_the_epub_have_no_barrier(
    browser: Browser, book: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(book / "case-studies.epub").extractall(tmp_path)
    pages = sorted(tmp_path.rglob("*.xhtml"))
    assert len(pages) > 12
    found = {}
    with reading(browser) as page:
        for path in pages:
            page.goto(path.as_uri())
            problems = [
                problem
                for problem in (barriers(page) if stands_for_others(str(path)) else ())
                if not problem.startswith(NOT_OF_BOOKS) and "modindextable" not in problem
            ]
            if problems:
                found[path.name] = problems
            languages = page.evaluate(
                "[document.documentElement.lang, document.documentElement.getAttributeNS("
                "'http://www.w3.org/XML/1998/namespace', 'lang')]"
            )
            assert languages == ["en", "en"], path.name
    assert found == {}


@pytest.mark.parametrize("type_size", ["100%", "200%"])
def test_the_pages_of_the_epub_fit_a_telephone(
    browser: Browser, book: Path, tmp_path: Path, type_size: str
) -> None:
    zipfile.ZipFile(book / "case-studies.epub").extractall(tmp_path)
    with reading(browser, width=390) as page:
        for path in sorted(tmp_path.rglob("*.xhtml")):
            page.goto(path.as_uri())
            page.evaluate("size => { document.documentElement.style.fontSize = size }", type_size)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path.name
        page.goto((tmp_path / "systems/django.xhtml").as_uri())
        page.evaluate("size => { document.documentElement.style.fontSize = size }", type_size)
        name = page.locator("dl.roundtable-about dt").first
        value = page.locator("dl.roundtable-about dd").first
        (above, below) = (name.bounding_box(), value.bounding_box())
        assert above is not None
        assert below is not None
        assert above["height"] < 80, "a name of a field is one line"
        assert below["y"] >= above["y"] + above["height"] - 1
        assert page.evaluate(
            "getComputedStyle(document.querySelector('dl.roundtable-about dt'), '::after').content"
        ) in {"none", "normal"}, "one colon"
