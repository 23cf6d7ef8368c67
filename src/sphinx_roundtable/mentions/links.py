"""Links from names to pages, put into the nodes where the names stand. No word changes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .blocks import Block

__all__ = ["Place", "insert", "linkable"]

#: A link within these would be a link in a link, or stand in every table of contents.
_CLOSED = (
    nodes.reference,
    nodes.title,
    nodes.rubric,
    nodes.literal,
    nodes.literal_block,
    nodes.target,
    addnodes.pending_xref,
    addnodes.download_reference,
)

#: Where a link is to be: its start and end in the text of a block, and where it leads.
Place = tuple[int, int, str]


def linkable(block: Block, start: int, end: int) -> bool:
    """Return whether what stands from *start* to *end* is one piece that can be a link."""
    piece = block.piece_at(start)
    return end <= piece.start + len(piece.node.astext()) and not _is_closed(piece.node)


def _is_closed(node: nodes.Node) -> bool:
    above: nodes.Node | None = node.parent
    while isinstance(above, nodes.TextElement):
        if isinstance(above, _CLOSED):
            return True
        above = above.parent
    return False


def insert(
    block: Block, places: Sequence[Place], make: Callable[[str, str], nodes.reference]
) -> None:
    """Put links into the nodes of *block*.

    :param places: in the order of the text; each within one piece of it
    :param make: returns a link, from where it leads and its words
    """
    waiting = deque(places)
    replaced: dict[int, Sequence[nodes.Node]] = {}
    parents: dict[int, nodes.Element] = {}
    for at, node in block.pieces:
        text = node.astext()
        parts: list[nodes.Node] = []
        done = 0
        while waiting and waiting[0][1] <= at + len(text):
            start, end, to = waiting.popleft()
            if start - at > done:
                parts.append(nodes.Text(text[done : start - at]))
            parts.append(make(to, text[start - at : end - at]))
            done = end - at
        if parts:
            if done < len(text):
                parts.append(nodes.Text(text[done:]))
            replaced[id(node)] = parts
            parents[id(node.parent)] = node.parent
    # Each parent once, since to look for one child in it takes as long as it has children.
    for parent in parents.values():
        children = [part for child in parent for part in replaced.get(id(child), (child,))]
        parent.clear()
        parent.extend(children)
