"""Tables, figures and images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.typst.literals import array, length, string
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.translator.base import BaseTranslator, is_block
from sphinx_roundtable.typst.translator.columns import column_needs, is_stub

if TYPE_CHECKING:
    from docutils.nodes import Element

_LINKS = (nodes.footnote_reference, nodes.reference)
# What numfig counts, by node.
_KINDS = {"figure": "figure", "table": "table", "container": "code-block"}

# Letters of all columns that stand side by side on any page, in large print too.
_SURELY_FITS = 45


class TablesMixin(BaseTranslator):
    """What may have a caption and a number."""

    def visit_image(self, node: nodes.image) -> None:
        """Add the image, or its alternative text where there is none to show."""
        file = self.builder.image_file(node)
        alt = node.get("alt")
        if file is None:
            warn(Subtype.IMAGE, "no image %r in the PDF", _shown_uri(node), location=node)
            self.add(f"missing-image({string(alt or _shown_uri(node))})")
            raise nodes.SkipNode
        arguments = [string(file)]
        if alt:
            arguments.append(f"alt: {string(alt)}")
        sizes = {side: length(node.get(side)) for side in ("width", "height")}
        arguments.extend(f"{side}: {size}" for side, size in sizes.items() if size)
        if node.get("scale"):
            arguments.append(f"zoom: {int(node['scale'])}%")
        if not alt and self.builder.needs_alt:
            if alt is None:
                warn(Subtype.ALT, "no alternative text for %r", node["uri"], location=node)
            arguments.append("decorative: true")
        arguments.append(placement(node))
        self.add(f"picture({', '.join(arguments)})")
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """Open a figure."""
        self.push()

    def depart_figure(self, node: nodes.figure) -> None:
        """Add it with its caption, which the legend follows."""
        width = length(node.get("width"))
        arguments = f"caption: {self.kept(node, 'caption')}, place: {_alignment(node)}"
        if self.builder.needs_alt and not any(map(_tells, node.findall(nodes.Element))):
            # The caption is the best there is to tell what the figure shows.
            alt = " ".join(one.astext() for one in node.findall(nodes.caption))
            arguments += f", alt: {string(alt or 'figure')}"
        if any(map(_is_long, node.findall(nodes.Element))):
            arguments += ", breakable: true"
        legend = self.kept(node, "legend")
        if legend != "none":
            arguments += f", legend: {legend}"
        self.call("illustration", arguments + (f", width: {width}" if width else ""))

    def visit_legend(self, node: nodes.legend) -> None:
        """Open what explains the figure."""
        self.push()

    def depart_legend(self, node: nodes.legend) -> None:
        """Keep it for the figure: it stands under the caption."""
        self.keep(node.parent, "legend", self.pop())

    def visit_caption(self, node: nodes.caption) -> None:
        """Open a caption, with the number that Sphinx gave."""
        self.push()
        self._add_number(node.parent)

    def depart_caption(self, node: nodes.caption) -> None:
        """Keep it for the element it belongs to."""
        self.keep(node.parent, "caption", self.pop())

    def _add_number(self, node: Element) -> None:
        kind = _KINDS.get(type(node).__name__, "")
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        number = next((numbers[one] for one in node["ids"] if one in numbers), None)
        if number and self.config.numfig:
            label = self.config.numfig_format.get(kind, "%s") % ".".join(map(str, number))
            self.add(f"number-of({string(label)})")

    # Tables

    def visit_table(self, node: nodes.table) -> None:
        """Open a table."""
        self.push()

    def depart_table(self, node: nodes.table) -> None:
        """Add it, with its caption above."""
        title = self.kept(node, "title")
        if title != "none":
            self.push()
            self._add_number(node)
            self.add(title)
            title = self.pop()
        self.call("tabular", f"caption: {title}, place: {_alignment(node)}")

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        """Open the columns and rows."""
        self.push_arguments()

    def depart_tgroup(self, node: nodes.tgroup) -> None:
        """Add the grid, and what its columns need where they may not fit side by side."""
        specs = [child for child in node.children if isinstance(child, nodes.colspec)]
        given = "colwidths-given" in node.parent["classes"]
        columns = column_needs(node)
        width = length(node.parent.get("width"))
        full = f"width: {width}, " if width else ""
        if not given and sum(column.letters for column in columns) <= _SURELY_FITS:
            shown = str(len(specs))
        else:
            shown = array(
                [
                    f"({column.word}, {'none' if given else column.letters}, "
                    f"{spec['colwidth'] if given else 1})"
                    for spec, column in zip(specs, columns, strict=True)
                ]
            )
        self.add(f"grid-of({full}columns: {shown}, {self.pop_arguments()})")

    def visit_colspec(self, node: nodes.colspec) -> None:
        """Skip: the group has read the widths."""
        raise nodes.SkipNode

    def visit_thead(self, node: nodes.thead) -> None:
        """Open the rows that are repeated on each page."""
        self.push_arguments()

    def depart_thead(self, node: nodes.thead) -> None:
        """Add them. Where they hold a footnote or a link they stay once.

        A footnote would be printed with each of them; a link in what is repeated is no PDF/UA.
        """
        links = any(isinstance(part, _LINKS) for part in node.findall())
        once = "repeat: false, " if links else ""
        self.add(f"table.header({once}{self.pop_arguments()})")

    def visit_tbody(self, node: Element) -> None:
        """Pass: cells follow each other, Typst counts the rows."""

    depart_tbody = visit_row = depart_row = visit_tbody

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell."""
        self.push()

    def depart_entry(self, node: nodes.entry) -> None:
        """Add it with the columns and rows it spans."""
        spans = ""
        if node.get("morecols"):
            spans += f"colspan: {node['morecols'] + 1}, "
        if node.get("morerows"):
            spans += f"rowspan: {node['morerows'] + 1}, "
        body = self.pop()
        for name in node["classes"]:
            if name in self.config.typst_styles:
                body = f"styled({string(name)}, {body})"
        if is_stub(node) or isinstance(node.parent.parent, nodes.thead):
            body = f"strong({body})"
        self.add(f"table.cell({spans}{body})")


def _tells(node: Element) -> bool:
    """Return whether *node* is a picture that says what it shows, as a graph does by its code."""
    return bool(node.get("alt")) or "code" in node


def _is_long(node: Element) -> bool:
    """Return whether *node* may be longer than a page, which a picture never is."""
    return isinstance(node, nodes.literal_block | nodes.table) or "printed-code" in node


def placement(node: Element) -> str:
    """Return the argument of a picture that says where *node* stands."""
    return f"place: {_alignment(node)}" if is_block(node) else "inline: true"


def _alignment(node: Element) -> str:
    align = node.get("align", "default")
    if align in ("left", "center", "right"):
        return str(align)
    for side in ("left", "center", "right"):
        if f"align-{side}" in node["classes"]:
            return side
    return "auto"


def _shown_uri(node: nodes.image) -> str:
    """Return the image's address without the data of one that is in the text itself."""
    uri: str = node.get("uri", "")
    return uri.partition(",")[0] if uri.startswith("data:") else uri
