"""The shape of a document, as recognition walks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "BODY",
    "CONDITIONAL",
    "LEAD",
    "NAME",
    "Division",
    "Mark",
    "Turn",
    "Voice",
    "body_of",
    "count_words",
    "divide",
    "file_of",
    "has_words",
    "line_of",
    "title_of",
    "without_colon",
    "words_of",
]

#: On a body node: the key of the record whose words it holds.
BODY = "roundtable"
#: On the words that only say who speaks: the key of the answer that follows.
NAME = "roundtable-name"
#: On a paragraph in which a name stands before the words: the same key.
LEAD = "roundtable-lead"
#: Wrappers whose content is part of the flow, by tag: Sphinx's ``only`` and ``ifconfig``.
CONDITIONAL = frozenset({"only", "ifconfig"})

#: Nodes without words of their own; they stay where they are.
_SILENT = (
    nodes.Invisible,  # comments, targets, substitution definitions, pending nodes ...
    nodes.Bibliographic,
    nodes.decoration,  # headers and footers
    nodes.system_message,
)
#: The same, for nodes of Sphinx, by tag: this module does not import Sphinx.
_SILENT_TAGS = frozenset(
    {"index", "toctree", "highlightlang", "tabular_col_spec", "meta", "roundtable_listing"}
)
#: Those of them that go with the words around them.
_WITH_WORDS = frozenset({"index", "tabular_col_spec"})
#: Classes of lists of links that Sphinx and docutils make.
_NAVIGATION = frozenset({"toctree-wrapper", "contents"})


class Mark(NamedTuple):
    """The words at the beginning of a paragraph that say who speaks."""

    name: str
    time: str  #: as it is written; empty where there is none
    children: int  #: how many children of the paragraph belong to the mark as a whole
    length: int  #: how many characters of the next child belong to it
    plain: bool  #: nothing but the colon tells it from a sentence
    alone: bool  #: nothing else stands in the paragraph


class Turn(NamedTuple):
    """One speaker's words, as a form recognised them at one place of the flow."""

    name: str  #: the speaker's name as it is written
    label: Sequence[nodes.Element]  #: nodes that only say who speaks
    body: Sequence[nodes.Element]  #: nodes that hold the words
    length: int  #: how many nodes of the flow are taken
    mark: Mark | None = None  #: for turns of transcripts, which go on until the next one
    time: str = ""  #: when it was said, as the source writes it
    note: str = ""  #: what stands beside the name: a short form of it, an employer
    tags: tuple[str, ...] = ()  #: titles of the topics, where the turn itself names them

    @property
    def place(self) -> nodes.Element:
        """Return the node that names the speaker, or begins with the name."""
        return self.label[0] if self.label else self.body[0]


class Voice(NamedTuple):
    """A section, or a whole document, in which one person speaks."""

    name: str
    note: str  #: what the title says beside the name
    section: nodes.Element


class Division(NamedTuple):
    """The content of a section: first its own body nodes, then its sub-sections."""

    flow: Sequence[nodes.Element]
    sections: Sequence[nodes.section]


def divide(parent: nodes.Element) -> Division:
    """Return what *parent* holds, looked at through conditional wrappers."""
    flow: list[nodes.Element] = []
    sections: list[nodes.section] = []
    for node in _content(parent):
        if isinstance(node, nodes.section):
            sections.append(node)
        else:
            flow.append(node)
    return Division(flow, sections)


def _content(parent: nodes.Element) -> Iterator[nodes.Element]:
    for node in parent.children:
        if not isinstance(node, nodes.Element) or isinstance(node, (nodes.title, nodes.subtitle)):
            continue
        if node.tagname in CONDITIONAL:
            yield from _content(node)
        elif isinstance(node, nodes.section) or has_words(node):
            yield node


def body_of(parent: nodes.Element) -> Sequence[nodes.Element]:
    """Return what goes with the words of a person: also entries of the index, and the like."""
    body: list[nodes.Element] = []
    for node in parent.children:
        if not isinstance(node, nodes.Element) or isinstance(node, (nodes.title, nodes.subtitle)):
            continue
        if node.tagname in CONDITIONAL:
            body += body_of(node)
        elif has_words(node) or node.tagname in _WITH_WORDS:
            body.append(node)
    return body


def has_words(node: nodes.Element) -> bool:
    """Return whether *node* is a body node: something that a reader gets to see."""
    if isinstance(node, _SILENT) or node.tagname in _SILENT_TAGS:
        return False
    if not _NAVIGATION.isdisjoint(node.get("classes", ())):
        return False
    return not (isinstance(node, nodes.field_list) and _is_on_top(node))


def _is_on_top(node: nodes.Element) -> bool:
    """Return whether *node* stands where a list of fields becomes a document's metadata."""
    if not isinstance(node.parent, nodes.document):
        return False
    before = node.parent.children[: node.parent.index(node)]
    return all(isinstance(above, nodes.PreBibliographic) for above in before)


def without_colon(words: str) -> str:
    """Return *words* on one line without a colon at the end: ASCII's, or the wide one of CJK."""
    return " ".join(words.split()).rstrip(":\uff1a").rstrip()


def title_of(section: nodes.Element) -> str:
    """Return the title of *section* on one line; a document has none of its own.

    A paragraph that asks is a title itself.
    """
    if isinstance(section, nodes.paragraph):
        return " ".join(section.astext().split())
    titles = (child for child in section.children if isinstance(child, nodes.title))
    return " ".join(next((title.astext() for title in titles), "").split())


def count_words(node: nodes.Element) -> int:
    """Return how many words of *node* a reader gets to see, without the name of a speaker."""
    return len(words_of(node).split())


def words_of(node: nodes.Element) -> str:
    """Return the words of *node* that a reader gets to see, without the name of a speaker."""
    return " ".join(_texts(node))


def _texts(node: nodes.Element) -> Iterator[str]:
    """Yield the texts of *node*: those of a paragraph together, for marks divide no words."""
    if isinstance(node, nodes.TextElement):
        yield "".join(_within(node)) if has_words(node) else ""
        return
    for child in node.children:
        if isinstance(child, nodes.Element) and has_words(child):
            yield from _texts(child)


def _within(node: nodes.Element) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif (
            isinstance(child, nodes.Element)
            and NAME not in child
            and not isinstance(child, nodes.image)
        ):
            yield from _within(child)


def line_of(node: nodes.Element) -> int:
    """Return the line of the source where *node* begins, or 0 where nobody knows."""
    above: nodes.Element | None = node
    if isinstance(node, nodes.section) and node.line:
        # The parser of reST counts a title at the line below it, which underlines it.
        return node.line - file_of(node).endswith((".rst", ".rest", ".txt"))
    lines = (part.line for part in node.findall(nodes.Element) if part.line)
    if line := next(lines, None):
        return line
    while above is not None:
        if above.line:
            return above.line
        above = above.parent
    return 0


def file_of(node: nodes.Element) -> str:
    """Return the path of the file that *node* is from, as the parser knows it, or nothing."""
    above: nodes.Element | None = node
    while above is not None and not above.source:
        above = above.parent
    return above.source or "" if above is not None else ""
