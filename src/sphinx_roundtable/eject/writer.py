"""What all blocks need: the lines of those within, labels, indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .inline import Inline, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["APART", "Writer", "elements", "indented"]

#: Between two blocks that would be one without it.
APART = ".."
_LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list)
_INDENTED = (nodes.block_quote, *_LISTS)


class Writer:
    """Writes the blocks of one document; each kind of node has a method of its name.

    What has none is the blocks within it.
    """

    def __init__(self, docname: str, labels: AbstractSet[str], notes: Mapping[str, str]) -> None:
        """Start.

        :param labels: the places that exist, in all documents
        :param notes: the names of the document's footnotes, by their ids
        """
        self._docname = docname
        self._notes = notes
        self._words = Inline(docname, labels, notes)

    def _blocks(self, children: Iterable[nodes.Node]) -> list[str]:
        """Return the lines of several blocks, with empty lines between them."""
        lines: list[str] = []
        last: nodes.Node | None = None
        for node in children:
            if not isinstance(node, nodes.Element):
                continue
            block = [*self._labels(node), *self._block(node)]
            if not block:
                continue
            if isinstance(node, _INDENTED) and isinstance(last, (*_INDENTED, nodes.Admonition)):
                lines += [APART, ""]
            lines += [*block, ""]
            last = node
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _labels(self, node: nodes.Element) -> Iterator[str]:
        """Yield targets for all places in *node* that no block within it stands for."""
        if isinstance(node, (nodes.footnote, nodes.citation, nodes.Invisible)):
            return
        ids = list(node["ids"])
        if isinstance(node, nodes.TextElement):
            ids += [
                id for part in node.findall(nodes.Element) if part is not node for id in part["ids"]
            ]
        for id in dict.fromkeys(ids):
            yield f".. _`{self._docname}#{id}`:"
        if ids:
            yield ""

    def _block(self, node: nodes.Element) -> Sequence[str]:
        method = getattr(self, f"_{node.tagname}", None)
        if method is not None:
            lines: Sequence[str] = method(node)
            return lines
        if isinstance(node, nodes.Admonition):
            return self._admonition(node)
        if isinstance(node, nodes.Invisible):
            return []
        if isinstance(node, nodes.TextElement):  # also words that stand in no paragraph
            return [standing(text)] if (text := self._words.text(node)) else []
        return self._blocks(node.children)

    def _admonition(self, node: nodes.Element) -> Sequence[str]:
        """Return what stands apart: those of all kinds are written alike."""
        raise NotImplementedError


def elements(node: nodes.Node) -> list[nodes.Element]:
    """Return the children of *node* without texts between them."""
    return [child for child in node.children if isinstance(child, nodes.Element)]


def indented(lines: Iterable[str], columns: int) -> list[str]:
    """Return *lines* with *columns* spaces before each that is not empty."""
    return [f"{' ' * columns}{line}".rstrip() for line in lines]
