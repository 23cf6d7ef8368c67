"""Copies of a source's nodes, fit for another document.

All copying of nodes goes through here. A copied node must be owned by its
page, have ids of its own, and find what it refers to from where it now stands;
what may exist only once (labels, index entries, toctrees, messages for
translators) stays with the source.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor
from sphinx.util import docname_join

from ..nodes import PLACE, roundtable_excerpt, roundtable_listing, roundtable_navigation
from ..reading import BODY, CONDITIONAL, LEAD, NAME, marked, sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

__all__ = [
    "ALT",
    "CANONICAL",
    "COPY",
    "ENTRIES",
    "IDS",
    "ORIGINS",
    "QUOTED",
    "Source",
    "Sources",
    "Transplant",
]

#: On a canonical copy: the ids in the source that it stands for, as ``docname#id``.
ORIGINS = "roundtable-origins"
#: On a body node of a page: the record it copies, where this is the record's canonical place.
CANONICAL = "roundtable-canonical"
#: The same, where the canonical place is another page.
COPY = "roundtable-copy"
#: On a sentence: the record it is from.
QUOTED = "roundtable-quoted"
#: On a copied index node: its entries. They count in the source, and in joined editions here.
ENTRIES = "roundtable-entries"
#: On a copied figure, table, listing or equation: its ids, hidden from Sphinx's count of those.
IDS = "roundtable-ids"
#: On a copied image: its alternative text, hidden from the extraction of messages.
ALT = "roundtable-alt"

#: What Sphinx may number. A copy has the number of its original.
_NUMBERED = (nodes.figure, nodes.table, nodes.container, nodes.math_block)

#: As many sources are in memory at a time as a few numbered pages are made of.
LOADED_AT_MOST = 200

#: What only names something else.
_TITULAR = (nodes.term, nodes.classifier, nodes.field_name, nodes.title, nodes.caption)

#: What stays with the source.
_LEFT_BEHIND = (
    addnodes.toctree,
    addnodes.highlightlang,
    nodes.comment,
    nodes.substitution_definition,
    nodes.meta,
    roundtable_navigation,
    roundtable_listing,
    roundtable_excerpt,
)


class Source:
    """A source's doctree after all transforms, with what copies need to look up."""

    def __init__(self, docname: str, document: nodes.document, default_language: str) -> None:
        """Index *document* in one walk for each table."""
        self.docname = docname
        self.document = document
        self.bodies = marked(document)
        self.sections = sections(document)
        #: Footnotes that something refers to: they travel with the reference.
        self.notes = {
            id: note
            for note in document.findall(nodes.footnote)
            if note["backrefs"]
            for id in note["ids"]
        }
        #: The words that name the speaker, by the key of the answer.
        self.labels = {node[NAME]: node for node in document.findall(nodes.Element) if NAME in node}
        if any(document.findall(addnodes.highlightlang)):
            # What a directive says for all code below it, each block now says itself.
            document.walkabout(HighlightLanguageVisitor(document, default_language))

    def wrapped(self, section: nodes.Element, key: str) -> nodes.Element:
        """Return *section* within the conditions under which the answer *key* was given."""
        label = self.labels.get(key)
        return section if label is None else _wrapped(section, label)


class Sources:
    """The sources of one roundtable: loaded when asked for, and only so many at a time.

    It notes which are asked for: a page has to be made again when one of these was read again.
    """

    def __init__(
        self,
        load: Callable[[str], nodes.document],
        headings: Mapping[str, Mapping[str, Sequence[str]]],
        default_language: str,
    ) -> None:
        """Prepare to load documents.

        :param load: returns the doctree of a document
        :param headings: what carries the titles of topics, or holds the cast, in each source: ids
            by the id of the topic, by docname
        :param default_language: of code
        """
        self._load = load
        self._default_language = default_language
        self._loaded: dict[str, Source] = {}
        self.used: set[str] = set()
        #: What is done to a source when it has been loaded.
        self.prepare: Callable[[Source], None] = lambda _source: None
        #: The same by topic, and by docname.
        self.headings: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
        for docname, found in headings.items():
            for topic, ids in found.items():
                self.headings[topic][docname] = ids

    def __getitem__(self, docname: str) -> Source:
        """Return a source."""
        self.used.add(docname)
        source = self._loaded.pop(docname, None)
        if source is None:
            source = Source(docname, self._load(docname), self._default_language)
            self.prepare(source)
        self._loaded[docname] = source  # the last to go
        if len(self._loaded) > LOADED_AT_MOST:
            _take_apart(self._loaded.pop(next(iter(self._loaded))).document)
        return source

    def leave(self) -> None:
        """Let go of all sources: nothing more is copied."""
        for source in self._loaded.values():
            _take_apart(source.document)
        self._loaded.clear()


