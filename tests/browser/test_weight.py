"""What a page makes a reader's browser fetch, in bytes on the wire, headers included."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from tests.browser.host import serving
from tests.browser.visits import Site, reading

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: 100 kB: less than a picture.
BUDGET = 100_000
#: A picture of 60 kB. It is a real one: a browser does not go on loading what is none.
PICTURE = struct.pack("<2sIII IiiHHIIiiII", b"BM", 60_054, 0, 54, 40, 100, 200, 1, 24, *[0] * 6)
PICTURE += bytes(60_000)


def _weigh(browser: Browser, site: Site, paths: list[str]) -> dict[str, int]:
    """Return what is transferred for each of *paths* to a browser that has nothing yet."""
    weights = {}
    with reading(browser) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sizes: list[int] = []
        devtools.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        for path in paths:
            sizes.clear()
            page.goto(site.address + path, wait_until="networkidle")
            weights[path] = round(sum(sizes))
    return weights


def test_each_page_is_light(browser: Browser, site: Site) -> None:
    paths = [path for path in site.pages if path != "search.html"]  # it fetches the index
    weights = _weigh(browser, site, paths)
    assert {"index.html", "topics/deployment.html", "appendix-a.html"} <= weights.keys()
    assert min(weights.values()) > 10_000, "a style sheet alone weighs more"
    assert {path: weight for path, weight in weights.items() if weight > BUDGET} == {}


def test_a_heavy_page_is_noticed(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<img src="a.bmp">' + "light " * 100_000)
    (tmp_path / "a.bmp").write_bytes(PICTURE)
    (tmp_path / "b.bmp").write_bytes(PICTURE)
    with serving(tmp_path) as site:
        weight = _weigh(browser, site, ["index.html"])["index.html"]
        assert 60_000 < weight < 70_000  # the text is compressed, and the picture is not
        (tmp_path / "index.html").write_text('<img src="a.bmp"><img src="b.bmp">')
        assert _weigh(browser, site, ["index.html"])["index.html"] > BUDGET
