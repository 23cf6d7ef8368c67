"""How the tests go from page to page, and what they look at there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_AXE = Axe()


@dataclass(frozen=True)
class Site:
    """A served site."""

    address: str  # of its top, with a slash at the end
    pages: list[str]  # the path of each page below it


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


def scrolls_sideways(page: Page) -> bool:
    """Whether a reader could move the page to the left: it is wider than the window."""
    moved = page.evaluate(
        "() => { window.scrollTo(10000, window.scrollY); const x = window.scrollX;"
        " window.scrollTo(0, window.scrollY); return x; }"
    )
    return bool(moved)


def barriers(page: Page) -> list[str]:
    """Return what axe calls a serious or critical barrier on *page*."""
    response: dict[str, Any] = _AXE.run(page).response
    return [
        f"{found['id']} ({found['impact']}): {node['html']}"
        for found in response["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


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
