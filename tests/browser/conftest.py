"""The real book, built once as `make html` builds it, served on loopback, seen by Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.visits import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TOP = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # CI runs as root, which Chromium refuses otherwise
]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, with the PDF and the EPUB beside its pages."""
    build = tmp_path_factory.mktemp("book")
    strict = ["-W", "-n", "--keep-going"]
    for builder in ("html", "typst", "epub"):
        command = [sys.executable, "-m", "sphinx", "-c", ".", "-d", str(build / "doctrees")]
        command += ["-q", "-b", builder, *strict, "source", str(build / builder)]
        result = subprocess.run(command, cwd=TOP, check=False, capture_output=True, text=True)
        assert result.returncode == 0, f"{builder}: {result.stderr}"
    for edition in ("typst/case-studies.pdf", "epub/case-studies.epub"):
        shutil.copy(build / edition, build / "html")
    return build / "html"


class _Host(SimpleHTTPRequestHandler):
    """A host that knows ``_headers``, as some do."""

    def end_headers(self) -> None:
        """Send what the site wants to be sent with each answer."""
        for line in Path(self.directory, "_headers").read_text("utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Leave the test's output alone."""


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[Site]:
    """The book behind an address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(book))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        pages = sorted(page.relative_to(book).as_posix() for page in book.rglob("*.html"))
        yield Site(f"http://127.0.0.1:{server.server_port}/", pages)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; skips where there is none, or fails if one is required."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium found, so that no page was looked at in a browser"
        if os.environ.get("ROUNDTABLE_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
