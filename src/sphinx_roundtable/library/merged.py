"""What all volumes say together: people and topics over volumes, from the records alone.

Who is one person is told by the same rules as in a roundtable of several sources: here, the
sources are the roundtables of the volumes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Introduction, Person, Reading
from ..reading.merge import join_people
from ..sidecar import PersonHints, Sidecar
from .config import Which
from .links import VOLUMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .config import Library
    from .records import Record, Said, Table, Talk, Voice

__all__ = ["Heard", "Merged", "Part"]


class Part:
    """One roundtable of one volume."""

    def __init__(self, volume: str, title: str, table: Table) -> None:
        self.volume = volume
        self.title = title
        self.table = table
        #: Names of people and titles of topics, by their ids there.
        self.names = {voice.id: voice.name for voice in table.people}
        self.titles = {subject.id: subject.title for subject in table.topics}

    def to(self, place: str) -> str:
        """Return an address in the volume, from the top of the library."""
        return f"{VOLUMES}/{self.volume}/{place}"


class Heard:
    """What one part says of a person or a topic."""

    def __init__(self, part: Part, place: str, title: str) -> None:
        self.part = part
        self.title = title  #: the name of the person, or the title of the topic, there
        self.place = part.to(place)  #: of the page there, from the top of the library
        self.answers: list[Said] = []


class Merged:
    """People and topics over all volumes.

    Time and memory grow with the number of answers.
    """

    def __init__(self, library: Library, records: Mapping[str, Record]) -> None:
        self.parts = list(_parts(library, records))
        self._ids = library.apart
        told = {id: PersonHints() for id in library.people}
        people, self.others = join_people(
            [self._reading(number, part) for number, part in enumerate(self.parts)],
            Sidecar(people=told),
        )
        #: People by their ids; whom only :attr:`others` knows is somebody of a longer name.
        self.people = {person.id: _told(person, library) for person in people}
        #: Titles of topics by their ids.
        self.topics: dict[str, str] = {}
        #: What is said, by the ids of people and topics: one entry for each part.
        self.of_person: dict[str, list[Heard]] = defaultdict(list)
        self.of_topic: dict[str, list[Heard]] = defaultdict(list)
        #: Names of systems and what they are, by their ids, and who talks about them.
        self.systems: dict[str, tuple[str, str]] = {}
        self.of_system: dict[str, list[tuple[Part, Talk]]] = defaultdict(list)
        for part in self.parts:
            self._hear(part, library)
            self._overhear(part, library)

    def person(self, part: Part, id: str) -> str:
        """Return the id in the library of a person of *part*."""
        id = self._ids["people"].get(part.volume, {}).get(id, id)
        return self.others.get(id, id)

    def topic(self, part: Part, id: str) -> str:
        """Return the id in the library of a topic of *part*."""
        return self._ids["topics"].get(part.volume, {}).get(id, id)

    def _hear(self, part: Part, library: Library) -> None:
        people = {voice.id: Heard(part, voice.place, voice.name) for voice in part.table.people}
        topics = {
            subject.id: Heard(part, subject.place, subject.title) for subject in part.table.topics
        }
        for said in part.table.answers:
            people[said.person].answers.append(said)
            topics[said.topic].answers.append(said)
        for there, heard in people.items():
            self.of_person[self.person(part, there)].append(heard)
        for subject in part.table.topics:
            id = self.topic(part, subject.id)
            given = library.topics.get(id)
            self.topics.setdefault(id, (given.title if given else "") or subject.title)
            self.of_topic[id].append(topics[subject.id])

    def _overhear(self, part: Part, library: Library) -> None:
        for talk in part.table.systems:
            id = self._ids["systems"].get(part.volume, {}).get(talk.id, talk.id)
            given = library.systems.get(id, Which())
            name, description = self.systems.get(id, (given.name, given.description))
            self.systems[id] = name or talk.name, description or talk.description
            self.of_system[id].append((part, talk))

    def _reading(self, number: int, part: Part) -> Reading:
        ids = self._ids["people"].get(part.volume, {})
        people = [_person(voice, ids.get(voice.id, voice.id)) for voice in part.table.people]
        return Reading(str(number), tuple(people))


def _parts(library: Library, records: Mapping[str, Record]) -> Iterator[Part]:
    for name in library.volumes:
        if record := records.get(name):
            several = len(record.tables) > 1
            for table in record.tables:
                title = f"{record.title}: {table.title}" if several else record.title
                yield Part(name, title, table)


def _person(voice: Voice, id: str) -> Person:
    introductions = (Introduction("", "", ""),) if voice.introduced else ()
    return Person(
        id,
        voice.name,
        voice.aliases,
        voice.role,
        voice.links,
        voice.kind,
        introductions=introductions,
    )


def _told(person: Person, library: Library) -> Person:
    """Return a person as the configuration of the library has it."""
    given = library.people.get(person.id)
    if given is None:
        return person
    return replace(
        person,
        name=given.name or person.name,
        role=given.role or person.role,
        links=tuple(given.links.items()) or person.links,
    )
