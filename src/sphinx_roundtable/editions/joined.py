"""Editions that join all documents to one: PDF, singlehtml, texinfo, man.

There each answer is to be read once, on its topic's page. People keep their
biographies, with links to their answers. Of the source only the introduction
is left; listed first, it opens the book.

An edition is known to be joined by the marks that Sphinx leaves between the
documents: this holds for builders that nobody has thought of here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..locale import _
from ..pages.plan import plan
from ..pages.transplant import CANONICAL, COPY, ENTRIES, ORIGINS, QUOTED
from ..reading import BODY, NAME, SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

__all__ = ["Join", "documents", "is_joined", "origins", "redirect_references", "within"]


def is_joined(document: nodes.document) -> bool:
    """Return whether *document* holds several documents."""
    # Each page is asked several times: its paragraphs, in which no document is, are passed by.
    waiting: list[nodes.Element] = [document]
    while waiting:
        for child in waiting.pop().children:
            if isinstance(child, addnodes.start_of_file):
                return True
            if isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
                waiting.append(child)
    return False


def documents(document: nodes.document) -> Iterator[tuple[str, nodes.Element]]:
    """Yield the documents that *document* holds, each with its name."""
    yield document.get("docname", ""), document
    for start in document.findall(addnodes.start_of_file):
        yield start["docname"], start


def within(start: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the elements of one document, without those of documents inside it."""
    for child in start.children:
        if isinstance(child, nodes.Element) and not isinstance(child, addnodes.start_of_file):
            yield child
            yield from within(child)


def origins(document: nodes.document) -> dict[str, str]:
    """Map places in sources to where their one copy now stands; both as ``docname#id``."""
    moved: dict[str, str] = {}
    for docname, start in documents(document):
        for node in within(start):
            if ORIGINS in node and node["ids"]:
                moved |= dict.fromkeys(node[ORIGINS], f"{docname}#{node['ids'][0]}")
    return moved


def _source_of(start: nodes.Element, domain: Any) -> str:
    """Return which source *start* is, by what is marked in it: for man, Sphinx does not say."""
    key = next((node[BODY] for node in within(start) if BODY in node), "")
    return next(
        (
            record.source
            for table in domain.roundtables.values()
            for record in (*table.answers, *table.questions, *table.asides)
            if record.key == key
        ),
        "",
    )


class Join(SphinxPostTransform):
    """Leave each record once."""

    #: Before LaTeX looks citations up (5), and before anything is resolved.
    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        if not is_joined(self.document):
            return
        domain: Any = self.env.domains["roundtable"]
        parts = dict(documents(self.document))
        unnamed = parts.pop("", None)
        if unnamed is not None:
            parts[_source_of(unnamed, domain)] = unnamed
        opening = {
            aside.key
            for table in domain.roundtables.values()
            for aside in table.asides
            if not aside.place and aside.source in parts
        }
        here = {
            node[CANONICAL]
            for docname in domain.pages.keys() & parts.keys()
            for node in within(parts[docname])
            if CANONICAL in node
        }
        standing: dict[str, nodes.section] = {}
        for docname in domain.pages.keys() & parts.keys():
            for node in within(parts[docname]):
                if isinstance(node, nodes.section) and ORIGINS in node:
                    standing |= dict.fromkeys(node[ORIGINS], node)
        for docname, start in parts.items():
            if docname in domain.pages:
                self._thin_page(start, here, opening)
            elif docname in domain.readings:
                self._thin_source(start, docname, here - opening, standing)
            if docname in domain.pages or docname in domain.readings:
                _drop_loose_notes(start)
        _join_numbered(domain, parts)

    def _thin_page(self, start: nodes.Element, here: set[str], opening: set[str]) -> None:
        for node in list(within(start)):
            if "roundtable-contents" in node["classes"]:
                _remove(node)  # the book has contents of its own
            elif node.get(CANONICAL) in opening:
                _remove(node)
            elif isinstance(node, nodes.container) and node.get(COPY) in here:
                _remove(node)  # a question, which stands before its first answer
            elif node.get(QUOTED) in here:
                _remove(node)  # a link to where it stands is right above it
            elif ENTRIES in node:
                node["entries"] = node.attributes.pop(ENTRIES)
        self._refer(start, here)

    def _refer(self, start: nodes.Element, here: set[str]) -> None:
        """Replace answers that stand elsewhere by a list of links."""
        page = next(start.findall(nodes.section), None)
        on_person = page is not None and "roundtable-person" in page["classes"]
        words = _("Answers:") if on_person else _("See also:")
        lists: dict[int, nodes.bullet_list] = {}
        copies = [node for node in within(start) if node.get(COPY) in here]
        for section in copies:
            # An answer may have sections of its own: they go with it.
            if not isinstance(section, nodes.section) or COPY in section.parent:
                continue
            parent = section.parent
            # A list for each parent: an answer may stand in a conditional wrapper.
            items = lists.get(id(parent))
            if items is None:
                items = lists[id(parent)] = nodes.bullet_list(classes=["roundtable-answers"])
                lead = nodes.paragraph("", words, classes=["roundtable-answers-lead"])
                place = parent.index(section)
                parent[place:place] = [lead, items] if len(lists) == 1 else [items]
            (to,) = section[0].findall(nodes.reference)
            reference = to.deepcopy()
            reference["classes"].append("pageref")
            # LaTeX knows no ids of list items, only of targets.
            target = nodes.target("", "", ids=section["ids"])
            item = nodes.paragraph("", "", target, reference)
            for line in section.children:
                if isinstance(line, nodes.Element) and "roundtable-origin" in line["classes"]:
                    item += [nodes.Text(" ("), *line.children, nodes.Text(")")]
            items += nodes.list_item("", item)
            parent.remove(section)

    def _thin_source(
        self,
        start: nodes.Element,
        docname: str,
        elsewhere: set[str],
        standing: Mapping[str, nodes.section],
    ) -> None:
        for node in list(within(start)):
            key = node.get(BODY) or node.get(NAME)
            if key in elsewhere:
                _remove(node)
        titled = [node for node in within(start) if SECTION in node or _is_section(node)]
        for section in reversed(titled):
            places = (f"{docname}#{id}" for id in section["ids"])
            page = next((standing[place] for place in places if place in standing), None)
            if page is not None and not isinstance(section, nodes.section):
                _remove(section)  # a paragraph that asks: it is the title of the page
                continue
            if page is None or any(_shows(child) for child in section.children[1:]):
                continue
            # Entries of the index between the answers still lead to this topic.
            page += list(section.findall(addnodes.index))
            section.parent.remove(section)


