"""Where the flow of a document is cut: into turns, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .forms import FORMS, entries, explicit, quoted, sections, spoken
from .looks import may_be_name
from .names import fold
from .structure import BODY, Division, divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from .names import Cast
    from .structure import Turn, Voice

__all__ = ["OFTEN", "Hearing", "Piece", "is_question"]

#: A plain name speaks if the cast has it. Without a cast, once may be any words before a colon.
OFTEN = 2
#: The most words of a question that is a topic: longer, and it is a lead.
LONGEST_QUESTION = 25
#: A remark of the editor among the words of a speaker: in brackets, or between dots.
_REMARK = re.compile(r"(\[.*\]|\(.*\)|(\.\.\.|…).*(\.\.\.|…))", re.DOTALL)


class Piece(NamedTuple):
    """Neighbours in a flow: one turn, or one node that belongs to none."""

    nodes: Sequence[nodes.Element]
    turn: Turn | None


@dataclass(frozen=True)
class Hearing:
    """How speakers are told in a document, as far as that is known yet."""

    form: str  #: the main form; the others are heard where they name people of the cast
    knows: Callable[[str], bool]  #: whether somebody has this name, and nobody else
    fits: Callable[[str], bool] = lambda _: False  #: whether several have it: that is a doubt
    #: The same as ``knows``, where no colon tells that a name is meant: *Park* may be a park.
    calls: Callable[[str], bool] = lambda _: False
    asks: bool = False  #: topics are paragraphs that ask, not sections
    settled: bool = False  #: the cast is known
    only: bool = False  #: no other form is heard, since the author says so
    nobody: bool = False  #: in its form, nothing marks a speaker
    labels: AbstractSet[str] = frozenset()  #: names before a colon, folded, that do not speak
    apart: AbstractSet[int] = frozenset()  #: sections in which nobody else speaks, by identity
    introduced: AbstractSet[str] = frozenset()  #: ids of sections that are biographies

    def without(self, voices: Iterable[Voice]) -> Hearing:
        """Return how the document is heard outside of the sections of *voices*."""
        return replace(self, apart=frozenset(id(voice.section) for voice in voices))

    def settle(self, cast: Cast, introduced: AbstractSet[str]) -> Hearing:
        """Return how the document is heard once the *cast* is known.

        :param introduced: ids of the sections that introduce somebody
        """
        return replace(
            self,
            knows=lambda name: len(cast.find(name)) == 1,
            fits=lambda name: len(cast.find(name)) > 1,
            calls=lambda name: len(cast.find(name, family=False)) == 1,
            settled=True,
            introduced=introduced,
        )

    def divide(self, parent: nodes.Element) -> Division:
        """Return what *parent* holds; what is one person's, list or section, is in the flow."""
        flow, below = divide(parent)
        flow = [entry for node in flow for entry in self._opened(node)]
        others = [section for section in below if not self.is_speaker(section)]
        if len(others) < len(below):
            flow += [section for section in below if self.is_speaker(section)]
        return Division(flow, others)

    def is_speaker(self, section: nodes.section) -> bool:
        """Return whether *section* holds the words of the person who is its title."""
        if not self._hears("sections") or id(section) in self.apart:
            return False
        if not self.introduced.isdisjoint(section["ids"]):
            return False
        turn = sections.match([section], 0)
        return turn is not None and bool(turn.body) and self._knows_title(turn.name, section)

    def _knows_title(self, name: str, section: nodes.section) -> bool:
        # An initial is a name before a colon, but not as a title.
        if len(name) == 1 or not (self.calls if self.settled else self.knows)(name):
            return False
        return self.form == "sections" or not any(
            turn and turn.body and self.knows(turn.name)
            for _, turn in self.pieces(divide(section).flow)
        )

    def pieces(self, flow: Sequence[nodes.Element]) -> Iterator[Piece]:
        """Cut *flow* into turns and the nodes between them."""
        main = self._main_of(flow)
        position = 0
        while position < len(flow):
            turn = self._turn_at(flow, position, main)
            if turn is None:
                yield Piece(flow[position : position + 1], None)
                position += 1
                continue
            end = position + turn.length
            if turn.mark and main == "spoken" and (turn.body or turn.mark.alone):
                while end < len(flow) and self._goes_on(flow, end):
                    end += 1
                body = [*turn.body, *flow[position + turn.length : end]]
                turn = turn._replace(body=body, length=end - position)
            yield Piece(flow[position:end], turn)
            position = end

    def turns(self, document: nodes.document) -> Iterator[Turn]:
        """Yield what looks like a turn anywhere in *document*, in reading order."""
        for flow in self.flows(document):
            for _, turn in self.pieces(flow):
                if turn:
                    yield turn

    def split_interruptions(self, document: nodes.document) -> None:
        """Give everybody of the cast who speaks in the middle of a paragraph one of their own."""
        for flow in self.flows(document) if self.form == "spoken" else ():
            for node in flow:
                if isinstance(node, nodes.paragraph):
                    spoken.split(node, self.knows)

    def flows(self, parent: nodes.Element) -> Iterator[Sequence[nodes.Element]]:
        """Yield what stands directly in *parent* and in each section below, in reading order."""
        if id(parent) in self.apart:
            return
        flow, below = self.divide(parent)
        yield flow
        for section in below:
            yield from self.flows(section)

    def _hears(self, form: str) -> bool:
        return self.form == form or (self.settled and not self.only)

    def _opened(self, node: nodes.Element) -> Sequence[nodes.Element]:
        """Return the entries of *node*, if it is a list or a table of people's words."""
        items = entries.items(node)
        form = entries.form_of(node)
        if not items or not self._hears(form):
            return [node]
        turns = [FORMS[form](items, position) for position in range(len(items))]
        if any(BODY in node for turn in turns if turn for node in turn.body):
            return [node]  # it introduces people
        if entries.is_roster(turns):
            return [node]
        known = [turn for turn in turns if turn and turn.body and self.knows(turn.name)]
        titles = [child for child in node.children if isinstance(child, nodes.title)]
        return [*titles, *items] if 2 * len(known) >= len(items) else [node]

    def _main_of(self, flow: Sequence[nodes.Element]) -> str:
        """Return the form of *flow*: half-way through a document, authors may change theirs."""
        if not self.settled or self.only:
            return self.form
        quotes = marks = 0
        for position in range(len(flow)):
            turn = quoted.match(flow, position)
            if turn and turn.body and self.knows(turn.name):
                quotes += 1
            elif (turn := spoken.match(flow, position)) and self.knows(turn.name):
                marks += OFTEN if turn.time else 1  # a time is in transcripts only
        if self.form == "spoken":
            return "quoted" if quotes > max(1, 2 * marks) else "spoken"
        return "spoken" if marks > max(1, 2 * quotes) else self.form

    def _turn_at(self, flow: Sequence[nodes.Element], position: int, main: str) -> Turn | None:
        turn = explicit.match(flow, position)
        if turn is not None:
            return turn
        node = flow[position]
        if isinstance(node, nodes.section):
            return sections.match(flow, position)
        if form := entries.form_of(node):
            return FORMS[form](flow, position)
        if main == "spoken":
            turn = self._spoken(flow, position, quotes=False)
        else:
            if main == "quoted" or self._hears("quoted"):
                turn = self._known(quoted.match(flow, position), main == "quoted")
            if turn is None and self._hears("spoken"):
                turn = self._spoken(flow, position, quotes=True)
        if turn is None and self._hears("attributed"):
            turn = self._known(FORMS["attributed"](flow, position), main == "attributed")
        return turn

    def _known(self, turn: Turn | None, is_main: bool) -> Turn | None:  # noqa: FBT001
        if turn and not is_main:
            return turn if turn.body and self.knows(turn.name) else None
        return turn

    def _spoken(self, flow: Sequence[nodes.Element], position: int, *, quotes: bool) -> Turn | None:
        turn = spoken.match(flow, position)
        if turn is None or turn.mark is None:
            return None
        if fold(turn.name) in self.labels:
            return turn._replace(label=[flow[position]], body=[]) if not turn.mark.alone else turn
        if quotes:
            # Among quotes too, an emphasised name may stand before its words.
            if turn.label or turn.mark.plain:
                return None
            return turn if self.knows(turn.name) else None
        if turn.mark.plain or not may_be_name(turn.name):
            return turn if self.knows(turn.name) or self.fits(turn.name) else None
        return turn

    def _goes_on(self, flow: Sequence[nodes.Element], position: int) -> bool:
        """Return whether the words at *position* are still those of the last speaker."""
        node = flow[position]
        if explicit.SAID in node or explicit.ends_turn(node):
            return False
        if isinstance(node, nodes.section) or entries.form_of(node):
            return False
        if self._spoken(flow, position, quotes=False):
            return False
        if self.asks and is_question(node):
            return False
        return not (isinstance(node, nodes.paragraph) and self._is_remark(node.astext()))

    def _is_remark(self, text: str) -> bool:
        """Return whether *text* is the editor's: in brackets, or about somebody of the cast."""
        if _REMARK.fullmatch(text.strip()):
            return True
        words = text.split(maxsplit=3)
        # An initial is a name before a colon; here *I* speaks, and *A* counts.
        return any(
            len(words) > count
            and words[count][0].islower()
            and len(words[0]) > 1
            and (self.calls if self.settled else self.knows)(" ".join(words[:count]))
            for count in (1, 2)
        )


def is_question(node: nodes.Element) -> bool:
    """Return whether *node* is a paragraph that asks, as titles of topics do."""
    if not isinstance(node, nodes.paragraph) or spoken.mark_of(node):
        return False
    text = node.astext().strip()
    return text.endswith(("?", "\uff1f")) and len(text.split()) <= LONGEST_QUESTION
