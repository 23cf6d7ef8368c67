"""What readers do, step by step, on any theme: each journey fails where they would give up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.visits import Site

__all__ = ["cite_one", "find_who_said", "follow", "read_all_of", "there_and_back"]


def follow(scope: Locator, path: str, fragment: str = "") -> None:
    """Click the link in *scope* that leads to *path*, and see that the reader is there."""
    page = scope.page
    ending = f"{path}#{fragment}" if fragment else path
    scope.locator(f'a[href$="{ending}"]:visible').first.click()
    page.wait_for_url(f"**/{ending}")
    if fragment:
        expect(page.locator(f'[id="{fragment}"]')).to_be_in_viewport()


def _expect_title(page: Page, title: str) -> None:
    """See that the page has this title; some themes have other headings of the first level."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def _where(page: Page) -> str:
    parts = urlsplit(page.url)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def there_and_back(page: Page, site: Site) -> None:
    """Go from the start page to a topic, a person, the text as written, and back again."""
    page.goto(site.address)
    main = page.locator("[role=main]")
    follow(main, "topics/why-django.html")
    _expect_title(page, "Why Django?")
    follow(main, "people/ned-batchelder.html", "why-django")
    _expect_title(page, "Ned Batchelder")
    section = page.locator('[id="why-django"]')
    expect(section).to_contain_text("Tabblo")
    follow(section, "topics/why-django.html", "ned-batchelder")
    page.go_back()
    section.locator('a[href*="appendix-a.html#"]:visible').first.click()
    page.wait_for_url("**/appendix-a.html#*")
    there = urlsplit(page.url).fragment
    expect(page.locator(f'[id="{there}"]')).to_be_in_viewport()
    follow(main, "topics/why-django.html", "ned-batchelder")
    for expected in ("/appendix-a.html#" + there, "/people/ned-batchelder.html#why-django"):
        page.go_back()
        assert _where(page) == expected
    for expected in ("/topics/why-django.html", "/"):
        page.go_back()
        assert _where(page) == expected


def _said(answer: Locator) -> list[str]:
    """Return the paragraphs of an answer, without what stands around them on this page."""
    quoted = answer.locator(":scope > blockquote p, :scope > p:not([class*=roundtable])")
    return [re.sub(r"\s+", " ", text).strip() for text in quoted.all_text_contents()]


def read_all_of(page: Page, site: Site) -> None:
    """Read all that Ned said: each answer is whole, and in the order of the text."""
    page.goto(site.address)
    main = page.locator("[role=main]")
    follow(main, "people/ned-batchelder.html")
    expect(main).to_contain_text("a storytelling tool built around photo sharing")
    topics = ["why-django", "how-did-it-go", "team-structure", "deployment"]
    answers = page.locator(".roundtable-answer")
    found = answers.evaluate_all("answers => answers.map(answer => answer.id)")
    assert [name for name in found if name in topics] == topics
    said = {topic: _said(page.locator(f'[id="{topic}"]')) for topic in topics}
    for topic in topics:
        page.goto(f"{site.address}topics/{topic}.html#ned-batchelder")
        answer = page.locator('[id="ned-batchelder"]')
        expect(answer).to_be_in_viewport()
        assert _said(answer) == said[topic] != []


def find_who_said(page: Page, site: Site) -> None:
    """Find who talked about caching: people on topics, the words marked where they stand."""
    page.goto(f"{site.address}search.html?q=caching")
    results = page.locator(".roundtable-search-results > li > a")
    expect(results.first).to_be_visible()
    names = results.all_inner_texts()
    for expected in ("Ned Batchelder: Deployment", "Johannes Beigel: Deployment"):
        assert expected in names
    results.filter(has_text="Ned Batchelder: Deployment").click()
    page.wait_for_url("**/topics/deployment.html*#ned-batchelder")
    answer = page.locator('[id="ned-batchelder"]')
    expect(answer).to_be_in_viewport()
    expect(answer.locator(".highlighted").first).to_have_text("caching")


def cite_one(page: Page, site: Site) -> None:
    """Cite an answer, and come back to it by the address in the citation."""
    page.goto(f"{site.address}people/ned-batchelder.html#deployment")
    row = page.locator('[id="deployment"] .roundtable-take')
    row.get_by_role("button", name="Cite").click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    dialog.locator("select").select_option("BibTeX")
    entry = dialog.locator("pre").inner_text()
    assert "author = {Ned Batchelder}" in entry
    address = re.search(r"url = \{(.*?)\}", entry)
    assert address is not None
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.goto(address[1])
    _expect_title(page, "Deployment")
    expect(page.locator('[id="ned-batchelder"]')).to_be_in_viewport()
