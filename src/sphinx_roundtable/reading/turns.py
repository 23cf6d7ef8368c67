"""Where the flow of a document is cut: into turns, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from . import quoted, spoken
from .names import Cast, fold
from .structure import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from types import ModuleType

    from .structure import Turn

__all__ = [
    "Hearing",
    "Piece",
    "all_turns",
    "hearing_of",
    "is_question",
    "may_be_name",
    "pieces",
    "split_interruptions",
]

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
#: A plain name speaks if the cast has it. Without a cast, once may be any words before a colon.
OFTEN = 2
#: The most words of a question that is a topic: longer, and it is a lead.
LONGEST_QUESTION = 25
#: A remark of the editor among the words of a speaker: in brackets, or between dots.
_REMARK = re.compile(r"(\[.*\]|\(.*\)|(\.\.\.|…).*(\.\.\.|…))", re.DOTALL)


class Hearing(NamedTuple):
    """How speakers are told in a document, as far as that is known yet."""

    form: ModuleType  #: with a function ``match``
    knows: Callable[[str], bool]  #: whether somebody has this name
    asks: bool = False  #: topics are paragraphs that ask, not sections


class Piece(NamedTuple):
    """Neighbours in a flow: one turn, or one node that belongs to none."""

    nodes: Sequence[nodes.Element]
    turn: Turn | None


def hearing_of(document: nodes.document, listed: Cast) -> Hearing:
    """Return the form that explains most of *document*, before all of the cast is known.

    Every name above a quote could be one above a paragraph too; so the quotes
    decide, unless most names have none.

    :param listed: those who are named as speakers by the head of the document or the sidecar
    """
    quotes = sum(bool(turn.body) for turn in _matches(document, quoted))
    marks = [turn for turn in _matches(document, spoken) if may_be_name(turn.name)]
    plain = Counter(fold(turn.name) for turn in marks if turn.mark and turn.mark.plain)
    often = {name for name, count in plain.items() if count >= OFTEN or listed.find(name)}
    if often:
        often |= set(_told_of(document, plain.keys() - often))
    spoken_marks = [
        turn for turn in marks if turn.mark and (not turn.mark.plain or fold(turn.name) in often)
    ]
    if 2 * quotes >= len(spoken_marks):
        return Hearing(quoted, lambda _: False)
    return Hearing(spoken, lambda name: fold(name) in often, _asks(document, spoken_marks))


def pieces(flow: Sequence[nodes.Element], hearing: Hearing) -> Iterator[Piece]:
    """Cut *flow* into turns and the nodes between them."""
    position = 0
    while position < len(flow):
        turn = _turn_at(flow, position, hearing)
        if turn is None:
            yield Piece(flow[position : position + 1], None)
            position += 1
            continue
        end = position + turn.length
        if turn.mark and hearing.form is spoken:
            while end < len(flow) and _goes_on(flow, end, hearing):
                end += 1
            body = [*turn.body, *flow[position + turn.length : end]]
            turn = turn._replace(body=body, length=end - position)
        yield Piece(flow[position:end], turn)
        position = end


def all_turns(document: nodes.document, hearing: Hearing) -> Iterator[Turn]:
    """Yield what looks like a turn anywhere in *document*, in reading order."""
    for flow in _flows(document):
        for _, turn in pieces(flow, hearing):
            if turn:
                yield turn


def may_be_name(name: str) -> bool:
    """Return whether the words before a quotation may be a name, and not *Note* or so."""
    return fold(name) not in NOT_NAMES


def is_question(node: nodes.Element) -> bool:
    """Return whether *node* is a paragraph that asks, as titles of topics do."""
    if not isinstance(node, nodes.paragraph) or spoken.mark_of(node):
        return False
    text = node.astext().strip()
    return text.endswith(("?", "\uff1f")) and len(text.split()) <= LONGEST_QUESTION


def split_interruptions(document: nodes.document, hearing: Hearing) -> None:
    """Give everybody of the cast who speaks in the middle of a paragraph one of their own."""
    for flow in _flows(document) if hearing.form is spoken else ():
        for node in flow:
            if isinstance(node, nodes.paragraph):
                spoken.split(node, hearing.knows)


def _asks(document: nodes.document, marks: Sequence[Turn]) -> bool:
    """Return whether the topics of *document* are paragraphs that ask.

    So it is in notes without headings, where names and words share a paragraph.
    Elsewhere a paragraph that asks is somebody's words.
    """
    if any(document.findall(nodes.section)) or any(turn.label for turn in marks):
        return False
    flow = divide(document).flow
    return sum(map(is_question, flow)) > 1


def _told_of(document: nodes.document, names: AbstractSet[str]) -> Iterator[str]:
    """Yield those of *names* of whom something is told: *Ann spoke of ...*."""
    for flow in _flows(document):
        for node in flow:
            words = node.astext().split(maxsplit=3) if isinstance(node, nodes.paragraph) else []
            for count in (1, 2):
                name = fold(" ".join(words[:count]))
                if name in names and len(words) > count and words[count][0].islower():
                    yield name


def _turn_at(flow: Sequence[nodes.Element], position: int, hearing: Hearing) -> Turn | None:
    turn: Turn | None = hearing.form.match(flow, position)
    if turn is None and hearing.form is quoted:
        # Among quotes too, an emphasised name may stand before its words.
        turn = spoken.match(flow, position)
        if turn is None or turn.label or (turn.mark and turn.mark.plain):
            return None
        return turn if hearing.knows(turn.name) else None
    if turn and turn.mark and (turn.mark.plain or not may_be_name(turn.name)):
        return turn if hearing.knows(turn.name) else None
    return turn


def _goes_on(flow: Sequence[nodes.Element], position: int, hearing: Hearing) -> bool:
    """Return whether the words at *position* are still those of the last speaker."""
    if _turn_at(flow, position, hearing):
        return False
    node = flow[position]
    if hearing.asks and is_question(node):
        return False
    return not (isinstance(node, nodes.paragraph) and _is_remark(node.astext(), hearing))


def _is_remark(text: str, hearing: Hearing) -> bool:
    """Return whether *text* is the editor's: in brackets, or about somebody of the cast."""
    if _REMARK.fullmatch(text.strip()):
        return True
    words = text.split(maxsplit=3)
    return any(
        len(words) > count and words[count][0].islower() and hearing.knows(" ".join(words[:count]))
        for count in (1, 2)
    )


def _matches(document: nodes.document, form: ModuleType) -> Iterator[Turn]:
    for flow in _flows(document):
        for position in range(len(flow)):
            if turn := form.match(flow, position):
                yield turn


def _flows(document: nodes.document) -> Iterator[Sequence[nodes.Element]]:
    for parent in (document, *document.findall(nodes.section)):
        yield divide(parent).flow
