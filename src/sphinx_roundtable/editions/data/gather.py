"""The data of a project, from its environment: the one module here that knows Sphinx.

Words are those that the pages show, whichever of them this build has written.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

from ...data import records
from ...data.records import VERSION, Dataset
from ...model import CAST, END
from ...pages.plan import plan
from ..site.addresses import picture, top
from ..site.directory import title_of
from .fragments import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

    from ... import model
    from ...sidecar import Sidecar
    from .words import Words

__all__ = ["gather"]


def gather(app: Sphinx, words: Words) -> Dataset:
    """Return the data of all roundtables; the builder must be one of those for HTML."""
    domain: Any = app.env.domains["roundtable"]
    tables = tuple(
        _Gatherer(app, table, domain.configured[table.name].sidecar, words).conversation()
        for table in domain.roundtables.values()
    )
    return Dataset(version=VERSION, roundtables=tables)


_PARTS: Mapping[str, records.Part] = {"": "introduction", CAST: "cast", END: "end"}


class _Gatherer:
    """Makes the records of one roundtable."""

    def __init__(
        self, app: Sphinx, table: model.Roundtable, sidecar: Sidecar, words: Words
    ) -> None:
        domain: Any = app.env.domains["roundtable"]
        self._app = app
        self._table = table
        self._sidecar = sidecar
        #: Of records that stand in another file than their source: one that it includes.
        self._files = {
            key: file for source in table.sources for key, file in domain.readings[source].files
        }
        self._fragments = _fragments(app, table, words)

    def conversation(self) -> records.Conversation:
        app, table, sidecar = self._app, self._table, self._sidecar
        return records.Conversation(
            name=table.name,
            title=table.title,
            language=(app.config.language or "").replace("_", "-"),
            date=sidecar.date,
            license=sidecar.license,
            rights=app.config.copyright,
            address=self._address(table.home or table.docname("topics")),
            sources=tuple(
                records.Source(
                    name=source, title=title, file=_file(app, source), address=self._address(source)
                )
                for source, title in table.sources.items()
            ),
            people=tuple(map(self._person, (*table.people, *table.interviewers))),
            topics=tuple(map(self._topic, table.topics)),
            systems=tuple(map(self._system, table.systems)),
            answers=tuple(map(self._answer, table.answers)),
            questions=tuple(map(self._question, table.questions)),
            asides=tuple(map(self._aside, table.asides)),
        )

    def _person(self, person: model.Person) -> records.Person:
        biographies = (
            records.Biography(
                **self._words(place.key),
                place=self._place(place.key, place.source, place.line),
                mentions=self._mentions(place.key),
            )
            for place in person.introductions
        )
        return records.Person(
            id=self._id(person.id),
            name=person.name,
            aliases=person.aliases,
            role=person.role,
            kind=person.kind,
            asks=person.asks,
            links=dict(person.links),
            portrait=picture(self._app, "", self._table.portraits.get(person.id)),
            biographies=tuple(biographies),
            address="" if person.asks else self._page("people", person.id),
        )

    def _topic(self, topic: model.Topic) -> records.Topic:
        answers = self._table.answers_on.get(topic.id, ())
        named = {answer.key: self._id(answer.id) for answer in answers}
        return records.Topic(
            id=self._id(topic.id),
            title=title_of(self._app, self._table, topic),
            items=tuple(named.get(key, key) for key in topic.items),
            address=self._page("topics", topic.id),
        )

    def _system(self, system: model.System) -> records.System:
        return records.System(
            id=self._id(system.id),
            name=system.name,
            aliases=system.aliases,
            kind=system.kind,
            url=system.url,
            description=system.description,
            people=tuple(map(self._id, system.people)),
            address=self._page("systems", system.id),
        )

    def _mentions(self, key: str) -> tuple[records.Mention, ...]:
        return tuple(
            records.Mention(
                kind=mention.kind,
                id=self._id(mention.target),
                before=mention.before,
                words=mention.words,
                after=mention.after,
            )
            for mention in self._table.mentions_in.get(key, ())
        )

    def _answer(self, answer: model.Answer) -> records.Answer:
        return records.Answer(
            id=self._id(answer.id),
            person=self._id(answer.person),
            topic=self._id(answer.topic),
            also=tuple(map(self._id, answer.also)),
            number=answer.number,
            time=answer.time,
            mentions=self._mentions(answer.key),
            **self._record(answer),
            address=self._address(*self._table.permanent(answer)),
        )

    def _question(self, question: model.Question) -> records.Question:
        return records.Question(
            id=question.key,
            person=self._id(question.person),
            topic=self._id(question.topic),
            time=question.time,
            **self._record(question),
            address=self._address(question.source, question.anchor),
        )

    def _aside(self, aside: model.Aside) -> records.Aside:
        part = _PARTS.get(aside.place, "topic")
        return records.Aside(
            id=aside.key,
            part=part,
            topic=self._id(aside.place) if part == "topic" else "",
            **self._record(aside),
            address=self._address(self._fragments[aside.key].docname),
        )

    def _record(self, record: model.Answer | model.Question | model.Aside) -> dict[str, Any]:
        return {
            **self._words(record.key),
            "place": self._place(record.key, record.source, record.line),
            "word_count": record.words,
        }

    def _words(self, key: str) -> dict[str, str]:
        fragment = self._fragments[key]
        return {"text": fragment.text, "html": fragment.html}

    def _place(self, key: str, source: str, line: int) -> records.Place:
        file = self._files.get(key) or _file(self._app, source)
        return records.Place(source=source, file=file, line=line)

    def _id(self, id: str) -> str:
        return self._table.prefix + id

    def _page(self, kind: str, id: str) -> str:
        docname = self._table.docname(kind, id)
        return self._address(docname) if docname in self._app.env.found_docs else ""

    def _address(self, docname: str, anchor: str = "") -> str:
        uri = top(self._app, self._app.builder.get_target_uri(docname)) or "./"
        return f"{uri}#{anchor}" if anchor else uri


def _file(app: Sphinx, source: str) -> str:
    return app.env.doc2path(source, base=False).as_posix()


def _fragments(app: Sphinx, table: model.Roundtable, words: Words) -> Mapping[str, Fragment]:
    """Map the keys of the records to what is shown of them, each at its best place."""
    found: dict[str, Fragment] = {}
    for page in plan(table):
        if page.docname not in table.authored:
            found |= words.of(app, page.docname)
    # Where the author has documents of their own in the place of pages, the source shows the words.
    for docname in dict.fromkeys(source for key, source in _places(table) if key not in found):
        found = {**words.of(app, docname), **found}
    return defaultdict(Fragment, found)


def _places(table: model.Roundtable) -> Iterator[tuple[str, str]]:
    """Yield the keys of the records, each with its source."""
    introductions = (place for person in table.person.values() for place in person.introductions)
    records: Iterable[model.Answer | model.Question | model.Aside | model.Introduction]
    records = chain(table.answers, table.questions, table.asides, introductions)
    for record in records:
        yield record.key, record.source
