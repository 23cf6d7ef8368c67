"""The text of a record, block by block: paragraphs, titles, cells.

No name goes from one block into the next, and each block knows which nodes its
characters are from.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ..reading import BODY, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..sidecar import MentionRules

__all__ = ["Block", "Piece", "blocks"]

#: Stands for a character that is not searched. It is part of no name, and no space.
_MASK = "\ufffc"
#: Addresses, linked or not.
_ADDRESS = re.compile(
    r"(?<![\w.+-])"  # each begins at one place only, so that long words take no longer
    r"(?:(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+)"
)

_CODE = (nodes.literal, nodes.literal_block, nodes.doctest_block)
#: What says nothing itself: marks of notes, what is only for one format, what was not read.
_SILENT = (
    nodes.Invisible,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.label,
    nodes.raw,
    nodes.math,
    nodes.math_block,
    nodes.image,
    nodes.system_message,
    addnodes.toctree,
    addnodes.index,
)


class Piece(NamedTuple):
    """A text node of a block."""

    start: int  #: of its first character in the text of the block
    node: nodes.Text


@dataclass(frozen=True)
class Block:
    """One block of text."""

    line: int  #: where it begins in the file, or 0
    text: str  #: as a reader sees it
    searched: str  #: of the same length; what is not searched is masked
    pieces: Sequence[Piece]  #: in the order of the text

    def line_of(self, at: int) -> int:
        """Return the line of the character *at*."""
        return self.line + bisect_left(self._ends, at) if self.line else 0

    def piece_at(self, at: int) -> Piece:
        """Return the piece in which the character *at* is."""
        return self.pieces[bisect_right(self.pieces, at, key=attrgetter("start")) - 1]

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where lines end."""
        return [match.start() for match in re.finditer("\n", self.text)]


def blocks(bodies: Iterable[nodes.Element], rules: MentionRules) -> Iterator[Block]:
    """Yield the text of the nodes of one record.

    :param rules: say whether names are looked for in code and in addresses, too
    """
    for body in bodies:
        yield from _walk(body, body.get(BODY), rules)


def _walk(element: nodes.Element, key: str | None, rules: MentionRules) -> Iterator[Block]:
    if isinstance(element, nodes.TextElement):
        block = _block(element, rules)
        if block.text:
            yield block
        return
    for child in element.children:
        if isinstance(child, nodes.Element) and _speaks(child) and child.get(BODY, key) == key:
            yield from _walk(child, key, rules)


def _block(element: nodes.TextElement, rules: MentionRules) -> Block:
    pieces: list[Piece] = []
    seen: list[str] = []
    searched: list[str] = []
    start = 0
    for node, is_searched in _texts(element, is_searched=True, rules=rules):
        words = node.astext()
        pieces.append(Piece(start, node))
        seen.append(words)
        searched.append(words if is_searched else _MASK * len(words))
        start += len(words)
    found = "".join(searched)
    if not rules.addresses:
        found = _ADDRESS.sub(lambda address: _MASK * len(address[0]), found)
    return Block(_line(element), "".join(seen), found, pieces)


def _texts(
    element: nodes.Element, *, is_searched: bool, rules: MentionRules
) -> Iterator[tuple[nodes.Text, bool]]:
    """Yield the texts in *element*, each with whether names are looked for in it."""
    is_searched = is_searched and (rules.code or not isinstance(element, _CODE))
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield child, is_searched
        elif isinstance(child, nodes.Element) and _speaks(child):
            yield from _texts(child, is_searched=is_searched, rules=rules)


def _speaks(element: nodes.Element) -> bool:
    return not (isinstance(element, _SILENT) or NAME in element)


def _line(element: nodes.Element) -> int:
    above: nodes.Element | None = element
    while above is not None:
        if above.line:
            return int(above.line)
        above = above.parent
    return 0
