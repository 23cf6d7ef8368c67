"""The extension that builds the pages of a library, with its style sheet, search and policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import msgspec

from .. import __version__
from .._sphinx import forget_doctrees
from ..domain import RoundtableDomain
from ..editions.html import STATIC
from ..editions.site.directory import Directory
from ..editions.site.files import sitemap, write
from ..editions.site.policy import apply_policy, mark
from ..editions.site.search import FOLDER, add_search, make_index
from ..editions.styles import write_style_sheet
from .assets import share
from .shelves import PageParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["result", "setup"]

#: The file beside the index that says where those of the volumes are.
_VOLUMES = "volumes.json"
#: The map of the library's own pages.
_PAGES = "sitemap-library.xml"


#: What the pages in a folder show, as objects are called.
_TYPES = {"people": "person", "topics": "topic", "systems": "system"}


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
    """Join the build of the library's pages."""
    app.add_config_value("roundtable_library", None, "env", dict)
    app.setup_extension("sphinx_roundtable")
    app.add_domain(LibraryDomain, override=True)
    app.add_source_parser(PageParser)
    app.connect("builder-inited", _add_static)
    app.connect("write-started", _add_styles)
    app.connect("source-read", _forget_doctrees)
    app.connect("html-page-context", _complete_page)
    app.connect("build-finished", _finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def result(app: Sphinx) -> str:
    """Return the name of the set of assets; the pages that have been built use it."""
    return share(app.outdir, "")


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


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    if app.config.html_baseurl:
        _write_sitemaps(app)
    if app.config.roundtable_pagefind:
        make_index(app, Directory())
        listed = app.config.roundtable_library["volumes"]
        Path(app.outdir, FOLDER, _VOLUMES).write_bytes(msgspec.json.encode(listed))
    if app.config.roundtable_policy is not None:
        apply_policy(app)


def _write_sitemaps(app: Sphinx) -> None:
    """Write one map for the pages of the library, and one that leads to it and to the volumes'."""
    top = f"{app.config.html_baseurl.rstrip('/')}/"
    write(app, _PAGES, sitemap(app))
    index = ET.Element("sitemapindex", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in [_PAGES, *app.config.roundtable_library["sitemaps"]]:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = f"{top}{path}"
    ET.indent(index)
    text = ET.tostring(index, "unicode")
    write(app, "sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')
