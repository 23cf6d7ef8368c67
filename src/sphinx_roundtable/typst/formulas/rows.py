"""What the elements of a row tell about each other: lines, brackets, strokes."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element


def text_of(element: Element) -> str:
    """Return the text of *element*, in which characters may be written by their codes."""
    return html.unescape(element.text or "").strip(" \n")


def split(children: Sequence[Element]) -> list[list[list[Element]]]:
    r"""Return *children* as rows of cells: ``\\`` ends a row, ``&`` a cell."""
    rows: list[list[list[Element]]] = [[[]]]
    for child in children:
        if child.tag == "mspace" and child.get("linebreak"):
            rows.append([[]])
        elif child.tag == "mi" and child.text == "&":  # a printed one is written by its code
            rows[-1].append([])
        else:
            rows[-1][-1].append(child)
    if len(rows) > 1 and not any(rows[-1]):
        rows.pop()
    return rows


def is_aligned(element: Element) -> bool:
    """Return whether *element* holds lines of a formula, not the cells of a matrix."""
    return element.tag == "mtable" and element.get("displaystyle") == "true"


def is_stroke(element: Element) -> bool:
    r"""Return whether *element* strikes out the next one: what ``\not`` is read as."""
    return element.tag == "mpadded" and len(element) == 1 and text_of(element[0]) == "\u29f8"


def fenced(children: Sequence[Element], index: int) -> int:
    """Return how many of *children* from *index* on stand between brackets that grow; or 0."""
    here = children[index]
    if here.tag != "mo":
        return 0
    if here.get("form") == "prefix":
        return len(children) - index  # such a row holds nothing else
    around = children[index : index + 3]
    if len(around) == 3 and around[2].tag == "mo" and _is_stacked(around[1]):  # noqa: PLR2004
        return 3
    return 0


def _is_stacked(element: Element) -> bool:
    return element.tag == "mtable" or element.get("linethickness") == "0"


def rules(kinds: str | None) -> list[int]:
    """Return behind which columns or rows a line is drawn, counted from 1."""
    return [number for number, kind in enumerate((kinds or "").split(), 1) if kind != "none"]
