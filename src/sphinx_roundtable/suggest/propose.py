"""Which terms of a text are proposed: those that are likely, and are neither people nor known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from docutils import nodes

from ..folding import reduced
from ..mentions.blocks import blocks
from ..mentions.sentences import Context, Sentences
from ..reading import marked
from ..reading.names import Slugs
from ..sidecar import Id, Link, MentionRules, SystemHints, faults
from .known import Cast, calendar, is_plural, key_of
from .terms import Term, is_coined, is_determined, is_home, is_odd, terms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..inspect import Conversation
    from ..mentions.blocks import Block
    from .terms import Word

__all__ = ["Proposal", "proposals"]

#: Code and addresses are looked at by themselves.
_RULES = MentionRules()


@dataclass(frozen=True)
class Proposal:
    """A system that the sidecar may have."""

    id: str
    hints: SystemHints
    count: int  #: of places that name it
    file: str  #: where it is named first
    line: int  #: of that file, or 0
    context: Context  #: the sentence there
    code: bool  #: whether it stands in code only, where mentions are not looked for unless asked


class _Place(NamedTuple):
    """Where a term stands."""

    passage: _Passage
    term: Term

    @property
    def stands_out(self) -> bool:
        """Whether it is likely to be a name by itself: by its spelling, or by its link."""
        text, mark, url = self.term[3:]
        return (is_coined(text) and mark != "code") or (mark == "link" and is_home(text, url))


@dataclass(frozen=True)
class _Passage:
    """One block of what somebody says."""

    file: str
    block: Block
    sentences: Sentences
    words: Sequence[Word]


@dataclass
class _Name:
    """All spellings of one name, and where they stand."""

    places: list[_Place] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    urls: set[str] = field(default_factory=set)

    def add(self, place: _Place) -> None:
        self.places.append(place)
        self.spellings[reduced(place.term.text)] += 1
        if place.term.url:
            self.urls.add(place.term.url)

    @property
    def is_likely(self) -> bool:
        """Whether it stands out, or recurs, not always with an article as common nouns do."""
        return any(place.stands_out for place in self.places) or (
            len(self.places) > 1
            and not all(is_determined(passage.block.text, term) for passage, term in self.places)
        )

    @property
    def is_kind(self) -> bool:
        """Whether there are several of it: *APIs* are no system."""
        return any(map(is_plural, self.spellings))

    def hints(self, common: Mapping[str, int]) -> SystemHints:
        """Return the name that is written most, the others, and the address all links have.

        :param common: words in small letters. One of them is no alias: as a word it is no name.
        """
        name, *others = (spelling for spelling, _ in self.spellings.most_common())
        aliases = tuple(spelling for spelling in others if spelling not in common)
        url = next(iter(self.urls)) if len(self.urls) == 1 else ""
        return SystemHints(name, aliases, url=url if _is(Link, url) else "")


def proposals(
    conversation: Conversation, language: str, least: int | None = None
) -> list[Proposal]:
    """Return the systems that *conversation* may name, those named most first.

    :param language: of the text, for where its sentences end
    :param least: how many places must name one; without it, those that are likely
    """
    passages = list(_passages(conversation, language))
    table, known = conversation.understood.table, conversation.sidecar.systems
    left_out = {key_of(word) for one in known.values() for word in (one.name, *one.aliases)}
    left_out |= calendar(language)
    common = Counter(
        word.text for passage in passages for word in passage.words if word.text.islower()
    )
    cast = Cast([*table.people, *table.interviewers])
    found = [
        name
        for key, name in _names(passages, common, cast).items()
        if key not in left_out
        and not name.is_kind
        and (name.is_likely if least is None else len(name.places) >= least)
    ]
    found.sort(key=lambda name: -len(name.places))
    slugs = Slugs("system")
    for id in known:
        slugs.claim(id)
    proposed = {slugs.give(hints.name): (hints, name) for hints, name in _hinted(found, common)}
    refused = {
        fault.id for fault in faults({**known, **{id: one for id, (one, _) in proposed.items()}})
    }
    return [
        _proposal(id, hints, name)
        for id, (hints, name) in proposed.items()
        if id not in refused and _is(Id, id)
    ]


def _hinted(
    found: Iterable[_Name], common: Mapping[str, int]
) -> Iterator[tuple[SystemHints, _Name]]:
    for name in found:
        yield name.hints(common), name


def _proposal(id: str, hints: SystemHints, name: _Name) -> Proposal:
    passage, term = name.places[0]
    return Proposal(
        id,
        hints,
        len(name.places),
        passage.file,
        passage.block.line_of(term.start),
        passage.sentences.around(term.start, term.end),
        all(place.term.mark == "code" for place in name.places),
    )


def _passages(conversation: Conversation, language: str) -> Iterator[_Passage]:
    understood = conversation.understood
    for source in understood.table.sources:
        bodies: Mapping[str, Sequence[nodes.Element]] = marked(conversation.document(source))
        for said in understood.table.said_in.get(source, ()):
            for block in blocks(bodies.get(said.key, ()), _RULES):
                if _is_title(block):
                    continue
                sentences = Sentences(block.text, language)
                found = words(block, sentences.starts)
                yield _Passage(understood.paths[source], block, sentences, found)


def _is_title(block: Block) -> bool:
    """Return whether *block* is a heading, where any word may have a capital."""
    return any(isinstance(node.parent, nodes.title) for _, node in block.pieces)


def _names(
    passages: Sequence[_Passage], common: Mapping[str, int], cast: Cast
) -> Mapping[str, _Name]:
    """Return the names that stand in *passages*, in the order of the text, by their keys."""
    places = [
        _Place(passage, term)
        for passage in passages
        for term in terms(passage.block, passage.words)
    ]
    sure = Counter(key_of(term.text) for _, term in places if _is_sure(term))
    names: dict[str, _Name] = defaultdict(_Name)
    for passage, term in places:
        chosen = _without_beginning(term, sure, common)
        if not chosen or not chosen.text.isprintable() or cast.has(chosen.text):
            continue
        key = key_of(chosen.text)
        # A word that is a name has capitals more often than not.
        if chosen.mark or sure[key] >= common.get(chosen.text.lower(), 0):
            names[key].add(_Place(passage, chosen))
    return names


def _is_sure(term: Term) -> bool:
    """Return whether the capitals of *term* are its own, and not those of a sentence."""
    return not term.words or not term.words[0].begins or is_odd(term.words[0].text)


def _without_beginning(
    term: Term, sure: Mapping[str, int], common: Mapping[str, int]
) -> Term | None:
    """Return *term* without a word that has a capital only for a sentence begins with it."""
    if _is_sure(term) or key_of(term.text) in sure:
        return term
    first, *more = term.words
    while more and more[0].text.islower():
        del more[0]
    if not more:
        return None
    text = " ".join(word.text for word in more)
    if first.text.lower() not in common and key_of(text) not in sure:
        return term  # "Beautiful Soup", but not "Then Soup", where there is "a Soup" elsewhere
    return Term(more[0].start, more[-1].end, tuple(more), text)


def _is(type_: Any, value: str) -> bool:
    """Return whether *value* may stand in a sidecar as *type_*."""
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return False
    return True
