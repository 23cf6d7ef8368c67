"""The pages of the library itself: a Sphinx project whose sources are records.

So they have the theme, the search and the head of all other pages. A source is a file of JSON, a
document for each page, with nothing in it that is markup: names are names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.parsers import Parser

from .. import __version__
from ..editions.html import STATIC
from ..editions.site.directory import Directory
from ..editions.site.policy import apply_policy, mark
from ..editions.site.search import FOLDER, add_search, make_index
from ..locale import _
from ..nodes import link, roundtable_navigation, sentence
from ..pages.parts import hidden_toctree
from .assets import share
from .links import VOLUMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["FILETYPE", "SUFFIX", "Count", "Entry", "Page", "Section", "result", "setup"]

SUFFIX = ".json"
#: What the parser is found by, in ``source_suffix``.
FILETYPE = "roundtable-library"
#: The file beside the index that says where those of the volumes are.
_VOLUMES = "volumes.json"


class Count(msgspec.Struct, frozen=True, array_like=True):
    """A number of things: ``words``, ``answers``, ``people``, ``topics`` or ``volumes``."""

    kind: str
    number: int


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One line of a list."""

    title: str
    to: str  #: a document of the library, or the address of a page in a volume
    text: str = ""
    counts: tuple[Count, ...] = ()


class Section(msgspec.Struct, frozen=True, array_like=True):
    """A list under a heading, which is a link, too; without one, the list of the volumes."""

    title: str
    to: str
    entries: list[Entry]


class Page(msgspec.Struct, frozen=True):
    """What a page shows, from top to bottom."""

    title: str  #: of an index: empty, for its label
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()
    counts: tuple[Count, ...] = ()
    entries: list[Entry] = []
    sections: list[Section] = []
    see: Entry | None = None  #: who is meant, on the page of a short name
    children: list[str] = []  #: documents that follow below this one in the contents


class PageParser(Parser):
    """Makes a document of a page."""

    supported = (FILETYPE,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill *document*."""
        env: Any = document.settings.env
        page = msgspec.json.decode(inputstring, type=Page)
        docname = env.current_document.docname
        # Contents that list all pages would be shown on all of them: people are on their index.
        env.metadata[docname]["orphan"] = ""
        _Composer(docname, env.config.roundtable_library).fill(document, page)


class _Composer:
    """Makes the nodes of one page."""

    def __init__(self, docname: str, given: dict[str, Any]) -> None:
        self._docname = docname
        self._library = given["title"]
        self._labels = {
            # What the configuration does not say is said in the language of the library.
            "people": _("People") if given["people"] == "People" else given["people"],
            "topics": _("Topics") if given["topics"] == "Topics" else given["topics"],
        }

    def fill(self, document: nodes.document, page: Page) -> None:
        """Fill *document* with what *page* says."""
        folder = self._docname.partition("/")[0]
        title = page.title or self._labels[folder]
        if self._docname != "index":
            document += self._trail(folder, title)
        name = nodes.make_id(title) or "page"
        section = nodes.section("", nodes.title("", title), ids=[name])
        document += section
        if page.text:
            classes = ["roundtable-role"] if self._docname != "index" else []
            section += nodes.paragraph("", page.text, classes=classes)
        if page.links:
            links = (nodes.reference("", text, refuri=url) for text, url in page.links)
            section += nodes.paragraph("", "", *sentence("", links), classes=["roundtable-links"])
        if page.counts:
            section += nodes.paragraph("", _counted(page.counts), classes=["no-search"])
        if page.see:
            words = sentence(_("See") + " ", [self._link(page.see.to, page.see.title)])
            section += nodes.paragraph("", "", *words)
        if page.entries:
            section += self._list(page.entries)
        for number, part in enumerate(page.sections, start=1):
            heading = (
                nodes.title("", "", self._link(part.to, part.title))
                if part.to
                else nodes.title("", _("Volumes"))
            )
            # Titles of volumes may be alike; as an id, a number never is.
            section += nodes.section("", heading, self._list(part.entries), ids=[f"part-{number}"])
        if page.children:
            section += hidden_toctree(self._docname, page.children)

    def _trail(self, folder: str, title: str) -> nodes.Element:
        paragraph = nodes.paragraph("", "", link("index", "", self._library))
        if self._docname != f"{folder}/index":
            paragraph += [nodes.Text(" › "), link(f"{folder}/index", "", self._labels[folder])]
        paragraph += nodes.Text(f" › {title}")
        classes = ["roundtable-trail", "no-search"]
        return roundtable_navigation("", paragraph, classes=classes, label=_("Breadcrumbs"))

    def _list(self, entries: Iterable[Entry]) -> nodes.bullet_list:
        """Return a list of links; what they lead to is found there, and not here."""
        items = nodes.bullet_list(classes=["roundtable-list", "no-search"])
        for entry in entries:
            title = entry.title or self._labels[entry.to.partition("/")[0]]
            paragraph = nodes.paragraph("", "", self._link(entry.to, title))
            counted = f" ({_counted(entry.counts)})" if entry.counts else ""
            paragraph += nodes.Text(f"{counted}: {entry.text}" if entry.text else counted)
            items += nodes.list_item("", paragraph)
        return items

    def _link(self, to: str, words: str) -> nodes.reference:
        """Return a link to a document of the library, or to a page of a volume."""
        if not to.startswith(f"{VOLUMES}/"):
            return link(to, "", words)
        up = "../" * self._docname.count("/")
        return nodes.reference("", words, refuri=f"{up}{to}", internal=True)


def _counted(counts: Sequence[Count]) -> str:
    """Return numbers of things in words."""
    one = {
        "words": _("1 word"),
        "answers": _("1 answer"),
        "people": _("1 person"),
        "topics": _("1 topic"),
        "volumes": _("1 volume"),
    }
    many = {
        "words": _("%d words"),
        "answers": _("%d answers"),
        "people": _("%d people"),
        "topics": _("%d topics"),
        "volumes": _("%d volumes"),
    }
    return ", ".join(
        one[kind] if number == 1 else many[kind] % number
        for kind, number in ((count.kind, count.number) for count in counts)
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Join the build of the library's pages."""
    app.add_config_value("roundtable_library", None, "env", dict)
    app.setup_extension("sphinx_roundtable")
    app.add_source_parser(PageParser)
    app.connect("builder-inited", _add_static)
    app.connect("html-page-context", _complete_page)
    app.connect("build-finished", _finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def result(app: Sphinx) -> str:
    """Return the name of the set of assets; the pages that have been built use it."""
    return share(app.outdir, "")


def _add_static(app: Sphinx) -> None:
    app.config.html_static_path.append(str(STATIC))


def _complete_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
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
    if app.config.roundtable_pagefind:
        make_index(app, Directory())
        listed = app.config.roundtable_library["volumes"]
        Path(app.outdir, FOLDER, _VOLUMES).write_bytes(msgspec.json.encode(listed))
    if app.config.roundtable_policy is not None:
        apply_policy(app)
