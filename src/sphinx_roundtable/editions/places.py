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
    SITE,
    roundtable_excerpt,
    roundtable_navigation,
    roundtable_scroll,
    roundtable_ways,
)
from ..pages.transplant import ALT, IDS
from .joined import is_joined, origins

if TYPE_CHECKING:
    from typing import Any

    from ..nodes import Way

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
            for part in list(self.document.findall(_is_for_screens)):
                if isinstance(part, roundtable_badge):
                    settle_badge(part)
                else:
                    part.parent.remove(part)


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
        found: list[Any] = list(self.document.findall(_leads))
        if not found:
            return
        self._domain: Any = self.env.domains["roundtable"]
        self._moved = origins(self.document) if is_joined(self.document) else {}
        self._builder = application(self.env).builder
        self._here = self.env.current_document.docname
        self._uris: dict[str, str | None] = {}
        for node in found:
            if isinstance(node, roundtable_ways):
                self._resolve_ways(node)
            else:
                self._resolve_reference(node)

    def _resolve_ways(self, node: roundtable_ways) -> None:
        rows = ([self._resolve_way(way) for way in row] for row in node["rows"])
        node["rows"] = [row for row in ([way for way in row if way] for row in rows) if row]
        if not node["rows"]:
            node.parent.remove(node)

    def _resolve_way(self, way: Way) -> Way | None:
        """Return *way* with its address; nothing if it leads nowhere."""
        place, words = way.place, way.words
        if way.record:
            kind, _, key = way.record.partition(" ")
            place, better = self._domain.way(kind, key)
            words = better or words
        docname, anchor = self._find(place)
        uri = self._uri(docname) if docname else None
        if uri is None:
            return None
        address = f"{uri}#{anchor}" if anchor else uri or "#"
        return way._replace(words=words, place=address, record="")

    def _resolve_reference(self, reference: nodes.Element) -> None:
        place = reference.attributes.pop(PLACE)
        query = reference.attributes.pop(QUERY, "")
        docname, anchor = self._find(place)
        if "://" in docname:  # another project's
            reference["refuri"] = place.removesuffix("#")
            reference["internal"] = False
            return
        uri = self._uri(docname)
        if uri is None:
            reference.replace_self(reference.children)
            return
        if query:
            uri = f"{uri}?{query}"
        if docname == self._here and anchor and not self._moved:
            reference["refid"] = anchor
        else:
            reference["refuri"] = f"{uri}#{anchor}" if anchor else uri

    def _find(self, place: str) -> tuple[str, str]:
        """Return the document and the anchor where *place* is in this edition."""
        docname, _, anchor = self._moved.get(place, place).partition("#")
        if docname in self._domain.authored and docname not in self._domain.readings:
            anchor = ""  # the author's own document at a page's address has none of our ids
        return docname, anchor

    def _uri(self, docname: str) -> str | None:
        """Return the way to a document; nothing if the builder has none."""
        if docname not in self._uris:
            try:
                uri = self._builder.get_relative_uri(self._here, docname)
            except NoUri:
                uri = None
            self._uris[docname] = uri
        return self._uris[docname]


def _is_for_screens(node: nodes.Node) -> bool:
    return isinstance(node, (roundtable_navigation, roundtable_badge))


def _leads(node: nodes.Node) -> bool:
    if isinstance(node, nodes.reference):
        return PLACE in node
    return isinstance(node, roundtable_ways)


def _withdraw(reference: nodes.Element) -> None:
    """Remove a link from the list that it is an item of, and the list with its last item."""
    node: nodes.Element = reference
    while not isinstance(node, roundtable_navigation) and len(node.parent.children) == 1:
        node = node.parent
    node.parent.remove(node)
