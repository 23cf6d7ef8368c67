"""What characters and attributes of MathML are called in Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Names that carry their scripts above and below.
LIMITS: Final = frozenset({"lim", "max", "min", "sup", "inf"})

# Names of functions that latex2mathml knows but leaves as they are typed.
NAMED: Final = frozenset({"\\arg"})

# Commands that latex2mathml lacks, of LaTeX, amssymb and the packages that MathJax has with it,
# each with what it reads instead. Where Unicode has one character for two shapes of a relation,
# both are that one.
SYNONYMS: Final[Mapping[str, str]] = {
    "AA": r"\text{Å}",
    "Arrowvert": r"\Vert",
    "P": r"\text{¶}",
    "arrowvert": r"\vert",
    "bracevert": r"\vert",
    "copyright": r"\text{©}",
    "cramped": "",
    "csch": r"\operatorname{csch}",
    "dag": r"\dagger",
    "dblcolon": r"\Colon",
    "ddag": r"\ddagger",
    "doublecap": r"\Cap",
    "doublecup": r"\Cup",
    "ensuremath": "",
    "intop": r"\int",
    "mathparagraph": r"\text{¶}",
    "mathsection": r"\text{§}",
    "nicefrac": r"\tfrac",
    "nleqq": r"\nleq",
    "nolimits": "",
    "nsupseteqq": r"\nsupseteq",
    "ointop": r"\oint",
    "ratio": r"\mathrel{:}",
    "sech": r"\operatorname{sech}",
    "sfrac": r"\tfrac",
    "shortparallel": r"\parallel",
    "symbb": r"\mathbb",
    "symbf": r"\mathbf",
    "symcal": r"\mathcal",
    "symfrak": r"\mathfrak",
    "symit": r"\mathit",
    "symrm": r"\mathrm",
    "symsf": r"\mathsf",
    "symtt": r"\mathtt",
    "varbigtriangledown": r"\bigtriangledown",
    "varbigtriangleup": r"\bigtriangleup",
    "vcentcolon": r"\mathrel{:}",
}

# Characters that are drawn as another: TeX types them with a key of the keyboard.
TWINS: Final[Mapping[str, str]] = {"~": "\u223c", "*": "\u2217", "-": "\u2212"}

PRIMES: Final[Mapping[str, int]] = {"\u2032": 1, "\u2033": 2, "\u2034": 3, "\u2057": 4}

# Marks above a letter, as the combining characters that Typst knows accents by.
ACCENTS: Final[Mapping[str, str]] = {
    "¯": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "˙": "\u0307",
    "¨": "\u0308",
    "⃛": "\u20db",
    "ˇ": "\u030c",
    "\u00b4": "\u0301",
    "`": "\u0300",
    "˘": "\u0306",
    "˚": "\u030a",
    "→": "\u20d7",
    "←": "\u20d6",
    "↔": "\u20e1",
}

# Marks as wide as what they stand above or below: Typst's names without "over" and "under".
SHAPES: Final[Mapping[str, str]] = {
    "―": "line",
    "⏞": "brace",
    "⏟": "brace",
    "⏜": "paren",
    "⏝": "paren",
    "⎴": "bracket",
    "⎵": "bracket",
}

# Faces of letters, the outermost function first.
VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "normal": ("upright",),
    "italic": ("italic",),
    "bold": ("bold", "upright"),
    "bold-italic": ("bold", "italic"),
    "double-struck": ("bb",),
    "script": ("scr",),
    "bold-script": ("bold", "scr"),
    "fraktur": ("frak",),
    "bold-fraktur": ("bold", "frak"),
    "sans-serif": ("sans",),
    "bold-sans-serif": ("bold", "sans"),
    "monospace": ("mono",),
}

SPACES: Final[Mapping[str, str]] = {
    "negativethinmathspace": "-0.167em",
    "negativemediummathspace": "-0.222em",
    "negativethickmathspace": "-0.278em",
}

# Colours that both know by the same name.
COLOURS: Final = frozenset(
    {
        *("black", "gray", "silver", "white", "navy", "blue", "aqua", "teal", "purple"),
        *("fuchsia", "maroon", "red", "orange", "yellow", "olive", "green", "lime"),
    }
)

# Ways of crossing out, as arguments.
CROSSED: Final[Mapping[str, str]] = {
    "updiagonalstrike": "",
    "downdiagonalstrike": "inverted: true, ",
    "updiagonalstrike downdiagonalstrike": "cross: true, ",
    "horizontalstrike": "angle: 90deg, ",
}
