"""Pictures and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .inline import standing
from .writer import APART, Writer, elements, indented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Figures"]


class Figures(Writer):
    """Writes pictures and tables."""

    def _pictures(self) -> Iterator[str]:
        """Yield the definitions of the pictures that stand within lines."""
        for number, picture in enumerate(self._words.pictures, start=1):
            yield from ("", f".. |picture {number}| image:: {_path(picture)}")
            yield from indented(_options(picture), 3)

    def _image(self, node: nodes.image) -> Sequence[str]:
        return [f".. image:: {_path(node)}", *indented(_options(node), 3)]

    def _reference(self, node: nodes.reference) -> Sequence[str]:
        return self._blocks(node.children)

    def _figure(self, node: nodes.figure) -> Sequence[str]:
        image = next(node.findall(nodes.image), None)
        if image is None:
            return self._blocks(node.children)
        caption = [part for part in node.children if isinstance(part, nodes.caption)]
        legend = [part for part in node.children if isinstance(part, nodes.legend)]
        below = [standing(self._words.text(part)) for part in caption] or (
            [APART] if legend else []
        )
        more = [line for part in legend for line in ("", *self._blocks(part.children))]
        options = _options(image)
        return [f".. figure:: {_path(image)}", *indented([*options, "", *below, *more], 3)]

    def _table(self, node: nodes.table) -> Sequence[str]:
        title = next((part for part in node.children if isinstance(part, nodes.title)), None)
        rows = [row for row in node.findall(nodes.row) if _table_of(row) is node]
        heads = sum(isinstance(row.parent, nodes.thead) for row in rows)
        stubs = sum(spec.get("stub", 0) == 1 for spec in node.findall(nodes.colspec))
        grid = _grid(rows)
        lines = [f".. list-table:: {self._words.text(title) if title is not None else ''}".rstrip()]
        lines += [f"   :header-rows: {heads}"] if heads else []
        lines += [f"   :stub-columns: {stubs}"] if stubs else []
        lines.append("")
        for row in grid:
            for number, entry in enumerate(row):
                block = (self._blocks(entry.children) if entry is not None else []) or [""]
                mark = "   * - " if not number else "     - "
                inner = indented(block, 7)
                lines += [mark + inner[0].lstrip(), *inner[1:]]
        return [line.rstrip() for line in lines]


def _table_of(row: nodes.Element) -> nodes.Element:
    above: nodes.Element = row
    while not isinstance(above, nodes.table):
        above = above.parent
    return above


def _grid(rows: Sequence[nodes.Element]) -> list[list[nodes.Element | None]]:
    """Return the cells of a table in which none spans several."""
    grid: list[list[nodes.Element | None]] = [[] for _ in rows]
    waiting: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        for entry in elements(row):
            while waiting.pop((number, len(grid[number])), False):
                grid[number].append(None)
            place = len(grid[number])
            columns = entry.get("morecols", 0) + 1
            grid[number] += [entry, *[None] * (columns - 1)]
            for below in range(1, entry.get("morerows", 0) + 1):
                waiting |= {(number + below, place + column): True for column in range(columns)}
        while waiting.pop((number, len(grid[number])), False):
            grid[number].append(None)
    width = max(map(len, grid), default=0)
    return [[*row, *[None] * (width - len(row))] for row in grid]


def _path(image: nodes.Element) -> str:
    uri: str = image["uri"]
    return uri if "://" in uri or uri.startswith("data:") else f"/{uri.lstrip('/')}"


def _options(image: nodes.Element) -> list[str]:
    names = ("alt", "width", "height", "scale", "align")
    return [
        f":{name}: {re.sub(chr(10), ' ', str(image[name]))}" for name in names if image.get(name)
    ]
