"""The forms of transcripts: a name and a colon, then the words, until the next name.

    **Ann Lee:** 00:00:10

    A hammer will do.

    Bo: So will a spade.

The name is strong, emphasised or plain; a time may stand beside it. The words
follow in the same paragraph, in the next ones, or both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..names import LONGEST_NAME, parted
from ..structure import LEAD, NAME, Turn, without_colon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Mark", "mark_of", "match", "restore_names", "set_apart", "split"]

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_BEFORE = rf"[\[(]?(?P<before>{_TIME})[\])]?"
_AFTER = rf"[\[(]?(?P<after>{_TIME})[\])]?"
#: What may stand between an emphasised name and the words: a colon, and a time beside it.
_AFTER_NAME = re.compile(rf"\s*(?:{_BEFORE})?\s*[:\uff1a](?!\d)\s*(?:{_AFTER})?\s*")
#: The same where the colon is emphasised with the name.
_AFTER_COLON = re.compile(rf"\s*(?:{_AFTER})?\s*")
#: Only a time, and no colon: it marks a speaker where nothing follows it.
_ONLY_TIME = re.compile(rf"\s*{_AFTER}\s*$")
#: A plain name: it begins with a letter, has no punctuation of sentences, and ends at a colon
#: with space behind it, which a web address or a time of day has not.
_PLAIN = re.compile(
    rf"(?P<name>[^\W\d_][^:\uff1a\n!?;,\"“”]{{0,60}}?)\s*(?:[-\u2013\u2014]\s*)?(?:{_BEFORE})?\s*"
    rf"(?:\uff1a|:(?=\s|$))\s*(?:{_AFTER}(?=\s|$))?\s*"
)
#: Where a sentence or a line has just ended.
_ENDED = re.compile(r"(?:[.?!…\"”)\]]\s+|\n\s*)$")
#: A plain name in the middle of a paragraph, at such a place.
_MIDDLE = re.compile(
    r"(?:(?<=[.?!…\"”)\]])\s+|\n\s*)"
    r"(?P<name>(?:(?:Dr|Prof|Mr|Mrs|Ms)\.\s)?[^\W\d_][^:\uff1a\n.!?;,\"“”]{0,40}?)\s*:\s+"
)


class Mark(NamedTuple):
    """The words at the beginning of a paragraph that say who speaks."""

    name: str
    time: str  #: as it is written; empty where there is none
    children: int  #: how many children of the paragraph belong to the mark as a whole
    length: int  #: how many characters of the next child belong to it
    plain: bool  #: nothing but the colon tells it from a sentence
    alone: bool  #: nothing else stands in the paragraph


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that begins at *position* of *flow*, without what follows its paragraph."""
    paragraph = flow[position]
    mark = mark_of(paragraph)
    if mark is None:
        return None
    if not mark.alone and _is_address(paragraph, mark):
        return None
    name, note = parted(mark.name)
    return Turn(
        name,
        [paragraph] if mark.alone else [],
        [] if mark.alone else [paragraph],
        1,
        mark=mark,
        time=mark.time,
        note=note,
    )


def _is_address(paragraph: nodes.Element, mark: Mark) -> bool:
    """Return whether nothing but links follows *mark*: that is said by nobody."""
    _, rest = _cut(paragraph.children, mark.children, mark.length)
    return all(isinstance(node, nodes.reference) or not node.astext().strip() for node in rest)


def mark_of(node: nodes.Element) -> Mark | None:
    """Return the mark at the beginning of *node*, if it is a paragraph that has one."""
    if not isinstance(node, nodes.paragraph):
        return None
    # Markdown leaves empty texts around marked words.
    children = [child for child in node.children if child.astext()]
    empty = next((at for at, child in enumerate(node.children) if child.astext()), 0)
    if not children:
        return None
    if isinstance(children[0], nodes.Text):
        return _plain_mark(children[0].astext(), empty, alone=len(children) == 1)
    if isinstance(children[0], (nodes.strong, nodes.emphasis)):
        return _emphasised_mark(children, empty)
    return None


