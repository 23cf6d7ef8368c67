"""What the pages of a library show: the sources of a Sphinx project, which are records.

So these pages have the theme, the search and the head of all others. A source is a file of JSON, a
document for each page, with nothing in it that is markup: names are names.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.parsers import Parser

from ..badges import badge
from ..lengths import of_answers, of_words
from ..locale import _
from ..model import Person
from ..nodes import entry, link, roundtable_navigation, sentence
from ..pages.parts import hidden_toctree
from .links import VOLUMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["FILETYPE", "SUFFIX", "Count", "Entry", "Page", "PageParser", "Section", "labels"]

SUFFIX = ".json"
#: What the parser is found by, in ``source_suffix``.
FILETYPE = "roundtable-library"


class Count(msgspec.Struct, frozen=True, array_like=True):
    """A number of things: ``words``, ``answers``, ``people``, ``volumes`` and so on."""

    kind: str
    number: int


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One line of a list."""

    title: str
    to: str  #: a document of the library, or the address of a page in a volume
    text: str = ""
    counts: tuple[Count, ...] = ()
    face: str = ""  #: id of the person whose face stands beside it
    files: tuple[tuple[str, str], ...] = ()  #: words and addresses of other editions


class Section(msgspec.Struct, frozen=True, array_like=True):
    """A list under a heading, which is a link, too; without one, the list of the volumes."""

    title: str
    to: str
    entries: list[Entry]


class Page(msgspec.Struct, frozen=True):
    """What a page shows, from top to bottom."""

    title: str  #: of an index: empty, for its label
    text: str = ""
    face: str = ""  #: id of the person that it is about
    links: tuple[tuple[str, str], ...] = ()
    counts: tuple[Count, ...] = ()
    entries: list[Entry] = []
    sections: list[Section] = []
    see: Entry | None = None  #: who is meant, on the page of a short name
    children: list[str] = []  #: documents that follow below this one in the contents

    @property
    def words(self) -> str:
        """What the page is found by besides its title: lists lead to what is found elsewhere."""
        links = ", ".join(words for words, _ in self.links)
        return "\n\n".join(filter(None, [self.text, links, self.see.title if self.see else ""]))


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
        # Some pages are made elsewhere: all are found by what the library knows of them.
        env.metadata[docname]["nosearch"] = ""
        _Composer(docname, env.config.roundtable_library).fill(document, page)


def labels(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return the titles of the indexes, by their folders.

    :param given: those of the configuration
    """
    return {
        # What the configuration does not say is said in the language of the library.
        "people": _("People") if given["people"] == "People" else given["people"],
        "topics": _("Topics") if given["topics"] == "Topics" else given["topics"],
        "systems": _("Systems") if given["systems"] == "Systems" else given["systems"],
    }


class _Composer:
    """Makes the nodes of one page."""

    def __init__(self, docname: str, given: dict[str, Any]) -> None:
        self._docname = docname
        self._library = given["title"]
        self._labels = labels(given)

    def fill(self, document: nodes.document, page: Page) -> None:
        """Fill *document* with what *page* says."""
        folder = self._docname.partition("/")[0]
        title = page.title or self._labels[folder]
        if self._docname != "index":
            document += self._trail(folder, title)
        ids = [nodes.make_id(title) or "page"]
        section = nodes.section("", nodes.title("", title), ids=ids, classes=_classes(page))
        document += section
        if page.face:
            section += badge(Person(page.face, title), None)
        if page.text:
            classes = ["roundtable-role"] if page.face else []
            section += nodes.paragraph("", page.text, classes=classes)
        if page.counts:
            classes = ["roundtable-facts", "no-search"]
            section += nodes.paragraph("", _counted(page.counts), classes=classes)
        if page.links:
            links = (nodes.reference("", text, refuri=url) for text, url in page.links)
            section += nodes.paragraph("", "", *sentence("", links), classes=["roundtable-links"])
        if page.see:
            words = sentence(_("See") + " ", [self._link(page.see.to, page.see.title)])
            section += nodes.paragraph("", "", *words)
        if page.entries:
            section += self._list(page.entries)
        for number, part in enumerate(page.sections, start=1):
            # Titles of volumes may be alike; as an id, a number never is.
            section += nodes.section("", *self._part(part), ids=[f"part-{number}"])
        if page.children:
            section += hidden_toctree(self._docname, page.children)

    def _part(self, part: Section) -> list[nodes.Node]:
        entries = self._list(part.entries)
        if not part.to:
            entries["classes"].append("roundtable-cards")
            return [nodes.title("", _("Volumes")), entries]
        heading = nodes.title("", "", self._link(part.to, part.title))
        return [heading, entries] if part.entries else [heading]

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
        for one in entries:
            title = one.title or self._labels[posixpath.dirname(one.to)]
            details = filter(None, [one.text, _counted(one.counts)])
            item = entry(
                self._link(one.to, title),
                *([nodes.Text(words)] for words in details),
                badge=badge(Person(one.face, title), None) if one.face else None,
            )
            if one.files:
                links = (self._link(to, words) for words, to in one.files)
                classes = ["roundtable-files"]
                item += nodes.paragraph("", "", *sentence("", links), classes=classes)
            items += item
        return items

    def _link(self, to: str, words: str) -> nodes.reference:
        """Return a link to a document of the library, or to a page of a volume."""
        if not to.startswith(f"{VOLUMES}/"):
            return link(to, "", words)
        up = "../" * self._docname.count("/")
        return nodes.reference("", words, refuri=f"{up}{to}", internal=True)


def _classes(page: Page) -> list[str]:
    return ["roundtable-person", "roundtable-portrayed"] if page.face else []


def _counted(counts: Sequence[Count]) -> str:
    """Return numbers of things in words."""
    return ", ".join(_COUNTED[count.kind](count.number) for count in counts)


def _of_people(number: int) -> str:
    return _("1 person") if number == 1 else _("%d people") % number


def _of_topics(number: int) -> str:
    return _("1 topic") if number == 1 else _("%d topics") % number


def _of_systems(number: int) -> str:
    return _("1 system") if number == 1 else _("%d systems") % number


def _of_mentions(number: int) -> str:
    return _("1 mention") if number == 1 else _("%d mentions") % number


def _of_volumes(number: int) -> str:
    return _("1 volume") if number == 1 else _("%d volumes") % number


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "words": of_words,
    "answers": of_answers,
    "people": _of_people,
    "topics": _of_topics,
    "systems": _of_systems,
    "mentions": _of_mentions,
    "volumes": _of_volumes,
}
