"""A reference that leads nowhere is reported once, however many pages show the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils.utils import get_source_line
from sphinx.addnodes import pending_xref_condition
from sphinx.util import docname_join

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_repeats"]

#: After all who may know where a reference leads.
_LAST = 100_000


class _Place(NamedTuple):
    """What a reference names, and where: the same in all copies."""

    file: str | None
    line: int | None
    kind: str
    target: str


def setup_repeats(app: Sphinx) -> None:
    """Register the memory of what was reported: that of one process, for one build."""
    reported: set[_Place] = set()
    sources: set[str | None] = set()

    def begin(app: Sphinx, builder: Builder) -> None:
        domain: Any = app.env.domains["roundtable"]
        reported.clear()
        sources.clear()
        sources.update(str(app.env.doc2path(docname)) for docname in domain.readings)

    def remember(app: Sphinx, domain: Domain | None, node: pending_xref) -> None:
        place = _place_of(node)
        if place.line and place.file in sources:  # nothing else is shown in several places
            reported.add(place)

    def settle(
        app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element
    ) -> nodes.Element | None:
        # Sphinx asks no handler whether to report. It does not where a reference is resolved,
        # and its bare words are what it would have put there.
        is_plain = not isinstance(node[0], pending_xref_condition)
        is_over = "intersphinx_self_referential" not in node
        return content if is_plain and is_over and _place_of(node) in reported else None

    app.connect("write-started", begin)
    app.connect("warn-missing-reference", remember)
    app.connect("missing-reference", settle, priority=_LAST)


def _place_of(node: pending_xref) -> _Place:
    target = node["reftarget"]
    if node["reftype"] == "doc":
        # In a copy it is given from the top.
        target = docname_join(node.get("refdoc", ""), target)
    return _Place(*get_source_line(node), node["reftype"], target)
