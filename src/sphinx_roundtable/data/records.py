"""The records of ``roundtable.json``: what is exported, and what is read back.

These classes are the form of the file. The published schema is made from them, a file is written
from them, and what does not fit them is refused when a file is read. They know nothing of Sphinx.

Ids are the names that the objects have in ``objects.inv``. Addresses are full ones where
``html_baseurl`` is set, and count from the folder of the file where it is not.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..model import Kind, SystemKind

__all__ = [
    "SCHEMA",
    "VERSION",
    "Answer",
    "Aside",
    "Biography",
    "Conversation",
    "Dataset",
    "Mention",
    "Part",
    "Person",
    "Place",
    "Question",
    "Record",
    "Source",
    "Spoken",
    "System",
    "Topic",
]

#: Of the form. The first number is raised where a key goes or changes its meaning, the second
#: where one is added: what reads 1.0 reads 1.1, too.
VERSION = "1.1"
#: The name of the schema's file, which stands beside the data.
SCHEMA = "roundtable.schema.json"

#: A version that this code can read.
Version = Annotated[str, msgspec.Meta(pattern=r"^1\.(0|[1-9][0-9]*)$")]
#: Something that is counted.
Count = Annotated[int, msgspec.Meta(ge=0)]


def _said(words: str) -> msgspec.Meta:
    return msgspec.Meta(description=words)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands in what the author wrote."""

    source: Annotated[str, _said("Name of a document of the conversation.")]
    file: Annotated[str, _said("Path from the project's source folder, with slashes.")]
    line: Annotated[Count, _said("Where it begins; 0 where that is not known.")] = 0


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """Words, in two forms."""

    text: Annotated[str, _said("Plain text; an empty line divides paragraphs. Without notes.")] = ""
    html: Annotated[str, _said("The same as HTML, with the notes it refers to.")] = ""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a system or a person is named, in its sentence."""

    kind: Literal["system", "person"]
    id: Annotated[str, _said("Id of what is named.")]
    before: Annotated[str, _said("What stands before it in its sentence.")] = ""
    words: Annotated[str, _said("How it is named there.")]
    after: Annotated[str, _said("What stands after it in its sentence.")] = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A document that the author wrote."""

    name: str
    title: str
    file: Annotated[str, _said("Path from the project's source folder, with slashes.")]
    address: str


class Biography(Spoken, frozen=True, kw_only=True):
    """What a source says of a person."""

    place: Place
    mentions: Annotated[tuple[Mention, ...], _said("In the order of the text.")] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who speaks."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: Annotated[str, _said("One line on who this is.")] = ""
    kind: Kind = "person"
    asks: Annotated[bool, _said("An interviewer: the turns are questions.")] = False
    links: Annotated[dict[str, str], _said("Addresses, by the words that are shown.")] = {}
    portrait: Annotated[str, _said("Address of a picture of the person; since 1.1.")] = ""
    biographies: Annotated[tuple[Biography, ...], _said("One for each source that has one.")] = ()
    address: Annotated[str, _said("Of the person's page; empty where there is none.")] = ""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One question or subject."""

    id: str
    title: str
    items: Annotated[
        tuple[str, ...], _said("Ids of what was said on it, in the order in which it is read.")
    ] = ()
    address: str = ""


class System(msgspec.Struct, frozen=True, kw_only=True):
    """A product, site or tool that is talked about."""

    id: str
    name: str
    aliases: Annotated[tuple[str, ...], _said("Other spellings.")] = ()
    kind: SystemKind | None = None
    url: Annotated[str, _said("Its home page.")] = ""
    description: Annotated[str, _said("One line on what it is.")] = ""
    people: Annotated[tuple[str, ...], _said("Ids of those whose work it is.")] = ()
    address: Annotated[str, _said("Of its page; empty where there is none.")] = ""


class Record(Spoken, frozen=True, kw_only=True):
    """A part of the text."""

    id: str
    place: Place
    word_count: Annotated[Count, _said("Words, counted in the source.")] = 0
    address: Annotated[str, _said("Where it stands on the site.")] = ""


class Answer(Record, frozen=True, kw_only=True):
    """What one person said on one topic."""

    person: Annotated[str, _said("Id of the person.")]
    topic: Annotated[str, _said("Id of the topic that it belongs to.")]
    also: Annotated[tuple[str, ...], _said("Ids of other topics on which it is shown.")] = ()
    number: Annotated[
        int, msgspec.Meta(ge=1, description="Counts the answers of one person on one topic.")
    ] = 1
    time: Annotated[str, _said("When it was said, as the source writes it.")] = ""
    mentions: Annotated[tuple[Mention, ...], _said("In the order of the text.")] = ()


class Question(Record, frozen=True, kw_only=True):
    """What an interviewer asked."""

    person: Annotated[str, _said("Id of the person who asks.")]
    topic: Annotated[str, _said("Id of the topic.")]
    time: Annotated[str, _said("When it was said, as the source writes it.")] = ""


#: What an aside may be a part of.
Part = Literal["introduction", "cast", "topic", "end"]


class Aside(Record, frozen=True, kw_only=True):
    """Words that are nobody's: an introduction, a topic's lead, a remark of the editor."""

    part: Annotated[Part, _said("Of what it is a part.")] = "introduction"
    topic: Annotated[str, _said("Id of the topic; empty where it is not a part of one.")] = ""


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One roundtable."""

    name: Annotated[str, _said("As in the project's configuration.")]
    title: str
    language: Annotated[str, _said("BCP 47 tag of the language.")] = ""
    date: Annotated[str, _said("A day, a month or a year, as ISO 8601 writes it.")] = ""
    license: Annotated[str, _said("Address of the licence.")] = ""
    rights: Annotated[str, _said("A notice on who holds the copyright.")] = ""
    address: Annotated[str, _said("Of what stands for the whole.")] = ""
    sources: tuple[Source, ...] = ()
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    systems: tuple[System, ...] = ()
    answers: Annotated[tuple[Answer, ...], _said("In the order in which they are read.")] = ()
    questions: tuple[Question, ...] = ()
    asides: tuple[Aside, ...] = ()


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """All conversations of a site."""

    schema: Annotated[str, _said("Where the schema of this file is.")] = msgspec.field(
        default=SCHEMA, name="$schema"
    )
    version: Annotated[Version, _said("Of the form of this file.")]
    roundtables: tuple[Conversation, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answers of all conversations."""
        return tuple(answer for table in self.roundtables for answer in table.answers)
