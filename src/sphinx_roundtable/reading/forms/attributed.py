"""The form of testimonials: the words first, then whose they are.

    Nothing beats a hammer.

    -- Ann Lee, carpenter

The words are a quote that ends with the name, as reST and MyST mark it or after
a dash; or they stand above the name: a quote, then a line that begins with a
dash, or a paragraph, then the name in an indented block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ..looks import likeness
from ..names import parted
from ..structure import Turn, body_of, has_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["match"]

_DASH = re.compile(r"(?:--+|[\u2013\u2014\u2015])\s*")
#: How sure it must be that a line without a dash is a name.
_SURE = 0.6
#: The most words of a name with what is said of the person.
_LONGEST = 16


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that begins at *position* of *flow*, if one of this form does."""
    node = flow[position]
    below = flow[position + 1] if position + 1 < len(flow) else None
    if isinstance(node, nodes.block_quote):
        return _in_quote(node) or _above_dash(node, below)
    if isinstance(node, nodes.paragraph) and isinstance(below, nodes.block_quote):
        return _above_block(node, below)
    return None


def _in_quote(quote: nodes.block_quote) -> Turn | None:
    *body, last = body_of(quote) or [quote]
    if not any(map(has_words, body)):
        return None
    if isinstance(last, nodes.attribution):
        words = _DASH.sub("", last.astext(), count=1) if _after_dash(last) else last.astext()
    else:
        words = _after_dash(last)
    return _turn(words, last, body, 1)


def _above_dash(quote: nodes.block_quote, below: nodes.Element | None) -> Turn | None:
    words = _after_dash(below) if isinstance(below, nodes.paragraph) else ""
    body = body_of(quote)
    if not words or below is None or not any(map(has_words, body)):
        return None
    return _turn(words, below, body, 2)


def _above_block(paragraph: nodes.paragraph, block: nodes.block_quote) -> Turn | None:
    content = [child for child in body_of(block) if has_words(child)]
    if len(content) != 1 or not isinstance(content[0], nodes.paragraph):
        return None
    (label,) = content
    text = label.astext().strip()
    if text.endswith((".", "?", "!", ":", ",", "\uff1a")) or paragraph.astext().endswith(":"):
        return None
    return _turn(_after_dash(label) or text, label, [paragraph], 2, sure=_SURE)


def _after_dash(node: nodes.Element) -> str:
    """Return what a paragraph says after the dash that it begins with, or nothing."""
    text = node.astext().strip()
    found = _DASH.match(text) if isinstance(node, nodes.TextElement) else None
    return text[found.end() :] if found else ""


def _turn(
    words: str, label: nodes.Element, body: Sequence[nodes.Element], length: int, sure: float = 0
) -> Turn | None:
    if not words or len(words.split()) > _LONGEST:
        return None
    name, note = parted(" ".join(words.split()))
    if likeness(name) < sure or not name:
        return None
    return Turn(name, [label], body, length, note=note)
