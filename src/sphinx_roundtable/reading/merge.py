"""What several sources say together: one roundtable of many readings.

Nothing is read again: people and topics with one id become one, and answers
are counted over all sources. Keys and anchors stay, for they tie the records to
the nodes of their source.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Doubt, Reading, Subtype
from .drift import drift
from .names import fold, short_forms
from .numbers import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Person, Topic
    from ..sidecar import Sidecar

__all__ = ["OF_ALL", "join_people", "merge"]

#: What is doubtful only if it is so in all sources together. A reading that is one of several may
#: have such doubts: they are not to be reported, but those of the merged reading.
OF_ALL = frozenset({Subtype.NO_CAST, Subtype.SILENT_PERSON, Subtype.SIDECAR, Subtype.UNANSWERED})


def merge(readings: Sequence[Reading], sidecar: Sidecar) -> Reading:
    """Return what *readings* say together; one reading alone is returned as it is.

    The doubts of the result are those that only all sources together give.

    :param readings: of the sources of one roundtable, in their order
    """
    if len(readings) == 1:
        return readings[0]
    people, ids = join_people(readings, sidecar)
    topics = _topics(readings)
    numbers = Numbers({person.id for person in people} | {topic.id for topic in topics})
    answers = []
    for answer in (answer for reading in readings for answer in reading.answers):
        person = ids.get(answer.person, answer.person)
        number = numbers.next(person, answer.topic)
        answers.append(replace(answer, person=person, number=number))
    merged = Reading(
        "",
        tuple(people),
        tuple(topics),
        tuple(answers),
        tuple(
            replace(question, person=ids.get(question.person, question.person))
            for reading in readings
            for question in reading.questions
        ),
        tuple(aside for reading in readings for aside in reading.asides),
    )
    return replace(merged, doubts=tuple(_doubts(merged, readings)))


def _topics(readings: Sequence[Reading]) -> list[Topic]:
    topics: dict[str, Topic] = {}
    for topic in (topic for reading in readings for topic in reading.topics):
        known = topics.get(topic.id)
        topics[topic.id] = replace(known, items=known.items + topic.items) if known else topic
    return list(topics.values())


# People


def join_people(
    readings: Sequence[Reading], sidecar: Sidecar
) -> tuple[list[Person], Mapping[str, str]]:
    """Return the people of all *readings*, and new ids of those who have a longer name there."""
    people: dict[str, Person] = {}
    sources: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for person in reading.people:
            known = people.get(person.id)
            people[person.id] = _joined(known, person) if known else person
            sources[person.id].add(reading.source)
    ids: dict[str, str] = {}
    while found := dict(_shortened(people, sources, sidecar)):
        for short, full in found.items():
            if full not in people or short not in people:
                continue  # it was joined itself, and is looked up again
            people[full] = _joined(people[full], people.pop(short))
            sources[full] |= sources.pop(short)
            ids[short] = full
    final = {short: _follow(ids, short) for short in ids}
    place = {id: number for number, id in enumerate(sidecar.order)}
    return sorted(people.values(), key=lambda person: place.get(person.id, len(place))), final


def _follow(ids: Mapping[str, str], id: str) -> str:
    while id in ids:
        id = ids[id]
    return id


def _joined(person: Person, other: Person) -> Person:
    """Return one person of two: *person*, with what *other* tells in addition."""
    names = dict.fromkeys((*person.aliases, other.name, *other.aliases))
    return replace(
        person,
        aliases=tuple(name for name in names if name != person.name),
        role=person.role or other.role,
        links=person.links or other.links,
        kind=person.kind if person.kind != "person" else other.kind,
        # Whoever answers in one of the sources has a page.
        asks=person.asks and other.asks,
        introductions=person.introductions + other.introductions,
    )


def _shortened(
    people: Mapping[str, Person], sources: Mapping[str, set[str]], sidecar: Sidecar
) -> Iterator[tuple[str, str]]:
    """Yield ids of people whom nobody introduces, and who they are in another source.

    A name must fit one person; a whole name goes before short forms, as in a
    cast. The sidecar's people are who they are.
    """
    named: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for person in people.values():
        for name in (person.name, *person.aliases):
            named[fold(name)].add(person.id)
            for form in short_forms(name):
                short[form].add(person.id)
    for person in people.values():
        if person.introductions or person.id in sidecar.people:
            continue
        name = fold(person.name)
        for index in (named, short):
            others = [
                id for id in index[name] - {person.id} if sources[id].isdisjoint(sources[person.id])
            ]
            if others:
                if len(others) == 1:
                    yield person.id, others[0]
                break


# Doubts


def _doubts(merged: Reading, readings: Sequence[Reading]) -> Iterator[Doubt]:
    yield from _shared([reading for reading in readings if reading.people], Subtype.NO_CAST)
    yield from _shared(readings, Subtype.SIDECAR)
    speaking = {answer.person for answer in merged.answers}
    speaking |= {question.person for question in merged.questions}
    for person in merged.people if speaking else ():
        if person.id not in speaking:
            message = f"{person.name!r} answers nothing"
            source = person.introductions[0].source if person.introductions else ""
            yield Doubt(Subtype.SILENT_PERSON, message, person.line, source=source)
    answered = {id for answer in merged.answers for id in (answer.topic, *answer.also)}
    for topic in merged.topics:
        if topic.id not in answered:
            message = f"nobody answers {topic.title!r}"
            yield Doubt(Subtype.UNANSWERED, message, topic.line, source=topic.source)
    yield from drift(merged.topics, merged.answers)


def _shared(readings: Sequence[Reading], subtype: Subtype) -> Iterator[Doubt]:
    """Yield the doubts of *subtype* that all *readings* have, as the first of them says it."""
    messages = [{doubt.message for doubt in reading.doubts} for reading in readings]
    for reading in readings[:1]:
        for doubt in reading.doubts:
            if doubt.subtype is subtype and all(doubt.message in said for said in messages):
                yield replace(doubt, source=reading.source if doubt.line else "")
