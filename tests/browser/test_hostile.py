"""Whatever a text, a title or a sidecar holds, it stays words: in a browser that would run it.

There is no policy here that would forbid it, and each place that a value reaches is visited.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pypdf
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.browser.builds import OTHER_THEMES, run_sphinx
from tests.browser.host import serving
from tests.browser.visits import reading
from tests.sitecheck import check
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = pytest.mark.browser

#: What HTML, attributes, scripts, templates, Typst, TeX, Markdown and XML give a meaning to.
WORDS = (
    "\"'><img src=x onerror=alert(1)></title></script><script>alert(2)</script>"
    '{{ 7*7 }} ${alert(3)} #panic("x") \\input{x} [x](javascript:alert(4)) ]]> &lt;b&gt; <b>'
)
#: What may be looked for in a text may hold no markup.
SYSTEM = "\"'> & {{ 7*7 }} ${alert(7)} onmouseover=alert(8)"
ADDRESS = "https://example.org/?\"onclick='alert(5)'><script>alert(6)</script>"
CONF = f"""
project = "A book"  # what conf.py says is the author's own HTML, for Sphinx and themes
language = "en"
version = "1"
extensions = ["sphinx_roundtable", "sphinx_roundtable.typst"]
roundtables = ["panel"]
roundtable_pagefind = True
html_baseurl = "https://example.org/book/"
epub_title = epub_description = epub_author = epub_publisher = epub_copyright = {WORDS!r}
epub_identifier = "https://example.org/book/"
typst_documents = [{{"start": "index", "name": "book", "title": {WORDS!r}, "authors": [{WORDS!r}]}}]
"""
#: In a text, an address is made a link by the parser: that is no matter of ours.
TEXT = WORDS.replace("javascript:", "").replace("\\", "\\\\")
INDEX = """
Start
=====

.. toctree::

   panel

.. roundtable:people::
   :display: cards

.. roundtable:topics::

.. roundtable:matrix::
"""
PANEL = f"""
Panel {TEXT}
{"=" * 250}

* *Ann Lee* is an engineer.
* *Bo Ek* is a gardener.

Tools
-----

*Ann Lee*:

    A hammer. {TEXT}

*Bo Ek*:

    A spade.
"""


def _sidecar() -> str:
    words, address = json.dumps(WORDS), json.dumps(ADDRESS)
    lines = [f"title = {words}", f"license = {address}", 'date = "2009-03"', "[labels]"]
    lines += [f"{label} = {words}" for label in ("people", "topics", "systems")]
    lines += ["[people.ann-lee]", f"name = {words}", f'aliases = ["Ann Lee", {words}]']
    lines += [f"role = {words}", f"links = {{ {words} = {address} }}"]
    lines += ["[topics.tools]", f"title = {words}", f'aliases = ["Tools", {words}]']
    lines += ["[systems.hammer]", f"name = {json.dumps(SYSTEM)}", 'aliases = ["hammer"]']
    lines += [f"url = {address}", f"description = {words}", 'people = ["ann-lee"]']
    return "\n".join(lines)


#: With this extension or not, PyData's theme takes the titles of the documents in its header for
#: HTML, and the Sphinx Book Theme every title: there, no more than words can be tried.
THEMES = ["furo", *(theme for theme in OTHER_THEMES if theme != "sphinx_book_theme")]


def _project(folder: Path, panel: str) -> Path:
    files = {"conf.py": CONF, "index.rst": INDEX, "panel.rst": panel, "panel.toml": _sidecar()}
    write(folder / "source", files)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with such words wherever an author can put some."""
    return _project(tmp_path_factory.mktemp("hostile"), PANEL)


