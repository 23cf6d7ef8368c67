"""Marks: which record each body node of a source belongs to.

Recognition happens before any other transform, pages are made after all of
them. What ties the two is an attribute on the nodes: it survives transforms,
translation and pickling, and changes no output.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docutils import nodes

from .structure import BODY, NAME, has_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["BODY", "NAME", "SECTION", "Marker", "marked", "sections"]

#: On a section, or on a paragraph that asks: the id of the topic, or ``CAST``.
SECTION = "roundtable-topic"


def marked(document: nodes.document) -> Mapping[str, Sequence[nodes.Element]]:
    """Map the keys of the records to their body nodes, in one walk of *document*."""
    found: dict[str, list[nodes.Element]] = defaultdict(list)
    for node in document.findall(nodes.Element):
        if BODY in node:
            found[node[BODY]].append(node)
    return found


def sections(document: nodes.document) -> Mapping[str, nodes.Element]:
    """Map the ids of the topics to what carries their titles, or the first of these.

    That is a section, or a paragraph that asks.
    """
    found: dict[str, nodes.Element] = {}
    for node in document.findall(nodes.Element):
        if SECTION in node:
            found.setdefault(node[SECTION], node)
    return found


#: Parts of lists and tables, which can't stand without them.
_PARTS = (
    nodes.list_item,
    nodes.definition_list_item,
    nodes.definition,
    nodes.field,
    nodes.field_body,
    nodes.tgroup,
    nodes.colspec,
    nodes.thead,
    nodes.tbody,
    nodes.row,
    nodes.entry,
)


class Marker:
    """Marks the nodes of one document."""

    def __init__(self, document: nodes.document) -> None:
        """Start with a document in which nothing is marked."""
        self._ids = document.ids
        #: Nodes that hold marked nodes, and so are structure, by identity.
        self._opened: set[int] = set()
        #: Nodes that list the people, by identity.
        self._rosters: set[int] = set()

    def mark(self, node: nodes.Element, key: str) -> None:
        """Let *node* belong to the record *key*."""
        node[BODY] = key
        above = node.parent
        while above is not None and id(above) not in self._opened:
            self._opened.add(id(above))
            above = above.parent

    def set_aside(self, node: nodes.Element) -> None:
        """Note that *node* lists people: its words go with the cast."""
        self._rosters.add(id(node))

    def is_roster(self, node: nodes.Element) -> bool:
        """Return whether *node* lists people."""
        return id(node) in self._rosters

    def is_opened(self, node: nodes.Element) -> bool:
        """Return whether something in *node* is marked, but not *node* itself."""
        return id(node) in self._opened

    def unmarked(self, node: nodes.Element) -> Iterator[nodes.Element]:
        """Yield *node*, or, if something in it is marked, its parts in which nothing is.

        What only makes sense within a list or a table is yielded without it: its content,
        or its words.
        """
        if BODY in node or NAME in node:
            return
        if not self.is_opened(node) and not isinstance(node, _PARTS):
            yield node
            return
        for child in node.children:
            if isinstance(child, nodes.Element) and has_words(child):
                yield from self.unmarked(child)

    def anchor_of(self, section: nodes.section, wish: str) -> str:
        """Return the id that *section* has, or else give it *wish*."""
        ids: list[str] = section["ids"]
        return ids[0] if ids else self.anchor(section, wish)

    def anchor(self, node: nodes.Element, wish: str) -> str:
        """Give *node* an id, *wish* if it is free in the document, and return it."""
        anchor, count = wish, 1
        while anchor in self._ids:
            count += 1
            anchor = f"{wish}-{count}"
        self._ids[anchor] = node
        node["ids"].append(anchor)
        return anchor