def _take_apart(document: nodes.document) -> None:
    """Let go of the nodes of *document*: they know each other, so Python must search for them."""
    for node in list(document.findall(nodes.Element)):
        node.parent = None
        node.children = []


class Transplant:
    """Copies nodes of sources onto one page."""

    def __init__(self, page: nodes.document, docname: str, env: BuildEnvironment) -> None:
        """Prepare to fill *page*, which will be the document *docname*."""
        self.page = page
        self.docname = docname
        self.env = env
        self._used: set[str] = set()
        self._again: Counter[str] = Counter()
        self._new_ids: dict[tuple[str, str], str] = {}
        self._copied: list[tuple[Source, nodes.Element]] = []
        #: What may have a number: its id here, and the document and id of its original.
        self.numbered: list[tuple[str, str, str]] = []

    def reserve(self, wish: str) -> str:
        """Return an id that nothing else on the page has: *wish*, if it is free."""
        id = wish
        while id in self._used:
            # Not from the start each time: many sources may have the same ids.
            self._again[wish] += 1
            id = f"{wish}-{self._again[wish] + 1}"
        self._used.add(id)
        return id

    def record(self, source: Source, key: str, *, canonical: bool) -> list[nodes.Element]:
        """Return copies of the nodes of one record, with the footnotes they refer to."""
        originals = [
            node
            for node in source.bodies.get(key, ())
            if not isinstance(node, _LEFT_BEHIND)
            and not any(id in source.notes for id in node["ids"])
        ]
        copies = []
        for original in originals:
            if isinstance(original, addnodes.index) and not canonical:
                continue
            copy = self._copy(source, original, canonical=canonical)
            copy[CANONICAL if canonical else COPY] = key
            if not canonical:
                # An answer is found once, at its canonical place.
                copy["classes"].append("no-search")
            copies.append(_wrapped(_standing(copy), original))
        return [*copies, *self._notes(source, copies, canonical=canonical)]

    def inline(self, source: Source, element: nodes.Element) -> list[nodes.Node]:
        """Return copies of the children of *element*, such as a title."""
        # Its ids are not taken: what the words become the title of has its own.
        words = nodes.inline("", "", *(child.deepcopy() for child in element.children))
        return list(self._copy(source, words, canonical=True).children)

    def stand_for(self, node: nodes.Element, source: str, ids: Iterable[str]) -> None:
        """Let *node* take the place of the source's elements with *ids* in joined editions."""
        for id in ids:
            self._new_ids.setdefault((source, id), node["ids"][0])
            # It grows in its place: a topic may have a heading in each of very many sources.
            origins: list[str] = node.setdefault(ORIGINS, [])
            origins.append(f"{source}#{id}")

    def finish(self) -> None:
        """Settle what needs the whole page: links within it, and who owns its nodes."""
        for source, copy in self._copied:
            for node in copy.findall(nodes.Element):
                self._settle(source, node)
                if isinstance(node, _NUMBERED) and node["ids"]:
                    node[IDS], node["ids"] = node["ids"], []
        for owned in self.page.findall():
            owned.document = self.page
            if isinstance(owned, nodes.TextElement):
                # Messages are extracted once, from the source.
                owned["translatable"] = False

    def _copy(self, source: Source, original: nodes.Element, *, canonical: bool) -> nodes.Element:
        copy = original.deepcopy()
        for node in list(copy.findall(nodes.Element)):
            if isinstance(node, _LEFT_BEHIND) or _is_label(node):
                node.parent.remove(node)
            elif NAME in node and node is not copy:
                _drop_name(node)  # the heading of the copy says it
            elif isinstance(node, addnodes.index):
                if canonical:
                    node[ENTRIES], node["entries"] = node["entries"], []
                else:
                    node.parent.remove(node)
            else:
                self._own(source, node, canonical=canonical)
        self._copied.append((source, copy))
        return copy

    def _own(self, source: Source, node: nodes.Element, *, canonical: bool) -> None:
        for mark in (BODY, NAME, LEAD):
            node.attributes.pop(mark, None)
        node["names"], node["dupnames"] = [], []
        ids = node["ids"]
        if ids:
            node["ids"] = [self.reserve(id) for id in ids]
            for old, new in zip(ids, node["ids"], strict=True):
                self._new_ids[source.docname, old] = new
            if isinstance(node, _NUMBERED):
                self.numbered.append((node["ids"][0], source.docname, ids[0]))
            if canonical:
                node[ORIGINS] = [f"{source.docname}#{id}" for id in ids]
        relocate = _RELOCATE.get(type(node))
        if relocate:
            relocate(node, source.docname, self.env)
        if "refdoc" in node:
            node["refdoc"] = self.docname
        if isinstance(node, (nodes.footnote, nodes.footnote_reference)):
            node["docname"] = self.docname

    def _settle(self, source: Source, node: nodes.Element) -> None:
        if node.get("refid"):
            new = self._new_ids.get((source.docname, node["refid"]))
            if new:
                node["refid"] = new
            elif isinstance(node, nodes.reference):
                node[PLACE] = f"{source.docname}#{node['refid']}"
                node["internal"] = True
                del node["refid"]
            else:
                del node["refid"]
        if node.get("backrefs"):
            new_ids = (self._new_ids.get((source.docname, id)) for id in node["backrefs"])
            node["backrefs"] = [id for id in new_ids if id]
        if ENTRIES in node:
            node[ENTRIES] = [
                (kind, words, self._new_ids.get((source.docname, target), target), *rest)
                for kind, words, target, *rest in node[ENTRIES]
            ]

    def _notes(
        self, source: Source, copies: Sequence[nodes.Element], *, canonical: bool
    ) -> Iterator[nodes.Element]:
        """Yield copies of the footnotes that *copies* refer to, and those refer to."""
        waiting = list(copies)
        while waiting:
            for reference in waiting.pop(0).findall(nodes.footnote_reference):
                id = reference.get("refid", "")
                note = source.notes.get(id)
                if note is None or (source.docname, id) in self._new_ids:
                    continue
                copy = self._copy(source, note, canonical=canonical)
                copy[CANONICAL if canonical else COPY] = f"{source.docname} note {id}"
                waiting.append(copy)
                yield copy


