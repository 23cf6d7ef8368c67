"""Which names of systems can't be looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..folding import folded, reduced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .keys import SystemHints

__all__ = ["Fault", "faults"]

#: What reST, Markdown or HTML would turn into something else.
_MARKUP = re.compile(r"`|\*\S(.*\S)?\*|\]\(|\]\[|^\[.*\]$|^<\w[^>]*>|</\w|^_.+_$|^\|.+\|$|\w_$")
#: Where it need be no word of its own, a shorter name stands nearly everywhere.
_SHORTEST_WITHIN = 2


class Fault(NamedTuple):
    """What is wrong with a name: of which system, under which key, in words."""

    id: str
    key: str
    message: str


def faults(systems: Mapping[str, SystemHints]) -> Iterator[Fault]:
    """Yield what is wrong with the names of *systems*, in time that grows with their letters.

    Two systems may not have one name, else nobody knows which is meant. Where
    capitals don't matter for one of them, they don't matter here.
    """
    exact: dict[str, str] = {}
    any_case: dict[str, str] = {}
    caseless: dict[str, str] = {}
    for id, hints in systems.items():
        own: set[str] = set()
        for key, name in (("name", hints.name), *(("aliases", alias) for alias in hints.aliases)):
            if message := _fault(name, within_words=not hints.word):
                yield Fault(id, key, message)
            form = reduced(name)
            if form in own:
                yield Fault(id, key, f"{name!r} is given twice")
            own.add(form)
            loose = folded(form)[0]
            owners = [
                exact.get(form),
                caseless.get(loose),
                None if hints.case else any_case.get(loose),
            ]
            for owner in owners:
                if owner not in {None, id}:
                    yield Fault(id, key, f"{name!r} is a name of {owner!r}, too")
            exact.setdefault(form, id)
            any_case.setdefault(loose, id)
            if not hints.case:
                caseless.setdefault(loose, id)


def _fault(name: str, *, within_words: bool) -> str:
    letters = sum(char.isalnum() for char in folded(name)[0])
    if not letters:
        return f"{name!r} has no letter and no digit: it would be found everywhere or nowhere"
    if within_words and letters < _SHORTEST_WITHIN:
        return f"{name!r} would be found nearly everywhere: leave out word = false"
    if _MARKUP.search(name):
        return f"{name!r} has markup: write the words as a reader sees them"
    return ""
