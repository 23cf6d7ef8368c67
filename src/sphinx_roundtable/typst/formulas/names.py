"""What characters and attributes of MathML are called in Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Names that carry their scripts above and below.
LIMITS: Final = frozenset({"lim", "max", "min", "sup", "inf"})

# Names of functions that latex2mathml knows but leaves as they are typed.
NAMED: Final = frozenset({"\\arg"})

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
