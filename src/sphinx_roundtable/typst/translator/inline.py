"""Words: marks, links, literals, roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roundtable.typst.labels import SCHEME, address
from sphinx_roundtable.typst.literals import has_long_word, label, string
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.translator.base import BaseTranslator

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

_BREAKS = re.compile(r"[\n\r]+")

# Node names by the Typst function that sets them.
_MARKS = {
    "emphasis": "emph",
    "strong": "strong",
    "title_reference": "emph",
    "subscript": "sub",
    "superscript": "super",
    "literal_strong": "code-strong",
    "literal_emphasis": "code-emph",
    "manpage": "code-emph",
    "footnote_mark": "super",
}


class InlineMixin(BaseTranslator):
    """Everything inside a paragraph."""

    def visit_Text(self, node: nodes.Text) -> None:
        """Add the text as a literal; note its unusual characters for the check of glyphs."""
        text = node.astext()
        if not _is_verbatim(node):
            text = _BREAKS.sub(" ", text)
        self.note_characters(text, node)
        self.add(f"breaking({string(text)})" if has_long_word(text) else string(text))

    def depart_Text(self, node: nodes.Text) -> None:
        """Nothing was opened."""

    def _visit_mark(self, node: Element) -> None:
        self.push()

    def _depart_mark(self, node: Element) -> None:
        self.call(_MARKS[type(node).__name__])

    visit_emphasis = visit_strong = visit_title_reference = _visit_mark
    depart_emphasis = depart_strong = depart_title_reference = _depart_mark
    visit_subscript = visit_superscript = visit_manpage = _visit_mark
    depart_subscript = depart_superscript = depart_manpage = _depart_mark
    visit_literal_strong = visit_literal_emphasis = _visit_mark
    depart_literal_strong = depart_literal_emphasis = _depart_mark

    def visit_literal(self, node: nodes.literal) -> None:
        """Add code in a line. Its inner nodes only colour it, so its text is all there is."""
        self.note_characters(node.astext(), node)
        function = "keys" if "kbd" in node["classes"] else "code"
        shown = f"{function}({string(_BREAKS.sub(' ', node.astext()))})"
        self.add(f"breaking({shown})" if has_long_word(node.astext()) else shown)
        raise nodes.SkipNode

    def visit_inline(self, node: Element) -> None:
        """Pass: an inline has only classes."""

    depart_inline = visit_inline
    visit_generated = depart_generated = visit_inline
    visit_problematic = depart_problematic = visit_inline
    visit_PassthroughTextElement = depart_PassthroughTextElement = visit_inline
    visit_target = depart_target = visit_inline
    visit_acronym = depart_acronym = visit_inline
    visit_pending_xref = depart_pending_xref = visit_inline

    def visit_abbreviation(self, node: nodes.abbreviation) -> None:
        """Pass; the explanation follows the word."""

    def depart_abbreviation(self, node: nodes.abbreviation) -> None:
        """Print the explanation: there is nothing to hover over on paper.

        Those that Sphinx gives to signs in a signature would hide it.
        """
        if node.get("explanation") and not isinstance(node.parent, addnodes.desc_sig_operator):
            self.add(string(f" ({node['explanation']})"))

    # Links

    def destination(self, node: Element) -> str:
        """Return the Typst expression of where *node* leads: a label, a URL, or ``none``."""
        uri = node.get("refuri", "")
        if node.get("refid"):
            uri = address(self.docname, node["refid"])
        elif not uri.startswith(SCHEME):
            return string(uri) if uri else "none"
        name = self.link_to(uri, node)
        if name is None and not self.builder.is_elsewhere(uri):
            warn(Subtype.REFERENCE, "%r is not in the book", uri[1:], location=node)
        if name == self.labels.title_label():
            return "first-page"
        return "none" if name is None else label(name)

    def visit_reference(self, node: Element) -> None:
        """Open a link."""
        self.push()

    def depart_reference(self, node: Element) -> None:
        """Add the link, with the number of its page where that is wanted."""
        destination = self.destination(node)
        page = ""
        if destination.startswith(("label(", "first-page")):
            if _wants_page(node):
                page = "page: true, "
            elif self.config.typst_show_pagerefs and not _is_image(node):
                page = "page: auto, "
        self.call("xref", f"{page}{destination}")

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def visit_download_reference(self, node: Element) -> None:
        """Open a link to a file: to its address if it has one, else its name only."""
        self.push()

    def depart_download_reference(self, node: Element) -> None:
        """Add it. A file of the project is not part of a PDF, so there is nothing to link to."""
        target: str = node.get("reftarget", "")
        uri = node.get("refuri") or (target if "://" in target else "")
        self.call("xref", string(uri) if uri else "none")

    def visit_index(self, node: addnodes.index) -> None:
        """Skip: the index is made from the environment, the place is marked by its target."""
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        """Add source for Typst as it is; skip what is for other formats."""
        if "typst" in node.get("format", "").split():
            text = node.astext()
            # In a line, a line break would be a space. But a comment must end somewhere.
            inside = isinstance(node.parent, nodes.TextElement) and "//" not in text
            self.add(f"[{text}]" if inside else f"[\n{text}\n]")
        elif 'type="checkbox"' in node.astext():
            done = "checked=" in node.astext()
            self.add(f"checkbox({'true' if done else 'false'})")
        raise nodes.SkipNode


def _is_verbatim(node: Node) -> bool:
    parent: Node = node.parent
    while isinstance(parent, nodes.inline | nodes.reference):
        parent = parent.parent
    return isinstance(parent, nodes.FixedTextElement | addnodes.production)


def _wants_page(node: Element) -> bool:
    around: list[Node] = [node, *node.children]
    if isinstance(node.parent, nodes.inline):
        around.append(node.parent)
    return any(isinstance(one, nodes.Element) and "pageref" in one["classes"] for one in around)


def _is_image(node: Element) -> bool:
    return len(node) == 1 and isinstance(node[0], nodes.image)
