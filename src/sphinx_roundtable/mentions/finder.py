"""What the records of a source name: recorded as mentions, and linked in its nodes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Mention
from .blocks import Block, blocks
from .links import insert, linkable
from .names import Name, Names
from .people import given_names, others_named, people_names
from .sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from docutils import nodes

    from ..model import Person, Said
    from ..sidecar import Sidecar
    from .names import Found

__all__ = ["Examined", "Finder"]


@dataclass(frozen=True)
class _Part:
    """One block of a record, with the names that stand in it."""

    said: Said
    number: int
    block: Block
    found: Sequence[Found]


class Finder:
    """Looks for the systems of a sidecar, and for people, in what a roundtable says."""

    def __init__(self, sidecar: Sidecar, people: Iterable[Person], language: str) -> None:
        """Prepare to look for the names.

        :param language: of the text, for where its sentences end
        """
        people = list(people)
        self._rules = sidecar.mentions
        self._language = language
        self._given = frozenset(name for person in people for name in given_names(person))
        self._names = Names([*_system_names(sidecar), *people_names(people)])

    def examine(
        self, records: Iterable[Said], bodies: Mapping[str, Sequence[nodes.Element]]
    ) -> Examined:
        """Look through *records* of one source.

        :param bodies: the nodes of the records, by key
        """
        parts = [
            _Part(said, number, block, found)
            for said in records
            for number, block in enumerate(blocks(bodies.get(said.key, ()), self._rules))
            if (found := self._names.find(block.searched))
        ]
        return Examined(list(self._meant(parts)), self._rules.link, self._language)

    def _meant(self, parts: Sequence[_Part]) -> Iterator[_Part]:
        """Yield *parts* without names of somebody else, and of the person who speaks."""
        others = {
            id(part): others_named(part.block.searched, part.found, self._given) for part in parts
        }
        doubtful: dict[str, set[str]] = defaultdict(set)
        for part in parts:
            doubtful[part.said.by].update(place.name.words for place in others[id(part)])
        for part in parts:
            found = [
                place
                for place in part.found
                if place.name.kind == "system"
                or (
                    place.name.id != part.said.by and place.name.words not in doubtful[part.said.by]
                )
            ]
            if found:
                yield _Part(part.said, part.number, part.block, found)


@dataclass(frozen=True)
class Examined:
    """What was found in the records of one source."""

    parts: Sequence[_Part]
    linked: str  #: which mentions of a system are to be links: ``first``, ``all`` or ``none``
    language: str

    def mentions(self) -> Iterator[Mention]:
        """Yield what is named, in the order of the records and their text."""
        for part in self.parts:
            block = part.block
            sentences = Sentences(block.text, self.language)
            for start, end, name in part.found:
                yield Mention(
                    part.said.key,
                    name.kind,
                    name.id,
                    part.said.by,
                    part.number,
                    start,
                    end,
                    *sentences.around(start, end),
                    line=block.line_of(start),
                )

    def link(self, make: Callable[[str, str], nodes.reference]) -> None:
        """Put links to the systems into the nodes in which they were found.

        :param make: returns a link, from the id of a system and the words that name it
        """
        seen: set[tuple[str, str]] = set()
        for part in self.parts if self.linked != "none" else ():
            places = []
            for start, end, name in part.found:
                if name.kind != "system" or not linkable(part.block, start, end):
                    continue
                if self.linked == "first":
                    if (part.said.key, name.id) in seen:
                        continue
                    seen.add((part.said.key, name.id))
                places.append((start, end, name.id))
            insert(part.block, places, make)


def _system_names(sidecar: Sidecar) -> Iterator[Name]:
    for id, hints in sidecar.systems.items():
        for words in (hints.name, *hints.aliases):
            yield Name("system", id, words, hints.case, hints.word)
