"""The form of a name on its own line and the words in a block quote below.

    *Ann Lee*:

        A hammer will do.

The name is emphasised or strong; the colon may stand inside or outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..structure import Turn, body_of, has_words, without_colon

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["match", "name_in"]


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that begins at *position* of *flow*, if one of this form does.

    Quotes that follow one another are one speaker's: in Markdown an empty line
    ends a quote, in reST an attribution does. A turn whose name is followed by
    no quote, or by an empty one, is returned with an empty body.
    """
    label = flow[position]
    name = name_in(label)
    if name is None:
        return None
    body: list[nodes.Element] = []
    end = position + 1
    while end < len(flow) and isinstance(quote := flow[end], nodes.block_quote):
        body += _words_of(quote)
        end += 1
    return Turn(name, [label], body, end - position)


def _words_of(quote: nodes.block_quote) -> Sequence[nodes.Element]:
    if any(isinstance(child, nodes.attribution) for child in quote):
        return [quote]  # an attribution means nothing outside of its quote
    body = body_of(quote)
    return body if any(map(has_words, body)) else []


def name_in(node: nodes.Element) -> str | None:
    """Return the name, if *node* is a paragraph of one emphasised name and a colon."""
    if not isinstance(node, nodes.paragraph):
        return None
    marks = [child for child in node if isinstance(child, (nodes.emphasis, nodes.strong))]
    if len(marks) != 1 or any(_has_words(child) for child in node if child is not marks[0]):
        return None
    name = without_colon(marks[0].astext())
    whole = "".join(node.astext().split())
    return name if name and whole[-1] in ":\uff1a" and whole[:-1] == "".join(name.split()) else None


def _has_words(node: nodes.Node) -> bool:
    """Return whether *node* says more than a colon."""
    return node.astext().strip() not in {"", ":", "\uff1a"}
