"""The records of a roundtable: what a source says, free of docutils and Sphinx.

A *reading* is what one source was understood to say. A *roundtable* joins the
readings of all its sources and answers every question that a page asks in
constant time: the indices are built once, and no page walks all records.

All records are frozen and picklable, since they travel between the processes
of a parallel build and are kept in Sphinx's environment.
"""

from __future__ import annotations

import enum
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

K = TypeVar("K")
V = TypeVar("V")

__all__ = [
    "Answer",
    "Aside",
    "Doubt",
    "Introduction",
    "Kind",
    "Mention",
    "Neighbours",
    "Person",
    "Portrait",
    "Question",
    "Reading",
    "Roundtable",
    "Said",
    "Subtype",
    "System",
    "SystemKind",
    "Topic",
]


class Subtype(enum.StrEnum):
    """The subtypes of the warnings of type ``roundtable``.

    The manual's table of warnings is rendered from this class.
    """

    EMPTY = "empty"
    """The source has no text, or nobody says anything in it."""
    NO_CAST = "no_cast"
    """Nobody introduces the people: those who speak are taken for the cast. Nothing but its mark
    tells that one of the names is one."""
    UNKNOWN_PERSON = "unknown_person"
    """A name marks a speaker but is not of the cast. The text is kept as an aside."""
    UNLISTED_PERSON = "unlisted_person"
    """Somebody speaks whom the list of speakers does not name. The person has a page."""
    AMBIGUOUS_NAME = "ambiguous_name"
    """A name fits two people of the cast. The text is attributed to neither: it is an aside."""
    DUPLICATE_PERSON = "duplicate_person"
    """Two people of the cast have one name. Each gets a page; the name alone attributes nothing."""
    SILENT_PERSON = "silent_person"
    """A person of the cast answers nothing. The page shows the biography."""
    EMPTY_ANSWER = "empty_answer"
    """A speaker is named, but no text follows. The name is kept as an aside."""
    CSV = "csv"
    """A CSV transcript is not as it should be. What is no turn in it is kept as an aside."""
    MARKUP = "markup"
    """A directive gives an answer without a name, or with an unknown option. The words are kept."""
    MISPLACED = "misplaced"
    """A directive gives an answer inside of a list, a table or another answer. It is kept there."""
    TOPIC_DRIFT = "topic_drift"
    """Two topics have titles that are close but not equal, and nobody answers both. The sidecar can
    say that they are one."""
    UNANSWERED = "unanswered"
    """A topic that nobody answers: a section beside the topics, with no answer in it."""
    SIDECAR = "sidecar"
    """The sidecar names a person, a topic or a system that the text does not have."""
    OCCUPIED = "occupied"
    """A document of the author stands at a page's address. The document is kept."""
    LISTING = "listing"
    """A directive asks for something that does not exist, does not say which roundtable is meant,
    or finds nothing."""


#: What a voice may be.
Kind = Literal["person", "organisation", "project"]
#: What a system may be.
SystemKind = Literal[
    "site",
    "product",
    "framework",
    "database",
    "server",
    "tool",
    "language",
    "service",
    "company",
]


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where a source tells who a person is."""

    key: str  #: marks the nodes of the biography in the doctree
    source: str
    anchor: str  #: id of the introduction in the source
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    id: str  #: the slug of the name: file name, anchor and object name
    name: str  #: as the source or the sidecar writes it
    aliases: tuple[str, ...] = ()  #: other names, of the text and the sidecar
    role: str = ""  #: one line on who this is
    links: tuple[tuple[str, str], ...] = ()  #: (label, URL), from the sidecar
    kind: Kind = "person"
    asks: bool = False  #: an interviewer: the person's turns are questions, and there is no page
    introductions: tuple[Introduction, ...] = ()

    @property
    def line(self) -> int:
        """Return where the text first introduces the person, or 0 where it does not."""
        return self.introductions[0].line if self.introductions else 0


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture that shows a person."""

    path: str  #: from the source folder, with slashes
    digest: str  #: of its bytes: what shows it is written again when they change


