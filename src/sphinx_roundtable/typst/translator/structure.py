"""Documents, sections, headings and parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_roundtable.typst.assemble import part
from sphinx_roundtable.typst.literals import string
from sphinx_roundtable.typst.translator.base import BaseTranslator

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_roundtable.typst.builder import TypstBuilder


# What begins with a heading of its own.
_OPENING = addnodes.start_of_file | part | nodes.section


class StructureMixin(BaseTranslator):
    """The start document gives the title and a foreword, the documents below it the chapters."""

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        """Start above the first section of the start document."""
        super().__init__(document, builder)
        self._depth = 0
        self._depths: list[int] = []
        self._titled = False
        self._numbered: set[str] = set()
        self._in_heading = False
        self.headings: list[tuple[int, str]] = []  # level and words of each, in order
        # What a heading can't hold, because contents and running heads repeat it.
        self._after_heading: list[str] = []

    def visit_document(self, node: nodes.document) -> None:
        """Open nothing: the document is the book."""

    depart_document = visit_document

    def visit_start_of_file(self, node: Element) -> None:
        """A document of the start document is a chapter, one below a chapter a section of it."""
        self._depths.append(self._depth)
        if len(self.files) == 1:
            self._depth = 0
        self.files.append(node["docname"])

    def depart_start_of_file(self, node: Element) -> None:
        """Return to the document that named this one."""
        self.files.pop()
        self._depth = self._depths.pop()
        follows = _following(node)
        if len(self.files) == 1 and not isinstance(follows, _OPENING | None):
            # Words of the start document between two chapters belong to neither.
            self.add("pagebreak(weak: true)")

    def visit_section(self, node: nodes.section) -> None:
        """Sections do not nest in the output, so what follows an inner one stays in order."""
        self._depth += 1

    def depart_section(self, node: nodes.section) -> None:
        """Leave the section."""
        self._depth -= 1

    def visit_title(self, node: nodes.title) -> None:
        """Open the title of a section, or of an admonition, a table, a topic."""
        section = node.parent
        if not isinstance(section, nodes.section):
            self.push()
        elif len(self.files) == 1 and not self._titled:
            self._titled = True
            raise nodes.SkipNode  # it is the title of the book, on the title page
        else:
            self._in_heading = True
            self.push()

    def depart_title(self, node: nodes.title) -> None:
        """Add the heading, or keep the title for the element it belongs to."""
        parent = node.parent
        if not isinstance(parent, nodes.section):
            self.keep(parent, "title", self.pop())
            return
        body = self.pop()
        self._in_heading = False
        self.add(self._heading(parent, body))
        for expression in self._after_heading:
            self.add(expression)
        self._after_heading.clear()

    def _heading(self, section: nodes.section, body: str) -> str:
        level = max(1, self._depth - (len(self.files) == 1))
        arguments = [f"level: {level}"]
        if len(self.files) == 1 and _holds_chapters(section):
            level = 1
            arguments = ["level: 1", "supplement: [part]"]
        elif number := self._number(section):
            arguments.append(f"numbering: (..n) => {string(number)}")
        self.headings.append((level, _words(section[0])))
        name = self.labels.of(section)
        return self.labelled(f"heading({', '.join(arguments)}, {body})", name)

    def _number(self, section: nodes.section) -> str:
        """Return the number that Sphinx gave the section: references in the text name it."""
        numbers = self.builder.env.toc_secnumbers.get(self.docname, {})
        first = self.docname not in self._numbered
        self._numbered.add(self.docname)
        # The first section of a document is the one that bears its number, unless others stand in.
        found = numbers.get("#" + section["ids"][0]) or (numbers.get("") if first else ())
        return ".".join(map(str, found or ()))

    def visit_part(self, node: part) -> None:
        """Open the caption of a toctree of the start document."""
        self.push()

    def depart_part(self, node: part) -> None:
        """Add the part as a heading, so that contents and bookmarks have it.

        In a section that is a part already, a caption only groups its chapters.
        """
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is None or self.labels.of(section) == self.labels.title_label():
            self.headings.append((1, node.astext()))
            self.call("heading", "level: 1, supplement: [part]")
        else:
            self.call("rubric")

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Open a subtitle."""
        self.push()

    def depart_subtitle(self, node: nodes.subtitle) -> None:
        """Add it under its heading."""
        self.call("subtitle")

    def visit_transition(self, node: nodes.transition) -> None:
        """Add an ornament between two passages."""
        if not self.labels.heads_only_notes(self.docname, node):
            self.add("transition()")

    def depart_transition(self, node: nodes.transition) -> None:
        """Nothing was opened."""


def _following(node: Node) -> Node | None:
    """Return what is printed next behind *node*, however deep in its parents it is."""
    return node.next_node(
        lambda other: not isinstance(other, nodes.Invisible),
        descend=False,
        siblings=True,
        ascend=True,
    )


def _words(title: Node) -> str:
    """Return what of a heading is printed in contents."""
    texts = (text for text in title.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))
    return "".join(texts)


def _holds_chapters(section: nodes.section) -> bool:
    return next(iter(section.findall(addnodes.start_of_file)), None) is not None