def _is_label(node: nodes.Element) -> bool:
    """Return whether *node* only gives a name to what follows it."""
    return isinstance(node, nodes.target) and not node.children and not node["ids"]


def _drop_name(node: nodes.Element) -> None:
    """Remove the name of a speaker, which stands before the words in one paragraph with them."""
    paragraph = node.parent
    paragraph.remove(node)
    first = paragraph.children[0] if paragraph.children else None
    if isinstance(first, nodes.Text):
        paragraph.replace(first, nodes.Text(first.lstrip()))


def _standing(copy: nodes.Element) -> nodes.Element:
    """Return *copy* as something that can stand by itself: a term becomes a paragraph."""
    if not isinstance(copy, _TITULAR):
        return copy
    paragraph = nodes.paragraph("", "", *copy.children)
    paragraph.attributes.update(copy.attributes)
    return paragraph


def _wrapped(copy: nodes.Element, original: nodes.Element) -> nodes.Element:
    """Return *copy* within the conditional wrappers that *original* stands in."""
    above = original.parent
    while above is not None and not isinstance(above, nodes.document):
        if above.tagname in CONDITIONAL:
            wrapper: nodes.Element = above.copy()
            wrapper.append(copy)
            copy = wrapper
        above = above.parent
    return copy


def _relocate_image(node: nodes.Element, source: str, env: BuildEnvironment) -> None:
    if "://" not in node["uri"] and not node["uri"].startswith("data:"):
        node["uri"] = "/" + node["uri"].lstrip("/")  # it is relative to the source folder
    node.attributes.pop("candidates", None)
    if "alt" in node:
        node[ALT] = node.attributes.pop("alt")


def _relocate_download(node: nodes.Element, source: str, env: BuildEnvironment) -> None:
    if "://" not in node["reftarget"]:
        node["reftarget"] = "/" + env.relfn2path(node["reftarget"], source)[0]
    node.attributes.pop("filename", None)


def _relocate_xref(node: nodes.Element, source: str, env: BuildEnvironment) -> None:
    domain, kind, target = node.get("refdomain") or "", node["reftype"], node["reftarget"]
    if (domain, kind) == ("std", "doc"):
        node["reftarget"] = "/" + docname_join(source, target)
    elif not domain and kind in {"any", "myst"}:
        # It may be a document or a label. Only a document depends on where we are.
        path, mark, anchor = target.partition("#")
        docname = posixpath.splitext(path)[0] if kind == "myst" else path
        if path and docname_join(source, docname) in env.found_docs:
            node["reftarget"] = "/" + docname_join(source, path) + mark + anchor


_RELOCATE: dict[type[nodes.Element], Callable[[nodes.Element, str, BuildEnvironment], None]] = {
    nodes.image: _relocate_image,
    addnodes.download_reference: _relocate_download,
    addnodes.pending_xref: _relocate_xref,
}
