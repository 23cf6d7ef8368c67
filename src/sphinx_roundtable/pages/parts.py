"""The parts that pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..badges import badge
from ..lengths import extent
from ..locale import _
from ..nodes import OWN, link, roundtable_navigation, sentence
from .transplant import CANONICAL, Transplant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from ..model import Answer, Aside, Person, Roundtable, Topic
    from .plan import Page
    from .transplant import Sources

__all__ = ["Parts", "hidden_toctree", "plain"]

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
        self._words: dict[str, str] = {}

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
            trail.append(link(self.numbered(kind), "", here))
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

    def aside(self, section: nodes.section, aside: Aside, *, after_answers: bool) -> None:
        """Add an aside; one after answers is set apart."""
        copies = self.transplant.record(self.sources[aside.source], aside.key, canonical=True)
        if after_answers and copies:
            # Between answers, only its looks tell an aside from an answer.
            section += nodes.container("", *copies, classes=["roundtable-aside"])
        else:
            section += copies

    def badge(self, section: nodes.section, person: Person, *, stays: bool = False) -> None:
        """Add what stands for the face of *person*.

        :param stays: whether a portrait is for all editions, not only for a screen
        """
        section += badge(person, self.roundtable.portraits.get(person.id), stays=stays)

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

    def missing(
        self, section: nodes.section, before: str, count: int, links: Iterable[nodes.reference]
    ) -> None:
        """Add a line that names who, or what, is missing; nothing if nobody is.

        :param count: of *links*, none of which is made where they would be too many
        """
        if count > LISTED_AT_MOST:
            others = _("%d others") % count
            words: list[nodes.Node] = [nodes.Text(f"{before} {others}.")]
        elif count:
            words = sentence(f"{before} ", links, ".")
        else:
            return
        section += nodes.paragraph("", "", *words, classes=["roundtable-missing", "no-search"])

    def facts(
        self, section: nodes.section, answers: Sequence[Answer], *more: nodes.Node | None
    ) -> None:
        """Add, for a screen, how much there is to read on a page, and links of it as a whole."""
        words: list[Sequence[nodes.Node]] = [[nodes.Text(extent(answers))]]
        words += [[way] for way in more if way is not None]
        self.ways(section, words, "roundtable-facts")

    def ways(
        self, section: nodes.section, links: Sequence[Sequence[nodes.Node]], *classes: str
    ) -> None:
        """Add links that help on a screen; those that belong together are one item."""
        items = [nodes.list_item("", nodes.paragraph("", "", *parts)) for parts in links if parts]
        if items:
            section += roundtable_navigation(
                "",
                nodes.bullet_list("", *items),
                classes=["roundtable-ways", *classes, "no-search"],
            )

    def contents(
        self, section: nodes.section, items: Sequence[nodes.list_item], docnames: Sequence[str]
    ) -> None:
        """Add the list of an index page, and the toctree that leads to its pages, *docnames*."""
        if not items:
            return
        entries = nodes.bullet_list("", *items, classes=["roundtable-list"])
        section += nodes.container("", entries, classes=["roundtable-contents", "no-search"])
        section += hidden_toctree(self.page.docname, docnames)

    def index(
        self, section: nodes.section, entry: str, anchor: str = "", *, main: bool = False
    ) -> None:
        """Add an entry of the index; a main one is all of a person or a topic."""
        words = entry if not main else plain(entry)
        section += addnodes.index(
            entries=[("single", words, anchor or section["ids"][0], "main" if main else "", None)]
        )

    def details(self, topic: Topic) -> Iterator[Sequence[nodes.Node]]:
        """Yield what a list says of *topic*: who answers, unless they are many; at what length."""
        answers = self.roundtable.answers_on.get(topic.id, ())
        if 0 < len(answers) <= LISTED_AT_MOST:
            links = (self.to_answer(answer, self.name(answer)) for answer in answers)
            yield sentence("", links)
        yield [nodes.Text(extent(answers))]

    # Links and words

    def to_answer(self, answer: Answer, words: str) -> nodes.reference:
        """Return a link to *answer* at its canonical place."""
        return link(*self.roundtable.place(answer), words)

    def person_doc(self, person: Person) -> str:
        """Return the docname of the page of *person*."""
        return self.roundtable.docname("people", person.id)

    def to_person(self, person: Person) -> nodes.reference:
        """Return a link to the page of *person*."""
        return link(self.person_doc(person), "", person.name)

    def to_topic(self, topic: Topic) -> nodes.reference:
        """Return a link to the page of *topic*."""
        return link(self.roundtable.docname("topics", topic.id), "", self.words(topic))

    def numbered(self, kind: str, number: int = 1) -> str:
        """Return the docname of one of the numbered pages that this one is of."""
        return self.roundtable.docname(kind, self.page.id or "index", number)

    def _to_index(self, kind: str) -> nodes.reference:
        return link(self.roundtable.docname(kind), "", self.roundtable.labels[kind])

    def as_written(self, source: str, anchor: str) -> nodes.reference:
        """Return a link to a place in the text as written."""
        return link(source, anchor, _("As written"))

    def name(self, answer: Answer) -> str:
        """Return the name of who gave *answer*."""
        return self.roundtable.person[answer.person].name

    def heading(self, topic: Topic) -> nodes.TextElement | None:
        """Return the heading of *topic* in the source: after translation, with its markup."""
        source = self.sources[topic.source] if topic.source else None
        section = source.sections.get(topic.id) if source and not topic.retitled else None
        # The title of a section, or a paragraph that asks.
        heading = section[0] if isinstance(section, nodes.section) else section
        return heading if isinstance(heading, nodes.TextElement) else None

    def words(self, topic: Topic) -> str:
        """Return the title of *topic*, in the language of the build."""
        if topic.id not in self._words:
            heading = self.heading(topic)
            self._words[topic.id] = topic.title if heading is None else heading.astext()
        return self._words[topic.id]


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


def plain(words: str) -> str:
    """Return *words* fit for the first part of an index entry, which ends at a semicolon."""
    return words.replace(";", ",")
