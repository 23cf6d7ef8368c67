"""Lists, cards and matrices: what the directives of this extension stand for."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .._sphinx import application
from ..badges import badge
from ..lengths import extent, of_answers, of_words
from ..locale import _
from ..model import Subtype
from ..nodes import entry, link, roundtable_listing, roundtable_scroll
from ..pages.comparison import to_comparison
from ..pages.plan import letter_page
from ..pages.usage import of_mentions, usage
from .site.directory import is_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ..model import Answer, Person, Roundtable, System

__all__ = ["ExpandListings", "setup_listings"]

logger = logging.getLogger(__name__)


class roundtable_head(nodes.entry):
    """A head of a table that says what it is the head of: ``scope`` is ``col`` or ``row``."""


def setup_listings(app: Sphinx) -> None:
    """Register the node, which only HTML gets."""
    app.add_node(roundtable_head, html=(_visit_head, _depart_head))


class ExpandListings(SphinxPostTransform):
    """Fill the nodes that directives have left."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        for number, node in enumerate(list(self.document.findall(roundtable_listing)), start=1):
            table = self._roundtable(node)
            if table is None:
                node.parent.remove(node)
            elif node["kind"] == "matrix":
                # Sphinx may give a table with a caption a number, and asks for an id.
                id = f"roundtable-matrix-{number}"
                make = self._usage if node["systems"] else self._matrix
                node.replace_self(make(table, node, id))
            else:
                fill: dict[str, Callable[[Roundtable], Iterable[nodes.list_item]]] = {
                    "people": self._people,
                    "topics": self._topics,
                    "systems": partial(self._systems, most=node["most"]),
                }
                items = fill[node["kind"]](table)
                classes = ["roundtable-list", f"roundtable-{node['display']}", *node["classes"]]
                node.replace_self(nodes.bullet_list("", *items, classes=classes))

    @property
    def _is_html(self) -> bool:
        return application(self.env).builder.format == "html"

    def _roundtable(self, node: nodes.Element) -> Roundtable | None:
        domain: Any = self.env.domains["roundtable"]
        table: Roundtable | str = domain.table(node["roundtable"])
        if not isinstance(table, str):
            return table
        logger.warning(
            "%s",
            table,
            location=node,
            type="roundtable",
            subtype=Subtype.LISTING.value,
        )
        return None

    def _people(self, table: Roundtable) -> Iterable[nodes.list_item]:
        for letter, people in table.letters.items():
            page = table.docname("people", letter_page(letter))
            to = link(page, "", letter.capitalize(), "pageref")
            names = " – ".join(dict.fromkeys([people[0].name, people[-1].name]))
            answers = [
                answer for person in people for answer in table.answers_of.get(person.id, ())
            ]
            yield entry(to, [nodes.Text(names)], [nodes.Text(extent(answers))])
        if table.letters:
            return
        for person in table.people:
            yield entry(
                link(table.docname("people", person.id), "", person.name, "pageref"),
                *([[nodes.Text(person.role)]] if person.role else []),
                [nodes.Text(extent(table.answers_of.get(person.id, ())))],
                badge=self._badge(table, person),
            )

    def _topics(self, table: Roundtable) -> Iterable[nodes.list_item]:
        for to, titles, answers in self._topic_lists(table):
            yield entry(to, [nodes.Text(titles)], [nodes.Text(extent(answers))])
        for topic in table.topics if len(table.topic_lists) == 1 else ():
            yield entry(
                link(
                    table.docname("topics", topic.id), "", self._title(table, topic.id), "pageref"
                ),
                [nodes.Text(extent(table.answers_on.get(topic.id, ())))],
            )

    def _systems(self, table: Roundtable, most: int) -> Iterable[nodes.list_item]:
        """Yield all systems, or those that are mentioned most often."""

        def count(system: System) -> int:
            return len(table.mentions_of.get(("system", system.id), ()))

        systems = sorted(table.systems, key=lambda one: -count(one)) if most else table.systems
        for system in systems[: most or None]:
            yield entry(
                link(table.docname("systems", system.id), "", system.name, "pageref"),
                *([[nodes.Text(what)]] if (what := system.description.rstrip(".")) else []),
                [nodes.Text(of_mentions(count(system)))],
            )

    def _usage(self, table: Roundtable, node: nodes.Element, id: str) -> list[nodes.Node]:
        """Return a table of who speaks of which systems; nothing, if nobody names any."""
        matrix = usage(table)
        if matrix is None:
            return []
        if node["caption"]:
            matrix.insert(0, nodes.title("", node["caption"]))
            matrix["ids"] = [id]
        matrix["classes"] += node["classes"]
        return [self._scrolling(matrix, node["caption"] or _("Who speaks of what"))]

    def _scrolling(self, matrix: nodes.table, name: str) -> nodes.Element:
        if not self._is_html:
            return matrix
        matrix["classes"].append("colwidths-auto")
        return roundtable_scroll("", matrix, name=name, classes=["roundtable-scroll"])

    def _badge(self, table: Roundtable, person: Person) -> nodes.Element | None:
        if not self._is_html:
            return None
        portrait = table.portraits.get(person.id)
        if portrait is not None and portrait.path not in self.env.images:
            portrait = None  # no page of ours shows it, so Sphinx does not copy it
        found = badge(person, portrait)
        for image in found.findall(nodes.image):
            # As Sphinx's collector leaves it, which has run before.
            image["uri"] = image["uri"].lstrip("/")
            image["candidates"] = {"*": image["uri"]}
        return found

    def _title(self, table: Roundtable, topic: str) -> str:
        """Return the title of a topic's page, in the language of the build."""
        docname = table.docname("topics", topic)
        title = self.env.titles.get(docname)
        return table.topic[topic].title if title is None else title.astext()

    def _matrix(self, table: Roundtable, node: nodes.Element, id: str) -> list[nodes.Node]:
        """Return a table with a row for each topic, and a column for each person, or each letter.

        Of a large cast, it counts the answers of those whose ids begin with a letter: with a column
        for each it would grow as people times topics. Of very many topics, it counts the answers to
        those that one page of their index lists.
        """
        columns = self._columns(table)
        heads = [table.labels["topics"]]
        rows = [nodes.row("", self._head("col", [nodes.Text(heads[0])]), *columns.values())]
        for to, answers, said in self._rows(table):
            heads.append(to.astext())
            cells = (_entry(said.get(column, _nothing())) for column in columns)
            rows.append(nodes.row("", self._head("row", [to], answers), *cells))
        # Widths in characters: text builders wrap by them.
        widths = [
            max(map(len, heads)),
            *(max(len(to.astext()), len(_("no answer"))) for to in columns.values()),
        ]
        group = nodes.tgroup(
            "",
            *(
                nodes.colspec(colwidth=width, stub=int(not number))
                for number, width in enumerate(widths)
            ),
            nodes.thead("", rows[0]),
            nodes.tbody("", *rows[1:]),
            cols=len(widths),
        )
        matrix = nodes.table("", group)
        if node["caption"]:
            matrix.insert(0, nodes.title("", node["caption"]))
            matrix["ids"] = [id]
        matrix["classes"] += ["roundtable-matrix", *node["classes"]]
        scroll = self._scrolling(matrix, node["caption"] or _("Who answered what"))
        compare = to_comparison(table, _("Compare people side by side"))
        if compare is None or not is_site(application(self.env)):
            return [scroll]
        line = nodes.paragraph("", "", compare, classes=["roundtable-compare-link", "no-search"])
        return [scroll, line]

    def _rows(
        self, table: Roundtable
    ) -> Iterable[tuple[nodes.reference, Sequence[Answer], Mapping[str, nodes.Node]]]:
        """Yield what a row is of, the answers in it, and what its cells show, by column."""
        for to, _titles, answers in self._topic_lists(table):
            yield to, answers, _counted(table, answers)
        for topic in table.topics if len(table.topic_lists) == 1 else ():
            title = self._title(table, topic.id)
            to = link(table.docname("topics", topic.id), "", title)
            answers = table.answers_on.get(topic.id, ())
            said = _counted(table, answers) if table.letters else _linked(table, answers, title)
            yield to, answers, said

    def _topic_lists(
        self, table: Roundtable
    ) -> Iterable[tuple[nodes.reference, str, Sequence[Answer]]]:
        """Yield the pages of an index of topics: the first and the last, and all answers to them.

        Of an index that is one page, nothing.
        """
        position = 0
        for number, topics in enumerate(table.topic_lists, start=1):
            if topics == table.topics:
                return
            words = f"{position + 1} – {position + len(topics)}"
            to = link(table.docname("topics", number=number), "", words, "pageref")
            titles = " – ".join(self._title(table, topics[at].id) for at in (0, -1))
            answers = [one for topic in topics for one in table.answers_on.get(topic.id, ())]
            yield to, titles, answers
            position += len(topics)

    def _columns(self, table: Roundtable) -> Mapping[str, nodes.entry]:
        """Return the heads of the columns, by letter or by the id of a person."""
        if table.letters:
            first = {letters[0]: letters for letters in reversed([*table.letters])}
            return {
                letter: self._head(
                    "col", [link(table.docname("people", letter_page(page)), "", letter.upper())]
                )
                for letter, page in sorted(first.items())
            }
        return {
            person.id: self._head(
                "col",
                [
                    *filter(None, [self._badge(table, person)]),
                    link(table.docname("people", person.id), "", person.name),
                ],
                table.answers_of.get(person.id, ()),
            )
            for person in table.people
        }

    def _head(
        self, scope: str, content: Sequence[nodes.Node], answers: Sequence[Answer] = ()
    ) -> nodes.entry:
        """Return the head of a row or a column; on a screen, with how much there is to read."""
        if not self._is_html:
            return _entry(*content)
        more = [nodes.inline("", extent(answers), classes=["roundtable-details"])]
        paragraph = nodes.paragraph("", "", *content, *(more if answers else []))
        return roundtable_head("", paragraph, scope=scope)


