"""The doctree of each kind of page, from the records and the source's nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..locale import _
from ..model import CAST, END
from ..nodes import sentence
from .parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

    from ..model import Roundtable
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
        "person": composer.person,
        "topics": composer.topics,
        "topic": composer.topic,
    }[page.kind]
    fill()
    composer.transplant.finish()
    return composer.transplant.numbered


class _Composer(Parts):
    """The four kinds of pages."""

    def topic(self) -> None:
        """Show what was said on one topic: its lead, then each answer under its person."""
        topic = self.roundtable.topic[self.page.id]
        answers = {answer.key: answer for answer in self.roundtable.answers_on.get(topic.id, ())}
        own = {key: answer for key, answer in answers.items() if answer.topic == topic.id}
        anchors = {
            key: self.transplant.reserve(answer.on_topic_page) for key, answer in own.items()
        }
        source = self.sources.get(topic.source)
        heading = self.heading(topic)
        title = (
            self.transplant.inline(source, heading)
            if source and heading is not None
            else [nodes.Text(topic.title)]
        )
        section = self.open_page(topic.id, title, "topics", "roundtable-topic")
        headings = self.sources.headings[topic.id]
        for docname, place in headings.items():
            self.transplant.stand_for(section, docname, place["ids"])
        self.index(section, self._words(topic), main=True)
        voiced = False
        for key in topic.items:
            if aside := self.roundtable.aside.get(key):
                self.aside(section, aside, after_answers=voiced)
                continue
            if topic.anchor and not voiced and len(headings) == 1:
                self.ways(section, [self.as_written(topic.source, topic.anchor)])
            voiced = True
            if answer := own.get(key):
                section += self.answer_on_topic(answer, anchors[key], topic)
            elif answer := answers.get(key):
                section += self.answer_of_other_topic(answer)
            else:
                section += self.question(self.roundtable.question[key], canonical=True)
        if answers:
            spoke = {answer.person for answer in answers.values()}
            missing = [person for person in self.roundtable.people if person.id not in spoke]
            self.missing(section, _("No answer from"), map(self.to_person, missing))

    def person(self) -> None:
        """Show what one person said: the biography, then each answer under its topic."""
        person = self.roundtable.person[self.page.id]
        answers = self.roundtable.answers_of.get(person.id, ())
        anchors = [self.transplant.reserve(answer.on_person_page) for answer in answers]
        section = self.open_page(
            person.id, [nodes.Text(person.name)], "people", "roundtable-person"
        )
        for place in person.introductions:
            self.transplant.stand_for(section, place.source, [place.anchor])
        self.index(section, person.name, main=True)
        self.role(section, person)
        several = len({place.source for place in person.introductions}) > 1
        for place in person.introductions:
            if several:
                self.origin(section, place.source)
            section += self.transplant.record(self.sources[place.source], place.key, canonical=True)
        if person.links:
            links = (nodes.reference("", text, refuri=url) for text, url in person.links)
            section += nodes.paragraph("", "", *sentence("", links), classes=["roundtable-links"])
        self.ways(
            section, [self.as_written(place.source, place.anchor) for place in person.introductions]
        )
        for answer, anchor in zip(answers, anchors, strict=True):
            section += self.answer_of_person(answer, anchor)
        spoken = {id for answer in answers for id in (answer.topic, *answer.also)}
        missing = [
            topic
            for topic in self.roundtable.topics
            if topic.id not in spoken and topic.id in self.roundtable.answers_on
        ]
        self.missing(section, _("No answer on"), map(self.to_topic, missing))

    def topics(self) -> None:
        """Show the introduction and a list of the topics."""
        section = self.index_page("topics", "")
        entries = [(self.to_topic(topic), self.voices(topic)) for topic in self.roundtable.topics]
        self.contents(section, entries, [topic.id for topic in self.roundtable.topics])
        for aside in self.roundtable.asides:
            if aside.place == END:
                self.aside(section, aside, after_answers=False)

    def people(self) -> None:
        """Show the lead of the cast, who asks, and a list of the people."""
        section = self.index_page("people", CAST)
        for docname, heading in self.sources.headings[CAST].items():
            self.transplant.stand_for(section, docname, heading["ids"])
        for person in self.roundtable.interviewers:
            for place in person.introductions:
                source = self.sources[place.source]
                section += self.transplant.record(source, place.key, canonical=True)
        entries = [
            (self.to_person(person), [nodes.Text(person.role)] if person.role else [])
            for person in self.roundtable.people
        ]
        self.contents(section, entries, [person.id for person in self.roundtable.people])