@dataclass(frozen=True, slots=True)
class Topic:
    """One question or subject that was put to the people."""

    id: str  #: the slug of the title
    title: str
    source: str = ""
    anchor: str = ""  #: id of the section in the source
    retitled: bool = False  #: the title is the sidecar's, not the section's
    items: tuple[str, ...] = ()  #: keys of its answers and asides, in reading order
    line: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said on one topic: the unit of linking, quoting and citing."""

    key: str  #: unique; marks the answer's nodes in the doctree
    person: str  #: id of the person
    topic: str  #: id of the topic
    number: int = 1  #: counts the answers of one person on one topic
    source: str = ""
    anchor: str = ""  #: id of the answer in the source
    words: int = 0
    line: int = 0
    time: str = ""  #: when it was said, as the source writes it
    also: tuple[str, ...] = ()  #: ids of other topics that it is shown on

    @property
    def id(self) -> str:
        """Return the object name: ``ned-batchelder/deployment``, or ``.../deployment-2``."""
        return f"{self.person}/{self.on_person_page}"

    @property
    def on_topic_page(self) -> str:
        """Return the anchor of the answer on its topic's page."""
        return self.person if self.number == 1 else f"{self.person}-{self.number}"

    @property
    def on_person_page(self) -> str:
        """Return the anchor of the answer on its person's page."""
        return self.topic if self.number == 1 else f"{self.topic}-{self.number}"


