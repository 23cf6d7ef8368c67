"""Who said what, on paper and in an EPUB: a page has a width, and nobody can scroll it.

The longer side of the matrix goes down the page, where there is always room, and what
is too wide even so is cut into tables that stand below each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .._sphinx import application
from ..nodes import roundtable_scroll
from .joined import is_joined
from .listings import roundtable_head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FitMatrix"]

#: Columns besides the heads of rows that fit a page in most books, and a telephone.
ON_PAPER: Final = 5
ON_A_TELEPHONE: Final = 3


class FitMatrix(SphinxPostTransform):
    """Cut each matrix to the width of a page, in editions that have pages."""

    #: When the matrices have been made.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        builder = application(self.env).builder
        if builder.name == "epub":
            widest = ON_A_TELEPHONE
        elif builder.format != "html" and is_joined(self.document):
            widest = ON_PAPER
        else:
            return
        domain: Any = self.env.domains["roundtable"]
        corners = {
            table.labels["topics"]: table.labels["people"] for table in domain.roundtables.values()
        }
        for matrix in list(self.document.findall(nodes.table)):
            if "roundtable-matrix" in matrix["classes"]:
                # On a site, what is around it scrolls.
                around = matrix.parent if isinstance(matrix.parent, roundtable_scroll) else matrix
                place = around.parent.index(around)
                around.parent[place : place + 1] = _fitted(matrix, widest, corners)


def _fitted(table: nodes.table, widest: int, corners: Mapping[str, str]) -> Sequence[nodes.table]:
    """Return the tables that stand for *table*.

    :param widest: columns that a table may have besides the heads of its rows
    :param corners: what stands above the heads of rows, and what instead where people are these
    """
    (group,) = table.findall(nodes.tgroup)
    widths = [child["colwidth"] for child in group.children if isinstance(child, nodes.colspec)]
    rows = [list(row.children) for row in group.findall(nodes.row)]
    if len(rows) <= len(widths) > widest + 1:
        rows = [list(column) for column in zip(*rows, strict=True)]
        words = corners.get(rows[0][0].astext(), "")
        rows[0][0] = nodes.entry("", nodes.paragraph("", words))
        widths = [max(len(row[place].astext()) for row in rows) for place in range(len(rows[0]))]
    parts = -(-(len(widths) - 1) // widest) or 1
    # As many columns in each as in the others, not five and one.
    share = -(-(len(widths) - 1) // parts)
    tables = []
    for first in range(1, max(2, len(widths)), share):
        columns = [0, *range(first, min(first + share, len(widths)))]
        cells = [[row[column].deepcopy() for column in columns] for row in rows]
        tables.append(_table(cells, [widths[column] for column in columns]))
    for part in tables:
        part["classes"] = list(table["classes"])
    # The caption, and what leads here.
    tables[0]["ids"] = list(table["ids"])
    tables[0][0:0] = [child for child in table.children if isinstance(child, nodes.title)]
    return tables


def _table(rows: list[list[nodes.Node]], widths: list[int]) -> nodes.table:
    for number, cells in enumerate(rows):
        for cell in cells:
            if isinstance(cell, roundtable_head):
                cell["scope"] = "row" if number else "col"
    head, *others = (nodes.row("", *cells) for cells in rows)
    specs = [
        nodes.colspec(colwidth=width, stub=int(not place)) for place, width in enumerate(widths)
    ]
    group = nodes.tgroup(
        "", *specs, nodes.thead("", head), nodes.tbody("", *others), cols=len(widths)
    )
    return nodes.table("", group)
