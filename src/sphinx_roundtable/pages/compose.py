"""The doctree of each kind of page, from the records and the source's nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..badges import badge
from ..lengths import extent
from ..locale import _
from ..model import CAST, END
from ..nodes import entry, sentence
from .answers import Answers
from .comparison import Comparison, to_comparison
from .numbered import Numbered
from .systems import SystemPages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model import Answer, Person, Roundtable
    from .plan import Page
    from .transplant import Sources

__all__ = ["compose"]


def compose(
    page: Page,
    roundtable: Roundtable,
    sources: Sources,
    document: nodes.document,
    env: BuildEnvironment,
) -> list[tuple[str, str, str]]:
    """Fill the empty *document* of *page*.

    :param sources: the doctrees of the roundtable's sources, by docname
    :return: what may have a number: its id, and the document and id of its original
    """
    composer = _Composer(page, roundtable, sources, document, env)
    fill: Callable[[], None] = {
        "people": composer.people,
        "letter": composer.letter,
        "person": composer.person,
        "topics": composer.topics,
        "topic": composer.topic,
        "compare": composer.compare,
        "systems": composer.systems,
        "system": composer.system,
    }[page.kind]
    fill()
    composer.transplant.finish()
    return composer.transplant.numbered


class _Composer(Answers, Numbered, Comparison, SystemPages):
    """The kinds of pages."""

    def topic(self) -> None:
        """Show what was said on one topic: its lead, then each answer under its person."""
        topic = self.roundtable.topic[self.page.id]
        answers = self.roundtable.answers_on.get(topic.id, ())
        parts = self.roundtable.parts("topics", topic.id)
        part = parts[self.page.number - 1]
        anchors = {
            key: self.transplant.reserve(answer.on_topic_page)
            for key in (topic.items if self.page.number == 1 else part)
            if (answer := self.roundtable.answer.get(key)) and answer.topic == topic.id
        }
        source = self.sources[topic.source] if topic.source else None
        heading = self.heading(topic)
        title = (
            self.transplant.inline(source, heading)
            if source and heading is not None
            else [nodes.Text(topic.title)]
        )
        section = self.open_page(topic.id, title, "topics", "roundtable-topic")
        if topic.id in self.roundtable.in_turns:
            section["classes"].append("roundtable-turns")
        headings = self.sources.headings.get(topic.id, {})
        voiced = self.page.number > 1
        if not voiced:
            for docname, ids in headings.items():
                self.transplant.stand_for(section, docname, ids)
            self.index(section, self.words(topic), main=True)
            source_of = [self.as_written(topic.source, topic.anchor)] if topic.anchor else []
            self.facts(section, answers, *(source_of if len(headings) == 1 else []))
        self.between_parts(section, "topics", len(parts))
        for key in part:
            if aside := self.roundtable.aside.get(key):
                self.aside(section, aside, after_answers=voiced)
                continue
            voiced = True
            if question := self.roundtable.question.get(key):
                section += self.question(question, canonical=True)
            elif key in anchors:
                answer = self.roundtable.answer[key]
                section += self.answer_on_topic(answer, anchors[key], topic)
            else:
                section += self.answer_of_other_topic(self.roundtable.answer[key])
        self.between_parts(section, "topics", len(parts), labelled=True)
        if len(parts) > 1 and self.page.number == 1:
            self.everybody(section, answers, anchors)
        if answers and self.page.number == len(parts):
            self.systems_named(section, [answer.key for answer in answers])
            people, spoke = self.roundtable.people, {answer.person for answer in answers}
            others = (self.to_person(person) for person in people if person.id not in spoke)
            self.missing(section, _("No answer from"), len(people) - len(spoke), others)

    def person(self) -> None:
        """Show what one person said: the biography, then each answer under its topic."""
        person = self.roundtable.person[self.page.id]
        answers = self.roundtable.answers_of.get(person.id, ())
        parts = self.roundtable.parts("people", person.id)
        part = parts[self.page.number - 1]
        anchors = {
            key: self.transplant.reserve(self.roundtable.answer[key].on_person_page)
            for keys in (parts if self.page.number == 1 else [part])
            for key in keys
        }
        section = self.open_page(
            person.id, [nodes.Text(person.name)], "people", "roundtable-person"
        )
        if self.page.number == 1:
            self._biography(section, person, answers)
        self.between_parts(section, "people", len(parts))
        for key in part:
            section += self.answer_of_person(self.roundtable.answer[key], anchors[key])
        self.between_parts(section, "people", len(parts), labelled=True)
        if len(parts) > 1 and self.page.number == 1:
            self.everything(section, answers, anchors)
        if self.page.number < len(parts):
            return
        told = [place.key for place in person.introductions]
        self.systems_named(section, [*told, *(answer.key for answer in answers)])
        self.named_by(section, person)
        spoken = {id for answer in answers for id in (answer.topic, *answer.also)}
        answered = self.roundtable.answers_on
        others = (
            self.to_topic(topic)
            for topic in self.roundtable.topics
            if topic.id not in spoken and topic.id in answered
        )
        self.missing(section, _("No answer on"), len(answered) - len(spoken), others)

    def _biography(self, section: nodes.section, person: Person, answers: Sequence[Answer]) -> None:
        for place in person.introductions:
            self.transplant.stand_for(section, place.source, [place.anchor])
        self.index(section, person.name, main=True)
        section["classes"].append("roundtable-portrayed")
        self.badge(section, person, stays=True)
        self.role(section, person)
        sources = [self.as_written(told.source, told.anchor) for told in person.introductions]
        compare = to_comparison(self.roundtable, _("Compare with others"), person)
        self.facts(section, answers, *sources, compare)
        several = len({place.source for place in person.introductions}) > 1
        for place in person.introductions:
            if several:
                self.origin(section, place.source)
            section += self.transplant.record(self.sources[place.source], place.key, canonical=True)
        if person.links:
            links = (nodes.reference("", text, refuri=url) for text, url in person.links)
            section += nodes.paragraph("", "", *sentence("", links), classes=["roundtable-links"])

    def topics(self) -> None:
        """Show the introduction and a list of the topics."""
        number, lists = self.page.number, self.roundtable.topic_lists
        topics = lists[number - 1]
        if number == 1:
            section = self.index_page("topics", "")
        else:
            title = nodes.Text(self.roundtable.labels["topics"])
            section = self.open_page("topics", [title], "topics")
        self.between_parts(section, "topics", len(lists))
        entries = [entry(self.to_topic(topic), *self.details(topic)) for topic in topics]
        docnames = [*self.documents_of("topics", [topic.id for topic in topics])]
        if number == 1:
            docnames += [self.numbered("topics", n) for n in range(2, len(lists) + 1)]
        self.contents(section, entries, docnames)
        self.between_parts(section, "topics", len(lists), labelled=True)
        for aside in self.roundtable.asides if number == len(lists) else ():
            if aside.place == END:
                self.aside(section, aside, after_answers=False)

    def people(self) -> None:
        """Show the lead of the cast, who asks, and a list of the people."""
        section = self.index_page("people", CAST)
        for docname, ids in self.sources.headings.get(CAST, {}).items():
            self.transplant.stand_for(section, docname, ids)
        for person in self.roundtable.interviewers:
            for place in person.introductions:
                source = self.sources[place.source]
                section += self.transplant.record(source, place.key, canonical=True)
        if compare := to_comparison(self.roundtable, _("Compare people")):
            self.ways(section, [[compare]])
        if letters := self.roundtable.letters:
            self.contents(section, [*self.letters()], [*map(self.letter_document, letters)])
        else:
            self._list(section, self.roundtable.people)

    def letter(self) -> None:
        """Show those whose ids begin with one letter."""
        title = f"{self.roundtable.labels['people']}: {self.page.id.capitalize()}"
        section = self.open_page(self.page.id, [nodes.Text(title)], "people")
        self.ways(section, [[self.to_letter(letter)] for letter in self.roundtable.letters])
        self._list(section, self.roundtable.letters[self.page.id])

    def _list(self, section: nodes.section, people: Sequence[Person]) -> None:
        table = self.roundtable
        entries = [
            entry(
                self.to_person(person),
                *([[nodes.Text(person.role)]] if person.role else []),
                [nodes.Text(extent(table.answers_of.get(person.id, ())))],
                badge=badge(person, table.portraits.get(person.id)),
            )
            for person in people
        ]
        self.contents(section, entries, self.documents_of("people", [one.id for one in people]))
