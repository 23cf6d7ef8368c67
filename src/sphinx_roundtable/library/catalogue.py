"""The extension that builds pages of a library, with its style sheet, search and policy.

A project has some of the pages only. One of them has the *front*, too: what is made of all pages,
of which it knows no more than where they are and what they are found by.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import msgspec
from docutils import nodes
from sphinx.util.docutils import new_document

from .. import __version__
from .._sphinx import forget_doctrees
from ..domain import RoundtableDomain
from ..editions.html import STATIC
from ..editions.site.files import sitemap, write
from ..editions.site.policy import apply_policy, mark, scripts_of
from ..editions.site.search import FOLDER, Record, add_search, make_index
from ..editions.styles import write_style_sheet
from .assets import share
from .shelves import PageParser, labels
from .state import Known, file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Shelf", "Written", "result", "setup"]

#: The file beside the index that says where those of the volumes are.
_VOLUMES = "volumes.json"
#: The map of the library's own pages.
_PAGES = "sitemap-library.xml"


#: What the pages in a folder show, as objects are called.
_TYPES = {"people": "person", "topics": "topic", "systems": "system"}


class Shelf(msgspec.Struct, frozen=True):
    """What the pages that are built must know of their library."""

    title: str
    people: str  #: titles of the indexes
    topics: str
    systems: str
    pages: list[str] = []  #: docnames of those that are asked for; others are in the contents
    known: str = ""  #: file with all pages of the library; empty where there is no front
    sitemaps: list[str] = []
    volumes: list[dict[str, str]] = []  #: those that are searched


class Written(msgspec.Struct, frozen=True):
    """What came of it."""

    assets: str  #: name of the set that the pages use
    scripts: dict[str, list[str]] = {}  #: what a page runs and the start page does not, as hashes


class LibraryDomain(RoundtableDomain):
    """People, topics and systems of a library: its inventory has them as a volume's has."""

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects, which are pages, and found as such."""
        for docname in sorted(self.env.found_docs):
            folder, _, id = docname.partition("/")
            if folder in _TYPES and id != "index" and "/" not in id:
                title = self.env.titles[docname].astext()
                yield id, title, _TYPES[folder], docname, "", -1


def setup(app: Sphinx) -> ExtensionMetadata:
    """Join the build of pages."""
    app.add_config_value("roundtable_library", None, "env", dict)
    app.setup_extension("sphinx_roundtable")
    app.add_domain(LibraryDomain, override=True)
    app.add_source_parser(PageParser)
    app.connect("builder-inited", _add_static)
    app.connect("write-started", _add_styles)
    app.connect("source-read", _forget_doctrees)
    app.connect("html-page-context", _complete_page)
    app.connect("html-collect-pages", _know_all)
    app.connect("build-finished", _finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def result(app: Sphinx) -> Written:
    """Return what has been written."""
    site, scripts = Path(app.outdir), {}
    if app.config.roundtable_policy is not None:
        everywhere = scripts_of(site / file_of("index"))
        for docname in _shelf(app.config).pages:
            if own := scripts_of(site / file_of(docname)) - everywhere:
                scripts[docname] = sorted(own)
    return Written(share(app.outdir, ""), scripts)


def _shelf(config: Config) -> Shelf:
    return msgspec.convert(config.roundtable_library, Shelf)


def _all(app: Sphinx) -> Iterator[Known]:
    """Yield all pages of the library; none where there is no front."""
    shelf = _shelf(app.config)
    if not shelf.known:
        return
    titles = labels(app.config.roundtable_library)
    for page in msgspec.json.decode(Path(shelf.known).read_bytes(), type=list[Known]):
        title = page.title or titles[page.docname.partition("/")[0]]
        yield Known(page.docname, title, page.words)


def _forget_doctrees(app: Sphinx, *more: object) -> None:
    """Keep memory from growing with the pages: there may be a hundred thousand."""
    forget_doctrees(app.env)


def _add_static(app: Sphinx) -> None:
    app.config.html_static_path.append(str(STATIC))


def _add_styles(app: Sphinx, builder: Builder) -> None:
    write_style_sheet(app)


def _complete_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    _forget_doctrees(app)
    app.add_css_file("roundtable.css")
    context.update(sourcename="", page_source_suffix="", has_source=False)
    if app.config.roundtable_pagefind:
        add_search(app, pagename, _VOLUMES)
    if app.config.roundtable_policy is not None:
        # First in the head: it holds for what comes after it.
        context["metatags"] = mark() + context.get("metatags", "")


def _know_all(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Let Sphinx find all pages of the library, as if it had made them; there are no more."""
    builder: Any = app.builder
    for docname, title, words in map(msgspec.structs.astuple, _all(app)):
        app.env.found_docs.add(docname)
        app.env.all_docs.setdefault(docname, 0)
        app.env.titles[docname] = nodes.title("", title)
        if builder.indexer is not None:
            document = new_document("")
            section = nodes.section("", nodes.title("", title), ids=[nodes.make_id(title)])
            document += section
            section += nodes.paragraph("", words)
            path = app.env.doc2path(docname, base=False)
            builder.indexer.feed(docname, path, title, document)
    return []


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    shelf = _shelf(app.config)
    if app.config.html_baseurl and shelf.known:
        _write_sitemaps(app, shelf.sitemaps)
    if app.config.roundtable_pagefind and shelf.known:
        make_index(
            app,
            (
                Record(app.builder.get_target_uri(page.docname), page.title, page.words, ())
                for page in _all(app)
            ),
        )
        Path(app.outdir, FOLDER, _VOLUMES).write_bytes(msgspec.json.encode(shelf.volumes))
    if app.config.roundtable_policy is not None:
        apply_policy(app)


def _write_sitemaps(app: Sphinx, volumes: Iterable[str]) -> None:
    """Write one map for the pages of the library, and one that leads to it and to the volumes'."""
    top = f"{app.config.html_baseurl.rstrip('/')}/"
    write(app, _PAGES, sitemap(app))
    index = ET.Element("sitemapindex", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in [_PAGES, *volumes]:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = f"{top}{path}"
    ET.indent(index)
    text = ET.tostring(index, "unicode")
    write(app, "sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