@dataclass(frozen=True, slots=True)
class Question:
    """What an interviewer asked: it is shown with the answers that follow."""

    key: str
    person: str  #: id of the interviewer
    topic: str  #: id of the topic
    source: str = ""
    anchor: str = ""  #: id of the question in the source
    words: int = 0
    line: int = 0
    time: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that belong to no person."""

    key: str
    place: str = ""  #: id of its topic, ``CAST``, ``END``, or empty for the introduction
    source: str = ""
    line: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class System:
    """A product, site or tool that is talked about, as the sidecar describes it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()  #: other spellings
    kind: SystemKind | None = None
    url: str = ""  #: its home page
    description: str = ""  #: one line on what it is
    people: tuple[str, ...] = ()  #: ids of those whose work it is


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in an answer or a biography where a system or a person is named.

    A record's text is parted into *blocks*: paragraphs, titles, cells, lines of verse.
    """

    key: str  #: of the answer, or of the introduction
    kind: Literal["system", "person"]  #: of what is named
    target: str  #: id of the system or the person
    by: str  #: id of the person who says it, or who is introduced
    block: int  #: number of the block in the record, from 0
    start: int  #: first character in the text of the block
    end: int  #: the character after the last
    before: str  #: what stands before it in its sentence, on one line
    words: str  #: as it is written there, on one line
    after: str  #: what stands after it in its sentence, on one line
    line: int = 0


class Said(NamedTuple):
    """A record in which names are looked for."""

    key: str  #: of an answer, or of an introduction
    by: str  #: id of the person who says it, or who is introduced


#: The place of asides in the section that introduces the people. No slug has a space.
CAST = "the cast"
#: The place of asides that follow the conversation: thanks, notes, a licence.
END = "the end"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place where the text was not, or not surely, understood."""

    subtype: Subtype
    message: str
    line: int = 0
    file: str = ""  #: where the text is from another file, that the source includes
    source: str = ""  #: docname, where the doubt is about several sources


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source was understood to say, or several together."""

    source: str  #: empty for several
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: tuple[Question, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    form: str = ""  #: how its speakers are marked: the name of the main form


class Neighbours(NamedTuple):
    """What stands before and after an answer, in one direction."""

    before: Answer | None
    after: Answer | None


@dataclass(frozen=True)
class Roundtable:
    """One published conversation, with its indices.

    Derived data: made again from the readings whenever one of them changes,
    and never pickled or merged.
    """

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
    def answers_of(self) -> Mapping[str, Sequence[Answer]]:
        """Map ids of people to their answers, in the order of the topics."""
        position = {topic.id: number for number, topic in enumerate(self.topics)}
        answers = sorted(self.answers, key=lambda answer: position[answer.topic])
        return _grouped((answer.person, answer) for answer in answers)

    @cached_property
    def answers_on(self) -> Mapping[str, Sequence[Answer]]:
        """Map ids of topics to the answers that are shown on them, in reading order."""
        return _grouped(
            (topic, answer) for answer in self.answers for topic in (answer.topic, *answer.also)
        )

    @cached_property
    def along_person(self) -> Mapping[str, Neighbours]:
        """Map keys of answers to the answers of the same person around them."""
        return _neighbours(self.answers_of.values())

    @cached_property
    def along_topic(self) -> Mapping[str, Neighbours]:
        """Map keys of answers to the answers on the same topic around them."""
        return _neighbours(_grouped((answer.topic, answer) for answer in self.answers).values())

    @cached_property
    def before(self) -> Mapping[str, Answer]:
        """Map keys of answers to what was said just before, where people talk in turns."""
        answers = self.answer
        turns = Counter((answer.topic, answer.source, answer.person) for answer in self.answers)
        in_turns = {(topic, source) for (topic, source, _), count in turns.items() if count > 1}
        return {
            key: answers[above]
            for topic in self.topics
            for above, key in pairwise(topic.items)
            if above in answers
            and key in answers
            and answers[above].source == answers[key].source
            and answers[above].topic == answers[key].topic == topic.id
            and (topic.id, answers[key].source) in in_turns
        }

    @cached_property
    def in_turns(self) -> AbstractSet[str]:
        """Return the ids of the topics on which people talk in turns."""
        return {answer.topic for answer in self.before.values()}

    @cached_property
    def asked(self) -> Mapping[str, Sequence[Question]]:
        """Map keys of answers to what was asked before them.

        That is the questions that no answer is between. They are asked of
        everybody who speaks before the next question, and count once for each.
        """
        answers = self.answer
        found: dict[str, Sequence[Question]] = {}
        for topic in self.topics if self.questions else ():
            open_: list[Question] = []
            heard: set[str] = set()
            for key in topic.items:
                if question := self.question.get(key):
                    if heard:
                        open_, heard = [], set()
                    open_.append(question)
                elif (answer := answers.get(key)) and answer.topic == topic.id:
                    asked = [question for question in open_ if question.source == answer.source]
                    if asked and answer.person not in heard:
                        found[key] = asked
                    heard.add(answer.person)
        return found

    @cached_property
    def asked_first(self) -> Mapping[str, str]:
        """Map keys of questions to those of the first answers after them."""
        first: dict[str, str] = {}
        for key, questions in self.asked.items():
            for question in questions:
                first.setdefault(question.key, key)
        return first

    @cached_property
    def widespread(self) -> AbstractSet[str]:
        """Return the ids of those who speak in several sources."""
        where: dict[str, set[str]] = defaultdict(set)
        for answer in self.answers:
            where[answer.person].add(answer.source)
        return {person for person, sources in where.items() if len(sources) > 1}

    @cached_property
    def said_in(self) -> Mapping[str, Sequence[Said]]:
        """Map sources to the records in which names are looked for: those of people with pages."""
        introductions = (
            (place.source, Said(place.key, person.id))
            for person in self.people
            for place in person.introductions
        )
        answers = ((answer.source, Said(answer.key, answer.person)) for answer in self.answers)
        return _grouped(chain(introductions, answers))

    @cached_property
    def system(self) -> Mapping[str, System]:
        """Map ids to systems."""
        return {system.id: system for system in self.systems}

    @cached_property
    def mentions_of(self) -> Mapping[tuple[str, str], Sequence[Mention]]:
        """Map kinds and ids, such as ``("system", "memcached")``, to the places that name them.

        Biographies come first, then answers in the order of the topics.
        """
        topics = {topic.id: number for number, topic in enumerate(self.topics, start=1)}
        turns = {key: number for topic in self.topics for number, key in enumerate(topic.items)}

        def place(mention: Mention) -> tuple[int, int]:
            answer = self.answer.get(mention.key)
            return (topics[answer.topic], turns[answer.key]) if answer else (0, 0)

        return _grouped(
            ((mention.kind, mention.target), mention)
            for mention in sorted(self.mentions, key=place)
        )

    @cached_property
    def mentions_in(self) -> Mapping[str, Sequence[Mention]]:
        """Map keys of answers and introductions to what they name, in the order of their text."""
        return _grouped((mention.key, mention) for mention in self.mentions)

    @cached_property
    def letters(self) -> Mapping[str, Sequence[Person]]:
        """Map letters to the people whose ids begin with them; empty where few have pages."""
        if not 0 < self.page_size < len(self.people):
            return {}
        people = sorted(self.people, key=lambda person: person.id)
        return {letter: list(group) for letter, group in groupby(people, lambda one: one.id[0])}

    def parts(self, kind: str, id: str) -> Sequence[Sequence[str]]:
        """Return the keys of what stands on each of the numbered pages of a topic or person.

        A page that is not cut has one part. What is asked stays with the answer to it.
        """
        return self._parts[kind, id]

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], Sequence[Sequence[str]]]:
        topics = {("topics", topic.id): topic.items for topic in self.topics}
        people = {
            ("people", person.id): [answer.key for answer in self.answers_of.get(person.id, ())]
            for person in self.people
        }
        pages: Mapping[tuple[str, str], Sequence[str]] = {**topics, **people}
        return {
            page: _parts(keys, self.answer.keys(), self.question.keys(), self.page_size)
            for page, keys in pages.items()
        }

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str, str], int]:
        """Map answers that are not on the first of their numbered pages to its number."""
        return {
            (kind, id, key): number
            for (kind, id), parts in self._parts.items()
            for number, part in enumerate(parts[1:], start=2)
            for key in part
        }

    def on_page(self, kind: str, answer: Answer) -> str:
        """Return the docname of the page, or of the part of a page, that shows *answer*.

        :param kind: ``people`` or ``topics``
        """
        id = answer.person if kind == "people" else answer.topic
        return self.docname(kind, id, self._numbers.get((kind, id, answer.key), 1))

    @cached_property
    def systems_in(self) -> Mapping[str, Sequence[str]]:
        """Map keys of answers and introductions to the ids of the systems they name, each once."""
        return {
            key: list(dict.fromkeys(one.target for one in mentions if one.kind == "system"))
            for key, mentions in self.mentions_in.items()
        }

    @cached_property
    def named_by(self) -> Mapping[str, Counter[str]]:
        """Map ids of systems to who names them, and how often."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self.mentions:
            if mention.kind == "system":
                counts[mention.target][mention.by] += 1
        return counts

    @cached_property
    def names_how_often(self) -> Counter[str]:
        """Count how often each person names any system."""
        return Counter(mention.by for mention in self.mentions if mention.kind == "system")

    def place(self, answer: Answer) -> tuple[str, str]:
        """Return the canonical place of *answer*: document and anchor.

        That is on its topic's page; where the author has a document of that
        name, on its person's, or else in the text as written.
        """
        kind, anchor = self._canonical(answer)
        return (self.on_page(kind, answer) if kind else answer.source), anchor

    def permanent(self, answer: Answer) -> tuple[str, str]:
        """Return the place of *answer* that stays where others come between: document and anchor.

        It is :meth:`place`, but always on the first of numbered pages, which leads on.
        """
        kind, anchor = self._canonical(answer)
        if not kind:
            return answer.source, anchor
        return self.docname(kind, answer.person if kind == "people" else answer.topic), anchor

    def _canonical(self, answer: Answer) -> tuple[str, str]:
        if self.authored.isdisjoint(
            [self.docname("topics", answer.topic), self.on_page("topics", answer)]
        ):
            return "topics", answer.on_topic_page
        if self.authored.isdisjoint(
            [self.docname("people", answer.person), self.on_page("people", answer)]
        ):
            return "people", answer.on_person_page
        return "", answer.anchor

    @property
    def comparison(self) -> str:
        """Return the docname of the page that sets people side by side."""
        return f"{self.prefix}compare"

    @cached_property
    def comparable(self) -> Sequence[Person]:
        """Return those who can be compared: all who answer, if they are not alone."""
        found = [person for person in self.people if person.id in self.answers_of]
        return found if len(found) > 1 else []

    def docname(self, kind: str, id: str = "index", number: int = 1) -> str:
        """Return the docname of a page.

        :param kind: ``people``, ``topics`` or ``systems``
        :param id: of the person, topic or system; without it, the index of them all
        :param number: of numbered pages; no id has a slash, so none is the address of another page
        """
        return f"{self.prefix}{kind}/{id}" + (f"/{number}" if number > 1 else "")


def _parts(
    keys: Sequence[str], said: AbstractSet[str], asked: AbstractSet[str], size: int
) -> Sequence[Sequence[str]]:
    """Cut *keys* into parts of *size* answers; what stands between goes with what it belongs to."""
    if not 0 < size < len(keys):
        return [keys]
    parts: list[list[str]] = [[]]
    waiting: list[str] = []  # questions, and what follows them
    answers = 0
    for key in keys:
        if key in said:
            if answers and not answers % size:
                parts.append([])
            answers += 1
            parts[-1] += [*waiting, key]
            waiting = []
        elif waiting or key in asked:
            waiting.append(key)
        else:
            parts[-1].append(key)
    parts[-1] += waiting
    return parts


def _neighbours(rows: Iterable[Sequence[Answer]]) -> Mapping[str, Neighbours]:
    return {
        answer.key: Neighbours(before, after)
        for row in rows
        for before, answer, after in zip((None, *row[:-1]), row, (*row[1:], None), strict=True)
    }


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, Sequence[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, answer in pairs:
        groups[key].append(answer)
    return groups