@pytest.fixture(scope="module")
def plainly_titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, but for the title of the document."""
    plain = PANEL.replace(f"Panel {TEXT}", "Panel")
    return _project(tmp_path_factory.mktemp("plainly-titled"), plain)


def _build(project: Path, builder: str, out: str, *settings: str) -> Path:
    arguments = [argument for setting in settings for argument in ("-D", setting)]
    run_sphinx(builder, "-d", project / "doctrees", *arguments, project / "source", project / out)
    return project / out


def _watch(page: Page) -> list[str]:
    """Collect what the page lets happen: a dialog, or a request for the picture."""
    happened: list[str] = []

    def on_dialog(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if request.url.endswith("/x"):
            happened.append(request.url)

    page.on("dialog", on_dialog)
    page.on("request", on_request)
    return happened


def _injected(page: Page) -> list[str]:
    """Return the elements and attributes on the page that only our words could have made."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(
            'img[src="x"], [onerror], [onclick*=alert], [href^="javascript:"], b'
        )].map(element => element.outerHTML).concat(
            [...document.scripts].filter(script => /^alert/.test(script.textContent))
                .map(script => script.outerHTML))"""
    )
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_on_every_page_of_a_site(
    browser: Browser, project: Path, plainly_titled: Path, theme: str
) -> None:
    folder = plainly_titled if theme == "pydata_sphinx_theme" else project
    out = _build(folder, "html", theme, f"html_theme={theme}")
    with serving(out) as site, reading(browser) as page:
        happened = _watch(page)
        shown = 0
        for path in site.pages:
            page.goto(site.address + path)
            assert _injected(page) == [], path
            shown += WORDS in page.locator("body").inner_text()
        assert shown >= 5
        page.goto(f"{site.address}search.html?q=spade")
        expect(page.locator(".roundtable-search-results > li > a").first).to_be_visible()
        page.goto(f"{site.address}topics/tools.html")
        page.locator(".roundtable-take").first.get_by_role("button", name="Cite").click()
        expect(page.locator("dialog h2")).to_contain_text(WORDS)
        assert _injected(page) == []
    assert happened == []


def test_in_what_programs_read(project: Path) -> None:
    out = _build(project, "html", "furo", "html_theme=furo")
    assert check(out) == []
    for path in out.rglob("*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for script in page.select('script[type="application/ld+json"]'):
            json.loads(script.string or "")
        # What a parser without scripts makes of it, is what was meant.
        assert not page.select("img[src=x], [onerror]")
    topic = BeautifulSoup((out / "topics/tools.html").read_text("utf-8"), "html.parser")
    told: Any = json.loads(topic.select_one('script[type="application/ld+json"]').string)  # type: ignore[union-attr, arg-type]
    assert WORDS in json.dumps(told, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
    guide = (out / "llms.txt").read_text("utf-8")
    assert "](javascript:" not in guide.replace("\\]", "")
    assert "<script>" not in guide.replace("\\<", "")
    sitemap = ET.parse(out / "sitemap.xml").getroot()  # noqa: S314 - we built it ourselves
    assert len(sitemap) >= 7


def test_in_the_epub(browser: Browser, project: Path) -> None:
    out = _build(project, "epub", "epub")
    (book,) = out.glob("*.epub")
    assert check(book) == []
    zipfile.ZipFile(book).extractall(project / "opened")
    pages = sorted((project / "opened").rglob("*.xhtml"))
    assert len(pages) > 8
    with reading(browser) as page:
        happened = _watch(page)
        shown = 0
        for path in pages:
            page.goto(path.as_uri())
            assert _injected(page) == [], path
            shown += WORDS in page.locator("body").inner_text()
    assert shown >= 5
    assert happened == []


def test_in_the_pdf(project: Path) -> None:
    out = _build(project, "typst", "typst")
    reader = pypdf.PdfReader(out / "book.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    squeezed = "".join(text.split())
    for part in ('#panic("x")', "{{7*7}}", "<img", "onerror=alert(1)"):
        assert part in squeezed
    targets = [
        annotation.get_object()["/A"].get("/URI", "")
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    ]
    assert [target for target in targets if target.startswith("javascript:")] == []
