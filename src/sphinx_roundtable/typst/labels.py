"""Which place of the book an id names.

Typst allows one label on an element and each label once, while a doctree has several ids on a
node and the same id in several documents. So an address is the pair of document and id, one
address of each node becomes the label, and every other address is looked up here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

# What the builder answers when Sphinx asks for the address of a document. No other URL starts
# like this, so a resolved reference to a place in the book is known by it.
SCHEME = "%"

INDEX_LABEL = SCHEME + "genindex"


def address(docname: str, node_id: str = "") -> str:
    """Return the address of a document, or of an id in it."""
    return f"{SCHEME}{docname}#{node_id}" if node_id else f"{SCHEME}{docname}"


class Labels:
    """The labels of one book."""

    def __init__(self, tree: nodes.document, start: str) -> None:
        """Read the ids of *tree*, whose own document is *start*."""
        self._canonical: dict[str, str] = {}
        self._owners: dict[int, str] = {}
        self._footnotes: dict[tuple[str, str], nodes.footnote] = {}
        self._referenced: set[tuple[str, str]] = set()
        self._start = start
        self._walk(tree, start, None)

    def _walk(self, node: Node, docname: str, carrier: Element | None) -> None:
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
            if next(iter(node.findall(nodes.section)), None) is None:
                self._own(node, address(docname))
        elif isinstance(node, nodes.section):
            self._add_section(node, docname)
        elif isinstance(node, nodes.footnote | nodes.footnote_reference):
            self._add_note(node, docname)
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            carrier = node.parent
        elif isinstance(node, nodes.thead):
            carrier = node.parent.parent
        if isinstance(node, nodes.Element):
            self._add_ids(node, docname, carrier)
            for child in node.children:
                self._walk(child, docname, carrier)

    def _add_note(self, node: nodes.footnote | nodes.footnote_reference, docname: str) -> None:
        if isinstance(node, nodes.footnote_reference):
            self._referenced.add((docname, node.get("refid", "")))
            return
        for node_id in _ids(node):
            self._footnotes.setdefault((docname, node_id), node)

    def _add_section(self, node: nodes.section, docname: str) -> None:
        """Let the first heading name its document; that of the start document is the title."""
        if not node["ids"]:
            node["ids"].append(f"section-{len(self._owners)}")
        first = address(docname) not in self._canonical
        if first and docname == self._start:
            self._owners[id(node)] = address(docname)
            for name in (address(docname), *(address(docname, one) for one in _ids(node))):
                self._canonical[name] = address(docname)
        elif first:
            self._canonical[address(docname)] = address(docname, node["ids"][0])

    def _add_ids(self, node: Element, docname: str, carrier: Element | None) -> None:
        """Give *node* a label, or *carrier*, if *node* is in what is printed more than once.

        Contents repeat a heading, and the pages of a table its header.
        """
        names = [address(docname, node_id) for node_id in _ids(node)]
        new = [name for name in names if name not in self._canonical]
        if not new:
            return
        owner = node if carrier is None else carrier
        if id(owner) not in self._owners:
            self._own(owner, new[0])
        label = self._owners[id(owner)]
        for name in new:
            self._canonical[name] = label

    def _own(self, node: Node, label: str) -> None:
        self._owners[id(node)] = label
        self._canonical.setdefault(label, label)

    def of(self, node: Node) -> str | None:
        """Return the label that *node* has to carry, if any."""
        return self._owners.get(id(node))

    def resolve(self, name: str) -> str | None:
        """Return the label to link to for the address *name*; ``None`` if it is not in the book."""
        return self._canonical.get(name)

    def footnote(self, docname: str, node_id: str) -> nodes.footnote | None:
        """Return the footnote with that id in that document."""
        return self._footnotes.get((docname, node_id))

    def is_referenced(self, docname: str, node: nodes.footnote) -> bool:
        """Return whether some reference of *docname* prints the footnote *node*."""
        return any((docname, node_id) in self._referenced for node_id in _ids(node))

    def title_label(self) -> str:
        """Return the label of the title page: a book is named by its start document."""
        self._canonical.setdefault(address(self._start), address(self._start))
        return address(self._start)

    def heads_only_notes(self, docname: str, node: Element) -> bool:
        """Return whether nothing but footnotes follows *node*, and all stand elsewhere.

        A heading or an ornament before such footnotes would be left alone on the page.
        """
        siblings = node.parent.children
        rest = siblings[siblings.index(node) + 1 :]
        return bool(rest) and all(
            isinstance(one, nodes.footnote) and self.is_referenced(docname, one) for one in rest
        )

    def add(self, name: str) -> None:
        """Make *name* known as a label that the book carries by other means."""
        self._canonical[name] = name


def _ids(node: Element) -> list[str]:
    ids: list[str] = node.get("ids", [])
    return ids
