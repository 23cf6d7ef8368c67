"""A cast as a roster above the first words: a line, an entry or a row for each name.

Ann Lee Acme Tools
Bo Ek, gardener
Cy Fox & Dee Roe, Both Inc.

Or a list of those who were there, with the short forms by which they speak:

Present: Ann Lee (AL), Bo Ek (BE)
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..forms.spoken import mark_of, match, names_others
from ..hearing import is_question
from ..looks import LONGEST_NAME, likeness, may_be_name
from ..names import family_name, fold, is_handle, parted, short_forms
from ..structure import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..hearing import Hearing

__all__ = ["Entry", "attending", "candidates", "find"]

#: What stands between a name and what is said of the person.
_AFTER_NAME = re.compile(r"\s*[,;(:]\s*|\s+[-–—]\s+")
_BETWEEN_NAMES = re.compile(r"\s*&\s*|\s+and\s+")
#: A short form, and the name that it stands for: *AL: Ann Lee*, *AL = Ann Lee*.
_SHORT = re.compile(r"(?P<short>\w{1,4})\s*[:=\u2013-]\s+(?P<name>[^\W\d_]\S*\s.*)")
#: What may stand above names in one line: *Present:*.
_LABEL = re.compile(r"[^\W\d_][^:,;()]{0,40}:\s+")
#: What divides names in one line, if it stands in no brackets.
_DIVIDES = re.compile(r"\s*[,;]\s*(?![^()]*\))")
#: What has lines.
_LINES = (
    nodes.paragraph,
    nodes.literal_block,
    nodes.line_block,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.table,
)
#: The most words of a name, where no punctuation ends it.
LONGEST = 4
#: So many names in one line, and it may be a list of names only.
SEVERAL = 3
#: How much what stands in a list of names must look like one: *Ann Making*, too.
LIKELY = 0.5


class Entry(NamedTuple):
    """One person of the roster."""

    name: str
    role: str  #: what the line says after the name
    node: nodes.Element | None  #: where it stands in the text
    aliases: tuple[str, ...] = ()
    attends: bool = False  #: listed as somebody who was there, with a name that surely ends


def find(document: nodes.document, hearing: Hearing, speakers: AbstractSet[str]) -> Sequence[Entry]:
    """Return the roster of *document*; nothing where its names are not those of the *speakers*.

    Of those who were there, the ones who speak are returned.

    :param speakers: folded names, as the marks have them
    """
    entries = [entry for node in _above(document, hearing) for entry in _read(node, speakers)]
    lengths = Counter(len(entry.name.split()) for entry in entries if not entry.attends)
    # Where nothing divides a name from an employer, names are as long as they mostly are.
    usual = max(lengths, key=lambda length: (lengths[length], -length), default=0)
    entries = [entry if entry.attends else _cut(entry, usual) for entry in entries]
    spoken = [entry for entry in entries if _is_called(entry, speakers)]
    if len(spoken) < max(2, len(speakers) / 2):
        return []
    places = {id(entry.node) for entry in spoken}
    found: dict[str, Entry] = {}  # whose name stands there twice is one person
    for entry in entries:
        if id(entry.node) in places and (not entry.attends or _is_called(entry, speakers)):
            found.setdefault(fold(entry.name), entry)
    return list(found.values())


def candidates(document: nodes.document) -> Iterator[Entry]:
    """Yield everybody whom lines above the topics may name: nobody has been heard yet."""
    flow, sections = divide(document)
    if not flow and sections:
        flow = divide(sections[0]).flow
    for node in flow:
        # One line that a name begins is rather somebody's words.
        if isinstance(node, _LINES) and (mark_of(node) is None or "\n" in node.astext().strip()):
            yield from _read(node)


def attending(document: nodes.document) -> Iterator[Entry]:
    """Yield who is listed as being there, above the first words that may be somebody's."""
    for parent in (document, *document.findall(nodes.section)):
        for node in divide(parent).flow:
            turn = match([node], 0)
            if turn and turn.body and may_be_name(turn.name) and not names_others(turn):
                return
            if isinstance(node, _LINES):
                yield from (entry for entry in _read(node) if entry.attends)


