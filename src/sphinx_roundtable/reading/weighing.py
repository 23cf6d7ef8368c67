"""Which form explains most of a document, before it is known who its people are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes

from .forms import FORMS, entries, quoted, sections, spoken
from .hearing import OFTEN, Hearing, is_question
from .looks import SURE, may_be_name
from .names import fold, is_handle
from .structure import count_words, divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from .known import Known
    from .structure import Turn

__all__ = ["hearing_of"]

#: How much a name within a paragraph must look like one: *Speaker 1*, too.
LIKELY = 0.5
#: How much of what the best form explains, an earlier one must explain to be taken.
NEARLY = 0.6

#: What a turn of these forms can't be without.
_NEEDED: Mapping[str, type[nodes.Element]] = {
    "quoted": nodes.block_quote,
    "attributed": nodes.block_quote,
    "definitions": nodes.definition_list,
    "fields": nodes.field_list,
    "table": nodes.table,
    "sections": nodes.section,
}

_Flows: TypeAlias = "Sequence[Sequence[nodes.Element]]"


def hearing_of(document: nodes.document, known: Known, form: str = "auto") -> Hearing:
    """Return the form that explains most of *document*, before all of the cast is known.

    :param form: the name of the form, where the author says it
    """
    flows = [divide(parent).flow for parent in (document, *document.findall(nodes.section))]
    if form not in {"auto", "people"}:
        heard = _heard(document, form, known, flows, fixed=True)
        return replace(heard, only=True) if form != "explicit" else heard
    kinds = {type(node) for node in document.findall(nodes.Element)}
    tried = [
        hearing
        for name in FORMS
        if name not in _NEEDED or _NEEDED[name] in kinds
        if not (hearing := _heard(document, name, known, flows)).nobody
    ]
    scores = [_score(document, hearing, known, flows) for hearing in tried]
    best = max(scores)
    return next(
        hearing for hearing, score in zip(tried, scores, strict=True) if score >= NEARLY * best
    )


def _heard(
    document: nodes.document, form: str, known: Known, flows: _Flows, *, fixed: bool = False
) -> Hearing:
    """Return how *document* is heard if *form* is its form, which may be *fixed* by the author."""
    if form == "spoken":
        marks = list(_marks(flows))
        labels = _labels(marks, known)
        marks = [turn for turn in marks if fold(turn.name) not in labels]
        often = _often(flows, marks, known)
        asked = [turn for turn in marks if not _is_plain(turn) or fold(turn.name) in often]
        asks = _asks(document, asked)
        nobody = not (marks or labels or often)
        return Hearing(
            form, lambda name: fold(name) in often, asks=asks, labels=labels, nobody=nobody
        )
    if form in {"quoted", "attributed", "explicit"}:
        return Hearing(form, lambda _: False)
    names = _entered(document, form, known, fixed=fixed)
    return Hearing(form, lambda name: fold(name) in names, nobody=not names)


def _score(document: nodes.document, hearing: Hearing, known: Known, flows: _Flows) -> float:
    """Return how many words *hearing* gives to people, less where the names are doubtful."""
    if hearing.form == "spoken" and _is_quoted(flows, known):
        return 0
    turns = [turn for turn in hearing.turns(document) if turn.body and may_be_name(turn.name)]
    if known.all_of and not any(known.listed.find(turn.name) for turn in turns):
        return 0
    words = Counter[str]()
    for turn in turns:
        words[turn.name] += sum(map(count_words, turn.body))
    alone = hearing.form == "spoken" and len(turns) == 1 and known.looks(turns[0].name) < 1
    if alone and not known.maybe.find(turns[0].name) and 2 * words.total() < count_words(document):
        return 0  # one word before a colon makes no conversation
    return sum(count * max(known.looks(name), 0.1) for name, count in words.items())


def _is_quoted(flows: _Flows, known: Known) -> bool:
    """Return whether names have quotes below them.

    Every name above a quote could be one above a paragraph too; so the quotes
    decide, unless most names have none.
    """
    quotes = sum(
        bool((turn := quoted.match(flow, position)) and turn.body)
        for flow in flows
        for position in range(len(flow))
    )
    marks = list(_marks(flows))
    often = _often(flows, marks, known)
    spoken_marks = [turn for turn in marks if not _is_plain(turn) or fold(turn.name) in often]
    return quotes > 0 and 2 * quotes >= len(spoken_marks)


def _marks(flows: _Flows) -> Iterator[Turn]:
    for flow in flows:
        for position in range(len(flow)):
            turn = spoken.match(flow, position)
            if turn and may_be_name(turn.name):
                yield turn


def _within(flows: _Flows) -> Iterator[str]:
    """Yield the names at lines within paragraphs: a turn may be a line of its own."""
    for flow in flows:
        for node in flow:
            if isinstance(node, nodes.paragraph):
                yield from filter(may_be_name, spoken.names_within(node))


def _is_plain(turn: Turn) -> bool:
    return bool(turn.mark and turn.mark.plain)


def _labels(marks: Sequence[Turn], known: Known) -> AbstractSet[str]:
    """Return what only ever stands before names, as *Presenter* does, and so does not speak."""
    labels: dict[str, bool] = {}
    for turn in marks:
        name = fold(turn.name)
        labels[name] = labels.get(name, True) and spoken.names_others(turn)
    return {name for name, is_label in labels.items() if is_label and not known.listed.find(name)}


def _often(flows: _Flows, marks: Sequence[Turn], known: Known) -> AbstractSet[str]:
    """Return the plain names that speak.

    They are listed, or stand there more than once, or somebody is told of them.
    Among those that speak, what looks like a whole name is one, or has its short
    form beside it.
    """
    # Whose short form is said beside the name goes by both.
    short = {fold(t.note): fold(t.name) for t in marks if t.note and is_handle(t.note, t.name)}
    plain = {fold(turn.name): turn.name for turn in marks if _is_plain(turn)}
    counts = Counter[str]()
    for turn in marks:
        if _is_plain(turn):
            name = fold(turn.name)
            counts[short.get(name, name)] += 1
    for within in _within(flows):
        if known.looks(within) >= LIKELY:
            plain.setdefault(fold(within), within)
            counts[short.get(fold(within), fold(within))] += 1
    often = {
        name
        for name in plain
        if counts[short.get(name, name)] >= OFTEN
        or known.listed.find(name)
        or known.maybe.find(name)
        or known.present.find(name)
    }
    whole = {name for name in plain if _is_whole(plain[name], known)}
    if often:
        often |= set(_told_of(flows, plain.keys() - often))
    if often or len(whole) >= OFTEN:
        often |= whole | (plain.keys() & {*short, *short.values()})
    return often


def _is_whole(name: str, known: Known) -> bool:
    """Return whether *name* looks like a given name and a family name."""
    return known.words.likeness(name) == 1 and all(len(word) > 1 for word in name.split())


def _asks(document: nodes.document, marks: Sequence[Turn]) -> bool:
    """Return whether the topics of *document* are paragraphs that ask.

    So it is in notes without headings, where names and words share a paragraph.
    Elsewhere a paragraph that asks is somebody's words.
    """
    if any(document.findall(nodes.section)) or any(turn.label for turn in marks):
        return False
    flow = divide(document).flow
    return sum(map(is_question, flow)) > 1


def _told_of(flows: _Flows, names: AbstractSet[str]) -> Iterator[str]:
    """Yield those of *names* of whom something is told: *Ann spoke of ...*."""
    for flow in flows:
        for node in flow:
            words = node.astext().split(maxsplit=3) if isinstance(node, nodes.paragraph) else []
            for count in (1, 2):
                name = fold(" ".join(words[:count]))
                if name in names and len(words) > count and words[count][0].islower():
                    yield name


def _entered(document: nodes.document, form: str, known: Known, *, fixed: bool) -> AbstractSet[str]:
    """Return the names, folded, that stand at the entries of lists, or over sections.

    Any list may have capital letters. So the names are listed somewhere, or
    most of them look like names, and there are several. Over a section, one word
    is as often a topic.
    """
    enough = 1 if form == "sections" else SURE
    groups = [_titled(document, fixed=fixed)] if form == "sections" else _entries(document, form)
    names: set[str] = set()
    for group in groups:
        likely = sum(known.words.likeness(name) >= enough for name in group)
        several = len({fold(name) for name in group}) > 1
        if any(map(known.listed.find, group)) or (several and 2 * likely > len(group)):
            names.update(fold(name) for name in group)
    return names


def _entries(document: nodes.document, form: str) -> Iterator[Sequence[str]]:
    for node in document.findall(nodes.Element):
        items = entries.items(node) if entries.form_of(node) == form else ()
        turns = [FORMS[form](items, position) for position in range(len(items))]
        if turns:
            yield [turn.name for turn in turns if turn and turn.body and may_be_name(turn.name)]


def _titled(document: nodes.document, *, fixed: bool) -> Sequence[str]:
    """Return the titles beside those that recur below several topics, as only names do.

    Where the form is *fixed*, those of all sections that have none below are names, too.
    """
    groups = [
        [(turn.name, section) for section in below if (turn := _section_turn(section))]
        for parent in (document, *document.findall(nodes.section))
        if (below := divide(parent).sections)
    ]
    counts = Counter(name for group in groups for name in {fold(name) for name, _ in group})
    return [
        name
        for group in groups
        for recurs in [any(counts[fold(name)] >= OFTEN for name, _ in group)]
        for name, section in group
        if recurs or (fixed and not divide(section).sections)
    ]


def _section_turn(section: nodes.section) -> Turn | None:
    turn = sections.match([section], 0)
    return turn if turn and turn.body else None
