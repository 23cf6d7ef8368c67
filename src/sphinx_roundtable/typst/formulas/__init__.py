"""Formulas: from LaTeX's notation to Typst's functions.

latex2mathml reads LaTeX and gives MathML, a small tree whose every element has a counterpart
in Typst. A converter that writes Typst's own notation would be shorter to call, but those there
are leave out in silence what they do not know; a tree is walked to its last leaf.
"""

from __future__ import annotations

from sphinx_roundtable.typst.formulas.latex import FormulaError
from sphinx_roundtable.typst.formulas.writer import Formula, formula

__all__ = ["Formula", "FormulaError", "formula"]
