"""Who is of the cast: from the text, and from the sidecar."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Doubt, Introduction, Person, Subtype
from . import introduced, roster
from .names import Cast, Slugs, fold
from .structure import body_of, line_of
from .turns import all_turns, may_be_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from docutils import nodes

    from ..sidecar import PersonHints, Sidecar
    from .introduced import Introduced
    from .marks import Marker
    from .turns import Hearing

__all__ = ["gather", "named"]


def gather(
    document: nodes.document, source: str, sidecar: Sidecar, marker: Marker, hearing: Hearing
) -> tuple[list[Person], list[Doubt]]:
    """Return the cast in the order of its pages, with what is doubtful; mark the introductions.

    The cast are those who are introduced, or else those who speak, and whom the
    sidecar adds by name.
    """
    doubts: list[Doubt] = []
    turns = [turn for turn in all_turns(document, hearing) if turn.body and may_be_name(turn.name)]
    speakers: dict[str, str] = {}
    for turn in turns:
        speakers.setdefault(fold(turn.name), turn.name)
    ids = _Ids(sidecar.people)
    introductions = introduced.find(
        document,
        (lambda name: not speakers.keys().isdisjoint(ids.names_of(name))) if speakers else None,
        [node for turn in turns for node in turn.body],
    )
    if introductions:
        people = [_introduce(ids, introduction, source, marker) for introduction in introductions]
    elif entries := _entries(document, hearing, speakers.keys()):
        people = [Person(ids.give(entry.name), entry.name, role=entry.role) for entry in entries]
        for entry in entries:
            if entry.paragraph is not None:
                marker.set_aside(entry.paragraph)
        cast = Cast(_completed(person, sidecar.people.get(person.id)) for person in people)
        unlisted: set[str] = set()
        for turn in turns:
            # Close to a name of the list, and it may be a slip of the pen: that stays a doubt.
            if fold(turn.name) in unlisted or cast.find(turn.name) or cast.closest(turn.name):
                continue
            unlisted.add(fold(turn.name))
            people.append(Person(ids.give(turn.name), turn.name))
            message = f"{turn.name!r} speaks, but is not in the list of speakers"
            doubts.append(Doubt(Subtype.UNLISTED_PERSON, message, line_of(turn.place)))
    else:
        people = _speaking(ids, speakers.values())
        if people and not any(hints.name for hints in sidecar.people.values()):
            message = "nobody introduces the people; those who speak are taken for the cast"
            doubts.append(Doubt(Subtype.NO_CAST, message, line_of(turns[0].place)))
    people = [_completed(person, sidecar.people.get(person.id)) for person in people]
    people += _added(people, sidecar.people)
    place = {id: number for number, id in enumerate(sidecar.order)}
    people.sort(key=lambda person: place.get(person.id, len(place)))
    return people, [*doubts, *_missing(people, sidecar), *_duplicates(people)]


def _entries(
    document: nodes.document, hearing: Hearing, speakers: AbstractSet[str]
) -> Sequence[roster.Entry]:
    """Return whom the head of *document*, or a roster in it, lists as speakers."""
    names = introduced.listed(document)
    if names:
        return [roster.Entry(name, "", None) for name in names]
    return roster.find(document, hearing, speakers)


def named(document: nodes.document, sidecar: Sidecar) -> list[Person]:
    """Return whom the head of *document* or the sidecar names: enough to know their marks."""
    people = [Person("", name) for name in introduced.listed(document)]
    people += [Person(id, hint.name, hint.aliases) for id, hint in sidecar.people.items()]
    return [person for person in people if person.name or person.aliases]


class _Ids:
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


def _introduce(ids: _Ids, introduction: Introduced, source: str, marker: Marker) -> Person:
    name, item = introduction
    id = ids.give(name)
    key = f"person {source} {id}"
    for node in body_of(item):
        marker.mark(node, key)
    place = Introduction(key, source, marker.anchor(item, id), line_of(item))
    return Person(id, name, introductions=(place,))


def _speaking(ids: _Ids, names: Iterable[str]) -> list[Person]:
    """Return those who speak; who does so under several names is one person."""
    people: dict[str, list[str]] = {}
    for name in names:
        known = ids.known(name)
        people.setdefault(known if known in people else ids.give(name), []).append(name)
    mains = {id: ids.main_name(id, called) for id, called in people.items()}
    return [
        Person(id, mains[id], tuple(name for name in called if name != mains[id]))
        for id, called in people.items()
    ]


def _completed(person: Person, hint: PersonHints | None) -> Person:
    """Return *person* with what the sidecar says; the name in the text stays an alias."""
    if hint is None:
        return person
    name = hint.name or person.name
    aliases = dict.fromkeys((*hint.aliases, person.name, *person.aliases))
    return replace(
        person,
        name=name,
        aliases=tuple(alias for alias in aliases if alias != name),
        role=hint.role or person.role,
        links=tuple(hint.links.items()),
    )


def _added(people: Sequence[Person], hints: Mapping[str, PersonHints]) -> list[Person]:
    """Return the people whom only the sidecar names."""
    known = {person.id for person in people}
    return [
        Person(id, hint.name, hint.aliases, hint.role, tuple(hint.links.items()))
        for id, hint in hints.items()
        if hint.name and id not in known
    ]


def _missing(people: Sequence[Person], sidecar: Sidecar) -> list[Doubt]:
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


def _duplicates(people: Sequence[Person]) -> list[Doubt]:
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
