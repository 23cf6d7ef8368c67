"""How the tests go from page to page, and what they look at there."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

#: Those that axe leaves out by default are new, or tell of what only some think wrong.
_RUN = """axe.run({ resultTypes: ["violations"], rules: {
    "label-content-name-mismatch": { enabled: true },
    "p-as-heading": { enabled: true },
    "target-size": { enabled: true },
    "td-has-header": { enabled: true },
} })"""
#: What a theme moves when the width changes is where it belongs after that.
_SETTLE = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
}"""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # CI runs as root, which Chromium refuses otherwise
]
#: What the policy of a site refuses is noted in the page.
_WATCH = (
    "window.refused = []; document.addEventListener('securitypolicyviolation',"
    " event => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`))"
)
#: Of the folders whose pages have one template and differ in their text alone, the page that stands
#: for the others where it would take long to look at all.
_EXAMPLES = {"people": "ned-batchelder", "topics": "deployment", "systems": "django"}
#: A phone that is held upright, or a screen at 400 %; a tablet; a screen. In CSS pixels.
WIDTHS = (320, 768, 1280)


@dataclass(frozen=True)
class Site:
    """A served site."""

    address: str  # of its top, with a slash at the end
    pages: list[str]  # the path of each page below it


def find_chromium() -> str | None:
    """Return the path of the program, or None."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


@contextmanager
def reading(
    browser: Browser,
    *,
    width: int = 1280,
    dark: bool = False,
    scripts: bool = True,
    policy: bool = True,
) -> Iterator[Page]:
    """Open a window as a new reader has it: no history, no cache."""
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        bypass_csp=not policy,
        reduced_motion="reduce",  # a page that still scrolls can't be judged
    ) as context:
        yield context.new_page()


def stands_for_others(path: str) -> bool:
    """Whether a page of the book is the only one of its kind, or the example of its kind."""
    name = PurePath(path).stem
    return name in {"index", _EXAMPLES.get(PurePath(path).parent.name, name)}


def scrolls_sideways(page: Page) -> bool:
    """Whether a reader could move the page to the left: it is wider than the window."""
    moved = page.evaluate(
        "() => { window.scrollTo(10000, window.scrollY); const x = window.scrollX;"
        " window.scrollTo(0, window.scrollY); return x; }"
    )
    return bool(moved)


def looks(page: Page, widths: Sequence[int] = WIDTHS, *, dark: bool = True) -> Iterator[str]:
    """Show *page* in each scheme at each width, without loading it again; name each look."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark") if dark else ("light",)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(_SETTLE)
            yield f"{scheme}, {width}"


def violations(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on *page*: an entry for each rule and each element that breaks it."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    response = page.evaluate(_RUN)
    return [
        {"rule": found["id"], "impact": found["impact"], **node}
        for found in response["violations"]
        for node in found["nodes"]
    ]


def barriers(page: Page) -> list[str]:
    """Return what axe calls a barrier on *page*, however small."""
    return [f"{found['rule']} ({found['impact']}): {found['html']}" for found in violations(page)]


@contextmanager
def requests_of(page: Page) -> Iterator[list[str]]:
    """Collect what *page* asks other hosts for, and what the site has not got."""
    unwanted: list[str] = []
    own = {"127.0.0.1", None}  # None: `data:` and `blob:`, which ask nobody

    page.context.on(
        "request",
        lambda request: (
            unwanted.append(request.url) if urlsplit(request.url).hostname not in own else None
        ),
    )
    page.context.on(
        "response",
        lambda response: (
            unwanted.append(f"{response.status} {response.url}") if response.status >= 400 else None
        ),
    )
    yield unwanted


def watch_policy(page: Page) -> None:
    """Note in each document that *page* will show what its policy refuses."""
    page.add_init_script(_WATCH)


def refused(page: Page) -> list[str]:
    """Return what the policy has refused since the document was loaded."""
    found: list[str] = page.evaluate("window.refused")
    return found
