"""Lists, lines of verse and descriptions of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .inline import escaped, standing
from .writer import APART, Writer, elements, indented

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Lists"]


class Lists(Writer):
    """Writes lists."""

    def _bullet_list(self, node: nodes.bullet_list) -> Sequence[str]:
        return self._items(node, ["-"] * len(node.children))

    def _enumerated_list(self, node: nodes.enumerated_list) -> Sequence[str]:
        start = node.get("start", 1)
        return self._items(node, [f"{number}." for number in range(start, start + len(node))])

    def _items(self, node: nodes.Element, marks: Sequence[str]) -> Sequence[str]:
        lines: list[str] = []
        for mark, item in zip(marks, node.children, strict=True):
            block = self._blocks(item.children) or [APART]
            inner = indented(block, len(mark) + 1)
            lines += [f"{mark} {inner[0].lstrip()}", *inner[1:], ""]
        return lines[:-1]

    def _definition_list(self, node: nodes.definition_list) -> Sequence[str]:
        lines: list[str] = []
        for item in node.children:
            terms = [
                part for part in item.children if isinstance(part, (nodes.term, nodes.classifier))
            ]
            term = " : ".join(self._words.text(part).replace(" : ", " \\: ") for part in terms)
            rest = [part for part in item.children if isinstance(part, nodes.definition)]
            below = [line for part in rest for line in self._blocks(part.children)]
            labels = [label for part in terms for label in self._labels(part)]
            lines += [*labels, standing(term), *indented(below or [APART], 3), ""]
        return lines[:-1]

    def _field_list(self, node: nodes.field_list) -> Sequence[str]:
        lines: list[str] = []
        for field in node.children:
            name, body = elements(field)
            text = self._words.text(name).replace(":", "\\:")
            block = indented(self._blocks(body.children), 4)
            lines += [f":{text}:", *block]
        return lines

    def _option_list(self, node: nodes.option_list) -> Sequence[str]:
        lines: list[str] = []
        for item in node.children:
            group, description = elements(item)
            lines += [
                escaped(group.astext()) or APART,
                *indented(self._blocks(description.children), 3),
            ]
        return lines

    def _line_block(self, node: nodes.line_block) -> Sequence[str]:
        lines: list[str] = []
        for part in elements(node):
            if isinstance(part, nodes.line_block):
                lines += [f"|    {line[2:]}" for line in self._line_block(part)]
            else:
                lines.append(f"| {self._words.text(part)}")
        return lines

    def _desc(self, node: addnodes.desc) -> Sequence[str]:
        lines: list[str] = []
        for part in node.children:
            if isinstance(part, addnodes.desc_signature):
                lines += [*self._labels(part), f"**{escaped(' '.join(part.astext().split()))}**"]
            elif isinstance(part, nodes.Element):
                lines += indented(self._blocks(part.children), 3)
        return lines
