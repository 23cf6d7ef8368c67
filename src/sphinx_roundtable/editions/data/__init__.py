"""Data beside the pages, in the formats that ``roundtable_data`` names.

There are builders for it alone, too.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from ..._sphinx import application
from ...data.formats import FORMATS, files
from ..site.addresses import is_authors
from ..site.directory import is_site
from .choice import check, chosen, data_files, setting
from .gather import gather
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup_data"]


def setup_data(app: Sphinx) -> None:
    """Register the setting, the steps and the builders."""
    app.add_config_value("roundtable_data", [*FORMATS], "html", frozenset({list, tuple}))
    app.add_builder(DataBuilder)
    app.add_builder(DirectoryDataBuilder)
    app.connect("config-inited", check)
    app.connect("html-page-context", link)
    edition = _Edition()
    # After all others, which may still change what stands on a page.
    app.connect("doctree-resolved", edition.note, priority=999)
    # After those that change the files of pages: nobody does later, until they are written again.
    app.connect("build-finished", edition.publish, priority=999)


def link(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Lead from the pages that stand for a whole roundtable to its data."""
    if doctree is None or not is_site(app) or not _stands_for_all(app, pagename):
        return
    for form in chosen(app):
        file, kind = form.file, form.media_type
        address = escape(context["pathto"](file, resource=True))
        tag = f'<link rel="alternate" type="{kind}" href="{address}" title="{file}">\n'
        context["metatags"] += tag


def _stands_for_all(app: Sphinx, docname: str) -> bool:
    domain: Any = app.env.domains["roundtable"]
    if docname == app.config.root_doc:
        return True
    return any(
        docname in {table.home, *table.sources, table.docname("people"), table.docname("topics")}
        for table in domain.roundtables.values()
    )


class _Edition:
    """The data of a site, while its pages are written."""

    def __init__(self) -> None:
        self._words = Words()

    def note(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Note what a page shows."""
        if is_site(app) and setting(app):
            self._words.note(app, document, docname)

    def publish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the data beside the pages, unless the author has a file of that name."""
        names = data_files(app)
        if exception is not None or not is_site(app) or not names:
            return
        self._words.recall(app)
        if self._words.is_written(app, names):
            return
        for name, content in files(setting(app), gather(app, self._words)):
            path = Path(app.outdir, name)
            # A file that is as it was keeps its time.
            if not is_authors(app, name) and not (path.is_file() and path.read_bytes() == content):
                path.write_bytes(content)
        self._words.keep(app, names)


class _DataOnly(StandaloneHTMLBuilder):
    """Writes the data without the pages, with the addresses that they have."""

    epilog = "The data is in %(outdir)s."

    def get_outdated_docs(self) -> Iterator[str]:
        """Return no document: none is written."""
        return iter(())

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no document."""

    def finish(self) -> None:
        """Write the data, and nothing that goes with pages."""
        app = application(self.env)
        for name, content in files(setting(app), gather(app, Words())):
            Path(self.outdir, name).write_bytes(content)


class DataBuilder(_DataOnly):
    """``sphinx-build -b roundtable-data``: data of the pages that ``html`` makes."""

    name = "roundtable-data"


class DirectoryDataBuilder(_DataOnly, DirectoryHTMLBuilder):
    """``sphinx-build -b roundtable-data-dirhtml``: data of the pages that ``dirhtml`` makes."""

    name = "roundtable-data-dirhtml"
