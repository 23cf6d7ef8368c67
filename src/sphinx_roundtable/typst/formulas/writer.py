"""MathML written as Typst expressions: one method for each element."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from sphinx_roundtable.typst.formulas.latex import parsed
from sphinx_roundtable.typst.formulas.names import (
    ACCENTS,
    COLOURS,
    CROSSED,
    LIMITS,
    NAMED,
    PRIMES,
    SHAPES,
    SPACES,
    TWINS,
    VARIANTS,
)
from sphinx_roundtable.typst.formulas.rows import (
    fenced,
    is_aligned,
    is_stroke,
    rules,
    split,
    text_of,
)
from sphinx_roundtable.typst.literals import array, length, string

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element


class Formula(NamedTuple):
    """A formula in Typst."""

    source: str  # an expression, to be the body of an equation
    unknown: tuple[str, ...]  # commands that are printed by their names, in order


def formula(latex: str, *, display: bool = False, preamble: str = "") -> Formula:
    """Return *latex*, without its dollars, as Typst; *preamble* defines commands for it.

    Raises ``FormulaError`` with a few words on what is wrong.
    """
    writer = _Writer()
    row = parsed(latex, preamble)
    source = writer.lines(row) if display else writer.row(row)
    return Formula(source, tuple(dict.fromkeys(writer.unknown)))


class _Writer:
    """Writes MathML as Typst expressions."""

    def __init__(self) -> None:
        self.unknown: list[str] = []

    # Rows

    def row(self, element: Element) -> str:
        """Return the children of *element*, joined."""
        return self._row(list(element))

    def _row(self, children: Sequence[Element]) -> str:
        rows = split(children)
        if len(rows) > 1 or len(rows[0]) > 1:
            return f"math.mat(delim: none, {', '.join(f'({one},)' for one in self._lined(rows))})"
        return self._sequence(children)

    def lines(self, element: Element) -> str:
        """Return the children of *element* as the lines of a displayed formula, if they are."""
        while len(element) == 1 and element[0].tag == "mrow":
            element = element[0]
        if len(element) == 1 and is_aligned(element[0]):
            rows = [[list(cell) for cell in line] for line in element[0]]
        else:
            rows = split(list(element))
        return _joined(self._lined(rows), between="linebreak()")

    def _lined(self, rows: list[list[list[Element]]]) -> list[str]:
        """Return each row with its cells aligned: right, left, and so on in turn."""
        lines = []
        for row in rows:
            line = self._sequence(row[0])
            for number, cell in enumerate(row[1:], 1):
                gap = "" if number % 2 else "h(2em); "
                line += f"; align-mark; {gap}{self._sequence(cell)}"
            lines.append(f"{{ {line} }}" if len(row) > 1 else line)
        return lines

    def _sequence(self, children: Sequence[Element]) -> str:
        """Return *children* side by side, with brackets that grow."""
        parts: list[str] = []
        index = 0
        while index < len(children):
            here = children[index]
            if is_stroke(here) and index + 1 < len(children):
                index += 1
                parts.append(self._struck(children[index]))
            elif (size := fenced(children, index)) > 0:
                inner = [self.one(child) for child in children[index : index + size]]
                parts.append(f"math.lr({_joined(inner)})")
                index += size - 1
            else:
                parts.append(self.one(here))
            index += 1
        return _joined(parts)

    def _struck(self, element: Element) -> str:
        text = unicodedata.normalize("NFC", text_of(element) + "\u0338")
        return f"sy({string(text)})" if len(text) == 1 else f"math.cancel({self.one(element)})"

    # Elements

    def one(self, element: Element) -> str:
        """Return one element."""
        write: Callable[[Element], str] | None = getattr(self, f"_{element.tag}", None)
        source = self.row(element) if write is None else write(element)
        if href := element.get("href"):
            return f"link({string(href)}, {source})"
        return source

    def _mi(self, element: Element) -> str:
        text = text_of(element)
        if not text:
            return "[]"
        if len(text) == 1:
            source = f"sy({string(TWINS.get(text, text))})"
        elif text in NAMED:
            return f"math.op({string(text[1:])})"
        elif text.startswith("\\"):
            self.unknown.append(text)
            return f"math.mono({string(text)})"
        else:
            source = f"math.op({string(text)})"
        # A letter that is written by its code was asked to stand upright.
        upright = text.isascii() and text.isalpha() and (element.text or "").startswith("&#")
        return _varied(source, element.get("mathvariant") or ("normal" if upright else ""))

    def _mrow(self, element: Element) -> str:
        source = self.row(element)
        # A sign in braces of its own has no space around it.
        lonely = len(element) == 1 and element[0].tag == "mo" and len(text_of(element[0])) == 1
        return f'math.class("normal", {source})' if lonely else source

    def _mn(self, element: Element) -> str:
        return _varied(string(text_of(element)), element.get("mathvariant", ""))

    def _mo(self, element: Element) -> str:
        if len(element):
            return f"math.op(limits: true, {self.row(element)})"
        text = text_of(element)
        if not text:
            return "[]"
        if text == "mod":
            return 'math.class("binary", math.op("mod"))'
        if len(text) > 1:
            limits = "limits: true, " if text in LIMITS or element.get("movablelimits") else ""
            return f"math.op({limits}{string(text)})"
        if element.get("fence"):
            text = {"<": "⟨", ">": "⟩"}.get(text, text)
        source = f"sy({string(TWINS.get(text, text))})"
        if size := length(element.get("minsize")):
            return f"math.lr(size: {size}, {source})"
        return f"math.mid({source})" if element.get("fence") and not element.get("form") else source

    def _mtext(self, element: Element) -> str:
        # Formulas inside words stand between dollars again.
        parts = []
        for number, text in enumerate(text_of(element).split("$")):
            if number % 2 and text.strip():
                inner = formula(text)
                self.unknown += inner.unknown
                parts.append(inner.source)
            elif text:
                parts.append(_varied(string(text), element.get("mathvariant", "")))
        return _joined(parts)

    def _mspace(self, element: Element) -> str:
        width = element.get("width", "")
        size = SPACES.get(width) or length(width.lstrip("-"))
        if not size:
            return "[]"
        sign = "-" if width.startswith("-") else ""
        if element.get("mathbackground"):
            height = length(element.get("height")) or "0.4pt"
            return f"box(fill: black, width: {size}, height: {height})"
        return f"h({sign}{size})"

    def _mfrac(self, element: Element) -> str:
        above, below = map(self.one, element)
        if element.get("linethickness") == "0":
            return f"math.mat(delim: none, ({above},), ({below},))"
        return f"math.frac({above}, {below})"

    def _msqrt(self, element: Element) -> str:
        return f"math.sqrt({self.row(element)})"

    def _mroot(self, element: Element) -> str:
        inner, index = map(self.one, element)
        return f"math.root({index}, {inner})"

    def _msub(self, element: Element) -> str:
        return self._attached(element[0], below=element[1])

    def _msup(self, element: Element) -> str:
        return self._attached(element[0], above=element[1])

    def _msubsup(self, element: Element) -> str:
        return self._attached(element[0], below=element[1], above=element[2])

    def _attached(
        self, base: Element, *, below: Element | None = None, above: Element | None = None
    ) -> str:
        return _attach(self.one(base), self._script(below), self._script(above))

    def _script(self, element: Element | None) -> str:
        if element is None:
            return ""
        primes = PRIMES.get(text_of(element)) if element.tag == "mi" else None
        return f"math.primes({primes})" if primes else self.one(element)

    def _mover(self, element: Element) -> str:
        base, above = element
        return self._decorated(base, above, "over") or self._limited(base, above=above)

    def _munder(self, element: Element) -> str:
        base, below = element
        return self._decorated(base, below, "under") or self._limited(base, below=below)

    def _munderover(self, element: Element) -> str:
        base, below, above = element
        return self._limited(base, below=below, above=above)

    def _decorated(self, base: Element, mark: Element, side: str) -> str:
        """Return *base* with a line, a brace or an accent; empty if *mark* is none of them."""
        if mark.tag != "mo" or len(mark):
            return ""
        text = text_of(mark)
        if text in SHAPES:
            return f"math.{side}{SHAPES[text]}({self.one(base)})"
        if text in ACCENTS and side == "over":
            return f"math.accent({self.one(base)}, {string(ACCENTS[text])})"
        return ""

    def _limited(
        self, base: Element, *, below: Element | None = None, above: Element | None = None
    ) -> str:
        source = self.one(base)
        if base.tag == "mstyle" and len(base) == 1 and base[0].tag == "mo":
            source = f"math.stretch({source}, size: 100% + 1em)"  # an arrow under its name
        return _attach(f"math.limits({source})", self._script(below), self._script(above))

    def _mstyle(self, element: Element) -> str:
        source = self.row(element)
        if style := element.get("displaystyle"):
            source = f"math.{'display' if style == 'true' else 'inline'}({source})"
        elif element.get("scriptlevel") == "1":
            source = f"math.script({source})"
        colour = element.get("mathcolor", "")
        if colour in COLOURS:
            source = f"text(fill: {colour}, {source})"
        elif re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            source = f"text(fill: rgb({string(colour)}), {source})"
        if size := length(element.get("mathsize")):
            source = f"text(size: {size}, {source})"
        return source

    def _mphantom(self, element: Element) -> str:
        return f"hide({self.row(element)})"

    def _menclose(self, element: Element) -> str:
        source = self.row(element)
        notation = element.get("notation", "")
        if notation in CROSSED:
            return f"math.cancel({CROSSED[notation]}{source})"
        return f"boxed({source})"

    # Tables

    def _mtable(self, element: Element) -> str:
        if is_aligned(element):
            rows = [[list(cell) for cell in line] for line in element]
            shown = ", ".join(f"(math.display({one}),)" for one in self._lined(rows))
            return f"math.mat(delim: none, {shown})"
        lines = [array([self._cell(cell) for cell in line]) for line in element]
        ruled = [
            f"{name}: {array([str(number) for number in numbers])}"
            for name, numbers in (
                ("hline", rules(element.get("rowlines"))),
                ("vline", rules(element.get("columnlines"))),
            )
            if numbers
        ]
        augment = f"augment: ({', '.join(ruled)}), " if ruled else ""
        return f"math.mat(delim: none, {augment}{', '.join(lines)})"

    def _cell(self, cell: Element) -> str:
        source = self.row(cell)
        side = cell.get("columnalign")
        if side == "left":
            return f"{{ align-mark; {source} }}"
        return f"{{ {source}; align-mark }}" if side == "right" else source


def _joined(parts: Sequence[str], between: str = "") -> str:
    if len(parts) <= 1:
        return parts[0] if parts else "[]"
    return "{ " + f"; {between}{'; ' if between else ''}".join(parts) + " }"


def _varied(source: str, variant: str) -> str:
    for function in reversed(VARIANTS.get(variant, ())):
        source = f"math.{function}({source})"
    return source


def _attach(base: str, below: str, above: str) -> str:
    scripts = (f", b: {below}" if below else "") + (f", t: {above}" if above else "")
    return f"math.attach({base}{scripts})"
