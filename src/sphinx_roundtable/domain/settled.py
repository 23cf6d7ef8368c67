"""What is derived from all that was read: roundtables, and what may be linked to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..locale import _
from ..mentions.systems import systems_of
from ..model import Answer, Person, Roundtable
from ..reading.merge import merge
from .kept import KeptDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from ..config import Configured
    from ..elsewhere import Elsewhere
    from ..mentions.finder import Finder
    from ..model import Mention, Topic

__all__ = ["Object", "SettledDomain"]

Record = Answer | Person


class Object(NamedTuple):
    """What a role or another project may link to."""

    docname: str
    anchor: str
    words: str  #: that are shown
    permanent: str  #: docname that others may keep; the first, where *docname* is a numbered page


class SettledDomain(KeptDomain):
    """What the sources say together: made when it is asked for, and again after :meth:`settle`."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Start with nothing."""
        super().__init__(env)
        #: Conversations of other projects, and the files that they are from.
        self.elsewhere: Mapping[str, Elsewhere] = {}
        self.files: Mapping[str, Path] = {}
        self._roundtables: Mapping[str, Roundtable] | None = None
        self._objects: Mapping[tuple[str, str], Object] | None = None
        self._answers: Mapping[str, tuple[Roundtable, Answer]] | None = None
        self._records: Mapping[str, tuple[Roundtable, Record]] | None = None
        self._finders: dict[str, Finder] = {}

    def settle(self) -> None:
        """Forget what was derived: something was read."""
        self._roundtables = self._objects = self._records = self._answers = None
        self._finders = {}

    @property
    def roundtables(self) -> Mapping[str, Roundtable]:
        """Map names to roundtables, in the order of the configuration."""
        if self._roundtables is None:
            self._roundtables = {
                entry.name: self._roundtable(entry) for entry in self.configured.values()
            }
        return self._roundtables

    def _roundtable(self, entry: Configured) -> Roundtable:
        given = entry.sidecar.labels
        labels = {
            # What the sidecar does not say is said in the language of the build.
            "people": _("People") if given.people == "People" else given.people,
            "topics": _("Topics") if given.topics == "Topics" else given.topics,
            "systems": _("Systems") if given.systems == "Systems" else given.systems,
        }
        sources = [name for name in self.sources.get(entry.name, ()) if name in self.readings]
        reading = merge([self.readings[name] for name in sources], entry.sidecar)
        home = entry.home(self.authored)
        return Roundtable(
            entry.name,
            entry.sidecar.title or self._title(home or entry.name),
            entry.prefix,
            home,
            [person for person in reading.people if not person.asks],
            [person for person in reading.people if person.asks],
            reading.topics,
            reading.answers,
            reading.questions,
            reading.asides,
            reading.doubts if len(sources) > 1 else (),
            {name: self._title(name) for name in sources},
            labels,
            entry.portraits,
            self.authored,
            list(systems_of(entry.sidecar)),
            entry.sidecar.mentions.runs_on or "",
            self._mentions(sources),
            self.env.config.roundtable_page_size,
        )

    def _mentions(self, sources: Iterable[str]) -> list[Mention]:
        return [mention for source in sources for mention in self.mentions.get(source, ())]

    def record_mentions(self, name: str, found: Mapping[str, tuple[Mention, ...]]) -> Roundtable:
        """Keep what is named in the sources of the roundtable *name*; return it with that."""
        self.mentions.update(found)
        table = self.roundtables[name]
        table = replace(table, mentions=self._mentions(table.sources))
        self._roundtables = {**self.roundtables, name: table}
        self._answers = None
        return table

    def finder(self, name: str) -> Finder:
        """Return what finds the systems of the roundtable *name*, and nobody."""
        if name not in self._finders:
            # Here, for it takes a while: where nothing has changed, nothing need be found.
            from ..mentions.finder import Finder  # noqa: PLC0415

            sidecar = self.configured[name].sidecar
            self._finders[name] = Finder(sidecar, (), self.env.config.language)
        return self._finders[name]

    def _title(self, source: str) -> str:
        """Return the title of a document: its head's, its heading, or else its name."""
        title = self.env.metadata.get(source, {}).get("title")
        heading = self.env.titles[source].astext() if source in self.env.titles else ""
        return str(title or (heading if heading != "<no title>" else "") or source)

    def way(self, kind: str, key: str) -> tuple[str, str]:
        """Return where a source leads to from one of its records, and in which words.

        :param kind: of the page: ``people`` or ``topics``
        :param key: of an answer, or of the introduction of a person
        :return: document and anchor, as ``docname#anchor``, or nothing if there is no such page;
            words, or nothing where any will do
        """
        if self._records is None:
            self._records = dict(self._all_records())
        found = self._records.get(key)
        if found is None:
            return "", ""
        table, record = found
        if isinstance(record, Person):
            return f"{table.docname(kind, record.id)}#", ""
        if kind == "people":
            words = table.person[record.person].name
            return f"{table.on_page(kind, record)}#{record.on_person_page}", words
        words = self.title_of(table, table.topic[record.topic])
        return f"{table.on_page(kind, record)}#{record.on_topic_page}", words

    def _all_records(self) -> Iterator[tuple[str, tuple[Roundtable, Record]]]:
        for table in self.roundtables.values():
            for answer in table.answers:
                yield answer.key, (table, answer)
            for person in table.people:
                for introduction in person.introductions:
                    yield introduction.key, (table, person)

    @property
    def objects(self) -> Mapping[tuple[str, str], Object]:
        """Map (type, name) to objects."""
        if self._objects is None:
            self._objects = dict(self._all_objects())
        return self._objects

    def _all_objects(self) -> Iterator[tuple[tuple[str, str], Object]]:
        for table in self.roundtables.values():
            for person in table.people:
                page = table.docname("people", person.id)
                yield ("person", table.prefix + person.id), Object(page, "", person.name, page)
            for topic in table.topics:
                page = table.docname("topics", topic.id)
                words = self.title_of(table, topic)
                yield ("topic", table.prefix + topic.id), Object(page, "", words, page)
            for system in table.systems:
                page = table.docname("systems", system.id)
                yield ("system", table.prefix + system.id), Object(page, "", system.name, page)
            for answer in table.answers:
                page, anchor = table.place(answer)
                permanent, _anchor = table.permanent(answer)
                name = table.person[answer.person].name
                words = f"{name}: {self.title_of(table, table.topic[answer.topic])}"
                answer_object = Object(page, anchor, words, permanent)
                yield ("answer", table.prefix + answer.id), answer_object

    def title_of(self, table: Roundtable, topic: Topic) -> str:
        """Return the title of a topic's page, in the language of the build."""
        page = table.docname("topics", topic.id)
        return self.env.titles[page].astext() if page in self.pages else topic.title
