"""Paragraphs, quotations, admonitions, code, containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from sphinx_roundtable.typst.literals import has_long_word, string
from sphinx_roundtable.typst.translator.base import BaseTranslator
from sphinx_roundtable.typst.translator.lists import is_simple_item

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

# One paragraph alone in one of these needs no space around it.
_SNUG = (
    nodes.entry,
    nodes.footnote,
    nodes.citation,
    nodes.field_body,
    nodes.description,
    nodes.definition,
    addnodes.versionmodified,
)


class BlocksMixin(BaseTranslator):
    """What stands between headings."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Open a paragraph."""
        self.push()

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Add it; the first words of a snug element are its text, not a paragraph in it."""
        if any(map(_is_standing, node.children)):
            # Typst leaves out what stands between paragraphs where it meets it inside one.
            body = self.pop()
            for expression in ("parbreak()", body, "parbreak()"):
                self.add(expression)
        elif _is_snug(node):
            self.add(self.pop())
        else:
            self.call("lead" if _is_heading_like(node) else "par")

    def visit_compound(self, node: Element) -> None:
        """Pass: the element only groups others."""

    depart_compound = visit_compound
    visit_tabular_col_spec = depart_tabular_col_spec = visit_compound
    visit_decoration = depart_decoration = visit_compound
    visit_header = depart_header = visit_compound
    visit_footer = depart_footer = visit_compound
    visit_only = depart_only = visit_compound
    # To docutils, both are comments.
    visit_autosummary_table = depart_autosummary_table = visit_compound
    visit_autosummary_toc = depart_autosummary_toc = visit_compound
    visit_highlightlang = depart_highlightlang = visit_compound

    def visit_comment(self, node: Element) -> None:
        """Leave out what readers are not meant to see."""
        raise nodes.SkipNode

    visit_substitution_definition = visit_meta = visit_toctree = visit_comment
    visit_pending = visit_comment

    def visit_system_message(self, node: Element) -> None:
        """Open a message of docutils: it says that something is wrong here, so it stays."""
        self.push()

    def depart_system_message(self, node: Element) -> None:
        """Add it as an admonition."""
        self.call("admonition", f'kind: "error", title: {string(node.get("type", "ERROR"))}')

    # Quotations

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Open a quotation."""
        self.push()

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        """Add it with its attribution."""
        if all(isinstance(child, nodes.Sequential | nodes.Invisible) for child in node.children):
            # A list that an author indented is a quotation to docutils alone.
            self.add(self.pop())
            return
        kind = next((c for c in node["classes"] if c in ("epigraph", "pull-quote")), "quote")
        self.call(
            "quotation",
            f"kind: {string(kind)}, attribution: {self.kept(node, 'attribution')}",
        )

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Open whose words they are."""
        self.push()

    def depart_attribution(self, node: nodes.attribution) -> None:
        """Keep it for the quotation."""
        self.keep(node.parent, "attribution", self.pop())

    # Admonitions

    def visit_admonition(self, node: Element) -> None:
        """Open an admonition."""
        self.push()

    def depart_admonition(self, node: Element) -> None:
        """Add it under its own title, or the usual one of its kind."""
        kind = node.tagname.removesuffix("_node")
        title = self.kept(node, "title", string(str(admonitionlabels.get(kind, kind.title()))))
        if kind in ("topic", "sidebar", "admonition") and not _has_title(node):
            title = "none"
        self.call("admonition", f"kind: {string(kind)}, title: {title}")

    visit_attention = visit_caution = visit_danger = visit_error = visit_admonition
    depart_attention = depart_caution = depart_danger = depart_error = depart_admonition
    visit_hint = visit_important = visit_note = visit_tip = visit_admonition
    depart_hint = depart_important = depart_note = depart_tip = depart_admonition
    visit_warning = visit_seealso = visit_topic = visit_sidebar = visit_admonition
    depart_warning = depart_seealso = depart_topic = depart_sidebar = depart_admonition
    visit_todo_node = visit_admonition
    depart_todo_node = depart_admonition

    def visit_versionmodified(self, node: Element) -> None:
        """Open the note of a version."""
        self.push()

    def depart_versionmodified(self, node: Element) -> None:
        """Add it."""
        self.call("version-note")

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Open a heading that is in no contents."""
        if self.labels.heads_only_notes(self.docname, node):
            raise nodes.SkipNode
        self.push()

    def depart_rubric(self, node: nodes.rubric) -> None:
        """Add it."""
        self.call("rubric")

    def visit_centered(self, node: Element) -> None:
        """Open a centred line."""
        self.push()

    def depart_centered(self, node: Element) -> None:
        """Add it."""
        self.call("centered")

    # Code

    def visit_literal_block(self, node: Element) -> None:
        """Add code, with its numbers and marked lines."""
        text = node.astext()
        self.note_characters(text, node)
        arguments = []
        language = node.get("language", "")
        if language not in ("", "default", "none", "text"):
            arguments.append(f"lang: {string(_LANGUAGES.get(language, language))}")
        options: dict[str, Any] = node.get("highlight_args", {})
        if node.get("linenos"):
            arguments.append(f"first: {int(options.get('linenostart', 1))}")
        if marked := options.get("hl_lines"):
            arguments.append(f"marked: ({', '.join(map(str, marked))},)")
        shown = f"code-block({''.join(f'{a}, ' for a in arguments)}{string(text)})"
        self.add(f"breaking({shown})" if has_long_word(text) else shown)
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_container(self, node: nodes.container) -> None:
        """Open a captioned block of code; every other container only has classes."""
        if "literal-block-wrapper" in node["classes"]:
            self.push()

    def depart_container(self, node: nodes.container) -> None:
        """Add the block under its caption."""
        if "literal-block-wrapper" in node["classes"]:
            self.call("listing", f"caption: {self.kept(node, 'caption')}")


# Names of Pygments for languages that Typst knows under another.
_LANGUAGES = {
    "python3": "python",
    "pycon": "python",
    "pycon3": "python",
    "ipython": "python",
    "ipython3": "python",
    "console": "bash",
    "shell": "bash",
    "shell-session": "bash",
    "restructuredtext": "rst",
    "html+jinja": "html",
    "myst": "markdown",
}


def _is_snug(node: nodes.paragraph) -> bool:
    parent = node.parent
    if isinstance(parent, nodes.list_item):
        siblings = parent.parent.children if parent.parent is not None else [parent]
        return all(is_simple_item(item) for item in siblings)
    if not isinstance(parent, _SNUG):
        return False
    shown = [
        child
        for child in parent.children
        if not isinstance(child, nodes.label | nodes.Invisible | nodes.target)
    ]
    if isinstance(parent, nodes.footnote | nodes.citation):
        return bool(shown) and shown[0] is node
    return shown == [node]


def _is_standing(node: Node) -> bool:
    """Return whether *node* is no part of a line: a displayed formula that MyST puts into one."""
    return isinstance(node, nodes.Body) and not isinstance(node, nodes.Inline)


def _is_heading_like(node: nodes.paragraph) -> bool:
    """Return whether *node* is a line in bold type that something follows: it stays with that."""
    return (
        len(node) == 1
        and isinstance(node[0], nodes.strong)
        and node.next_node(descend=False, siblings=True) is not None
    )


def _has_title(node: Element) -> bool:
    return any(isinstance(child, nodes.title) for child in node.children)
