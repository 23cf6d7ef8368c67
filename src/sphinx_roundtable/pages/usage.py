"""Who speaks of which systems: a table, bounded on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from ..locale import _
from ..nodes import link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Person, Roundtable, System
    from .plan import Page

T = TypeVar("T")

__all__ = ["anchor_of", "mentions_on", "of_mentions", "usage"]

#: The most columns and rows: with all people and systems, the table would grow as their product.
PEOPLE_AT_MOST = 16
SYSTEMS_AT_MOST = 100


def mentions_on(table: Roundtable, page: Page) -> object:
    """Return what *page* shows of mentions that may be in any source."""
    if page.kind == "systems":
        counts = {id: sorted(people.items()) for id, people in table.named_by.items()}
        return table.systems, sorted(counts.items())
    if page.kind == "system":
        mentions = table.mentions_of.get(("system", page.id), ())
        system = table.system[page.id]
        stacks = [
            table.systems_in.get(answer.key, ())
            for person in system.people
            for answer in table.answers_of.get(person, ())
            if answer.topic == table.runs_on
        ]
        together = [table.systems_in[mention.key] for mention in mentions]
        said = [(one.key, one.before, one.words, one.after) for one in mentions]
        return system, stacks, said, together
    if page.kind == "person":
        return [mention.key for mention in table.mentions_of.get(("person", page.id), ())]
    return None


def anchor_of(person: str) -> str:
    """Return where the page of a system shows what the person with this id says of it.

    In the data of a project, the folder of the roundtable may come before the id.
    """
    return f"by-{person.rpartition('/')[2]}"


def of_mentions(count: int) -> str:
    """Return how often something is mentioned, in words."""
    return _("1 mention") if count == 1 else _("%d mentions") % count


def usage(table: Roundtable) -> nodes.table | None:
    """Return a row for each system and a column for each person, or nothing if nobody names any.

    Where there are too many, those are shown who name most, and what is named most.
    """
    named = {
        one: table.named_by[one.id].total() for one in table.systems if one.id in table.named_by
    }
    naming = {one: table.names_how_often[one.id] for one in table.people}
    systems = _most(named, SYSTEMS_AT_MOST)
    people = _most({one: count for one, count in naming.items() if count}, PEOPLE_AT_MOST)
    if not systems or not people:
        return None
    label = table.labels["systems"]
    widths = [
        max(len(words) for words in [label, *(system.name for system in systems)]),
        *(len(person.name) for person in people),
    ]
    # Without links: a PDF repeats the head on each page, where a link can't be.
    head = nodes.row(
        "", *(_entry(nodes.Text(name)) for name in [label, *(one.name for one in people)])
    )
    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width, stub=int(not at)) for at, width in enumerate(widths)),
        nodes.thead("", head),
        nodes.tbody("", *(_row(table, system, people) for system in systems)),
        cols=len(widths),
    )
    return nodes.table("", group, classes=["roundtable-matrix", "roundtable-usage"])


def _row(table: Roundtable, system: System, people: Sequence[Person]) -> nodes.row:
    page, counts = table.docname("systems", system.id), table.named_by[system.id]
    cells = [_entry(link(page, "", system.name))]
    for person in people:
        if count := counts[person.id]:
            to = link(page, anchor_of(person.id), str(count))
            to["reftitle"] = f"{person.name}: {system.name}"
            cells.append(_entry(to))
        else:
            cells.append(_entry(nodes.inline("", "–", classes=["roundtable-none"])))
    return nodes.row("", *cells)


def _entry(node: nodes.Node) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", node))


def _most(counts: Mapping[T, int], at_most: int) -> Sequence[T]:
    """Return what has the highest counts, in its own order."""
    kept = set(sorted(counts, key=lambda one: -counts[one])[:at_most])
    return [one for one in counts if one in kept]
