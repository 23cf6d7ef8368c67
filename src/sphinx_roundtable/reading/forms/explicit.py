"""The form of those who would rather say it: directives and tables mark who speaks.

    .. roundtable:answer:: Ann Lee
        :time: 00:12:05

        A hammer will do.

Whatever reads such a source leaves containers with the attributes below; nothing is guessed.
An answer is heard wherever it stands in the flow, and whoever else speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..structure import CONDITIONAL, Turn, body_of, has_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "ASIDE",
    "CAST",
    "LABEL",
    "SAID",
    "TAGS",
    "TIME",
    "answer",
    "aside",
    "cast",
    "ends_turn",
    "is_explicit",
    "label",
    "match",
    "misplaced",
]

#: On a container: the name of the person whose words it holds.
SAID = "roundtable-said"
#: On the same: when it was said, as the author writes it; may be missing.
TIME = "roundtable-time"
#: On the same: a list of titles of topics, the canonical one first; may be missing.
TAGS = "roundtable-tags"
#: On a paragraph in it: it is there for those who read the text as written.
LABEL = "roundtable-label"
#: On a container: the lists in it introduce people.
CAST = "roundtable-cast"
#: On a container: its words are nobody's.
ASIDE = "roundtable-aside"


def answer(name: str, time: str = "", tags: Sequence[str] = ()) -> nodes.container:
    """Return an answer without words, which begins with its label; they are to be added."""
    said = nodes.container(classes=["roundtable-said"])
    said[SAID] = name
    if time:
        said[TIME] = time
    if tags:
        said[TAGS] = list(tags)
    said += label(nodes.strong(name, name), time)
    return said


def label(name: nodes.strong | None, time: str) -> nodes.paragraph:
    """Return a paragraph that says who speaks, or only when."""
    paragraph = nodes.paragraph()
    paragraph[LABEL] = True
    if name is not None:
        paragraph += name
    if time:
        paragraph += nodes.Text(" ") if name is not None else []
        paragraph += nodes.inline(time, time, classes=["roundtable-time"])
    return paragraph


def cast() -> nodes.container:
    """Return a container for those whom the author introduces."""
    container = nodes.container()
    container[CAST] = True
    return container


def aside() -> nodes.container:
    """Return a container for words that are nobody's."""
    container = nodes.container()
    container[ASIDE] = True
    return container


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that stands at *position* of *flow*, if one does."""
    said = flow[position]
    if SAID not in said:
        return None
    labels = [node for node in said.children if isinstance(node, nodes.Element) and LABEL in node]
    body = [node for node in body_of(said) if LABEL not in node]
    return Turn(
        said[SAID],
        labels,
        body if any(map(has_words, body)) else [],
        1,
        time=said.get(TIME, ""),
        tags=tuple(said.get(TAGS, ())),
    )


def is_explicit(turn: Turn) -> bool:
    """Return whether the author says who speaks, so that any words may be the name."""
    return bool(turn.label) and LABEL in turn.label[0]


def ends_turn(node: nodes.Element) -> bool:
    """Return whether *node* is marked as something else than words of the last speaker."""
    return ASIDE in node or CAST in node


def misplaced(document: nodes.document) -> Iterator[nodes.Element]:
    """Yield the answers that stand where none is heard: in a list, a table, another answer."""
    for said in document.findall(nodes.container):
        if SAID in said and not _is_in_flow(said):
            yield said


def _is_in_flow(node: nodes.Element) -> bool:
    above = node.parent
    while above is not None and above.tagname in CONDITIONAL:
        above = above.parent
    return isinstance(above, (nodes.document, nodes.section))
