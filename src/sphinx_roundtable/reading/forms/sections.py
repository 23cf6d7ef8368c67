"""The form of panels: below a topic, a section for each person.

Tools
=====

Ann Lee
-------

A hammer will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..names import heading_name
from ..structure import Turn, body_of, has_words, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["match"]


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that the section at *position* of *flow* is, if it is one."""
    section = flow[position]
    if not isinstance(section, nodes.section):
        return None
    name, note = heading_name(title_of(section))
    titles = [child for child in section.children if isinstance(child, nodes.title)]
    body = body_of(section)
    if not name or not titles:
        return None
    return Turn(name, titles, body if any(map(has_words, body)) else [], 1, note=note)
