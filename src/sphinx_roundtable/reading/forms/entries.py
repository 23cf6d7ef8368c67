"""The forms of questionnaires: an entry for each person.

Ann Lee
    A hammer will do.

:Bo Ek: So will a spade.

A list of definitions or of fields, or a table of two columns: first the name,
then the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..names import is_handle, parted
from ..structure import NAME, Turn, body_of, has_words, without_colon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["definitions", "fields", "form_of", "is_roster", "items", "table"]

_FORMS: dict[type[nodes.Element], str] = {
    nodes.definition_list: "definitions",
    nodes.definition_list_item: "definitions",
    nodes.field_list: "fields",
    nodes.field: "fields",
    nodes.table: "table",
    nodes.row: "table",
    nodes.entry: "table",
    nodes.tbody: "table",
    nodes.tgroup: "table",
}


def items(node: nodes.Element) -> Sequence[nodes.Element]:
    """Return the entries of a list or a table, or nothing if *node* is neither."""
    if isinstance(node, (nodes.definition_list, nodes.field_list)):
        return [child for child in node.children if isinstance(child, nodes.Element)]
    if isinstance(node, nodes.table):
        return _rows(node)
    return ()


def form_of(node: nodes.Element) -> str:
    """Return the name of the form that *node*, or its entries, may have; or nothing."""
    return _FORMS.get(type(node), "")


def around(node: nodes.Element) -> nodes.Element | None:
    """Return the list or table in which the label *node* stands, if it does in one."""
    above: nodes.Element | None = node.parent
    while above is not None and form_of(above):
        if isinstance(above, (nodes.definition_list, nodes.field_list, nodes.table)):
            return above
        above = above.parent
    return None


def mark_heads(label: nodes.Element, key: str) -> None:
    """Mark the heads of the columns, if *label* stands in a table: they are labels, too."""
    table = around(label)
    for head in table.findall(nodes.thead) if isinstance(table, nodes.table) else ():
        for cell in head.findall(nodes.entry):
            for node in body_of(cell):
                node.setdefault(NAME, key)


def is_roster(turns: Iterable[Turn | None]) -> bool:
    """Return whether *turns* of a list say nothing, but tell the short forms of names."""
    return any(
        is_handle(node.astext().strip(), turn.name)
        for turn in turns
        if turn
        for node in turn.body
        if node.astext().strip()
    )


def definitions(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn of an item of a list of definitions."""
    item = flow[position]
    if not isinstance(item, nodes.definition_list_item):
        return None
    terms = [child for child in item.children if isinstance(child, nodes.term)]
    notes = [child for child in item.children if isinstance(child, nodes.classifier)]
    bodies = [child for child in item.children if isinstance(child, nodes.definition)]
    if len(terms) != 1 or not bodies:
        return None
    body = [node for definition in bodies for node in body_of(definition)]
    note = ", ".join(note.astext() for note in notes)
    return _turn(terms[0].astext(), [*terms, *notes], body, note)


def fields(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn of a field."""
    field = flow[position]
    if not isinstance(field, nodes.field):
        return None
    name, body = field.children
    if not (isinstance(name, nodes.Element) and isinstance(body, nodes.Element)):
        return None
    return _turn(name.astext(), [name], body_of(body))


def table(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn of a row."""
    row = flow[position]
    if not isinstance(row, nodes.row):
        return None
    name, words = row.children
    if not (isinstance(name, nodes.Element) and isinstance(words, nodes.Element)):
        return None
    labels = [node for node in body_of(name) if has_words(node)]
    if len(labels) != 1 or not isinstance(labels[0], nodes.paragraph):
        return None
    return _turn(labels[0].astext(), labels, body_of(words))


def _rows(node: nodes.table) -> Sequence[nodes.Element]:
    """Return the rows of a table of two columns in which no cell spans others."""
    rows = [row for body in node.findall(nodes.tbody) for row in body.children]
    for row in rows:
        if len(row.children) != 2 or any(  # noqa: PLR2004
            "morerows" in cell or "morecols" in cell
            for cell in row.children
            if isinstance(cell, nodes.Element)
        ):
            return ()
    return [row for row in rows if isinstance(row, nodes.row)]


def _turn(
    words: str, label: Sequence[nodes.Element], body: Sequence[nodes.Element], note: str = ""
) -> Turn | None:
    name, more = parted(without_colon(words))
    if not name:
        return None
    return Turn(name, label, body if any(map(has_words, body)) else [], 1, note=note or more)
