"""A cast as a bullet list: each item begins with an emphasised name.

    * *Ann Lee* mends tools.

The name may be strong, and may have a colon; the list may stand in a block quote.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .structure import CONDITIONAL, without_colon

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["Introduced", "find", "listed"]

#: What a cast may stand in.
_OPEN = (nodes.document, nodes.section, nodes.block_quote, nodes.container, nodes.compound)


class Introduced(NamedTuple):
    """One person, as the cast introduces them."""

    name: str
    item: nodes.Element


#: Fields of a document's head that name its speakers.
_FIELDS = frozenset({"speakers", "speaker", "participants", "panelists", "panellists"})


def listed(document: nodes.document) -> Sequence[str]:
    """Return the names of the speakers that the head of *document* lists.

    A list of YAML arrives as JSON; a field of reST is a list of words with commas.
    """
    for field in document.findall(nodes.field):
        name, body = field.children
        if name.astext().strip().casefold() not in _FIELDS or not _is_head(field):
            continue
        text = body.astext().strip()
        try:
            names = json.loads(text) if text.startswith("[") else text.split(",")
        except ValueError:
            names = text.strip("[]").split(",")
        return [" ".join(str(entry).split()) for entry in names if str(entry).strip()]
    return []


def _is_head(field: nodes.Element) -> bool:
    return isinstance(field.parent.parent, nodes.document)


def find(
    document: nodes.document,
    speaks: Callable[[str], bool] | None,
    said: Collection[nodes.Element] = (),
) -> Sequence[Introduced]:
    """Return the cast of *document*, or nothing where it has none.

    Lists of emphasised words are common. So the list that names most of the
    speakers is taken; where nobody speaks, the first one.

    :param speaks: whether a name is a speaker's; ``None`` where nobody speaks
    :param said: nodes in which no cast is looked for, since they are somebody's words
    """
    excluded = {id(node) for node in said}
    candidates = [
        introductions
        for items in document.findall(nodes.bullet_list)
        if _is_open(items, excluded) and (introductions := _read(items))
    ]
    if not candidates:
        return []
    if speaks is None:
        return candidates[0]
    counts = [sum(speaks(introduction.name) for introduction in cast) for cast in candidates]
    most = max(counts)
    return candidates[counts.index(most)] if most else []


def _is_open(items: nodes.Element, excluded: Collection[int]) -> bool:
    """Return whether the parts around *items* can stand without the list.

    Parts of a table or of another list can't.
    """
    if id(items) in excluded:
        return False
    above = items.parent
    if isinstance(above, nodes.document):
        return True
    fits = isinstance(above, _OPEN) or (above is not None and above.tagname in CONDITIONAL)
    return fits and _is_open(above, excluded)


def _read(items: nodes.bullet_list) -> Sequence[Introduced]:
    introductions = []
    for item in (child for child in items if isinstance(child, nodes.list_item)):
        first = item[0] if item.children else None
        # Markdown leaves an empty text before strong words.
        words = [child for child in first.children if child.astext()] if first else []
        mark = words[0] if isinstance(first, nodes.paragraph) and words else None
        if not isinstance(mark, (nodes.emphasis, nodes.strong)):
            return []
        name = without_colon(mark.astext())
        if not name:
            return []
        introductions.append(Introduced(name, item))
    return introductions