def _above(document: nodes.document, hearing: Hearing) -> Iterator[nodes.Element]:
    """Yield what has lines above the first turn or question."""
    for flow in hearing.flows(document):
        for (node, *_), turn in hearing.pieces(flow):
            if (turn and turn.body) or is_question(node):
                return
            if isinstance(node, _LINES):
                yield node


def _read(node: nodes.Element, speakers: AbstractSet[str] = frozenset()) -> Iterator[Entry]:
    if isinstance(node, nodes.table):
        for row in node.findall(nodes.row):
            cells = [" ".join(cell.astext().split()) for cell in row.findall(nodes.entry)]
            yield from _of_row(cells, node)
        return
    if isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
        for item in node.children:
            if len(item.children) == 1:
                for entry in _of_line(" ".join(item.astext().split()), node, speakers):
                    yield entry._replace(attends=True)
        return
    for line in node.astext().splitlines():
        yield from _of_line(line.strip(), node, speakers)


def _of_row(cells: Sequence[str], node: nodes.Element) -> Iterator[Entry]:
    """Yield the person of a row: a whole name, a short form of it, and what else is told."""
    names = [
        cell for cell in cells if len(cell.split()) > 1 and likeness(parted(cell)[0]) >= LIKELY
    ]
    if len(cells) < 2 or not names:  # noqa: PLR2004
        return
    name, note = parted(names[0])
    notes = [note, *(cell for cell in cells if cell != names[0])]
    handles = tuple(note for note in notes if note and is_handle(note, name))
    role = ", ".join(note for note in notes if note and note not in handles)
    yield Entry(name, role, node, handles, attends=True)


def _of_line(line: str, node: nodes.Element, speakers: AbstractSet[str]) -> Iterator[Entry]:
    if short := _SHORT.fullmatch(line):
        name, role = parted(short["name"])
        yield Entry(name, role, node, (short["short"],))
        return
    if attending := _attending(line, node, speakers):
        yield from attending
        return
    names, *rest = _AFTER_NAME.split(line, maxsplit=1)
    for name in _BETWEEN_NAMES.split(names):
        words = name.split()
        if 1 < len(words) <= LONGEST and all(word[0].isupper() for word in words):
            note = " ".join(rest).strip(" )")
            handle = is_handle(note, " ".join(words)) if note else False
            yield Entry(" ".join(words), "" if handle else note, node, (note,) if handle else ())


def _attending(line: str, node: nodes.Element, speakers: AbstractSet[str]) -> Sequence[Entry]:
    """Return the people of *line*, if it is a list of names and nothing else.

    What stands between commas may be an employer, too. So the names have short
    forms beside them, or most of them are those of *speakers*.
    """
    label = _LABEL.match(line)
    listed = line[label.end() :] if label else line
    first, divided, _others = listed.replace(";", ",").partition(",")
    if not divided or ("(" not in first and len(first.split()) > LONGEST_NAME + 1):
        return []  # it is prose, as most lines are
    parts = [part for part in _DIVIDES.split(listed) if part]
    if len(parts) < 2:  # noqa: PLR2004
        return []
    found = []
    for part in parts:
        name, note = parted(part.removeprefix("and ").strip(" ."))
        if not 1 < len(name.split()) <= LONGEST_NAME or likeness(name) < LIKELY:
            return []
        handle = (note,) if note and is_handle(note, name) else ()
        found.append(Entry(name, "" if handle else note, node, handle, attends=True))
    called = sum(_is_called(entry, speakers) for entry in found)
    sure = all(entry.aliases for entry in found)
    return found if sure or (len(found) >= SEVERAL and 2 * called >= len(found)) else []


def _cut(entry: Entry, usual: int) -> Entry:
    words = entry.name.split()
    role = " ".join([*words[usual:], entry.role]).strip() if words[usual:] else entry.role
    if words[usual:] and entry.role:
        role = f"{' '.join(words[usual:])}, {entry.role}"
    return entry._replace(name=" ".join(words[:usual]), role=role)


def _is_called(entry: Entry, speakers: AbstractSet[str]) -> bool:
    names = {fold(name) for name in (entry.name, *entry.aliases)}
    short = {*short_forms(entry.name), family_name(entry.name)}
    return not speakers.isdisjoint(names | short)
