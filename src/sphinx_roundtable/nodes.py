"""The doctree nodes of this extension, and links between places of a site.

Few, on purpose: pages are made of docutils' own nodes, which every builder
knows. What is here is gone before a writer sees it, or is only for HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .model import Roundtable

__all__ = [
    "MENTION",
    "OWN",
    "PLACE",
    "QUERY",
    "RECORD",
    "SITE",
    "entry",
    "link",
    "mention_link",
    "record_link",
    "roundtable_excerpt",
    "roundtable_listing",
    "roundtable_navigation",
    "roundtable_scroll",
    "sentence",
    "setup_nodes",
]

#: On a reference: the place it leads to, ``docname#anchor``. It becomes an address
#: when a builder is known: one doctree serves all of them.
PLACE = "roundtable-place"
#: On a reference: the key of an answer or a biography, and which of its pages it leads to. It
#: becomes a place when all sources have been read.
RECORD = "roundtable-record"
#: On a reference with a place: what a script there is asked for, such as ``people=ned``.
QUERY = "roundtable-query"
#: On a reference: it leads to what only a site has.
SITE = "roundtable-site"
#: Class of a link from a name in what is said.
MENTION = "roundtable-mention"
#: On a toctree: it is of this extension.
OWN = "roundtable-toctree"


class roundtable_navigation(nodes.General, nodes.Element):
    """Links that help on a screen: breadcrumbs, the way to other pages of an answer.

    Only for HTML and EPUB; a post-transform takes it away for the others.
    """


class roundtable_scroll(nodes.General, nodes.Element):
    """Holds a table that scrolls by itself, with a name, and in reach of the keyboard.

    Only for HTML; a post-transform puts the table in its place for the others.
    """


class roundtable_listing(nodes.General, nodes.Element):
    """Stands for cards, a list or a matrix, until all sources have been read."""


class roundtable_excerpt(nodes.General, nodes.Element):
    """Holds copies of answers in a document of the author's; gone before a writer sees it."""


def link(docname: str, anchor: str, text: str, *classes: str) -> nodes.reference:
    """Return a link to an *anchor* of a document; to its top where *anchor* is empty."""
    reference = nodes.reference("", text, internal=True, classes=list(classes))
    reference[PLACE] = f"{docname}#{anchor}"
    return reference


def mention_link(roundtable: Roundtable, id: str, words: str) -> nodes.reference:
    """Return a link from *words*, which name the system *id*, to its page."""
    return link(roundtable.docname("systems", id), "", words, MENTION)


def record_link(key: str, kind: str, text: str) -> nodes.reference:
    """Return a link to a page of the record *key*.

    :param kind: ``people`` or ``topics``
    :param text: what the link says, if it turns out to lead nowhere
    """
    reference = nodes.reference("", text, internal=True)
    reference[RECORD] = f"{kind} {key}"
    return reference


def sentence(before: str, links: Iterable[nodes.Node], after: str = "") -> list[nodes.Node]:
    """Return words and links, with commas between the links."""
    parts: list[nodes.Node] = [nodes.Text(before)]
    for number, node in enumerate(links):
        if number:
            parts.append(nodes.Text(", "))
        parts.append(node)
    if after:
        parts.append(nodes.Text(after))
    return parts


def entry(
    to: nodes.Node, *details: Iterable[nodes.Node], badge: nodes.Node | None = None
) -> nodes.list_item:
    """Return an item of a list of people or topics: a link, and what there is to say of it.

    Where there are no styles, it reads as a sentence.
    """
    paragraph = nodes.paragraph("", "", to, classes=["roundtable-entry"])
    if badge is not None:
        paragraph.insert(0, badge)
    for number, words in enumerate(details):
        separator = ", " if number else ": "
        paragraph += nodes.inline("", separator, classes=["roundtable-separator"])
        paragraph += nodes.inline("", "", *words, classes=["roundtable-details"])
    return nodes.list_item("", paragraph)


def _visit_navigation(self: HTML5Translator, node: nodes.Element) -> None:
    if label := node.get("label"):
        self.body.append(self.starttag(node, "nav", **{"aria-label": label}))
    else:
        self.body.append(self.starttag(node, "div"))


def _depart_navigation(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</nav>\n" if node.get("label") else "</div>\n")


def _visit_scroll(self: HTML5Translator, node: nodes.Element) -> None:
    region = {"role": "region", "aria-label": node["name"], "tabindex": "0"}
    self.body.append(self.starttag(node, "div", **region))


def _depart_scroll(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _unexpected(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup_nodes(app: Sphinx) -> None:
    """Register the nodes."""
    skip = (_unexpected, None)
    html = (_visit_navigation, _depart_navigation)
    app.add_node(roundtable_navigation, html=html, latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(roundtable_scroll, html=(_visit_scroll, _depart_scroll))
    app.add_node(roundtable_listing)
    app.add_node(roundtable_excerpt)
