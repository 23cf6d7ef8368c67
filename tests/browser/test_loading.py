"""What a page makes a reader's browser fetch: how much, from where, and what it may not."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.browser.host import serving
from tests.browser.visits import Site, reading, refused, requests_of, watch_policy

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

#: 100 kB: less than a picture.
BUDGET = 100_000
#: A picture of 60 kB. It is a real one: a browser does not go on loading what is none.
PICTURE = struct.pack("<2sIII IiiHHIIiiII", b"BM", 60_054, 0, 54, 40, 100, 200, 1, 24, *[0] * 6)
PICTURE += bytes(60_000)


@dataclass(frozen=True)
class Load:
    """What came of showing one page to a browser that has nothing yet."""

    weight: int  # bytes on the wire, headers included
    unwanted: list[str]  # requests to other hosts, and for what the site has not got
    refused: list[str]  # by the policy of the site


def _load(browser: Browser, site: Site, paths: list[str]) -> dict[str, Load]:
    """Return what comes of each of *paths*, when nothing is fetched any more."""
    loads = {}
    with reading(browser) as page, requests_of(page) as unwanted:
        watch_policy(page)
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sizes: list[int] = []
        devtools.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        for path in paths:
            for noted in (sizes, unwanted, told):
                noted.clear()
            page.goto(site.address + path, wait_until="networkidle")
            policy = [text for text in told if "Content Security Policy" in text]
            loads[path] = Load(round(sum(sizes)), [*unwanted], refused(page) + policy)
    return loads


@pytest.fixture(scope="module")
def loads(browser: Browser, site: Site) -> dict[str, Load]:
    """What comes of all pages of the book."""
    return _load(browser, site, site.pages)


def test_each_page_is_light(loads: dict[str, Load]) -> None:
    weights = {path: load.weight for path, load in loads.items()}
    del weights["search.html"]  # it fetches the index
    assert {"index.html", "topics/deployment.html", "appendix-a.html"} <= weights.keys()
    assert min(weights.values()) > 10_000, "a style sheet alone weighs more"
    assert {path: weight for path, weight in weights.items() if weight > BUDGET} == {}


def test_no_page_asks_another_host(loads: dict[str, Load]) -> None:
    assert {path: load.unwanted for path, load in loads.items() if load.unwanted} == {}


def test_the_policy_refuses_nothing_of_any_page(loads: dict[str, Load]) -> None:
    assert {path: load.refused for path, load in loads.items() if load.refused} == {}


# -- The checks above, on pages that have the fault


def test_a_heavy_page_is_noticed(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<img src="a.bmp">' + "light " * 100_000)
    (tmp_path / "a.bmp").write_bytes(PICTURE)
    (tmp_path / "b.bmp").write_bytes(PICTURE)
    with serving(tmp_path) as site:
        weight = _load(browser, site, ["index.html"])["index.html"].weight
        assert 60_000 < weight < 70_000  # the text is compressed, and the picture is not
        (tmp_path / "index.html").write_text('<img src="a.bmp"><img src="b.bmp">')
        assert _load(browser, site, ["index.html"])["index.html"].weight > BUDGET


def test_a_request_to_another_host_is_noticed(browser: Browser, site: Site) -> None:
    # The site's own policy would not let the request begin.
    with reading(browser, policy=False) as page, requests_of(page) as unwanted:
        page.route("https://example.org/**", lambda route: route.abort())
        # From a page without the site's policy, which would not let it be asked.
        page.evaluate("fetch('https://example.org/x').catch(() => null)")
        page.goto(site.address)
        page.evaluate("fetch('/gone').catch(() => null)")
        page.wait_for_load_state("networkidle")
    assert unwanted == ["https://example.org/x", f"404 {site.address}gone"]
