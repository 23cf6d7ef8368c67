"""Answers and questions, as the pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..locale import _
from ..nodes import Way, link, ways
from .parts import Parts, plain
from .transplant import COPY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model import Answer, Neighbours, Question, Topic

__all__ = ["Answers"]


class Answers(Parts):
    """The parts of a page that somebody says."""

    def answer_on_topic(self, answer: Answer, anchor: str, topic: Topic) -> nodes.Element:
        """Return an answer at its canonical place, under the name of its person."""
        person = self.roundtable.person[answer.person]
        to = link(self.roundtable.on_page("people", answer), answer.on_person_page, person.name)
        section = self._answer(anchor, to)
        self.transplant.stand_for(section, answer.source, [answer.anchor])
        words = self.words(topic)
        self.index(section, f"{plain(person.name)}; {words}", anchor)
        self.index(section, f"{plain(words)}; {person.name}", anchor)
        self.badge(section, person)
        self.role(section, person)
        self._origin_of(section, answer)
        self._time(section, answer)
        source = self.sources[answer.source]
        section += self.transplant.record(source, answer.key, canonical=True)
        self._ways_on(section, answer, on_topic=True)
        return source.wrapped(section, answer.key)

    def answer_of_other_topic(self, answer: Answer) -> nodes.Element:
        """Return an answer that is on this topic, too: it leads to its canonical place."""
        person = self.roundtable.person[answer.person]
        anchor = self.transplant.reserve(f"{answer.person}-{answer.on_person_page}")
        section = self._answer(anchor, self.to_answer(answer, person.name))
        section[COPY] = answer.key
        section["classes"].append("no-search")
        self.badge(section, person)
        self.role(section, person)
        self._origin_of(section, answer)
        self._time(section, answer)
        source = self.sources[answer.source]
        section += self.transplant.record(source, answer.key, canonical=False)
        title = self.words(self.roundtable.topic[answer.topic])
        under = Way(_("Under %s") % title, _at(*self.roundtable.place(answer)))
        section += ways([[under], [_as_written(answer)]])
        return source.wrapped(section, answer.key)

    def answer_of_person(self, answer: Answer, anchor: str) -> nodes.Element:
        """Return an answer on its person's page, under the title of its topic."""
        topic = self.roundtable.topic[answer.topic]
        canonical = self.roundtable.place(answer)[0] == self.page.docname
        to_topic = self.to_topic(topic) if canonical else self.to_answer(answer, self.words(topic))
        section = self._answer(anchor, to_topic)
        source = self.sources[answer.source]
        if canonical:
            self.transplant.stand_for(section, answer.source, [answer.anchor])
        else:
            section[COPY] = answer.key
            # With its heading: it is found at its canonical place.
            section["classes"].append("no-search")
        self._origin_of(section, answer)
        for question in self.roundtable.asked.get(answer.key, ()):
            # Without a page of its topic, it is canonical where it is first answered.
            first = self.roundtable.asked_first[question.key] == answer.key
            section += self.question(question, canonical=canonical and first)
        self._time(section, answer)
        section += self.transplant.record(source, answer.key, canonical=canonical)
        more = []
        for id in answer.also:
            title = self.words(self.roundtable.topic[id])
            more.append(Way(_("Also on %s") % title, _at(self.roundtable.docname("topics", id))))
        if before := self.roundtable.before.get(answer.key):
            place = _at(*self.roundtable.place(before))
            more.append(Way(_("After %s") % self.name(before), place))
        self._ways_on(section, answer, *more, on_topic=False)
        return source.wrapped(section, answer.key)

    def _answer(self, anchor: str, to: nodes.reference) -> nodes.section:
        title = nodes.title("", "", to)
        return nodes.section("", title, ids=[anchor], classes=["roundtable-answer"])

    def question(self, question: Question, *, canonical: bool) -> nodes.Element:
        """Return what was asked, under the name of who asks."""
        source = self.sources[question.source]
        person = self.roundtable.person[question.person]
        name = nodes.Text(person.name) if person.asks else self.to_person(person)
        label = nodes.paragraph("", "", name, classes=["roundtable-asker", "no-search"])
        container = nodes.container("", label, classes=["roundtable-question"])
        if not canonical:
            container[COPY] = question.key
        elif question.anchor:
            # A target: LaTeX knows no ids of containers.
            place = nodes.target("", "", ids=[self.transplant.reserve(question.anchor)])
            label.insert(0, place)
            self.transplant.stand_for(place, question.source, [question.anchor])
        self._time(container, question)
        container += self.transplant.record(source, question.key, canonical=canonical)
        return source.wrapped(container, question.key)

    def _ways_on(self, section: nodes.section, answer: Answer, *more: Way, on_topic: bool) -> None:
        """Add the ways on from an answer: along its person, along its topic, to the source.

        They stay on pages of the same kind as this one.
        """

        def to(other: Answer) -> str:
            if on_topic:
                return _at(*self.roundtable.place(other))
            return _at(self.roundtable.on_page("people", other), other.on_person_page)

        def title(other: Answer) -> str:
            return self.words(self.roundtable.topic[other.topic])

        docname = self.roundtable.docname
        person = Way(_("More from %s") % self.name(answer), _at(docname("people", answer.person)))
        others = Way(_("Others on this topic"), _at(docname("topics", answer.topic)))
        by_person = self.roundtable.along_person[answer.key]
        by_topic = self.roundtable.along_topic[answer.key]
        # Who talks in turns is right above and below, and the words are few.
        adjacent = on_topic and answer.topic in self.roundtable.in_turns
        section += ways(
            [
                _steps(by_person, person, to, title),
                *([] if adjacent else [_steps(by_topic, others, to, self.name)]),
                *([way] for way in more),
                [_as_written(answer)],
            ]
        )

    def _origin_of(self, section: nodes.section, answer: Answer) -> None:
        if answer.person in self.roundtable.widespread:
            self.origin(section, answer.source)

    def _time(self, section: nodes.Element, said: Answer | Question) -> None:
        if said.time:
            section += nodes.paragraph("", said.time, classes=["roundtable-time", "no-search"])


def _at(docname: str, anchor: str = "") -> str:
    return f"{docname}#{anchor}"


def _as_written(answer: Answer) -> Way:
    return Way(_("As written"), _at(answer.source, answer.anchor))


def _steps(
    around: Neighbours,
    all_: Way,
    to: Callable[[Answer], str],
    words: Callable[[Answer], str],
) -> list[Way]:
    """Return the links to the answer before, to all of them, and to the answer after."""
    steps = [all_]
    if before := around.before:
        said = words(before)
        steps.insert(
            0, Way(said, to(before), kind="roundtable-previous", title=_("Previous: %s") % said)
        )
    if after := around.after:
        said = words(after)
        steps.append(Way(said, to(after), kind="roundtable-next", title=_("Next: %s") % said))
    return steps
