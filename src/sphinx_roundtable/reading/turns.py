"""Where the flow of a document is cut: into turns, and what stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from . import quoted
from .names import fold
from .structure import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .structure import Turn

__all__ = ["Piece", "all_turns", "may_be_name", "pieces"]

#: How speakers are marked: each form is a module with a function ``match``.
FORMS = (quoted,)

#: Emphasised words that often stand before a quotation or a remark, and are nobody's name.
NOT_NAMES = frozenset(
    {
        "answer",
        "caution",
        "example",
        "hint",
        "important",
        "note",
        "notes",
        "q",
        "question",
        "tip",
        "update",
        "warning",
    }
)


class Piece(NamedTuple):
    """Neighbours in a flow: one turn, or one node that belongs to none."""

    nodes: Sequence[nodes.Element]
    turn: Turn | None


def pieces(flow: Sequence[nodes.Element]) -> Iterator[Piece]:
    """Cut *flow* into turns and the nodes between them."""
    position = 0
    while position < len(flow):
        turns = (form.match(flow, position) for form in FORMS)
        turn = next((turn for turn in turns if turn), None)
        length = turn.length if turn else 1
        yield Piece(flow[position : position + length], turn)
        position += length


def all_turns(document: nodes.document) -> Iterator[Turn]:
    """Yield what looks like a turn anywhere in *document*, in reading order."""
    for parent in (document, *document.findall(nodes.section)):
        for _, turn in pieces(divide(parent).flow):
            if turn:
                yield turn


def may_be_name(name: str) -> bool:
    """Return whether the words before a quotation may be a name, and not *Note* or so."""
    return fold(name) not in NOT_NAMES
