"""What all parts of the translator share: frames of output, labels, styles of classes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxTranslator

from sphinx_roundtable.typst.labels import Labels
from sphinx_roundtable.typst.literals import label, string
from sphinx_roundtable.typst.notices import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Element, Node

    from sphinx_roundtable.typst.builder import TypstBuilder

# Parts of a list or a table: what they emit are arguments, which a function can't be put around.
_ARGUMENTS = (
    nodes.Text,
    nodes.colspec,
    nodes.definition_list_item,
    nodes.document,
    nodes.entry,
    nodes.field,
    nodes.footnote,
    nodes.option_list_item,
    nodes.row,
    nodes.tbody,
    nodes.tgroup,
    nodes.thead,
    nodes.title,
)


# They make no sense without what they are part of.
_PARTS = (nodes.definition_list_item, nodes.tgroup, nodes.thead)

# Typst refuses what is nested deeper than 64 calls. What each of these needs of them was tried.
_DEPTHS: Final[Mapping[type, int]] = {
    nodes.Admonition: 2,
    nodes.definition_list: 4,
    nodes.Sequential: 2,
    nodes.block_quote: 2,
    nodes.topic: 2,
    nodes.sidebar: 2,
    nodes.figure: 4,
    nodes.table: 6,
    addnodes.desc_content: 2,
}
_DEEPEST: Final = 40  # the rest is for what stands inside


@dataclass(slots=True)
class Frame:
    """Output under way: content to be joined, or the arguments of a list or table."""

    holds_arguments: bool = False
    parts: list[str] = field(default_factory=list)


class BaseTranslator(SphinxTranslator):
    """Collects Typst expressions in a stack of frames; its parts add the visitors."""

    builder: TypstBuilder

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        """Prepare to translate *document*, the tree of a whole book."""
        super().__init__(document, builder)
        self.labels = Labels(document, document["docname"])
        self._printed_labels = {self.labels.title_label()}
        self._wanted_labels: dict[str, Element] = {}
        self.frames = [Frame()]
        self.files: list[str] = [document["docname"]]
        self.characters: dict[str, Node] = {}
        self._waiting: list[str] = []
        # Captions, titles and attributions are met before, or after, what they belong to.
        self._kept: dict[tuple[int, str], str] = {}
        self._nesting = 0
        self._unfolded: set[int] = set()
        self._unknown: Counter[str] = Counter()
        self._first_unknown: dict[str, Node] = {}

    @property
    def docname(self) -> str:
        """The document being translated."""
        return self.files[-1]

    def source(self) -> str:
        """Return the book as one Typst expression, once the tree has been walked."""
        return self._joined(self.frames[0].parts)

    # Frames

    def add(self, expression: str) -> None:
        """Append *expression* to the frame under way."""
        self.frames[-1].parts.append(expression)

    def push(self) -> None:
        """Open a frame of content. Labels that found no place before are put at its start."""
        self.frames.append(Frame(parts=self._waiting))
        self._waiting = []

    def push_arguments(self) -> None:
        """Open a frame whose parts become arguments."""
        self.frames.append(Frame(holds_arguments=True))

    def pop(self) -> str:
        """Close the frame under way; return its content as one expression."""
        return self._joined(self.frames.pop().parts)

    def pop_arguments(self) -> str:
        """Close the frame under way; return its parts as arguments, each with its comma."""
        return "".join(f"{part},\n" for part in self.frames.pop().parts)

    @staticmethod
    def _joined(parts: list[str]) -> str:
        if len(parts) == 1:
            return parts[0]
        return "{\n" + "\n".join(parts) + "\n}" if parts else "[]"

    def call(self, function: str, arguments: str = "") -> None:
        """Close the frame under way and add it as the body of a call of *function*."""
        self.add(f"{function}({arguments}{', ' if arguments else ''}{self.pop()})")

    def keep(self, node: Element, name: str, expression: str) -> None:
        """Remember *expression* for *node*, under *name*."""
        self._kept[id(node), name] = expression

    def kept(self, node: Element, name: str, default: str = "none") -> str:
        """Return what was kept for *node* under *name*, once."""
        return self._kept.pop((id(node), name), default)

    def note_characters(self, text: str, node: Node) -> None:
        """Remember where each character beyond ASCII is first used."""
        if not text.isascii():
            for char in text:
                if char > "\x7f":
                    self.characters.setdefault(char, node)

    # Labels

    def anchor(self, node: Node) -> None:
        """Add the label of *node* here, or where the next content begins."""
        name = self.labels.of(node)
        if name is None or isinstance(node, (nodes.section, nodes.footnote)):
            return  # a heading and a footnote carry their labels themselves
        self._printed_labels.add(name)
        expression = f"anchor({string(name)})"
        if self.frames[-1].holds_arguments:
            self._waiting.append(expression)
        else:
            self.add(expression)

    def labelled(self, expression: str, name: str | None) -> str:
        """Return *expression* with the label *name*, if any, on the element itself."""
        if name is None:
            return expression
        self._printed_labels.add(name)
        return f"[#{expression}#{label(name)}]"

    def link_to(self, address: str, node: Element) -> str | None:
        """Return the label for *address*, which *node* refers to; ``None`` if there is none."""
        name = self.labels.resolve(address)
        if name is not None:
            self._wanted_labels.setdefault(name, node)
        return name

    def unprinted_labels(self) -> dict[str, Element]:
        """Return the labels that are linked to but stand nowhere, each with a node that does.

        A place in an element that is not printed has none, and Typst refuses such links.
        """
        missing = self._wanted_labels.keys() - self._printed_labels
        return {name: self._wanted_labels[name] for name in sorted(missing)}

    # Dispatch

    def dispatch_visit(self, node: Node) -> None:
        """Translate *node* between its label and the functions of its classes."""
        self._nesting += _depth(node)
        if self._is_too_deep(node):
            return
        styles = self._styles(node)
        if styles:
            self.push()
        self.anchor(node)
        try:
            super().dispatch_visit(node)
        except nodes.SkipNode:
            self._nesting -= _depth(node)
            self._wrap(styles)
            raise

    def dispatch_departure(self, node: Node) -> None:
        """Finish *node* and put the functions of its classes around it."""
        self._nesting -= _depth(node)
        if id(node) in self._unfolded:
            for key in [key for key in self._kept if key[0] == id(node)]:
                self.add(f"par({self._kept.pop(key)})")
            return
        super().dispatch_departure(node)
        self._wrap(self._styles(node))

    def _is_too_deep(self, node: Node) -> bool:
        """Return whether only the children of *node* are printed, since Typst would refuse it."""
        is_part = isinstance(node, _PARTS) and id(node.parent) in self._unfolded
        if not is_part and not (_depth(node) and self._nesting > _DEEPEST):
            return False
        if not self._unfolded:
            warn(Subtype.NESTING, "nested too deeply: only its text is kept", location=node)
        self._unfolded.add(id(node))
        return True

    def _styles(self, node: Node) -> list[str]:
        styles = self.config.typst_styles
        if not styles or isinstance(node, _ARGUMENTS) or not isinstance(node, nodes.Element):
            return []
        return [name for name in dict.fromkeys(node["classes"]) if name in styles]

    def _wrap(self, styles: list[str]) -> None:
        if styles:
            body = self.pop()
            for name in styles:
                body = f"styled({string(name)}, {body})"
            self.add(body)

    def unknown_visit(self, node: Node) -> None:
        """Keep the children of a node that has no translation."""
        name = type(node).__name__
        self._unknown[name] += 1
        self._first_unknown.setdefault(name, node)

    def report_unknown(self) -> None:
        """Warn of nodes without a translation: once for each kind, where it is met first."""
        for name, node in self._first_unknown.items():
            more = self._unknown[name] - 1
            also = f", here and at {more} more places" if more else ""
            warn(Subtype.NODE, "no translation for %s%s", name, also, location=node)

    def unknown_departure(self, node: Node) -> None:
        """Nothing was opened for an unknown node."""


def _depth(node: Node) -> int:
    kind: type = type(node)
    return _depth_of(kind)


@cache
def _depth_of(kind: type) -> int:
    return next((depth for one, depth in _DEPTHS.items() if issubclass(kind, one)), 0)


def is_block(node: Node) -> bool:
    """Return whether *node* stands between paragraphs, not inside one."""
    parent = node.parent
    while isinstance(parent, nodes.reference):
        parent = parent.parent
    return not isinstance(parent, nodes.TextElement)
