"""Links between places become addresses of the builder at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from .._sphinx import application
from ..badges import roundtable_badge, settle_badge
from ..nodes import (
    PLACE,
    QUERY,
    RECORD,
    SITE,
    roundtable_excerpt,
    roundtable_navigation,
    roundtable_scroll,
)
from ..pages.transplant import ALT, IDS
from .joined import is_joined, origins

if TYPE_CHECKING:
    from typing import Any

    from ..domain import RoundtableDomain

__all__ = ["PrepareEdition", "ResolvePlaces"]

#: What editions differ in, of all that pages hold.
_CONCERNED = (nodes.image, nodes.reference, roundtable_excerpt, roundtable_scroll)


class PrepareEdition(SphinxPostTransform):
    """Give copies back what was hidden from Sphinx, and take away what is only for screens."""

    #: Before anything asks what a document holds.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Change the document in place, in one walk for a screen."""
        found = [
            node
            for node in self.document.findall(nodes.Element)
            if isinstance(node, _CONCERNED) or IDS in node
        ]
        for node in found:
            _complete_copy(node)
        builder = application(self.env).builder
        screen = builder.format == "html" and not is_joined(self.document)
        is_site = screen and builder.name != "epub"
        for node in found:
            if isinstance(node, roundtable_scroll) and builder.format != "html":
                node.parent.replace(node, node.children)  # the table that it scrolls
            elif SITE in node and not is_site:
                _withdraw(node)
        if not screen:
            for node in list(self.document.findall(roundtable_navigation)):
                node.parent.remove(node)
            for badge in list(self.document.findall(roundtable_badge)):
                settle_badge(badge)


def _complete_copy(node: nodes.Element) -> None:
    if IDS in node:
        node["ids"] = node.attributes.pop(IDS)
    if isinstance(node, nodes.image) and ALT in node:
        node["alt"] = node.attributes.pop(ALT)
    if isinstance(node, roundtable_excerpt):
        node.replace_self(node.children)


class ResolvePlaces(SphinxPostTransform):
    """Turn each place into an address; where a builder has none, leave the words."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        domain: Any = self.env.domains["roundtable"]
        references = list(self.document.findall(nodes.reference))
        for reference in references:
            if RECORD in reference:
                _place(reference, domain)
        references = [reference for reference in references if PLACE in reference]
        if not references:
            return
        moved = origins(self.document) if is_joined(self.document) else {}
        builder = application(self.env).builder
        here = self.env.current_document.docname
        for reference in references:
            place = reference.attributes.pop(PLACE)
            query = reference.attributes.pop(QUERY, "")
            docname, _, anchor = moved.get(place, place).partition("#")
            if "://" in docname:  # another project's
                reference["refuri"] = place.removesuffix("#")
                reference["internal"] = False
                continue
            if docname in domain.authored and docname not in domain.readings:
                anchor = ""  # the author's own document at a page's address has none of our ids
            try:
                uri = builder.get_relative_uri(here, docname)
            except NoUri:
                reference.replace_self(reference.children)
                continue
            if query:
                uri = f"{uri}?{query}"
            if docname == here and anchor and not moved:
                reference["refid"] = anchor
            else:
                reference["refuri"] = f"{uri}#{anchor}" if anchor else uri


def _place(reference: nodes.reference, domain: RoundtableDomain) -> None:
    """Let a link to a page of a record lead there."""
    kind, _, key = reference.attributes.pop(RECORD).partition(" ")
    place, words = domain.way(kind, key)
    if not place:
        _withdraw(reference)
        return
    reference[PLACE] = place
    if words:
        reference[:] = [nodes.Text(words)]


def _withdraw(reference: nodes.Element) -> None:
    """Remove a link from the list that it is an item of, and the list with its last item."""
    node: nodes.Element = reference
    while not isinstance(node, roundtable_navigation) and len(node.parent.children) == 1:
        node = node.parent
    node.parent.remove(node)
