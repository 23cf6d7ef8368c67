"""Footnotes and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.typst.labels import address
from sphinx_roundtable.typst.literals import label, string
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.translator.structure import StructureMixin

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_roundtable.typst.builder import TypstBuilder


class NotesMixin(StructureMixin):
    """A footnote is set where it is first referred to, which may be on another page."""

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        """Start with nothing under way."""
        super().__init__(document, builder)
        self._printed: set[tuple[str, str]] = set()

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Add the note itself at its first reference, and its mark at later ones."""
        note = self.labels.footnote(self.docname, node.get("refid", ""))
        if note is None:
            warn(Subtype.REFERENCE, "no footnote %r", node.astext(), location=node)
            self.add(f"super({string(node.astext())})")
            raise nodes.SkipNode
        key = (self.docname, note["ids"][0])
        if key in self._printed:
            self.add(f"footnote({label(address(*key))})")
        else:
            self._printed.add(key)
            self.push()
            for child in note.children:
                if not isinstance(child, nodes.label):
                    child.walkabout(self)
            note_source = self.labelled(f"footnote({self.pop()})", address(*key))
            # Contents and running heads repeat a heading, and would print its note again.
            self.add(f"once({note_source})" if self._in_heading else note_source)
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Skip a note that stands at its reference; print one that nobody refers to here."""
        if self.labels.is_referenced(self.docname, node):
            raise nodes.SkipNode
        self.push()
        if name := self.labels.of(node):
            self.add(self.labelled("metadata(none)", name))

    def depart_footnote(self, node: Element) -> None:
        """Add the note in place, with its mark."""
        self.call("entry-note", self.kept(node, "label", "[]"))

    def visit_citation(self, node: nodes.citation) -> None:
        """Open an entry of a bibliography."""
        self.push()

    depart_citation = depart_footnote

    def visit_label(self, node: nodes.label) -> None:
        """Open the mark of a note."""
        self.push()

    def depart_label(self, node: nodes.label) -> None:
        """Keep it for the note."""
        self.keep(node.parent, "label", self.pop())

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Pass: Sphinx makes links of citations; one it could not resolve keeps its name."""
        self.add('"["')

    def depart_citation_reference(self, node: nodes.citation_reference) -> None:
        """Close the bracket."""
        self.add('"]"')
