"""A cast as a list of names, each with what is told of the person.

    * *Ann Lee* mends tools.

In a bullet list the name is emphasised or strong, and may have a colon; a list
of definitions, a table, or a section for each person say the same. They may
stand in a block quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..forms import FORMS, entries, sections
from ..forms.explicit import CAST
from ..looks import is_label, likeness
from ..names import parted
from ..structure import CONDITIONAL, body_of, divide, has_words, title_of, without_colon

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

__all__ = ["Introduced", "candidates", "find"]

#: What a cast may stand in.
_OPEN = (nodes.document, nodes.section, nodes.block_quote, nodes.container, nodes.compound)
#: Titles over sections that introduce people. Without one, a section is somebody's words.
_TITLE = re.compile(
    r"\b(?:participants|speakers|panell?ists|cast|people|contributors|candidates|guests|"
    r"interviewees|biograph(?:y|ies)|bios?|who(?:'s| is) who|who we are|about (?:the|our|us))\b",
    re.IGNORECASE,
)


class Introduced(NamedTuple):
    """One person, as the cast introduces them."""

    name: str
    item: nodes.Element
    body: Sequence[nodes.Element]  #: what is told of the person
    note: str = ""  #: what stands beside the name


def find(
    document: nodes.document,
    speaks: Callable[[str], bool] | None,
    said: Collection[nodes.Element] = (),
) -> Sequence[Introduced]:
    """Return the cast of *document*, or nothing where it has none.

    Lists of emphasised words are common. So the list that names most of the
    speakers is taken; where nobody speaks, the first one. A list that the
    author calls the cast is.

    :param speaks: whether a name is a speaker's; ``None`` where nobody speaks
    :param said: nodes in which no cast is looked for, since they are somebody's words
    """
    explicit = [node for node in document.findall(nodes.container) if CAST in node]
    if explicit:
        lists = [read for node in explicit for read in _within(node, set(), plain=True)]
        return [introduced for read in lists for introduced in read]
    casts = list(_within(document, {id(node) for node in said}, plain=speaks is not None))
    if not casts:
        return []
    if speaks is None:
        return casts[0]
    counts = [sum(speaks(introduced.name) for introduced in cast) for cast in casts]
    most = max(counts)
    return casts[counts.index(most)] if most else []


def candidates(document: nodes.document) -> Iterator[Introduced]:
    """Yield everybody whom a list may introduce: nobody has been heard yet."""
    for cast in _within(document, set(), plain=True):
        yield from cast


def _within(
    parent: nodes.Element, excluded: Collection[int], *, plain: bool
) -> Iterator[Sequence[Introduced]]:
    """Yield what may be a cast in *parent*.

    :param plain: also where only a name's own looks tell that it is one
    """
    for node in parent.findall(nodes.Element):
        found: Sequence[Introduced] = ()
        if isinstance(node, nodes.bullet_list):
            found = _read_bullets(node)
        elif plain and entries.items(node) and has_words(node):
            found = _read_entries(node)
        elif isinstance(node, nodes.section) and _TITLE.search(title_of(node)):
            found = _read_sections(node)
        if found and _is_open(node, excluded):
            yield found


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


def _read_bullets(items: nodes.bullet_list) -> Sequence[Introduced]:
    found = []
    for item in (child for child in items if isinstance(child, nodes.list_item)):
        first = item[0] if item.children else None
        # Markdown leaves an empty text before strong words.
        words = [child for child in first.children if child.astext()] if first else []
        mark = words[0] if isinstance(first, nodes.paragraph) and words else None
        if not isinstance(mark, (nodes.emphasis, nodes.strong)):
            return []
        name, note = parted(without_colon(mark.astext()))
        if not name:
            return []
        found.append(Introduced(name, item, body_of(item), note))
    labels = sum(is_label(introduced.name) for introduced in found)
    return found if 2 * labels <= len(found) else []


def _read_entries(node: nodes.Element) -> Sequence[Introduced]:
    """Return the people of a list of definitions or fields, or of a table."""
    items, match = entries.items(node), FORMS[entries.form_of(node)]
    found = []
    for position in range(len(items)):
        turn = match(items, position)
        if turn is None or not likeness(turn.name):
            return []
        if entries.is_roster([turn]):
            return []
        found.append(Introduced(turn.name, turn.label[0], turn.body, turn.note))
    return found


def _read_sections(node: nodes.section) -> Sequence[Introduced]:
    below = divide(node).sections
    turns = [sections.match([section], 0) for section in below]
    return [
        Introduced(turn.name, section, turn.body, turn.note)
        for section, turn in zip(below, turns, strict=True)
        if turn and likeness(turn.name)
    ]
