"""A reader chooses whom to read: some voices of a topic, or people side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.host import serving
from tests.browser.visits import Site, barriers, reading, scrolls_sideways
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

TOPIC = "topics/deployment.html"
COMPARE = "compare.html"
NED, JOHANNES, DAVID = "Ned Batchelder", "Johannes Beigel", "David Cramer"


def _shown(page: Page) -> list[str]:
    """Return whose answers are to be seen."""
    return [
        str(section.get_attribute("id"))
        for section in page.locator("section.roundtable-answer").all()
        if section.is_visible()
    ]


def _voice(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Voices").get_by_role("button", name=name)


# -- The filter


def test_a_filter_shows_the_voices_that_are_chosen(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address + TOPIC)
        expect(_voice(page, "Everybody")).to_have_attribute("aria-pressed", "true")
        assert len(_shown(page)) == 4
        _voice(page, NED).click()
        assert _shown(page) == ["ned-batchelder"]
        expect(page.get_by_text("Shown: 1 of 4 answers")).to_be_visible()
        _voice(page, DAVID).click()
        assert _shown(page) == ["ned-batchelder", "david-cramer"]
        assert page.url == f"{site.address}{TOPIC}?voices=ned-batchelder,david-cramer"
        page.reload()
        assert _shown(page) == ["ned-batchelder", "david-cramer"]
        expect(_voice(page, DAVID)).to_have_attribute("aria-pressed", "true")
        _voice(page, "Everybody").click()
        assert len(_shown(page)) == 4
        assert page.url == site.address + TOPIC


def test_the_filter_works_by_keyboard(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(site.address + TOPIC)
        _voice(page, "Everybody").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert _shown(page) == ["ned-batchelder"]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert _shown(page) == ["ned-batchelder", "johannes-beigel"]


def test_a_link_to_an_answer_shows_it_whatever_is_chosen(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{site.address}{TOPIC}?voices=ned-batchelder#david-cramer")
        expect(page.locator("#david-cramer")).to_be_in_viewport()
        assert _shown(page) == ["ned-batchelder", "david-cramer"]
        page.evaluate("window.location.hash = 'christian-hammond'")
        expect(page.locator("#christian-hammond")).to_be_in_viewport()
        assert len(_shown(page)) == 3


@pytest.mark.parametrize("query", ["?voices=", "?voices=nobody", "?voices=%3Cb%3E,,", "?x=1"])
def test_voices_that_there_are_not_hide_nothing(browser: Browser, site: Site, query: str) -> None:
    with reading(browser) as page:
        page.goto(site.address + TOPIC + query)
        expect(_voice(page, "Everybody")).to_have_attribute("aria-pressed", "true")
        assert len(_shown(page)) == 4


def test_without_scripts_all_voices_are_there(browser: Browser, site: Site) -> None:
    with reading(browser, scripts=False) as page:
        page.goto(f"{site.address}{TOPIC}?voices=ned-batchelder")
        assert len(_shown(page)) == 4
        assert page.locator(".roundtable-voices").count() == 0


# -- Side by side


def _columns(page: Page, topic: str) -> list[str]:
    """Return the columns of a topic, as they read."""
    heading = page.get_by_role("heading", name=topic, level=2)
    section = page.locator(".roundtable-compare-result section", has=heading)
    return [column.inner_text() for column in section.locator(".roundtable-compared").all()]


def _choose(page: Page, label: str, name: str) -> None:
    page.get_by_label(label).select_option(label=name)


def _wait_for(page: Page, *names: str) -> None:
    expect(page.locator(".roundtable-compare-status")).to_have_text(", ".join(names))


def test_two_people_side_by_side(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{site.address}people/david-cramer.html")
        page.get_by_role("link", name="Compare with others").click()
        page.wait_for_url("**/compare.html?people=david-cramer")
        _wait_for(page, DAVID, NED)
        _choose(page, "Second person", JOHANNES)
        _wait_for(page, DAVID, JOHANNES)
        assert page.url == f"{site.address}{COMPARE}?people=david-cramer,johannes-beigel"
        david, johannes = _columns(page, "Deployment")
        assert "David Cramer" in david.splitlines()
        assert "cluster of Squid servers" in " ".join(david.split())
        assert "Johannes Beigel" in johannes.splitlines()
        assert "Lighttpd" in johannes
        assert "Copy link" not in david
        first, second = page.locator(".roundtable-compare-row").first.locator("> div").all()
        left, right = first.bounding_box(), second.bounding_box()
        assert left
        assert right
        assert left["y"] == right["y"]
        assert left["x"] < right["x"]
        # A name leads to the answer at its own place.
        page.get_by_role("link", name=JOHANNES).first.click()
        page.wait_for_url("**/topics/why-django.html#johannes-beigel")


def test_three_people_by_their_address(browser: Browser, site: Site) -> None:
    with reading(browser, width=1600) as page:
        page.goto(f"{site.address}{COMPARE}?people=ned-batchelder,david-cramer,johannes-beigel")
        _wait_for(page, NED, DAVID, JOHANNES)
        ned, david, johannes = _columns(page, "Getting Started")
        assert ned.split("\n")[-1] == "no answer"
        assert "no answer" not in david + johannes
        _choose(page, "Third person", "Nobody")
        _wait_for(page, NED, DAVID)
        assert len(_columns(page, "Getting Started")) == 2


@pytest.mark.parametrize("query", ["", "?people=", "?people=nobody,%3Cb%3E"])
def test_without_a_choice_the_first_two_are_compared(
    browser: Browser, site: Site, query: str
) -> None:
    with reading(browser) as page:
        page.goto(site.address + COMPARE + query)
        _wait_for(page, NED, JOHANNES)


def test_people_who_say_much_are_compared_whole(browser: Browser, tmp_path: Path) -> None:
    titles = ["Ants", "Bees", "Cats", "Dogs", "Eels"]
    said = "".join(
        f"{title}\n----\n\n*Ann Lee*:\n\n    I like {title}.\n\n*Bo Ek*:\n\n    Not so {title}.\n\n"
        for title in titles
    )
    text = PANEL.partition("Tools")[0] + said
    built = build(
        tmp_path, {"panel.rst": text}, "dirhtml", roundtables=["panel"], roundtable_page_size=2
    )
    assert (built.out / "people/ann-lee/3/index.html").is_file()
    with serving(built.out) as site, reading(browser, policy=False) as page:
        page.goto(f"{site.address}compare/?people=ann-lee,bo-ek")
        _wait_for(page, "Ann Lee", "Bo Ek")
        for title in titles:
            ann, bo = _columns(page, title)
            assert f"I like {title}." in ann
            assert f"Not so {title}." in bo


def test_links_and_ids_are_fit_for_another_page(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.goto(f"{site.address}{COMPARE}?people=david-cramer,christian-hammond")
        _wait_for(page, DAVID, "Christian Hammond")
        addresses = page.locator(".roundtable-compare-result a").evaluate_all(
            "links => links.map(link => link.href)"
        )
        own = {url.partition("#")[0] for url in addresses if url.startswith(site.address)}
        assert own
        for url in own:
            response = page.request.get(url)
            assert response.ok
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(ids) == len(set(ids))


def test_what_can_not_be_loaded_is_said(browser: Browser, site: Site) -> None:
    with reading(browser) as page:
        page.route("**/people/david-cramer.html", lambda route: route.abort())
        page.goto(f"{site.address}{COMPARE}?people=ned-batchelder,david-cramer")
        expect(page.get_by_text("Could not be loaded: David Cramer")).to_be_visible()
        assert "caching" in _columns(page, "Deployment")[0]


@pytest.mark.parametrize("way", ["no scripts", "file"])
def test_where_the_script_does_not_run_the_topics_are_listed(
    browser: Browser, site: Site, book: Path, way: str
) -> None:
    with reading(browser, scripts=way == "file") as page:
        top = site.address if way == "no scripts" else f"{book.as_uri()}/"
        page.goto(f"{top}{COMPARE}")
        expect(page.get_by_text("This takes a script")).to_be_visible()
        page.locator("article").get_by_role("link", name="Deployment").click()
        expect(page.locator("#david-cramer")).to_be_attached()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_choices_are_for_everybody(browser: Browser, site: Site, width: int, dark: bool) -> None:
    with reading(browser, width=width, dark=dark) as page:
        page.goto(f"{site.address}{COMPARE}?people=ned-batchelder,david-cramer,johannes-beigel")
        _wait_for(page, NED, DAVID, JOHANNES)
        assert barriers(page) == []
        assert not scrolls_sideways(page)
        page.goto(f"{site.address}{TOPIC}?voices=ned-batchelder,david-cramer")
        expect(_voice(page, NED)).to_have_attribute("aria-pressed", "true")
        assert barriers(page) == []
        assert not scrolls_sideways(page)
