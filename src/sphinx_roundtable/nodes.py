"""The doctree nodes of this extension, and links between places of a site.

Few, on purpose: pages are made of docutils' own nodes, which every builder
knows. What is here is gone before a writer sees it, or is only for HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .model import Roundtable

__all__ = [
    "MENTION",
    "OWN",
    "PLACE",
    "QUERY",
    "SITE",
    "Way",
    "entry",
    "link",
    "mention_link",
    "put_beside",
    "roundtable_excerpt",
    "roundtable_listing",
    "roundtable_navigation",
    "roundtable_scroll",
    "roundtable_ways",
    "sentence",
    "setup_nodes",
    "ways",
]

#: On a reference: the place it leads to, ``docname#anchor``. It becomes an address
#: when a builder is known: one doctree serves all of them.
PLACE = "roundtable-place"
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


class Way(NamedTuple):
    """A link along an answer: to its neighbours, to all of its person or topic, to the source."""

    words: str
    place: str = ""  #: ``docname#anchor``; its address, once a builder is known
    #: Instead of a place: which of its pages (``people`` or ``topics``), and the key of an answer
    #: or a biography. It becomes a place when all sources have been read.
    record: str = ""
    kind: str = ""  #: a class
    title: str = ""  #: what it says in full


class roundtable_ways(roundtable_navigation):
    """The ways on from an answer, one beside the other.

    One node with data, and not one for each link: pages of answers have more of these links than
    of anything else, and each step of a build goes through all nodes.
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


def ways(rows: Iterable[Sequence[Way]]) -> roundtable_ways:
    """Return links that stand beside each other; those of a row belong together."""
    return roundtable_ways(
        "", rows=[tuple(row) for row in rows if row], classes=["roundtable-ways", "no-search"]
    )


def put_beside(before: Mapping[Any, nodes.Node], behind: Mapping[Any, nodes.Node]) -> None:
    """Put a node before, or behind, each of many other nodes.

    All children of a parent are gone through once. To look each of them up would take as long as
    their number times itself: one conversation may have thousands of answers below one heading.
    """
    for parent in dict.fromkeys(node.parent for node in (*before, *behind)):
        children: list[nodes.Node] = []
        for child in parent.children:
            beside = (before.get(child), child, behind.get(child))
            children += [node for node in beside if node is not None]
        parent[:] = children


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


def _visit_ways(self: HTML5Translator, node: nodes.Element) -> None:
    """Write what docutils would make of a list of links."""
    self.body += [self.starttag(node, "div"), '<ul class="simple">\n']
    for row in node["rows"]:
        self.body += ["<li><p>", *(_anchor(self, way) for way in row), "</p></li>\n"]
    self.body.append("</ul>\n</div>\n")
    raise nodes.SkipNode


def _anchor(self: HTML5Translator, way: Way) -> str:
    kind = f"{way.kind} reference internal".lstrip()
    title = f' title="{self.attval(way.title)}"' if way.title else ""
    return f'<a class="{kind}" href="{self.attval(way.place)}"{title}>{self.encode(way.words)}</a>'


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
    app.add_node(roundtable_ways, html=(_visit_ways, None))
    app.add_node(roundtable_scroll, html=(_visit_scroll, _depart_scroll))
    app.add_node(roundtable_listing)
    app.add_node(roundtable_excerpt)
