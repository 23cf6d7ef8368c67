"""What is set apart from the text: quotations, code, admonitions, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .inline import escaped
from .writer import Writer, elements, indented

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Asides"]


class Asides(Writer):
    """Writes what is set apart."""

    def _block_quote(self, node: nodes.block_quote) -> Sequence[str]:
        return indented(self._blocks(node.children), 3)

    def _attribution(self, node: nodes.attribution) -> Sequence[str]:
        return [f"-- {self._words.text(node)}"]

    def _literal_block(self, node: nodes.literal_block) -> Sequence[str]:
        language = node.get("language", "none")
        text = node.astext().expandtabs().split("\n")
        return [f".. code-block:: {language}", "   :force:", "", *indented(text, 3)]

    def _doctest_block(self, node: nodes.doctest_block) -> Sequence[str]:
        return [".. code-block:: pycon", "   :force:", "", *indented(node.astext().split("\n"), 3)]

    def _math_block(self, node: nodes.math_block) -> Sequence[str]:
        return [
            ".. math::",
            "   :no-wrap:" * bool(node.get("no-wrap")),
            "",
            *indented(node.astext().split("\n"), 3),
        ]

    def _raw(self, node: nodes.raw) -> Sequence[str]:
        return [f".. raw:: {node['format']}", "", *indented(node.astext().split("\n"), 3)]

    def _admonition(self, node: nodes.Element) -> Sequence[str]:
        title = next((part for part in node.children if isinstance(part, nodes.title)), None)
        body = indented(self._blocks(part for part in node.children if part is not title), 3)
        name = node.tagname if title is None else f"admonition:: {self._words.text(title)}"
        return [f".. {name}{'' if title is not None else '::'}", "", *body]

    def _topic(self, node: nodes.topic) -> Sequence[str]:
        title, *rest = elements(node)
        return [f".. topic:: {self._words.text(title)}", "", *indented(self._blocks(rest), 3)]

    def _sidebar(self, node: nodes.sidebar) -> Sequence[str]:
        title, *rest = elements(node)
        return [f".. sidebar:: {self._words.text(title)}", "", *indented(self._blocks(rest), 3)]

    def _footnote(self, node: nodes.footnote) -> Sequence[str]:
        _label, *rest = elements(node)
        inner = indented(self._blocks(rest), 3) or [""]
        return [f".. [{self._notes[node['ids'][0]]}] {inner[0].lstrip()}", *inner[1:]]

    def _citation(self, node: nodes.citation) -> Sequence[str]:
        label, *rest = elements(node)
        lines = self._blocks(rest)
        return [f"**[{escaped(label.astext())}]**", "", *indented(lines, 3)]
