"""Lists, cards and matrices: what the directives of this extension stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .._sphinx import application
from ..locale import _
from ..model import Subtype
from ..nodes import link, roundtable_listing
from ..pages.plan import letter_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Roundtable

__all__ = ["ExpandListings"]

logger = logging.getLogger(__name__)


class Entry(NamedTuple):
    """One line of a list, or one card."""

    docname: str
    title: str
    text: str
    answers: int


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
                node.replace_self(self._matrix(table, node, f"roundtable-matrix-{number}"))
            else:
                entries = list(getattr(self, f"_{node['kind']}")(table))
                cards = (
                    node["display"] == "cards" and application(self.env).builder.format == "html"
                )
                make = _cards if cards and self._has_design() else _list
                listing = make(entries)
                listing["classes"] += node["classes"]
                node.replace_self(listing)

    def _roundtable(self, node: nodes.Element) -> Roundtable | None:
        tables: dict[str, Roundtable] = self.env.domains["roundtable"].roundtables  # type: ignore[attr-defined]
        name = node["roundtable"]
        if not name and len(tables) == 1:
            return next(iter(tables.values()))
        if name in tables:
            return tables[name]
        known = ", ".join(tables) or "none"
        logger.warning(
            "there is no roundtable %r; there are: %s"
            if name
            else "say which roundtable is meant%.0s; there are: %s",
            name,
            known,
            location=node,
            type="roundtable",
            subtype=Subtype.LISTING.value,
        )
        return None

    def _has_design(self) -> bool:
        return "sphinx_design" in application(self.env).extensions

    def _people(self, table: Roundtable) -> Iterable[Entry]:
        for letter, people in table.letters.items():
            docname = table.docname("people", letter_page(letter))
            names = " – ".join(dict.fromkeys([people[0].name, people[-1].name]))
            answers = sum(len(table.answers_of.get(person.id, ())) for person in people)
            yield Entry(docname, letter.upper(), names, answers)
        if table.letters:
            return
        for person in table.people:
            docname = table.docname("people", person.id)
            yield Entry(docname, person.name, person.role, len(table.answers_of.get(person.id, ())))

    def _topics(self, table: Roundtable) -> Iterable[Entry]:
        for topic in table.topics:
            docname = table.docname("topics", topic.id)
            yield Entry(
                docname, self._title(table, topic.id), "", len(table.answers_on.get(topic.id, ()))
            )

    def _title(self, table: Roundtable, topic: str) -> str:
        """Return the title of a topic's page, in the language of the build."""
        docname = table.docname("topics", topic)
        title = self.env.titles.get(docname)
        return table.topic[topic].title if title is None else title.astext()

    def _titles(self, table: Roundtable) -> list[str]:
        return [self._title(table, topic.id) for topic in table.topics]

    def _matrix(self, table: Roundtable, node: nodes.Element, id: str) -> nodes.container:
        """Return a table with a row for each topic, and a column for each person, or each letter.

        Of a large cast, it counts the answers of those whose ids begin with a letter: with a column
        for each it would grow as people times topics.
        """
        columns = {
            letter: link(table.docname("people", letter_page(letter)), "", letter.upper())
            for letter in table.letters
        } or {
            person.id: link(table.docname("people", person.id), "", person.name)
            for person in table.people
        }
        cells = self._counted if table.letters else self._linked
        rows = [
            nodes.row(
                "", _entry(nodes.Text(table.labels["topics"])), *map(_entry, columns.values())
            )
        ]
        for topic in table.topics:
            title = self._title(table, topic.id)
            said = cells(table, topic.id, title)
            rows.append(
                nodes.row(
                    "",
                    _entry(link(table.docname("topics", topic.id), "", title)),
                    *(_entry(*said.get(column, [_nothing()])) for column in columns),
                )
            )
        # Widths in characters: text builders wrap by them.
        widths = [
            max(len(text) for text in [table.labels["topics"], *self._titles(table)]),
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
        return nodes.container("", matrix, classes=["roundtable-scroll"])

    def _linked(
        self, table: Roundtable, topic: str, title: str
    ) -> Mapping[str, Sequence[nodes.Node]]:
        """Map people to links to what they said on *topic*."""
        said: dict[str, list[nodes.Node]] = {}
        for answer in table.answers_on.get(topic, ()):
            to = link(*table.place(answer), _("%d words") % answer.words, "pageref")
            to["reftitle"] = f"{table.person[answer.person].name}: {title}"
            said.setdefault(answer.person, []).append(to)
        return {person: _apart(links) for person, links in said.items()}

    def _counted(
        self, table: Roundtable, topic: str, title: str
    ) -> Mapping[str, Sequence[nodes.Node]]:
        """Map letters to how many answers to *topic* are by people whose ids begin so."""
        counts = Counter(answer.person[0] for answer in table.answers_on.get(topic, ()))
        return {letter: [nodes.Text(str(count))] for letter, count in counts.items()}


def _nothing() -> nodes.inline:
    nothing = _("no answer")
    return nodes.inline("", nothing, classes=["roundtable-none"])


def _entry(*content: nodes.Node) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *content))


def _apart(links: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return *links* with commas between them."""
    parts: list[nodes.Node] = []
    for node in links:
        parts += [nodes.Text(", "), node] if parts else [node]
    return parts


def _count(entry: Entry) -> str:
    return _("1 answer") if entry.answers == 1 else _("%d answers") % entry.answers


def _list(entries: Iterable[Entry]) -> nodes.Element:
    items = nodes.bullet_list(classes=["roundtable-list"])
    for entry in entries:
        words = f"{entry.text}, {_count(entry)}" if entry.text else _count(entry)
        to = link(entry.docname, "", entry.title, "pageref")
        items += nodes.list_item("", nodes.paragraph("", "", to, nodes.Text(f": {words}")))
    return items


def _cards(entries: Iterable[Entry]) -> nodes.Element:
    """Return the entries as a grid of sphinx-design's cards; each is one link."""
    # Here, for the package need not be installed: it is the project's choice.
    from sphinx_design.shared import create_component  # noqa: PLC0415

    columns = ["sd-row-cols-1", "sd-row-cols-xs-1", "sd-row-cols-sm-2", "sd-row-cols-md-2"]
    row = create_component("grid-row", ["sd-row", *columns, "sd-g-3"])
    for entry in entries:
        title = nodes.paragraph(
            "",
            "",
            link(entry.docname, "", entry.title, "sd-stretched-link"),
            classes=["sd-card-title", "sd-font-weight-bold"],
        )
        body = create_component("card-body", ["sd-card-body"], children=[title])
        for words in (entry.text, _count(entry)):
            if words:
                body += nodes.paragraph("", words, classes=["sd-card-text"])
        card = create_component(
            "card",
            ["sd-card", "sd-sphinx-override", "sd-w-100", "sd-shadow-sm", "sd-card-hover"],
            children=[body],
        )
        row += create_component("grid-item", ["sd-col", "sd-d-flex-row"], children=[card])
    grid = create_component(
        "grid-container", ["sd-container-fluid", "sd-sphinx-override", "sd-mb-4"], children=[row]
    )
    grid["classes"].append("roundtable-cards")
    return grid
