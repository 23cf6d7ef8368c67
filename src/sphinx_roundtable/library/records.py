"""What is kept of a volume once it is built: who says what where, without the words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Kind
from .editions import File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from ..model import Roundtable
    from .storage import Storage

__all__ = [
    "FOLDER",
    "Named",
    "Record",
    "Said",
    "Subject",
    "Table",
    "Talk",
    "Voice",
    "read_record",
    "record_name",
    "tables_of",
]

#: Where the library keeps what it must know of its own files, from the top of it.
FOLDER = "_library"


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """A person of a volume."""

    id: str
    name: str
    place: str  #: address of the person's page, from the top of the volume
    role: str = ""
    kind: Kind = "person"
    aliases: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    introduced: bool = False  #: whether the text tells who this is


class Subject(msgspec.Struct, frozen=True, array_like=True):
    """A topic of a volume."""

    id: str
    title: str
    place: str


class Said(msgspec.Struct, frozen=True, array_like=True):
    """An answer, at its canonical place."""

    person: str
    topic: str
    place: str
    words: int


class Named(msgspec.Struct, frozen=True, array_like=True):
    """Where a system is named: in an answer, or where a person is introduced."""

    person: str
    topic: str  #: empty where it is the introduction
    place: str
    times: int


class Talk(msgspec.Struct, frozen=True, array_like=True):
    """A system of a volume, and who talks about it."""

    id: str
    name: str
    place: str
    description: str
    named: list[Named]


class Table(msgspec.Struct, frozen=True):
    """A roundtable of a volume."""

    title: str
    people: list[Voice]
    topics: list[Subject]
    answers: list[Said]
    systems: list[Talk] = []


class Record(msgspec.Struct, frozen=True):
    """A volume: what it says, and which files it has."""

    digest: str = ""  #: of all that the volume is made from; nothing while it is being written
    files: list[str] = []  #: from the top of the volume
    assets: str = ""  #: folder of its assets in that of all assets
    title: str = ""
    tables: list[Table] = []
    policy: str = ""  #: the Content-Security-Policy of all its pages
    search: bool = False
    editions: list[File] = []  #: from the top of the volume


def record_name(volume: str) -> str:
    """Return where the record of a volume is, from the top of the library."""
    return f"{FOLDER}/volumes/{volume}.json"


def read_record(out: Storage, name: str) -> Record:
    """Return the record in a file; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(out.read_if_any(name) or b"{}", type=Record)
    except msgspec.DecodeError:
        return Record()


def tables_of(app: Sphinx) -> list[Table]:
    """Return what the roundtables of a project that has been built say."""
    domain: Any = app.env.domains["roundtable"]
    return [_table(app, table) for table in domain.roundtables.values()]


def _table(app: Sphinx, table: Roundtable) -> Table:
    # Here, since the records are read where there is no Sphinx project, too.
    from ..editions.site.directory import title_of  # noqa: PLC0415

    def to(docname: str, anchor: str = "") -> str:
        address = app.builder.get_target_uri(docname)
        return f"{address}#{anchor}" if anchor else address

    return Table(
        table.title,
        [
            Voice(
                person.id,
                person.name,
                to(table.docname("people", person.id)),
                person.role,
                person.kind,
                person.aliases,
                person.links,
                bool(person.introductions),
            )
            for person in table.people
        ],
        [
            Subject(topic.id, title_of(app, table, topic), to(table.docname("topics", topic.id)))
            for topic in table.topics
        ],
        [
            Said(answer.person, answer.topic, to(*table.place(answer)), answer.words)
            for answer in table.answers
        ],
        [
            Talk(
                system.id,
                system.name,
                to(table.docname("systems", system.id)),
                system.description,
                list(_named(table, system.id, to)),
            )
            for system in table.systems
            if table.docname("systems", system.id) in app.env.found_docs
        ],
    )


def _named(table: Roundtable, system: str, to: Callable[..., str]) -> Iterator[Named]:
    """Yield where a system is named, in the order of the text."""
    mentions = table.mentions_of.get(("system", system), ())
    introduced = {mention.key: mention.by for mention in mentions}
    people = {person.id for person in table.people}
    for key, times in Counter(mention.key for mention in mentions).items():
        if answer := table.answer.get(key):
            yield Named(answer.person, answer.topic, to(*table.place(answer)), times)
        elif introduced[key] in people:
            person = introduced[key]
            yield Named(person, "", to(table.docname("people", person)), times)
