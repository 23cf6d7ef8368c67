"""The text of a record, block by block: paragraphs, titles, cells.

No name goes from one block into the next, and each block knows which nodes its
characters are from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..reading import BODY, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..sidecar import MentionRules

__all__ = ["Block", "blocks"]

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


@dataclass
class Block:
    """One block of text."""

    line: int  #: where it begins in the file, or 0
    text: str = ""  #: as a reader sees it
    searched: str = ""  #: of the same length; what is not searched is masked
    pieces: list[tuple[int, nodes.Text]] = field(default_factory=list)  #: each with its start

    def line_of(self, at: int) -> int:
        """Return the line of the character *at*."""
        return self.line + self.text.count("\n", 0, at) if self.line else 0


def blocks(bodies: Iterable[nodes.Element], rules: MentionRules) -> Iterator[Block]:
    """Yield the text of the nodes of one record.

    :param rules: say whether names are looked for in code and in addresses, too
    """
    for body in bodies:
        yield from _walk(body, body.get(BODY), rules)


def _walk(element: nodes.Element, key: str | None, rules: MentionRules) -> Iterator[Block]:
    if isinstance(element, nodes.TextElement):
        block = Block(_line(element))
        is_code = isinstance(element, _CODE)
        _gather(block, element, searched=rules.code or not is_code, code=rules.code)
        if not rules.addresses:
            block.searched = _ADDRESS.sub(lambda found: _MASK * len(found[0]), block.searched)
        if block.text:
            yield block
        return
    for child in element.children:
        if isinstance(child, nodes.Element) and _speaks(child) and child.get(BODY, key) == key:
            yield from _walk(child, key, rules)


def _gather(block: Block, element: nodes.Element, *, searched: bool, code: bool) -> None:
    for child in element.children:
        if isinstance(child, nodes.Text):
            words = child.astext()
            block.pieces.append((len(block.text), child))
            block.text += words
            block.searched += words if searched else _MASK * len(words)
        elif isinstance(child, nodes.Element) and _speaks(child):
            inner = searched and (code or not isinstance(child, _CODE))
            _gather(block, child, searched=inner, code=code)


def _speaks(element: nodes.Element) -> bool:
    return not (isinstance(element, _SILENT) or NAME in element)


def _line(element: nodes.Element) -> int:
    above: nodes.Element | None = element
    while above is not None:
        if above.line:
            return int(above.line)
        above = above.parent
    return 0
