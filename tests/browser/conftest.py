"""The real book, built once as `make html` builds it, served on loopback, seen by Chromium."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.builds import run_sphinx
from tests.browser.host import serving
from tests.browser.visits import FLAGS, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.visits import Site


#: How long a page may take to show what is expected, in milliseconds: on a busy machine the program
#: of the search alone takes seconds to start. What never comes still fails.
PATIENCE = 30_000

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, with the PDF and the EPUB beside its pages."""
    build = tmp_path_factory.mktemp("book")
    for builder in ("html", "typst", "epub"):
        run_sphinx(builder, "-c", ".", "-d", build / "doctrees", "source", build / builder)
    for edition in ("typst/case-studies.pdf", "epub/case-studies.epub"):
        shutil.copy(build / edition, build / "html")
    return build / "html"


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[Site]:
    """The book behind an address."""
    with serving(book) as site:
        yield site


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program; skips where there is none, or fails if one is required."""
    found = find_chromium()
    if found is None:
        reason = "no Chromium found, so that no page was looked at in a browser"
        if os.environ.get("ROUNDTABLE_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a window, one for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
