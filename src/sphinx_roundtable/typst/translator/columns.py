"""What the columns of a table need, so that no word is set over its neighbour.

Typst shares a page's width out evenly, and lets a word that is longer than its share run into the
next column. How wide a word is only Typst can measure; which word is the longest is told here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_roundtable.typst.literals import LONG_WORD, string

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a line may end inside what is no space: `code` in elements.typ breaks long names so.
_PIECES = re.compile(r"\s+|(?<=-)")
_PIECES_OF_CODE = re.compile(r"\s+|(?<=[/._\-:=])")
_LONG_CODE = 12
_MOST = 300  # letters: a cell with more is as wide as it can be in any case
# Widths of a letter of code, and of bold type, beside one of plain type.
_WEIGHT = {"raw": 1.2, "strong": 1.1, "text": 1.0}


class Column(NamedTuple):
    """What one column needs."""

    word: str = "[]"  # its longest word, as a Typst expression
    letters: int = 0  # of its longest line, if nothing had to be broken


def column_needs(group: nodes.tgroup) -> list[Column]:
    """Return the needs of each column; cells that span several do not count."""
    count = sum(isinstance(child, nodes.colspec) for child in group.children)
    words = [(0.0, "[]")] * count
    letters = [0] * count
    for place, entry in _cells(group, count):
        is_bold = isinstance(entry.parent.parent, nodes.thead) or is_stub(entry)
        words[place] = max(words[place], *_words(entry, is_bold=is_bold), key=lambda one: one[0])
        letters[place] = max(letters[place], *map(_line, _texts(entry)), 0)
    return [
        Column(word, min(length, _MOST))
        for (_width, word), length in zip(words, letters, strict=True)
    ]


def is_stub(entry: nodes.entry) -> bool:
    """Return whether the cell heads its row: the cells before it tell its column."""
    if entry.get("stub"):
        return True
    group = entry.parent.parent.parent
    specs = [spec for spec in group.children if isinstance(spec, nodes.colspec)]
    index = entry.parent.index(entry)
    return index < len(specs) and bool(specs[index].get("stub"))


def _cells(group: nodes.tgroup, count: int) -> Iterator[tuple[int, nodes.entry]]:
    """Yield the cells of one column each, with the number of the column."""
    for part in group.children:
        if not isinstance(part, nodes.thead | nodes.tbody):
            continue
        taken = [0] * count  # for how many more rows a cell above reaches down
        for row in part.children:
            place = 0
            rows_below = [max(0, left - 1) for left in taken]
            for entry in row.children:
                while place < count and taken[place]:
                    place += 1
                if place >= count or not isinstance(entry, nodes.entry):
                    break
                span = 1 + entry.get("morecols", 0)
                if span == 1:
                    yield place, entry
                rows_below[place : place + span] = [entry.get("morerows", 0)] * span
                place += span
            taken = rows_below[:count]


def _texts(entry: nodes.entry) -> Iterator[nodes.TextElement]:
    for node in entry.findall(nodes.TextElement):
        if not isinstance(node.parent, nodes.TextElement):
            yield node


def _line(node: nodes.TextElement) -> int:
    text = node.astext()
    if isinstance(node, nodes.FixedTextElement):
        return max(map(len, text.splitlines()), default=0)
    return len(" ".join(text.split()))


def _words(entry: nodes.entry, *, is_bold: bool) -> Iterator[tuple[float, str]]:
    """Yield the longest word of each text of a cell, with about how wide it is."""
    yield 0.0, "[]"
    for text in entry.findall(nodes.Text):
        content = text.astext()
        is_code = isinstance(text.parent, nodes.literal | nodes.FixedTextElement)
        if is_code and len(content) > _LONG_CODE:
            pieces = _PIECES_OF_CODE.split(content)
        else:
            pieces = _PIECES.split(content)
        word = max(pieces, key=len)[:LONG_WORD]
        function = "raw" if is_code else "strong" if is_bold else "text"
        yield len(word) * _WEIGHT[function], f"{function}({string(word)})"
