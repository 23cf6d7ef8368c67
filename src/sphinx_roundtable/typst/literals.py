"""Python values as Typst source.

The book is written in Typst's code mode, where every text is a string literal. Markup
characters have no meaning inside a literal, so nothing but the literal itself needs escaping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

# For each code point its escape. Control characters have no glyph and no meaning in a book: `None`.
_ESCAPES: Final[Mapping[int, str | None]] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]),
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\t"): "\\t",
}

# Letters of a word that may be longer than a line: it is given places to break at.
LONG_WORD = 40
_LONG = re.compile(rf"\S{{{LONG_WORD},}}")

_LENGTH = re.compile(r"^\s*([0-9]*\.?[0-9]+)\s*([a-zA-Z%]*)\s*$")

# CSS and docutils know units that Typst lacks: (factor, unit). A CSS pixel is 1/96 inch; an "ex"
# and a "ch" are about half an em in the text faces a book is set in.
_UNITS: Mapping[str, tuple[float, str]] = {
    "": (0.75, "pt"),
    "px": (0.75, "pt"),
    "pt": (1, "pt"),
    "pc": (12, "pt"),
    "mm": (1, "mm"),
    "cm": (1, "cm"),
    "q": (0.25, "mm"),
    "in": (1, "in"),
    "em": (1, "em"),
    "rem": (1, "em"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    "%": (1, "%"),
    "vw": (1, "%"),
}


def string(text: str) -> str:
    """Return *text* as a Typst string literal."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return f'"{clean.translate(_ESCAPES)}"'


def has_long_word(text: str) -> bool:
    """Return whether a word of *text* may not fit into a line."""
    return _LONG.search(text) is not None


def length(text: str | None) -> str | None:
    """Return a docutils or CSS length as a Typst one, or ``None`` for an unknown unit."""
    match = _LENGTH.match(text or "")
    if match is None:
        return None
    unit = _UNITS.get(match[2].lower())
    return None if unit is None else f"{float(match[1]) * unit[0]:g}{unit[1]}"


def array(items: Sequence[str]) -> str:
    """Return Typst expressions as one Typst array; the last comma makes one item an array too."""
    return f"({', '.join(items)},)" if items else "()"


def label(name: str) -> str:
    """Return the Typst expression of the label called *name*."""
    return f"label({string(name)})"


def value(thing: object) -> str:
    """Return plain data (``None``, bool, number, text, list, mapping) as a Typst expression."""
    if thing is None:
        return "none"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, int | float):
        return f"{thing:g}" if isinstance(thing, float) else str(thing)
    if isinstance(thing, str):
        return string(thing)
    if isinstance(thing, Mapping):
        pairs = [f"{string(str(key))}: {value(val)}" for key, val in thing.items()]
        return f"({', '.join(pairs)})" if pairs else "(:)"
    if isinstance(thing, Sequence):
        return array([value(item) for item in thing])
    raise TypeError(f"no Typst literal for {type(thing).__name__}")
