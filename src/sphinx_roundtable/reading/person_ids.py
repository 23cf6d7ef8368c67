"""Ids of people: when two names are one person's, and which id it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Person
from .names import Cast, Slugs, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..sidecar import PersonHints

__all__ = ["PersonIds", "speaking"]


class PersonIds:
    """Gives ids: the sidecar's to those whom it knows by a name, else one made from the name."""

    def __init__(self, hints: Mapping[str, PersonHints]) -> None:
        self._hints = hints
        self._slugs = Slugs("person")
        self._known: dict[str, str] = {}
        for id, hint in hints.items():
            for name in (hint.name, *hint.aliases):
                if name:
                    self._known.setdefault(fold(name), id)
        self._unmatched = set(hints)

    def known(self, name: str) -> str | None:
        """Return the id in the sidecar of the person called *name*, if there is one."""
        folded, slug = fold(name), self._slugs.of(name)
        if folded not in self._known and slug in self._unmatched:
            # Another name with this slug is another person.
            self._unmatched.remove(slug)
            self._known[folded] = slug
        return self._known.get(folded)

    def names_of(self, name: str) -> set[str]:
        """Return all names, folded, of the person whom the text calls *name*."""
        id = self.known(name)
        others = (self._hints[id].name, *self._hints[id].aliases) if id else ()
        return {fold(other) for other in (name, *others)}

    def give(self, name: str) -> str:
        """Return an id that nobody else has."""
        id = self.known(name)
        return id if id and self._slugs.claim(id) else self._slugs.give(name)

    def main_name(self, id: str, names: Sequence[str]) -> str:
        """Return the one of *names* that the id was made from, or the first."""
        return next((name for name in names if self._slugs.of(name) == id), names[0])


def speaking(ids: PersonIds, names: Sequence[str]) -> Iterator[Person]:
    """Yield those who speak; who does so under several names is one person.

    A short form of two people's names is nobody's.
    """
    cast = Cast(Person("", name) for name in names)
    people: dict[str, list[str]] = {}
    short: list[str] = []
    for name in names:
        fuller = [other.name for other in cast.find_short(name) if fold(other.name) != fold(name)]
        if fuller and not ids.known(name):
            short += [name] if len(fuller) == 1 else []
            continue
        known = ids.known(name)
        people.setdefault(known if known in people else ids.give(name), []).append(name)
    # The first who is called so.
    called_so = {name: called for called in reversed(people.values()) for name in called}
    for name in short:
        (fuller_name,) = (
            other.name for other in cast.find_short(name) if fold(other.name) != fold(name)
        )
        called_so[fuller_name].append(name)
        called_so.setdefault(name, called_so[fuller_name])
    for id, called in people.items():
        main = ids.main_name(id, called)
        yield Person(id, main, tuple(name for name in called if name != main))
