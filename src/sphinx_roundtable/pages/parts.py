"""The parts that pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..locale import _
from ..nodes import OWN, link, roundtable_navigation, sentence
from .transplant import CANONICAL, COPY, Transplant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model import Answer, Aside, Person, Question, Roundtable, Topic
    from .plan import Page
    from .transplant import Sources

__all__ = ["Parts", "hidden_toctree"]

#: Where more people would have to be named in one place, their number stands for them:
#: what all pages show together must not grow as people times pages.
LISTED_AT_MOST = 24


class Parts:
    """What the pages of one roundtable have in common; an object makes one page."""

    def __init__(
        self,
        page: Page,
        roundtable: Roundtable,
        sources: Sources,
        document: nodes.document,
        env: BuildEnvironment,
    ) -> None:
        self.page = page
        self.roundtable = roundtable
        self.sources = sources
        self.document = document
        self.root_doc = env.config.root_doc
        self.transplant = Transplant(document, page.docname, env)

    def open_page(
        self, id: str, title: Sequence[nodes.Node], kind: str, *classes: str
    ) -> nodes.section:
        """Add breadcrumbs and the section of the page; return the section."""
        home = self.roundtable.home
        trail = [link(self.root_doc, "", _("Home"))] if self.root_doc != home else []
        if home:
            trail.append(link(home, "", self.roundtable.title))
        if self.page.id:
            trail.append(self._to_index(kind))
        here = "".join(node.astext() for node in title)
        if self.page.number > 1:
            trail.append(link(self.roundtable.docname(kind, self.page.id), "", here))
            here = str(self.page.number)
            title = [*title, nodes.Text(f" ({here})")]
        paragraph = nodes.paragraph()
        for step in trail:
            paragraph += [step, nodes.Text(" › ")]
        paragraph += nodes.Text(here)
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

    def index_page(self, kind: str, place: str) -> nodes.section:
        """Add the title of an index and the asides of *place*; return the section."""
        section = self.open_page(kind, [nodes.Text(self.roundtable.labels[kind])], kind)
        asides = [aside for aside in self.roundtable.asides if aside.place == place]
        several = len({aside.source for aside in asides}) > 1
        last = ""
        for aside in asides:
            if several and aside.source != last:
                # It comes and goes with what it stands above.
                self.origin(section, aside.source)[CANONICAL] = aside.key
                last = aside.source
            self.aside(section, aside, after_answers=False)
        return section

    def answer_on_topic(self, answer: Answer, anchor: str, topic: Topic) -> nodes.Element:
        """Return an answer at its canonical place, under the name of its person."""
        person = self.roundtable.person[answer.person]
        to = link(self._person_doc(person), answer.on_person_page, person.name)
        section = self._answer(anchor, to)
        self.transplant.stand_for(section, answer.source, [answer.anchor])
        words = self._words(topic)
        self.index(section, f"{_plain(person.name)}; {words}", anchor)
        self.index(section, f"{_plain(words)}; {person.name}", anchor)
        self.role(section, person)
        self._origin_of(section, answer)
        self._time(section, answer)
        source = self.sources[answer.source]
        section += self.transplant.record(source, answer.key, canonical=True)
        self.ways(section, [self.as_written(answer.source, answer.anchor)])
        return source.wrapped(section, answer.key)

    def answer_of_other_topic(self, answer: Answer) -> nodes.Element:
        """Return an answer that is on this topic, too: it leads to its canonical place."""
        person = self.roundtable.person[answer.person]
        anchor = self.transplant.reserve(f"{answer.person}-{answer.on_person_page}")
        section = self._answer(anchor, self._to_answer(answer, person.name))
        section[COPY] = answer.key
        section["classes"].append("no-search")
        self.role(section, person)
        self._origin_of(section, answer)
        self._time(section, answer)
        source = self.sources[answer.source]
        section += self.transplant.record(source, answer.key, canonical=False)
        title = self._words(self.roundtable.topic[answer.topic])
        ways = [self._to_answer(answer, _("Under %s") % title)]
        self.ways(section, [*ways, self.as_written(answer.source, answer.anchor)])
        return source.wrapped(section, answer.key)

    def answer_of_person(self, answer: Answer, anchor: str) -> nodes.Element:
        """Return an answer on its person's page, under the title of its topic."""
        topic = self.roundtable.topic[answer.topic]
        canonical = self.roundtable.place(answer)[0] == self.page.docname
        to_topic = (
            self.to_topic(topic) if canonical else self._to_answer(answer, self._words(topic))
        )
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
        ways = [link(self.roundtable.docname("topics", topic.id), "", _("Others on this topic"))]
        for id in answer.also:
            title = self._words(self.roundtable.topic[id])
            ways.append(link(self.roundtable.docname("topics", id), "", _("Also on %s") % title))
        if before := self.roundtable.before.get(answer.key):
            ways.append(self._to_answer(before, _("After %s") % self._name(before)))
        self.ways(section, [*ways, self.as_written(answer.source, answer.anchor)])
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

    def aside(self, section: nodes.section, aside: Aside, *, after_answers: bool) -> None:
        """Add an aside; one after answers is set apart."""
        copies = self.transplant.record(self.sources[aside.source], aside.key, canonical=True)
        if after_answers and copies:
            # Between answers, only its looks tell an aside from an answer.
            section += nodes.container("", *copies, classes=["roundtable-aside"])
        else:
            section += copies

    def role(self, section: nodes.section, person: Person) -> None:
        """Add the line that says who *person* is, if there is one."""
        if person.role:
            section += nodes.paragraph("", person.role, classes=["roundtable-role", "no-search"])

    def origin(self, section: nodes.section, source: str) -> nodes.paragraph:
        """Add, and return, the line that says which source the words below are from."""
        before, _mark, after = _("From %s").partition("%s")
        title = nodes.emphasis("", "", link(source, "", self.roundtable.sources[source]))
        paragraph = nodes.paragraph(
            "", "", *sentence(before, [title], after), classes=["roundtable-origin", "no-search"]
        )
        section += paragraph
        return paragraph

    def _origin_of(self, section: nodes.section, answer: Answer) -> None:
        if answer.person in self.roundtable.widespread:
            self.origin(section, answer.source)

    def _time(self, section: nodes.Element, said: Answer | Question) -> None:
        if said.time:
            section += nodes.paragraph("", said.time, classes=["roundtable-time", "no-search"])

    def missing(
        self, section: nodes.section, before: str, links: Iterable[nodes.reference]
    ) -> None:
        """Add a line that names who, or what, is missing; nothing if nobody is."""
        links = list(links)
        if len(links) > LISTED_AT_MOST:
            others = _("%d others") % len(links)
            words: list[nodes.Node] = [nodes.Text(f"{before} {others}.")]
        elif links:
            words = sentence(f"{before} ", links, ".")
        else:
            return
        section += nodes.paragraph("", "", *words, classes=["roundtable-missing", "no-search"])

    def ways(self, section: nodes.section, links: Sequence[nodes.reference]) -> None:
        """Add links that help on a screen."""
        if links:
            items = (nodes.list_item("", nodes.paragraph("", "", to)) for to in links)
            section += roundtable_navigation(
                "",
                nodes.bullet_list("", *items),
                classes=["roundtable-ways", "no-search"],
            )

    def contents(
        self,
        section: nodes.section,
        entries: Iterable[tuple[nodes.reference, Sequence[nodes.Node]]],
        docnames: Sequence[str],
    ) -> None:
        """Add the list of an index page, and the toctree that leads to its pages, *docnames*."""
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
        section += hidden_toctree(self.page.docname, docnames)

    def index(
        self, section: nodes.section, entry: str, anchor: str = "", *, main: bool = False
    ) -> None:
        """Add an entry of the index; a main one is all of a person or a topic."""
        words = entry if not main else _plain(entry)
        section += addnodes.index(
            entries=[("single", words, anchor or section["ids"][0], "main" if main else "", None)]
        )

    def voices(self, topic: Topic) -> Sequence[nodes.Node]:
        """Return links to the answers on *topic*, or their number where there are many."""
        answers = self.roundtable.answers_on.get(topic.id, ())
        if len(answers) > LISTED_AT_MOST:
            return [nodes.Text(_("%d answers") % len(answers))]
        return [self._to_answer(answer, self._name(answer)) for answer in answers]

    # Links and words

    def _to_answer(self, answer: Answer, words: str) -> nodes.reference:
        return link(*self.roundtable.place(answer), words)

    def _person_doc(self, person: Person) -> str:
        return self.roundtable.docname("people", person.id)

    def to_person(self, person: Person) -> nodes.reference:
        """Return a link to the page of *person*."""
        return link(self._person_doc(person), "", person.name)

    def to_topic(self, topic: Topic) -> nodes.reference:
        """Return a link to the page of *topic*."""
        return link(self.roundtable.docname("topics", topic.id), "", self._words(topic))

    def _to_index(self, kind: str) -> nodes.reference:
        return link(self.roundtable.docname(kind), "", self.roundtable.labels[kind])

    def as_written(self, source: str, anchor: str) -> nodes.reference:
        """Return a link to a place in the text as written."""
        return link(source, anchor, _("As written"))

    def _name(self, answer: Answer) -> str:
        return self.roundtable.person[answer.person].name

    def heading(self, topic: Topic) -> nodes.TextElement | None:
        """Return the heading of *topic* in the source: after translation, with its markup."""
        source = self.sources.get(topic.source)
        section = source.sections.get(topic.id) if source and not topic.retitled else None
        # The title of a section, or a paragraph that asks.
        heading = section[0] if isinstance(section, nodes.section) else section
        return heading if isinstance(heading, nodes.TextElement) else None

    def _words(self, topic: Topic) -> str:
        heading = self.heading(topic)
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
    toctree[OWN] = True
    return nodes.compound("", toctree, classes=["toctree-wrapper"])


def _plain(words: str) -> str:
    """Return *words* fit for the first part of an index entry, which ends at a semicolon."""
    return words.replace(";", ",")