def _linked(table: Roundtable, answers: Sequence[Answer], title: str) -> Mapping[str, nodes.Node]:
    """Map people to links to what they said on a topic: to the first answer of each."""
    said: dict[str, list[Answer]] = {}
    for answer in answers:
        said.setdefault(answer.person, []).append(answer)
    links: dict[str, nodes.Node] = {}
    for person, spoken in said.items():
        words = of_words(sum(answer.words for answer in spoken))
        if len(spoken) > 1:
            words = f"{of_answers(len(spoken))}, {words}"
        links[person] = to = link(*table.place(spoken[0]), words, "pageref")
        to["reftitle"] = f"{table.person[person].name}: {title}"
    return links


def _counted(table: Roundtable, answers: Sequence[Answer]) -> Mapping[str, nodes.Node]:
    """Map people, or the letters that their ids begin with, to how many *answers* are theirs."""
    counts = Counter(answer.person[0] if table.letters else answer.person for answer in answers)
    return {column: nodes.Text(str(count)) for column, count in counts.items()}


def _nothing() -> nodes.inline:
    return nodes.inline("", _("no answer"), classes=["roundtable-none"])


def _entry(*content: nodes.Node) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *content))


def _visit_head(self: HTML5Translator, node: roundtable_head) -> None:
    self.visit_entry(node)
    self.body[-1] = self.body[-1].replace("<th", f'<th scope="{node["scope"]}"', 1)


def _depart_head(self: HTML5Translator, node: roundtable_head) -> None:
    self.depart_entry(node)
