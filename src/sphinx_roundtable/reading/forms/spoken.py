"""The forms of transcripts: a name and a colon, then the words, until the next name.

    **Ann Lee:** 00:00:10

    A hammer will do.

    Bo: So will a spade.

The name is strong, emphasised or plain; a time may stand beside it. The words
follow in the same paragraph, in the next ones, or both.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from docutils import nodes

from ..looks import LONGEST_NAME, is_title, likeness
from ..names import parted
from ..structure import LEAD, NAME, Mark, Turn, without_colon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = [
    "mark_of",
    "match",
    "names_others",
    "names_within",
    "restore_names",
    "set_apart",
    "split",
]

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
#: Nothing, an address, or times, as those of a break: *[22:08] to [22:40]*.
_NO_WORDS = re.compile(
    rf"\s*(?:[a-z]+://\S+\s*|(?:(?:(?:to|[-\u2013\u2014])\s*)?[\[(]?{_TIME}[\])]?\s*)*)",
    re.IGNORECASE,
)
#: What may stand between names, and beside one.
_BETWEEN_NAMES = re.compile(r"\s*[,;&\n]\s*|\s+and\s+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
#: Where a sentence or a line has just ended.
_ENDED = re.compile(r"(?:[.?!…\"”)\]]\s+|\n\s*)$")
#: A plain name in the middle of a paragraph, at such a place.
_MIDDLE = re.compile(
    r"(?:(?<=[.?!…\"”)\]])\s+|\n\s*)"
    r"(?P<name>(?:(?:Dr|Prof|Mr|Mrs|Ms)\.\s)?[^\W\d_][^:\uff1a\n.!?;,\"“”]{0,40}?)\s*:\s+"
)


#: How many characters, and children, are looked at around a place.
_LOOKED_BACK = 40


def match(flow: Sequence[nodes.Element], position: int) -> Turn | None:
    """Return the turn that begins at *position* of *flow*, without what follows its paragraph."""
    paragraph = flow[position]
    mark = mark_of(paragraph)
    if mark is None:
        return None
    name, note = parted(mark.name)
    silent = mark.alone or _says_nothing(paragraph, mark)
    return Turn(
        name,
        [paragraph] if silent else [],
        [] if silent else [paragraph],
        1,
        mark=mark,
        time=mark.time,
        note=note,
    )


def _says_nothing(paragraph: nodes.Element, mark: Mark) -> bool:
    """Return whether nothing but links or times follow *mark*: that is said by nobody."""
    return all(
        isinstance(node, nodes.reference) or _NO_WORDS.fullmatch(node.astext())
        for node in _after(paragraph, mark)
    )


def names_others(turn: Turn) -> bool:
    """Return whether nothing but names of others, or one, follow the mark of *turn*."""
    if turn.mark is None or turn.mark.alone:
        return False
    text = "".join(node.astext() for node in _after(turn.place, turn.mark)).strip()
    if text.endswith((".", "!", "?")) and not is_title(text.split()[-1]):
        return False
    names = [name for name in _BETWEEN_NAMES.split(_BRACKETS.sub(" ", text)) if name.strip()]
    return bool(names) and all(len(n.split()) > 1 and likeness(n) == 1 for n in names)


def _after(paragraph: nodes.Element, mark: Mark) -> Sequence[nodes.Node]:
    return _cut(paragraph.children, mark.children, mark.length)[1]


def mark_of(node: nodes.Element) -> Mark | None:
    """Return the mark at the beginning of *node*, if it is a paragraph that has one."""
    if not isinstance(node, nodes.paragraph):
        return None
    # Markdown leaves empty texts around marked words.
    said = ((at, child) for at, child in enumerate(node.children) if child.astext())
    empty, first = next(said, (0, None))
    if isinstance(first, nodes.Text):
        return _plain_mark(first.astext(), empty, alone=next(said, None) is None)
    if isinstance(first, (nodes.strong, nodes.emphasis)):
        return _emphasised_mark([first, *(child for _, child in said)], empty)
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


def names_within(paragraph: nodes.Element) -> Iterator[str]:
    """Yield the plain names that stand before a colon at lines of *paragraph* but the first."""
    for line in paragraph.astext().splitlines()[1:]:
        if mark := _plain_mark(line, 0, alone=False):
            yield parted(mark.name)[0]


def split(paragraph: nodes.Element, knows: Callable[[str], bool]) -> None:
    """Put the words of others who speak in the middle of *paragraph* in paragraphs of their own.

    Only names of the cast count there, at the end of a sentence or a line: a
    colon may stand anywhere in a text.
    """
    places = list(_interruptions(paragraph, knows))
    if not places:
        return
    first, *others = _parts(paragraph.children, places)
    paragraph.clear()
    paragraph += first
    found = [paragraph]
    for children in others:
        below = nodes.paragraph("", "", *children)
        below.source, below.line = paragraph.source, paragraph.line
        found.append(below)
    at = paragraph.parent.index(paragraph) + 1
    paragraph.parent.insert(at, found[1:])
    for part in found:
        # What is extracted for translators, and looked up, is each part by itself.
        part.rawsource = part.astext().strip()


def _interruptions(
    paragraph: nodes.Element, knows: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Yield where others begin to speak in *paragraph*: the child, and the character in it."""
    own, above = mark_of(paragraph), ""
    for at, child in enumerate(paragraph.children):
        text = child.astext()
        # The dot of "Dr. Lee:" at the beginning ends no sentence.
        start = own.length if own and at == own.children else 0
        # Markdown begins a text with each line.
        if at and _ENDED.search(above) and (mark := _mark_at(paragraph, at)) and knows(mark.name):
            yield at, 0
            start = mark.length if isinstance(child, nodes.Text) else 0
        if isinstance(child, nodes.Text):
            for found in _MIDDLE.finditer(text):
                if found.start("name") >= start and knows(found["name"]):
                    yield at, found.start("name")
        above = (above + text)[-_LOOKED_BACK:]


def _mark_at(paragraph: nodes.Element, at: int) -> Mark | None:
    """Return the mark that begins with the child *at* of *paragraph*, if one does."""
    child = paragraph.children[at]
    if isinstance(child, nodes.Text):
        return _plain_mark(child.astext(), 0, alone=False)
    if isinstance(child, (nodes.strong, nodes.emphasis)):
        below = islice(paragraph.children, at, at + _LOOKED_BACK)
        return _emphasised_mark(list(islice((c for c in below if c.astext()), 3)), 0)
    return None


def _parts(
    children: Sequence[nodes.Node], places: Sequence[tuple[int, int]]
) -> Iterator[list[nodes.Node]]:
    """Yield *children* cut at *places*."""
    part: list[nodes.Node] = []
    cuts = iter([*places, (len(children), 0)])
    cut = next(cuts)
    for at, child in enumerate(children):
        start, text = 0, child.astext()
        while cut[0] == at:
            if cut[1] > start:
                part.append(nodes.Text(text[start : cut[1]]))
            yield part
            part, start, cut = [], cut[1], next(cuts)
        part.append(nodes.Text(text[start:]) if start else child)
    yield part


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
    if ":" not in text and "\uff1a" not in text:
        return None  # most paragraphs have none: they need not be looked at more closely
    found = _PLAIN.match(text)
    if found is None or len(found["name"].split()) > LONGEST_NAME or found["name"][0].islower():
        return None
    name, end = " ".join(found["name"].split()), found.end()
    return Mark(name, _time(found), empty, end, plain=True, alone=alone and end == len(text))


def _time(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("before") or groups.get("after") or ""