def set_apart(turn: Turn) -> nodes.inline:
    """Wrap the mark of *turn*, which stands in one paragraph with the words, and return it."""
    paragraph, mark = turn.body[0], turn.mark or Mark("", "", 0, 0, plain=True, alone=False)
    name = nodes.inline(classes=["roundtable-name"])
    # docutils would take the line where the parser stopped.
    name.source, name.line = paragraph.source, paragraph.line
    taken, rest = _cut(paragraph.children, mark.children, mark.length)
    paragraph.clear()
    name += taken
    paragraph += [name, *rest]
    return name


def restore_names(document: nodes.document) -> None:
    """Set marks apart again in paragraphs whose children a translation has replaced."""
    for paragraph in document.findall(nodes.paragraph):
        key = paragraph.get(LEAD)
        if not key or any(NAME in child for child in paragraph.findall(nodes.inline)):
            continue
        if (turn := match([paragraph], 0)) and not turn.label:
            set_apart(turn)[NAME] = key


def split(paragraph: nodes.Element, knows: Callable[[str], bool]) -> None:
    """Put the words of others who speak in the middle of *paragraph* in paragraphs of their own.

    Only names of the cast count there, at the end of a sentence or a line: a
    colon may stand anywhere in a text.
    """
    while place := _interruption(paragraph, knows):
        before, after = _cut(paragraph.children, *place)
        below = nodes.paragraph("", "", *after)
        below.source, below.line = paragraph.source, paragraph.line
        paragraph.clear()
        paragraph += before
        paragraph.parent.insert(paragraph.parent.index(paragraph) + 1, below)
        # What is extracted for translators, and looked up, is each part by itself.
        paragraph.rawsource, below.rawsource = paragraph.astext().strip(), below.astext()
        paragraph = below


def _interruption(paragraph: nodes.Element, knows: Callable[[str], bool]) -> tuple[int, int] | None:
    """Return the child of *paragraph*, and the character in it, where another begins to speak."""
    own = mark_of(paragraph)
    for at, child in enumerate(paragraph.children):
        if isinstance(child, nodes.Text):
            # The dot of "Dr. Lee:" at the beginning ends no sentence.
            start = own.length if own and at == own.children else 0
            for found in _MIDDLE.finditer(child.astext()):
                if found.start("name") >= start and knows(found["name"]):
                    return at, found.start("name")
        elif at and isinstance(child, (nodes.strong, nodes.emphasis)):
            mark = _emphasised_mark([part for part in paragraph.children[at:] if part.astext()], 0)
            above = "".join(part.astext() for part in paragraph.children[:at])
            if mark and knows(mark.name) and _ENDED.search(above):
                return at, 0
    return None


def _cut(
    children: Sequence[nodes.Node], at: int, length: int
) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return *children* in two lists, cut *length* characters into the child *at*."""
    before, after = list(children[:at]), list(children[at:])
    if length:
        words = after.pop(0).astext()
        before.append(nodes.Text(words[:length]))
        after.insert(0, nodes.Text(words[length:]))
    return before, after


def _emphasised_mark(children: Sequence[nodes.Node], empty: int) -> Mark | None:
    words = children[0].astext().strip()
    second = children[1] if len(children) > 1 else None
    after = second.astext() if isinstance(second, nodes.Text) else ""
    if without_colon(words) != " ".join(words.split()):
        found = _AFTER_COLON.match(after)
    else:
        found = _AFTER_NAME.match(after)
        if not found and children[2:] == []:
            found = _ONLY_TIME.match(after)
    name = without_colon(words)
    if found is None or not name or len(name.split()) > LONGEST_NAME:
        return None
    alone = found.end() == len(after) and len(children) == 1 + bool(after)
    return Mark(name, _time(found), empty + 1, found.end(), plain=False, alone=alone)


def _plain_mark(text: str, empty: int, *, alone: bool) -> Mark | None:
    found = _PLAIN.match(text)
    if found is None or len(found["name"].split()) > LONGEST_NAME or found["name"][0].islower():
        return None
    name, end = " ".join(found["name"].split()), found.end()
    return Mark(name, _time(found), empty, end, plain=True, alone=alone and end == len(text))


def _time(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("before") or groups.get("after") or ""
