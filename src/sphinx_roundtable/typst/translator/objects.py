"""Descriptions of objects (functions, options, grammars) and the parts of sphinx-design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roundtable.typst.translator.blocks import BlocksMixin
from sphinx_roundtable.typst.translator.inline import InlineMixin
from sphinx_roundtable.typst.translator.maths import MathsMixin

if TYPE_CHECKING:
    from docutils.nodes import Element


_CARD_PARTS = frozenset(("sd-col", "sd-card", "sd-card-title", "sd-card-header", "sd-card-footer"))


class ObjectsMixin(BlocksMixin, InlineMixin, MathsMixin):
    """Signatures are built from nodes that carry their own punctuation only in part."""

    def visit_desc(self, node: addnodes.desc) -> None:
        """Pass: signatures come first, their content is indented."""

    depart_desc = visit_desc
    visit_desc_signature_line = visit_desc
    visit_desc_inline = depart_desc_inline = visit_desc
    visit_desc_type = depart_desc_type = visit_desc
    visit_desc_returns_body = visit_desc

    def visit_desc_signature(self, node: Element) -> None:
        """Open a signature."""
        self.push()

    def depart_desc_signature(self, node: Element) -> None:
        """Add it."""
        self.call("signature")

    def depart_desc_signature_line(self, node: Element) -> None:
        """Break the line, if another follows."""
        if node.parent.index(node) < len(node.parent) - 1:
            self.add("linebreak()")

    def visit_desc_content(self, node: Element) -> None:
        """Open what is said about the object."""
        self.push()

    def depart_desc_content(self, node: Element) -> None:
        """Add it, indented."""
        self.call("described")

    def visit_desc_name(self, node: Element) -> None:
        """Open the name."""
        self.push()

    def depart_desc_name(self, node: Element) -> None:
        """Add it in bold."""
        self.call("strong")

    def visit_desc_sig_element(self, node: Element) -> None:
        """Pass: a piece of a signature only has a colour, if that."""

    depart_desc_sig_element = visit_desc_sig_element
    visit_desc_addname = depart_desc_addname = visit_desc_sig_element
    visit_desc_annotation = depart_desc_annotation = visit_desc_sig_element

    def visit_desc_returns(self, node: Element) -> None:
        """Add the arrow before what is returned."""
        self.add('" → "')

    def depart_desc_returns(self, node: Element) -> None:
        """Nothing was opened."""

    def visit_desc_parameterlist(self, node: Element) -> None:
        """Add the opening bracket."""
        self.add('"("')

    def depart_desc_parameterlist(self, node: Element) -> None:
        """Add the closing bracket."""
        self.add('")"')

    def visit_desc_type_parameter_list(self, node: Element) -> None:
        """Add the opening bracket."""
        self.add('"["')

    def depart_desc_type_parameter_list(self, node: Element) -> None:
        """Add the closing bracket."""
        self.add('"]"')

    def visit_desc_parameter(self, node: Element) -> None:
        """Separate a parameter from the one before."""
        if node.parent.index(node) or isinstance(node.parent, addnodes.desc_optional):
            self.add('", "')

    def depart_desc_parameter(self, node: Element) -> None:
        """Nothing was opened."""

    visit_desc_type_parameter = visit_desc_parameter
    depart_desc_type_parameter = depart_desc_parameter

    def visit_desc_optional(self, node: Element) -> None:
        """Add the bracket of optional parameters."""
        self.add('"["')

    def depart_desc_optional(self, node: Element) -> None:
        """Close it."""
        self.add('"]"')

    # Grammars

    def visit_productionlist(self, node: Element) -> None:
        """Open the rules of a grammar."""
        self.push()

    def depart_productionlist(self, node: Element) -> None:
        """Add them."""
        self.call("signature")

    def visit_production(self, node: Element) -> None:
        """Pass: Sphinx has put the name and the sign into the text."""

    def depart_production(self, node: Element) -> None:
        """End the line of a rule."""
        if node.parent.index(node) < len(node.parent) - 1 and not node.astext().endswith("\n"):
            self.add("linebreak()")

    # Cards and grids

    def visit_container(self, node: nodes.container) -> None:
        """Open a row of cards, or one of them."""
        classes = node["classes"]
        if "sd-row" in classes:
            self.push_arguments()
        elif _CARD_PARTS.intersection(classes) or node.get("design_component") == "dropdown":
            self.push()
        else:
            super().visit_container(node)

    def depart_container(self, node: nodes.container) -> None:
        """Add the row or the card."""
        classes = node["classes"]
        if "sd-row" in classes:
            self.add(f"cards(columns: {_columns(node)}, {self.pop_arguments()})")
        elif "sd-card" in classes:
            self.call("card", self._card_link(node))
        elif "sd-col" in classes:
            self.add(self.pop())
        elif "sd-card-title" in classes:
            self.call("card-title")
        elif {"sd-card-header", "sd-card-footer"} & {*classes}:
            self.call("card-note")
        elif node.get("design_component") == "dropdown":
            self.call("admonition", 'kind: "topic", title: none')
        else:
            super().depart_container(node)

    def _card_link(self, node: nodes.container) -> str:
        """Return where the whole card leads; the page number stands for the hidden link."""
        for link in node.findall(nodes.reference):
            if "sd-stretched-link" in link["classes"]:
                return self.destination(link)
        return "none"

    def visit_PassthroughTextElement(self, node: Element) -> None:
        """Skip the link that covers a card: the card carries it."""
        for link in node.findall(nodes.reference):
            if "sd-stretched-link" in link["classes"]:
                raise nodes.SkipNode

    def depart_PassthroughTextElement(self, node: Element) -> None:
        """Nothing was opened."""


def _columns(node: nodes.container) -> int:
    """Return how many cards stand side by side: what the author asked for, two at most three."""
    sizes = [int(c.rpartition("-")[2]) for c in node["classes"] if _is_row_class(c)]
    return min(3, max(sizes, default=2), max(1, len(node)))


def _is_row_class(name: str) -> bool:
    return name.startswith("sd-row-cols-") and name.rpartition("-")[2].isdigit()