def _join_numbered(domain: Any, parts: Mapping[str, nodes.Element]) -> None:
    """Make one chapter of numbered pages."""
    for table in domain.roundtables.values():
        for page in plan(table):
            first = page.docname.rpartition("/")[0]
            if page.number > 1 and first in parts and page.docname in parts:
                _continue(parts[first], parts[page.docname])


def _continue(first: nodes.Element, part: nodes.Element) -> None:
    """Put what stands on a numbered page below the heading of the first one.

    It stays a document of its own in there, since ids are unique only within one.
    """
    chapter = next(first.findall(nodes.section))
    page = next(part.findall(nodes.section))
    page.remove(page[0])
    if "roundtable-person" in page["classes"]:
        # One list of links goes on.
        for lead in [node for node in page.children if _is_lead(node)]:
            page.remove(lead)
    part.parent.remove(part)
    page.replace_self(page.children)
    chapter += part


def _drop_loose_notes(start: nodes.Element) -> None:
    """Remove footnotes whose references are gone: they are where the references are."""
    while True:
        references = [node for node in within(start) if isinstance(node, nodes.footnote_reference)]
        wanted = {reference.get("refid") for reference in references}
        notes = [node for node in within(start) if isinstance(node, nodes.footnote)]
        loose = [note for note in notes if note["backrefs"] and not wanted & set(note["ids"])]
        if not loose:
            break
        for note in loose:
            _remove(note)
    ids = {id for reference in references for id in reference["ids"]}
    for note in notes:
        note["backrefs"] = [id for id in note["backrefs"] if id in ids]


def _shows(node: nodes.Node) -> bool:
    """Return whether something of *node* is to be seen, or leads on to it."""
    return not isinstance(node, (nodes.Invisible, addnodes.index)) and bool(
        node.astext().strip()
        or any(isinstance(part, (nodes.image, addnodes.start_of_file)) for part in node.findall())
    )


def _is_lead(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "roundtable-answers-lead" in node["classes"]


def _is_section(node: nodes.Element) -> bool:
    return isinstance(node, nodes.section)


def _remove(node: nodes.Element) -> None:
    """Remove *node*, and what holds nothing without it."""
    parent = node.parent
    parent.remove(node)
    while not (isinstance(parent, (nodes.section, nodes.document)) or _holds(parent)):
        parent, empty = parent.parent, parent
        parent.remove(empty)


def _holds(node: nodes.Element) -> bool:
    """Return whether *node* makes sense with what is left in it: a table without rows does not."""
    if isinstance(node, nodes.tgroup):
        return any(isinstance(child, nodes.tbody) for child in node.children)
    if isinstance(node, nodes.table):
        return any(isinstance(child, nodes.tgroup) for child in node.children)
    return bool(node.children)


def redirect_references(app: Sphinx, document: nodes.document, here: str) -> None:
    """Let references to what has moved lead to where it is now."""
    moved = origins(document) if is_joined(document) else {}
    if not moved:
        return

    def address(place: str) -> str:
        docname, _, anchor = place.partition("#")
        try:
            return f"{app.builder.get_relative_uri(here, docname)}#{anchor}"
        except NoUri:
            return ""

    addresses = {address(old): address(new) for old, new in moved.items() if address(old)}
    for docname, start in documents(document):
        ids = {id for node in within(start) for id in node["ids"]}
        for node in within(start):
            if not isinstance(node, nodes.reference):
                continue
            if node.get("refid") and node["refid"] not in ids:
                place = moved.get(f"{docname}#{node['refid']}")
                if place and address(place):
                    del node["refid"]
                    node["refuri"] = address(place)
            elif new := addresses.get(node.get("refuri", "")):
                node["refuri"] = new
