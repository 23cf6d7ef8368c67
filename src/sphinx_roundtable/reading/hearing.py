"""Where the flow of a document is cut: into turns, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .forms import FORMS, entries, explicit, quoted, sections, spoken
from .names import Cast, fold, is_handle, likeness
from .structure import BODY, Division, count_words, divide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from .layout import Voice
    from .structure import Turn

__all__ = ["Hearing", "Known", "Piece", "hearing_of", "is_question", "may_be_name"]

#: Words that often stand before a quotation or a remark, and are nobody's name.
NOT_NAMES = frozenset(
    {
        "answer",
        "caution",
        "comment",
        "danger",
        "edit",
        "editor's note",
        "example",
        "hint",
        "important",
        "note",
        "notes",
        "question",
        "see also",
        "source",
        "sources",
        "summary",
        "tip",
        "tl;dr",
        "todo",
        "update",
        "updated",
        "warning",
    }
)
#: A plain name speaks if the cast has it. Without a cast, once may be any words before a colon.
OFTEN = 2
#: The most words of a question that is a topic: longer, and it is a lead.
LONGEST_QUESTION = 25
#: How much of what the best form explains, an earlier one must explain to be taken.
NEARLY = 0.6
#: How sure it must be that the entries of a list, or sections, are those of people.
SURE = 0.6
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
    knows: Callable[[str], bool]  #: whether somebody has this name
    asks: bool = False  #: topics are paragraphs that ask, not sections
    settled: bool = False  #: the cast is known
    only: bool = False  #: no other form is heard, since the author says so
    apart: AbstractSet[int] = frozenset()  #: sections in which nobody else speaks, by identity
    introduced: AbstractSet[str] = frozenset()  #: ids of sections that are biographies

    def without(self, voices: Iterable[Voice]) -> Hearing:
        """Return how the document is heard outside of the sections of *voices*."""
        return replace(self, apart=frozenset(id(voice.section) for voice in voices))

    def settle(self, knows: Callable[[str], bool], introduced: AbstractSet[str]) -> Hearing:
        """Return how the document is heard once the cast is known.

        :param introduced: ids of the sections that introduce somebody
        """
        return replace(self, knows=knows, settled=True, introduced=introduced)

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
        if len(name) == 1 or not self.knows(name):
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
            if turn.mark and main == "spoken":
                while end < len(flow) and self._goes_on(flow, end):
                    end += 1
                body = [*turn.body, *flow[position + turn.length : end]]
                turn = turn._replace(body=body, length=end - position)
            yield Piece(flow[position:end], turn)
            position = end

    def turns(self, document: nodes.document) -> Iterator[Turn]:
        """Yield what looks like a turn anywhere in *document*, in reading order."""
        for flow in self._flows(document):
            for _, turn in self.pieces(flow):
                if turn:
                    yield turn

    def split_interruptions(self, document: nodes.document) -> None:
        """Give everybody of the cast who speaks in the middle of a paragraph one of their own."""
        for flow in self._flows(document) if self.form == "spoken" else ():
            for node in flow:
                if isinstance(node, nodes.paragraph):
                    spoken.split(node, self.knows)

    def _flows(self, parent: nodes.Element) -> Iterator[Sequence[nodes.Element]]:
        if id(parent) in self.apart:
            return
        flow, below = self.divide(parent)
        yield flow
        for section in below:
            yield from self._flows(section)

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
        if quotes:
            # Among quotes too, an emphasised name may stand before its words.
            if turn.label or turn.mark.plain:
                return None
            return turn if self.knows(turn.name) else None
        if turn.mark.plain or not may_be_name(turn.name):
            return turn if self.knows(turn.name) else None
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
            and self.knows(" ".join(words[:count]))
            for count in (1, 2)
        )


class Known(NamedTuple):
    """Who is known before anybody has been heard."""

    listed: Cast  #: those whom the head of the document or the sidecar names as speakers
    maybe: Cast  #: those whom something names that looks like a list of people
    all_of: bool = False  #: who is listed first is meant to be everybody


def hearing_of(document: nodes.document, known: Known, form: str = "auto") -> Hearing:
    """Return the form that explains most of *document*, before all of the cast is known.

    :param form: the name of the form, where the author says it
    """
    if form not in {"auto", "people"}:
        heard = _heard(document, form, known)
        return replace(heard, only=True) if form != "explicit" else heard
    tried = [_heard(document, name, known) for name in FORMS]
    scores = [_score(document, hearing, known) for hearing in tried]
    best = max(scores)
    return next(
        hearing
        for hearing, score in zip(tried, scores, strict=True)
        if score >= NEARLY * best or hearing is tried[-1]
    )


def may_be_name(name: str) -> bool:
    """Return whether the words before a quotation may be a name, and not *Note* or so.

    Letters stand for question and answer, in any language.
    """
    return fold(name) not in NOT_NAMES and not (len(name) == 1 and name.isascii())


def is_question(node: nodes.Element) -> bool:
    """Return whether *node* is a paragraph that asks, as titles of topics do."""
    if not isinstance(node, nodes.paragraph) or spoken.mark_of(node):
        return False
    text = node.astext().strip()
    return text.endswith(("?", "\uff1f")) and len(text.split()) <= LONGEST_QUESTION


def _heard(document: nodes.document, form: str, known: Known) -> Hearing:
    """Return how *document* is heard if *form* is its form."""
    if form == "spoken":
        marks = list(_marks(document))
        often = _often(document, marks, known)
        asked = [turn for turn in marks if not _is_plain(turn) or fold(turn.name) in often]
        return Hearing(form, lambda name: fold(name) in often, _asks(document, asked))
    if form in {"quoted", "attributed", "explicit"}:
        return Hearing(form, lambda _: False)
    names = _entered(document, form, known.listed)
    return Hearing(form, lambda name: fold(name) in names)


def _score(document: nodes.document, hearing: Hearing, known: Known) -> float:
    """Return how many words *hearing* gives to people, less where the names are doubtful."""
    if hearing.form == "spoken" and _is_quoted(document, known):
        return 0
    turns = [turn for turn in hearing.turns(document) if turn.body and may_be_name(turn.name)]
    if known.all_of and not any(known.listed.find(turn.name) for turn in turns):
        return 0
    sure = {turn.name: 1 if known.listed.find(turn.name) else likeness(turn.name) for turn in turns}
    words = Counter[str]()
    for turn in turns:
        words[turn.name] += sum(map(count_words, turn.body))
    return sum(count * max(sure[name], 0.1) for name, count in words.items())


def _is_quoted(document: nodes.document, known: Known) -> bool:
    """Return whether names have quotes below them.

    Every name above a quote could be one above a paragraph too; so the quotes
    decide, unless most names have none.
    """
    quotes = sum(
        bool((turn := quoted.match(flow, position)) and turn.body)
        for flow in _all_flows(document)
        for position in range(len(flow))
    )
    marks = list(_marks(document))
    often = _often(document, marks, known)
    spoken_marks = [turn for turn in marks if not _is_plain(turn) or fold(turn.name) in often]
    return quotes > 0 and 2 * quotes >= len(spoken_marks)


def _marks(document: nodes.document) -> Iterator[Turn]:
    for flow in _all_flows(document):
        for position in range(len(flow)):
            turn = spoken.match(flow, position)
            if turn and may_be_name(turn.name):
                yield turn


def _is_plain(turn: Turn) -> bool:
    return bool(turn.mark and turn.mark.plain)


def _often(document: nodes.document, marks: Sequence[Turn], known: Known) -> AbstractSet[str]:
    """Return the plain names that speak: those that are listed, or stand there more than once."""
    # Whose short form is said beside the name goes by both.
    short = {fold(t.note): fold(t.name) for t in marks if t.note and is_handle(t.note, t.name)}
    plain = Counter(fold(turn.name) for turn in marks if _is_plain(turn))
    counts = Counter[str]()
    for name, count in plain.items():
        counts[short.get(name, name)] += count
    often = {
        name
        for name in plain
        if counts[short.get(name, name)] >= OFTEN
        or known.listed.find(name)
        or known.maybe.find(name)
    }
    if often:
        often |= set(_told_of(document, plain.keys() - often))
    return often


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
    for flow in _all_flows(document):
        for node in flow:
            words = node.astext().split(maxsplit=3) if isinstance(node, nodes.paragraph) else []
            for count in (1, 2):
                name = fold(" ".join(words[:count]))
                if name in names and len(words) > count and words[count][0].islower():
                    yield name


def _entered(document: nodes.document, form: str, listed: Cast) -> AbstractSet[str]:
    """Return the names, folded, that stand at the entries of lists, or over sections.

    Any list may have capital letters. So the names are listed somewhere, or
    they look like names, and there are several of them.
    """
    groups = [_titled(document)] if form == "sections" else _entries(document, form)
    names: set[str] = set()
    for group in groups:
        looks = sum(map(likeness, group))
        if any(map(listed.find, group)) or (len(group) > 1 and looks >= SURE * len(group)):
            names.update(fold(name) for name in group)
    return names


def _entries(document: nodes.document, form: str) -> Iterator[Sequence[str]]:
    for node in document.findall(nodes.Element):
        items = entries.items(node) if entries.form_of(node) == form else ()
        turns = [FORMS[form](items, position) for position in range(len(items))]
        if turns:
            yield [turn.name for turn in turns if turn and turn.body and may_be_name(turn.name)]


def _titled(document: nodes.document) -> Sequence[str]:
    """Return the titles beside those that recur below several topics, as only names do."""
    groups = [
        [turn.name for section in below if (turn := sections.match([section], 0)) and turn.body]
        for parent in (document, *document.findall(nodes.section))
        if (below := divide(parent).sections)
    ]
    counts = Counter(name for group in groups for name in {fold(name) for name in group})
    return [
        name
        for group in groups
        if any(counts[fold(name)] >= OFTEN for name in group)
        for name in group
    ]


def _all_flows(document: nodes.document) -> Iterator[Sequence[nodes.Element]]:
    for parent in (document, *document.findall(nodes.section)):
        yield divide(parent).flow
