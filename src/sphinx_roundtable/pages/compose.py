"""The doctree of each kind of page, from the records and the source's nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..locale import _
from ..model import CAST
from ..nodes import link, roundtable_navigation, sentence
from .transplant import COPY, Transplant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model import Answer, Person, Roundtable, Topic
    from .plan import Page
    from .transplant import Source

__all__ = ["compose"]


#: Where more people would have to be named in one place, their number stands for them:
#: what all pages show together must not grow as people times pages.
LISTED_AT_MOST = 24


def compose(
    page: Page,
    roundtable: Roundtable,
    sources: Mapping[str, Source],
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


class _Composer:
    """Makes one page."""

    def __init__(
        self,
        page: Page,
        roundtable: Roundtable,
        sources: Mapping[str, Source],
        document: nodes.document,
        env: BuildEnvironment,
    ) -> None:
        self.page = page
        self.roundtable = roundtable
        self.sources = sources
        self.document = document
        self.root_doc = env.config.root_doc
        self.transplant = Transplant(document, page.docname, env)

    # The four kinds of pages

    def topic(self) -> None:
        """Show what was said on one topic: its lead, then each answer under its person."""
        topic = self.roundtable.topic[self.page.id]
        answers = {answer.key: answer for answer in self.roundtable.answers_on.get(topic.id, ())}
        anchors = {
            key: self.transplant.reserve(answer.on_topic_page) for key, answer in answers.items()
        }
        source = self.sources.get(topic.source)
        heading = self._heading(topic)
        title = (
            self.transplant.inline(source, heading)
            if source and heading is not None
            else [nodes.Text(topic.title)]
        )
        section = self._page(topic.id, title, "topics", "roundtable-topic")
        if source and topic.id in source.sections:
            self.transplant.stand_for(section, topic.source, source.sections[topic.id]["ids"])
        self._index(section, topic.title, main=True)
        answered = False
        for key in topic.items:
            if answer := answers.get(key):
                if topic.anchor and not answered:
                    self._ways(section, [self._as_written(topic.source, topic.anchor)])
                section += self._answer_on_topic(answer, anchors[key], topic)
                answered = True
            else:
                self._aside(section, topic.source, key, after_answers=answered)
        if answered:
            spoke = {answer.person for answer in answers.values()}
            missing = [person for person in self.roundtable.people if person.id not in spoke]
            self._missing(section, _("No answer from"), map(self._to_person, missing))

    def person(self) -> None:
        """Show what one person said: the biography, then each answer under its topic."""
        person = self.roundtable.person[self.page.id]
        answers = self.roundtable.answers_of.get(person.id, ())
        anchors = [self.transplant.reserve(answer.on_person_page) for answer in answers]
        section = self._page(person.id, [nodes.Text(person.name)], "people", "roundtable-person")
        if person.anchor:
            self.transplant.stand_for(section, person.source, [person.anchor])
        self._index(section, person.name, main=True)
        self._role(section, person)
        if source := self.sources.get(person.source):
            section += self.transplant.record(source, f"person {person.id}", canonical=True)
        if person.links:
            links = (nodes.reference("", text, refuri=url) for text, url in person.links)
            section += nodes.paragraph("", "", *sentence("", links), classes=["roundtable-links"])
        if person.anchor:
            self._ways(section, [self._as_written(person.source, person.anchor)])
        for answer, anchor in zip(answers, anchors, strict=True):
            section += self._answer_of_person(answer, anchor)
        spoken = {answer.topic for answer in answers}
        missing = [
            topic
            for topic in self.roundtable.topics
            if topic.id not in spoken and topic.id in self.roundtable.answers_on
        ]
        self._missing(section, _("No answer on"), map(self._to_topic, missing))

    def topics(self) -> None:
        """Show the introduction and a list of the topics."""
        section = self._index_page("topics", "")
        entries = [(self._to_topic(topic), self._voices(topic)) for topic in self.roundtable.topics]
        self._contents(section, entries, [topic.id for topic in self.roundtable.topics])

    def people(self) -> None:
        """Show the lead of the cast and a list of the people."""
        section = self._index_page("people", CAST)
        for docname, source in self.sources.items():
            if CAST in source.sections:
                self.transplant.stand_for(section, docname, source.sections[CAST]["ids"])
        entries = [
            (self._to_person(person), [nodes.Text(person.role)] if person.role else [])
            for person in self.roundtable.people
        ]
        self._contents(section, entries, [person.id for person in self.roundtable.people])

    # Parts of pages

    def _page(
        self, id: str, title: Sequence[nodes.Node], kind: str, *classes: str
    ) -> nodes.section:
        """Add breadcrumbs and the section of the page; return the section."""
        trail = [link(self.root_doc, "", _("Start"))]
        if self.page.id:
            trail.append(self._to_index(kind))
        paragraph = nodes.paragraph()
        for step in trail:
            paragraph += [step, nodes.Text(" › ")]
        paragraph += nodes.Text("".join(node.astext() for node in title))
        self.document += roundtable_navigation(
            "",
            paragraph,
            classes=["roundtable-trail", "no-search"],
            label=_("Breadcrumbs"),
        )
        section = nodes.section(
            "",
            nodes.title("", "", *title),
            ids=[self.transplant.reserve(id)],
            classes=list(classes),
        )
        self.document += section
        return section

    def _index_page(self, kind: str, place: str) -> nodes.section:
        section = self._page(kind, [nodes.Text(self.roundtable.labels[kind])], kind)
        for aside in self.roundtable.asides:
            if aside.place == place:
                self._aside(section, aside.source, aside.key, after_answers=False)
        return section

    def _answer_on_topic(self, answer: Answer, anchor: str, topic: Topic) -> nodes.Element:
        person = self.roundtable.person[answer.person]
        to = link(self._person_doc(person), answer.on_person_page, person.name)
        section = self._answer(anchor, to)
        self.transplant.stand_for(section, answer.source, [answer.anchor])
        self._index(section, f"{_plain(person.name)}; {topic.title}", anchor)
        self._index(section, f"{_plain(topic.title)}; {person.name}", anchor)
        self._role(section, person)
        source = self.sources[answer.source]
        section += self.transplant.record(source, answer.key, canonical=True)
        self._ways(section, [self._as_written(answer.source, answer.anchor)])
        return source.wrapped(section, answer.key)

    def _answer_of_person(self, answer: Answer, anchor: str) -> nodes.Element:
        topic = self.roundtable.topic[answer.topic]
        section = self._answer(
            anchor, link(self.page_of(answer), answer.on_topic_page, self._words(topic))
        )
        source = self.sources[answer.source]
        section[COPY] = f"{answer.source} {answer.key}"
        section += self.transplant.record(source, answer.key, canonical=False)
        self._ways(
            section,
            [
                link(self.page_of(answer), answer.on_topic_page, _("Others on this topic")),
                self._as_written(answer.source, answer.anchor),
            ],
        )
        return source.wrapped(section, answer.key)

    def _answer(self, anchor: str, to: nodes.reference) -> nodes.section:
        title = nodes.title("", "", to)
        return nodes.section("", title, ids=[anchor], classes=["roundtable-answer"])

    def _aside(self, section: nodes.section, source: str, key: str, *, after_answers: bool) -> None:
        copies = self.transplant.record(self.sources[source], key, canonical=True)
        if after_answers and copies:
            # Between answers, only its looks tell an aside from an answer.
            section += nodes.container("", *copies, classes=["roundtable-aside"])
        else:
            section += copies

    def _role(self, section: nodes.section, person: Person) -> None:
        if person.role:
            section += nodes.paragraph("", person.role, classes=["roundtable-role"])

    def _missing(
        self, section: nodes.section, before: str, links: Iterable[nodes.reference]
    ) -> None:
        links = list(links)
        if len(links) > LISTED_AT_MOST:
            words: list[nodes.Node] = [nodes.Text(f"{before} {_('%d others') % len(links)}.")]
        elif links:
            words = sentence(f"{before} ", links, ".")
        else:
            return
        section += nodes.paragraph("", "", *words, classes=["roundtable-missing"])

    def _ways(self, section: nodes.section, links: Sequence[nodes.reference]) -> None:
        """Add links that help on a screen."""
        if links:
            items = (nodes.list_item("", nodes.paragraph("", "", to)) for to in links)
            section += roundtable_navigation(
                "",
                nodes.bullet_list("", *items),
                classes=["roundtable-ways", "no-search"],
            )

    def _contents(
        self,
        section: nodes.section,
        entries: Iterable[tuple[nodes.reference, Sequence[nodes.Node]]],
        ids: Sequence[str],
    ) -> None:
        """Add the list of an index page, and the toctree that leads to its pages."""
        items = []
        for to, more in entries:
            paragraph = nodes.paragraph("", "", to)
            if more:
                details = nodes.inline(classes=["roundtable-details"])
                details += sentence("", more)
                paragraph += [nodes.Text(": "), details]
            items.append(nodes.list_item("", paragraph))
        if not items:
            return
        section += nodes.container(
            "", nodes.bullet_list("", *items), classes=["roundtable-contents", "no-search"]
        )
        docnames = [self.roundtable.docname(self.page.kind, id) for id in ids]
        section += hidden_toctree(self.page.docname, docnames)

    def _index(
        self, section: nodes.section, entry: str, anchor: str = "", *, main: bool = False
    ) -> None:
        words = entry if not main else _plain(entry)
        section += addnodes.index(
            entries=[("single", words, anchor or section["ids"][0], "main" if main else "", None)]
        )

    def _voices(self, topic: Topic) -> Sequence[nodes.Node]:
        answers = self.roundtable.answers_on.get(topic.id, ())
        if len(answers) > LISTED_AT_MOST:
            return [nodes.Text(_("%d answers") % len(answers))]
        return [
            link(self.page_of(answer), answer.on_topic_page, self._name(answer))
            for answer in answers
        ]

    # Links and words

    def page_of(self, answer: Answer) -> str:
        """Return the docname of the canonical place of *answer*."""
        return self.roundtable.docname("topics", answer.topic)

    def _person_doc(self, person: Person) -> str:
        return self.roundtable.docname("people", person.id)

    def _to_person(self, person: Person) -> nodes.reference:
        return link(self._person_doc(person), "", person.name)

    def _to_topic(self, topic: Topic) -> nodes.reference:
        return link(self.roundtable.docname("topics", topic.id), "", self._words(topic))

    def _to_index(self, kind: str) -> nodes.reference:
        return link(self.roundtable.docname(kind), "", self.roundtable.labels[kind])

    def _as_written(self, source: str, anchor: str) -> nodes.reference:
        return link(source, anchor, _("As written"))

    def _name(self, answer: Answer) -> str:
        return self.roundtable.person[answer.person].name

    def _heading(self, topic: Topic) -> nodes.title | None:
        """Return the heading of *topic* in the source: after translation, with its markup."""
        source = self.sources.get(topic.source)
        section = source.sections.get(topic.id) if source and not topic.retitled else None
        heading = section[0] if section else None
        return heading if isinstance(heading, nodes.title) else None

    def _words(self, topic: Topic) -> str:
        heading = self._heading(topic)
        return topic.title if heading is None else heading.astext()


def hidden_toctree(docname: str, docnames: Sequence[str]) -> nodes.compound:
    """Return a toctree that shows nothing, and gives its documents their place."""
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in docnames],
        includefiles=list(docnames),
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    return nodes.compound("", toctree, classes=["toctree-wrapper"])


def _plain(words: str) -> str:
    """Return *words* fit for the first part of an index entry, which ends at a semicolon."""
    return words.replace(";", ",")
