"""Pictures of the main pages: ``python -m tests.browser.screenshots SITE FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.host import serving
from tests.browser.visits import FLAGS, find_chromium, looks, reading

#: Each name is that of its pictures.
PAGES = {
    "start": "index.html",
    "topic": "topics/deployment.html",
    "topics": "topics/index.html",
    "person": "people/ned-batchelder.html",
    "people": "people/index.html",
    "source": "appendix-a.html",
    "compare": "compare.html",
    "search": "search.html?q=caching",
}


def main(folder: Path, out: Path) -> int:
    """Take all pictures of the site in *folder*; return the exit status."""
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write("no Chromium found, so that there are no pictures\n")
        return 1
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, serving(folder) as site:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with reading(browser) as page:
            for name, path in PAGES.items():
                page.goto(site.address + path, wait_until="networkidle")
                for look in looks(page, widths=(390, 1280)):
                    picture = out / f"{name}-{look.replace(', ', '-')}.png"
                    page.screenshot(path=picture, full_page=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
