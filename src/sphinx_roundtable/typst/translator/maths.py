"""Formulas, in a line and displayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.typst.formulas import FormulaError, formula
from sphinx_roundtable.typst.literals import string
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.translator.base import BaseTranslator

if TYPE_CHECKING:
    from docutils.nodes import Element


class MathsMixin(BaseTranslator):
    """A formula tells its source to those who listen to it, as in Sphinx's HTML."""

    def visit_math(self, node: Element) -> None:
        """Add a formula in a line."""
        text = node.astext()
        source = self._formula(node, display=False)
        self.add(f"inline-formula({string(text)}, {source})" if source else f"code({string(text)})")
        raise nodes.SkipNode

    def visit_math_block(self, node: Element) -> None:
        """Add a displayed formula, with its number."""
        text = node.astext().strip()
        source = self._formula(node, display=True)
        number = self._equation_number(node)
        shown = f"number: {string(f'({number})')}, " if number else ""
        body = f"{string(text)}, {source}" if source else f"none, raw({string(text)})"
        self.add(f"formula({shown}{body})")
        raise nodes.SkipNode

    def _formula(self, node: Element, *, display: bool) -> str:
        """Return the formula in Typst; empty if its LaTeX can't be read."""
        text = node.astext()
        self.note_characters(text, node)
        try:
            found = formula(text, display=display, preamble=self.config.typst_math_preamble)
        except FormulaError as error:
            warn(Subtype.MATH, "a formula is printed as it was typed: %s", error, location=node)
            return ""
        for command in found.unknown:
            warn(Subtype.MATH, "a formula has the unknown command %s", command, location=node)
        return found.source

    def _equation_number(self, node: Element) -> str:
        """Return the number that references to the formula name."""
        if not (self.config.math_numfig and self.config.numfig):
            return str(node.get("number") or "")
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
        number = ".".join(map(str, next((numbers[i] for i in node["ids"] if i in numbers), ())))
        return str(self.config.math_numsep).join(number.rsplit(".", 1))
