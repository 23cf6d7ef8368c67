"""What the sidecar adds to the cast, and what of it the text does not have."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Doubt, Person, Subtype
from .names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..sidecar import PersonHints, Sidecar

__all__ = ["added", "completed", "duplicates", "missing"]

#: What a speaker is called who asks, and has no name.
_ASKING = frozenset(
    {"interviewer", "moderator", "host", "facilitator", "questioner", "chair", "q&a host"}
)
#: Last words of names of organisations.
_ORGANISATIONS = frozenset(
    {"association", "committee", "council", "corp", "corporation", "foundation", "gmbh", "group"}
    | {"inc", "institute", "ltd", "llc", "party", "project", "society", "team", "university"}
)


def completed(person: Person, hint: PersonHints | None) -> Person:
    """Return *person* with what the sidecar says; the name in the text stays an alias."""
    if hint is None:
        last = fold(person.name).split()[-1:]
        kind = "organisation" if _ORGANISATIONS.intersection(last) else person.kind
        return replace(person, kind=kind, asks=_asks(person.name, None))
    name = hint.name or person.name
    aliases = dict.fromkeys((*hint.aliases, person.name, *person.aliases))
    return replace(
        person,
        name=name,
        aliases=tuple(alias for alias in aliases if alias != name),
        role=hint.role or person.role,
        links=tuple(hint.links.items()),
        kind=hint.kind or person.kind,
        asks=_asks(name, hint),
    )


def _asks(name: str, hint: PersonHints | None) -> bool:
    """Return whether the person's turns are questions: by the sidecar, or by the name."""
    if hint and (hint.page or hint.asks is not None):
        return bool(hint.asks) and not hint.page
    return fold(name) in _ASKING


def added(people: Sequence[Person], hints: Mapping[str, PersonHints]) -> list[Person]:
    """Return the people whom only the sidecar names."""
    known = {person.id for person in people}
    return [
        completed(Person(id, hint.name, hint.aliases), hint)
        for id, hint in hints.items()
        if hint.name and id not in known
    ]


def missing(people: Sequence[Person], sidecar: Sidecar) -> list[Doubt]:
    """Return a doubt for each person of the sidecar who is not among *people*."""
    known = {person.id for person in people}
    missing = [
        f"the sidecar's people.{id} is not in the text" for id in sidecar.people if id not in known
    ]
    missing += [
        f"the sidecar's order names {id}, who is not in the text"
        for id in sidecar.order
        if id not in known
    ]
    return [Doubt(Subtype.SIDECAR, message) for message in missing]


def duplicates(people: Sequence[Person]) -> list[Doubt]:
    """Return a doubt for each name that several have."""
    last = {fold(person.name): person for person in people}
    return [
        Doubt(
            Subtype.DUPLICATE_PERSON,
            f"{count} people of the cast are called {last[name].name!r}",
            last[name].line,
        )
        for name, count in Counter(fold(person.name) for person in people).items()
        if count > 1
    ]
