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


class PrepareEdition(SphinxPostTransform):
    """Give copies back what was hidden from Sphinx, and take away what is only for screens."""

    #: Before anything asks what a document holds.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        self._complete_copies()
        builder = application(self.env).builder
        screen = builder.format == "html" and not is_joined(self.document)
        if builder.format != "html":
            _unfold(self.document)
        is_site = screen and builder.name != "epub"
        for reference in list(self.document.findall(nodes.reference)):
            if SITE in reference and not is_site:
                _withdraw(reference)
        if not screen:
            for node in list(self.document.findall(roundtable_navigation)):
                node.parent.remove(node)
        for badge in list(self.document.findall(roundtable_badge)):
            settle_badge(badge, screen=screen)

    def _complete_copies(self) -> None:
        for image in self.document.findall(nodes.image):
            if ALT in image:
                image["alt"] = image.attributes.pop(ALT)
        for excerpt in list(self.document.findall(roundtable_excerpt)):
            excerpt.replace_self(excerpt.children)
        for node in self.document.findall(nodes.Element):
            if IDS in node:
                node["ids"] = node.attributes.pop(IDS)


def _unfold(document: nodes.document) -> None:
    """Put tables in the place of what scrolls them on a screen."""
    for scroll in list(document.findall(roundtable_scroll)):
        scroll.parent.replace(scroll, scroll.children)


class ResolvePlaces(SphinxPostTransform):
    """Turn each place into an address; where a builder has none, leave the words."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        domain: Any = self.env.domains["roundtable"]
        for reference in list(self.document.findall(nodes.reference)):
            if RECORD in reference:
                _place(reference, domain)
        references = [node for node in self.document.findall(nodes.reference) if PLACE in node]
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


def _withdraw(reference: nodes.reference) -> None:
    """Remove a link from the list that it is an item of, and the list with its last item."""
    node: nodes.Element = reference
    while not isinstance(node, roundtable_navigation) and len(node.parent.children) == 1:
        node = node.parent
    node.parent.remove(node)
