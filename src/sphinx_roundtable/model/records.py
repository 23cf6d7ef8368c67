"""The records of a roundtable, each found by its id or key."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from .answers import Answer, Aside, Question
    from .people import Person, Portrait
    from .subtypes import Doubt
    from .systems import Mention, System
    from .topics import Topic

K = TypeVar("K")
V = TypeVar("V")

__all__ = ["Records", "grouped"]


@dataclass(frozen=True)
class Records:
    """What a roundtable holds."""

    name: str  #: as in the configuration: docname of a source, or of a sidecar
    title: str
    prefix: str  #: folder of the pages: empty, or with a slash at the end
    home: str = ""  #: the document of this name, if there is one: breadcrumbs lead there
    people: Sequence[Person] = ()  #: those who have pages
    interviewers: Sequence[Person] = ()
    topics: Sequence[Topic] = ()
    answers: Sequence[Answer] = ()
    questions: Sequence[Question] = ()
    asides: Sequence[Aside] = ()
    doubts: Sequence[Doubt] = ()  #: those that only several sources together give
    sources: Mapping[str, str] = field(default_factory=dict)  #: docnames, with titles
    labels: Mapping[str, str] = field(default_factory=dict)
    portraits: Mapping[str, Portrait] = field(default_factory=dict)  #: by the id of the person
    #: Documents of the author: at the address of one there is no page.
    authored: AbstractSet[str] = frozenset()
    systems: Sequence[System] = ()  #: in the order of the sidecar
    runs_on: str = ""  #: id of the topic on which people tell what their work runs on
    #: Of systems and people, source by source: biographies, then answers, each in its order.
    mentions: Sequence[Mention] = ()
    #: With more answers than that a page becomes numbered ones; 0 for no limit.
    page_size: int = 0

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """Map ids to people."""
        return {person.id: person for person in (*self.people, *self.interviewers)}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        """Map ids to topics."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def aside(self) -> Mapping[str, Aside]:
        """Map keys to asides."""
        return {aside.key: aside for aside in self.asides}

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Map keys to questions."""
        return {question.key: question for question in self.questions}

    @cached_property
    def answer(self) -> Mapping[str, Answer]:
        """Map keys to answers."""
        return {answer.key: answer for answer in self.answers}

    @cached_property
    def system(self) -> Mapping[str, System]:
        """Map ids to systems."""
        return {system.id: system for system in self.systems}

    @cached_property
    def answers_of(self) -> Mapping[str, Sequence[Answer]]:
        """Map ids of people to their answers, in the order of the topics."""
        position = {topic.id: number for number, topic in enumerate(self.topics)}
        answers = sorted(self.answers, key=lambda answer: position[answer.topic])
        return grouped((answer.person, answer) for answer in answers)

    @cached_property
    def answers_on(self) -> Mapping[str, Sequence[Answer]]:
        """Map ids of topics to the answers that are shown on them, in reading order."""
        return grouped(
            (topic, answer) for answer in self.answers for topic in (answer.topic, *answer.also)
        )


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, Sequence[V]]:
    """Return the values of each key, in their order."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
