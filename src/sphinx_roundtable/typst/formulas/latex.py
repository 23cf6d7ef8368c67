"""LaTeX as Sphinx's authors type it, read as MathML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_roundtable.typst.formulas.names import SYNONYMS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class FormulaError(ValueError):
    """LaTeX that can't be read as a formula."""


# What latex2mathml does not know, or knows under another name. Numbers of equations and their
# labels are Sphinx's matter.
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (
            r"\\label\{[^}]*\}|\\(?:nonumber|notag|displaylimits|nolimits|allowbreak)(?![A-Za-z])",
            " ",
        ),
        (r"\\\\\s*\[\s*-?[\d.]+\s*[a-z]+\s*\]", r"\\\\"),  # the space behind a line
        (r"\\begin\{align(?:ed)?at\*?\}\s*\{\d+\}", r"\\begin{align*}"),
        (r"\\end\{align(?:ed)?at\*?\}", r"\\end{align*}"),
        (r"\\(begin|end)\{(?:fl)?align(?:ed)?\*?\}(?:\[[tcb]\])?", r"\\\1{align*}"),
        (r"\\(begin|end)\{(?:gather(?:ed)?|multline)\*?\}(?:\[[tcb]\])?", r"\\\1{gather}"),
        (r"\\begin\{(?:equation|displaymath|math)\*?\}", "{"),
        (r"\\end\{(?:equation|displaymath|math)\*?\}", "}"),
        (r"\\begin\{eqnarray\*?\}", r"\\begin{array}{rcl}"),
        (r"\\end\{eqnarray\*?\}", r"\\end{array}"),
        (r"\\begin\{rcases\}", r"\\left.\\begin{array}{ll}"),
        (r"\\end\{rcases\}", r"\\end{array}\\right\\}"),
        (r"\\operatorname\s*\*\s*\{([^{}]*)\}", r"\\mathop{\\mathrm{\1}}"),
    )
)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DEFINED = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|def|let|DeclareMathOperator)\*?\s*\{?\s*"
    r"\\([A-Za-z]+)"
)


def _without_synonyms(text: str, preamble: str) -> str:
    """Return *text* with commands that are known, but for those that the author defines."""
    defined = set(_DEFINED.findall(preamble + text))

    def known(command: re.Match[str]) -> str:
        name = command[1]
        return command[0] if name in defined else SYNONYMS.get(name, command[0])

    return _COMMAND.sub(known, text)


def parsed(latex: str, preamble: str) -> Element:
    """Return the row of elements that *latex* is read as; *preamble* defines commands for it.

    Raises ``FormulaError`` with a few words on what is wrong.
    """
    try:
        # Here, since it reads a table of thousands of symbols.
        from latex2mathml.converter import convert_to_element  # noqa: PLC0415
    except ImportError as error:
        raise FormulaError("the Python package latex2mathml is missing") from error
    # A blank line is the end of a line, as Sphinx has it for LaTeX.
    lines = [part.strip() for part in re.split(r"\n\s*\n", latex) if part.strip()]
    text = r" \\ ".join(line.removesuffix(r"\\") for line in lines)
    for pattern, new in _REWRITTEN:
        text = pattern.sub(new, text)
    text = _without_synonyms(text, preamble)
    if not text.strip():
        raise FormulaError("it is empty")
    try:
        return convert_to_element(f"{preamble} {text}")[0]
    # Whatever an author may have typed: its errors have no base class, and are not all its own.
    except Exception as error:
        words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
        raise FormulaError(str(error) or " ".join(words).lower()) from error
