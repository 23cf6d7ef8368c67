"""Lists of every kind, and line blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.typst.literals import string
from sphinx_roundtable.typst.translator.base import BaseTranslator

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx import addnodes

    from sphinx_roundtable.typst.builder import TypstBuilder

_NUMBERING = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


class ListsMixin(BaseTranslator):
    """A list is a frame of arguments, one for each item."""

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        """Start with nothing under way."""
        super().__init__(document, builder)
        self._line_depth = -1

    def visit_bullet_list(self, node: Element) -> None:
        """Open a list."""
        self.push_arguments()

    def depart_bullet_list(self, node: nodes.bullet_list) -> None:
        """Add it."""
        self.add(f"list(tight: {_tight(node)}, {self.pop_arguments()})")

    visit_enumerated_list = visit_bullet_list

    def depart_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Add a list with the numbers that the author chose."""
        style = _NUMBERING.get(node.get("enumtype", "arabic"), "1")
        prefix, suffix = node.get("prefix", ""), node.get("suffix", ".")
        self.add(
            f"enum(tight: {_tight(node)}, start: {node.get('start', 1)}, "
            f"numbering: (..n) => {string(prefix)} + numbering({string(style)}, n.pos().last()) "
            f"+ {string(suffix)}, {self.pop_arguments()})"
        )

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Open an item."""
        self.push()

    def depart_list_item(self, node: nodes.list_item) -> None:
        """Add it."""
        self.add(self.pop())

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Open a list of terms."""
        self.push_arguments()

    def depart_definition_list(self, node: nodes.definition_list) -> None:
        """Add it."""
        self.add(f"terms(tight: false, {self.pop_arguments()})")

    def visit_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Open an item: terms and classifiers first, then definitions."""
        self.push_arguments()

    def depart_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Add the item, each further term on a line of its own."""
        parts = self.frames.pop().parts
        count = sum(isinstance(child, nodes.definition) for child in node.children)
        split = len(parts) - count
        terms = "\n".join(parts[:split]) or "[]"
        body = "\n".join(parts[split:]) or "[]"
        self.add(f"terms.item({{\n{terms}\n}}, {{\n{body}\n}})")

    def visit_term(self, node: nodes.term) -> None:
        """Open a term."""
        self.push()

    def depart_term(self, node: nodes.term) -> None:
        """Add it, after a line break if it is not the first of its item."""
        first = node.parent.first_child_matching_class(nodes.term)
        self.add(("" if node.parent[first or 0] is node else "next-term()\n") + self.pop())

    def visit_classifier(self, node: nodes.classifier) -> None:
        """Open what kind of thing the term is."""
        self.push()

    def depart_classifier(self, node: nodes.classifier) -> None:
        """Add it behind the term."""
        self.call("classifier")

    def visit_definition(self, node: nodes.definition) -> None:
        """Open a definition."""
        self.push()

    def depart_definition(self, node: nodes.definition) -> None:
        """Add it."""
        self.add(self.pop())

    # Lists of names and bodies

    def visit_field_list(self, node: Element) -> None:
        """Open a list of fields or options."""
        self.push_arguments()

    def depart_field_list(self, node: Element) -> None:
        """Add it."""
        self.add(f"fields({self.pop_arguments()})")

    visit_option_list = visit_docinfo = visit_field_list
    depart_option_list = depart_docinfo = depart_field_list

    def visit_field(self, node: Element) -> None:
        """Pass: a field has a name and a body."""

    depart_field = visit_option_list_item = depart_option_list_item = visit_field

    def visit_field_name(self, node: Element) -> None:
        """Open the name or the body of a field."""
        self.push()

    def depart_field_name(self, node: Element) -> None:
        """Add the name."""
        self.call("strong")

    visit_field_body = visit_option_group = visit_description = visit_field_name

    def depart_field_body(self, node: Element) -> None:
        """Add the body."""
        self.add(self.pop())

    depart_option_group = depart_description = depart_field_body

    def visit_option(self, node: nodes.option) -> None:
        """Add an option as it is typed."""
        if node.parent.index(node):
            self.add('", "')
        self.add(f"code({string(node.astext())})")
        raise nodes.SkipNode

    # Line blocks

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Open lines, or a deeper level of lines."""
        self._line_depth += 1
        if self._line_depth == 0:
            self.push_arguments()

    def depart_line_block(self, node: nodes.line_block) -> None:
        """Add the lines once the outermost block ends."""
        if self._line_depth == 0:
            self.add(f"lines({self.pop_arguments()})")
        self._line_depth -= 1

    def visit_line(self, node: nodes.line) -> None:
        """Open a line, indented by its depth."""
        self.push()
        if self._line_depth > 0:
            self.add(f"h({1.5 * self._line_depth}em)")

    def depart_line(self, node: nodes.line) -> None:
        """Add it."""
        self.add(self.pop())

    # Lists in columns

    def visit_hlist(self, node: addnodes.hlist) -> None:
        """Open a list in columns."""
        self.push_arguments()

    def depart_hlist(self, node: addnodes.hlist) -> None:
        """Add it."""
        self.add(f"side-by-side({self.pop_arguments()})")

    def visit_hlistcol(self, node: addnodes.hlistcol) -> None:
        """Open a column."""
        self.push()

    def depart_hlistcol(self, node: addnodes.hlistcol) -> None:
        """Add it."""
        self.add(self.pop())

    def visit_glossary(self, node: Element) -> None:
        """Pass: a glossary is a list of terms."""

    depart_glossary = visit_acks = depart_acks = visit_glossary


def _tight(node: Element) -> str:
    """Return whether every item is one paragraph and perhaps a list, as a Typst bool."""
    return "true" if all(is_simple_item(item) for item in node.children) else "false"


def is_simple_item(item: nodes.Node) -> bool:
    """Return whether *item* reads as one line: its paragraph needs no space of its own."""
    shown = [
        child for child in item.children if not isinstance(child, nodes.Invisible | nodes.target)
    ]
    if not shown or not isinstance(shown[0], nodes.paragraph):
        return not shown
    rest = shown[1:]
    return len(rest) <= 1 and all(
        isinstance(child, nodes.bullet_list | nodes.enumerated_list) and _tight(child) == "true"
        for child in rest
    )
