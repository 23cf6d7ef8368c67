"""The book in other themes than its own: what is the extension's stands in each of them.

What a theme does wrong on a plain document is the theme's: it is collected from a project that has
the same text and does not load the extension, and everything beyond that is ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.builds import OTHER_THEMES, TOP, run_sphinx
from tests.browser.host import serving
from tests.browser.journeys import cite_one, find_who_said, read_all_of, there_and_back
from tests.browser.visits import Site, looks, reading, requests_of, scrolls_sideways, violations
from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: Those that are dark where the reader's system is.
DARK = {"pydata_sphinx_theme", "sphinx_book_theme"}
PAGES = ("index.html", "topics/deployment.html", "people/ned-batchelder.html", "appendix-a.html")
Kinds = set[tuple[str, ...]]
PLAIN = """
Plain
=====

Words with a `link <https://example.org/>`__, :doc:`another <other>`, *emphasis*, ``code``.

* A list
* of two

Part
----

    A quotation.

.. code:: python

   print("a line of code that is much too long for a telephone, since nobody breaks it anywhere")

.. list-table::
   :header-rows: 1

   * - Head
     - Head
   * - Cell of a row
     - `link <https://example.org/>`__
   * - Cell of the next
     - `link <https://example.org/>`__

.. toctree::

   appendix-a
   other
"""
OTHER = """
Other
=====

.. toctree::

   third
"""


@pytest.fixture(scope="module", params=OTHER_THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """The name of a theme."""
    return str(request.param)


@pytest.fixture(scope="module")
def themed(theme: str, book: Path) -> Iterator[Site]:
    """The book with the theme, of the same doctrees."""
    out = book.parent / theme
    doctrees = book.parent / "doctrees"
    run_sphinx("html", "-c", ".", "-d", doctrees, "-D", f"html_theme={theme}", "source", out)
    with serving(out) as site:
        yield site


@pytest.fixture(scope="module")
def plain(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A project that does not load the extension, with the theme."""
    folder = tmp_path_factory.mktemp(theme)
    text = (TOP / "source/appendix-a.rst").read_bytes()
    files = {"index.rst": PLAIN, "other.rst": OTHER, "third.rst": "Third\n=====\n"}
    write(folder, {**files, "appendix-a.rst": text})
    settings = ("-D", f"html_theme={theme}", "-D", "language=en")
    run_sphinx("html", "-C", *settings, folder, folder / "out")
    with serving(folder / "out") as site:
        yield site


def _kinds(page: Page) -> Kinds:
    """Return what axe finds on *page*, as kinds: a colour that is too pale, else which element."""
    kinds: Kinds = set()
    for found in violations(page):
        if found["rule"] == "color-contrast":
            kinds.add((found["rule"], found["any"][0]["data"]["fgColor"]))
        else:
            element = page.locator(found["target"][0]).first
            where = element.evaluate("e => e.closest('[role=main]') ? 'in the text' : 'around it'")
            classes = re.findall(r"[\w-]+", element.get_attribute("class") or "")
            ours = [name for name in classes if name.startswith("roundtable")]
            kinds.add((found["rule"], found["html"].split()[0], where, *ours))
    return kinds


def _wrong(page: Page, site: Site, paths: Sequence[str], *, dark: bool) -> Kinds:
    """Return the kinds of what is wrong on *paths* in any look."""
    found: Kinds = set()
    for path in paths:
        page.goto(site.address + path)
        for look in looks(page, widths=(320, 1280), dark=dark):
            found |= _kinds(page)
            if scrolls_sideways(page):
                found.add((path, look, "it scrolls sideways"))
    return found


def test_nothing_is_wrong_that_the_theme_does_right(
    browser: Browser, themed: Site, plain: Site, theme: str
) -> None:
    dark = theme in DARK
    with reading(browser) as page:
        of_theme = _wrong(page, plain, ["index.html", "appendix-a.html"], dark=dark)
        assert _wrong(page, themed, PAGES, dark=dark) - of_theme == set()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("width", [390, 1280])
def test_readers_go_from_the_landing_page_to_the_text_and_back(
    browser: Browser, themed: Site, width: int, scripts: bool
) -> None:
    with reading(browser, width=width, scripts=scripts) as page:
        there_and_back(page, themed)


@pytest.mark.parametrize("journey", [read_all_of, find_who_said, cite_one])
@pytest.mark.parametrize("width", [390, 1280])
def test_readers_get_what_they_came_for(
    browser: Browser, themed: Site, width: int, journey: Callable[[Page, Site], None]
) -> None:
    with reading(browser, width=width) as page, requests_of(page) as unwanted:
        journey(page, themed)
    assert unwanted == []
