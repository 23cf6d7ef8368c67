"""A cast as a roster: plain lines above the first words, a name at the start of each.

Ann Lee Acme Tools
Bo Ek, gardener
Cy Fox & Dee Roe, Both Inc.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..hearing import is_question
from ..names import fold, is_handle, parted, short_forms
from ..structure import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..hearing import Hearing

__all__ = ["Entry", "candidates", "find"]

#: What stands between a name and what is said of the person.
_AFTER_NAME = re.compile(r"\s*[,;(:]\s*|\s+[-–—]\s+")
_BETWEEN_NAMES = re.compile(r"\s*&\s*|\s+and\s+")
#: A short form, and the name that it stands for: *AL: Ann Lee*, *AL = Ann Lee*.
_SHORT = re.compile(r"(?P<short>\w{1,4})\s*[:=\u2013-]\s+(?P<name>[^\W\d_]\S*\s.*)")
#: What has lines.
_LINES = (nodes.paragraph, nodes.literal_block, nodes.line_block)
#: The most words of a name, where no punctuation ends it.
LONGEST = 4


class Entry(NamedTuple):
    """One person of the roster."""

    name: str
    role: str  #: what the line says after the name
    node: nodes.Element | None  #: where it stands in the text
    aliases: tuple[str, ...] = ()


def find(document: nodes.document, hearing: Hearing, speakers: AbstractSet[str]) -> Sequence[Entry]:
    """Return the roster of *document*; nothing where its names are not those of the *speakers*.

    :param speakers: folded names, as the marks have them
    """
    entries = [entry for node in _above(document, hearing) for entry in _read(node)]
    lengths = Counter(len(entry.name.split()) for entry in entries)
    if not lengths:
        return []
    # Where nothing divides a name from an employer, names are as long as they mostly are.
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    entries = [_cut(entry, usual) for entry in entries]
    spoken = [entry for entry in entries if _is_called(entry, speakers)]
    if len(spoken) < max(2, len(speakers) / 2):
        return []
    places = {id(entry.node) for entry in spoken}
    return [entry for entry in entries if id(entry.node) in places]


def candidates(document: nodes.document) -> Iterator[Entry]:
    """Yield everybody whom lines above the topics may name: nobody has been heard yet."""
    flow, sections = divide(document)
    if not flow and sections:
        flow = divide(sections[0]).flow
    for node in flow:
        if isinstance(node, _LINES):
            yield from _read(node)


def _above(document: nodes.document, hearing: Hearing) -> Iterator[nodes.Element]:
    """Yield what has lines above the first turn, question or section."""
    flow, sections = divide(document)
    if not flow and sections:
        flow = divide(sections[0]).flow
    for (node, *_), turn in hearing.pieces(flow):
        if turn or is_question(node):
            return
        if isinstance(node, _LINES):
            yield node


def _read(node: nodes.Element) -> Iterator[Entry]:
    for line in node.astext().splitlines():
        if short := _SHORT.fullmatch(line.strip()):
            name, role = parted(short["name"])
            yield Entry(name, role, node, (short["short"],))
            continue
        names, *rest = _AFTER_NAME.split(line.strip(), maxsplit=1)
        for name in _BETWEEN_NAMES.split(names):
            words = name.split()
            if 1 < len(words) <= LONGEST and all(word[0].isupper() for word in words):
                note = " ".join(rest).strip(" )")
                handle = is_handle(note, " ".join(words)) if note else False
                yield Entry(
                    " ".join(words), "" if handle else note, node, (note,) if handle else ()
                )


def _cut(entry: Entry, usual: int) -> Entry:
    words = entry.name.split()
    role = " ".join([*words[usual:], entry.role]).strip() if words[usual:] else entry.role
    if words[usual:] and entry.role:
        role = f"{' '.join(words[usual:])}, {entry.role}"
    return entry._replace(name=" ".join(words[:usual]), role=role)


def _is_called(entry: Entry, speakers: AbstractSet[str]) -> bool:
    names = {fold(name) for name in (entry.name, *entry.aliases)}
    return not speakers.isdisjoint(names | set(short_forms(entry.name)))
