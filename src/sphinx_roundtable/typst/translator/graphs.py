"""Graphs of Graphviz: drawn by it where it is installed, else printed as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.typst.literals import string
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.translator.tables import TablesMixin, placement

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Element


class GraphsMixin(TablesMixin):
    """The nodes of Sphinx's own extensions ``graphviz`` and ``inheritance_diagram``."""

    def visit_graphviz(self, node: Element) -> None:
        """Add a graph."""
        self._add_graph(node, node["code"], node["options"])

    def visit_inheritance_diagram(self, node: Element) -> None:
        """Add a graph of classes."""
        code = node["graph"].generate_dot("inheritance", env=self.builder.env)
        self._add_graph(node, code, {})

    def _add_graph(self, node: Element, code: str, options: dict[str, Any]) -> None:
        # Only where a project uses the extension is there such a node.
        from sphinx.ext.graphviz import GraphvizError, render_dot  # noqa: PLC0415

        try:
            name, _file = render_dot(self, code, options, "svg", filename=node.get("filename"))  # type: ignore[arg-type]
        except GraphvizError as error:
            warn(Subtype.IMAGE, "%s", error, location=node)
            name = None
        alt = string(node.get("alt") or code.strip())
        if name is None:
            node["printed-code"] = True
            self.add(f"code-block({string(code)})")
        else:
            self.add(f"picture({string(name.as_posix())}, alt: {alt}, {placement(node)})")
        raise nodes.SkipNode
