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

from .names import fold, short_forms
from .structure import divide
from .turns import is_question, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from .turns import Hearing

__all__ = ["Entry", "find"]

#: What stands between a name and what is said of the person.
_AFTER_NAME = re.compile(r"\s*[,;(:]\s*|\s+[-–—]\s+")
_BETWEEN_NAMES = re.compile(r"\s*&\s*|\s+and\s+")
#: The most words of a name, where no punctuation ends it.
LONGEST = 4


class Entry(NamedTuple):
    """One person of the roster."""

    name: str
    role: str  #: what the line says after the name
    paragraph: nodes.paragraph | None  #: where it stands in the text


def find(document: nodes.document, hearing: Hearing, speakers: AbstractSet[str]) -> Sequence[Entry]:
    """Return the roster of *document*; nothing where its names are not those of the *speakers*.

    :param speakers: folded names, as the marks have them
    """
    entries = [entry for paragraph in _above(document, hearing) for entry in _read(paragraph)]
    lengths = Counter(len(entry.name.split()) for entry in entries)
    if not lengths:
        return []
    # Where nothing divides a name from an employer, names are as long as they mostly are.
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    entries = [_cut(entry, usual) for entry in entries]
    spoken = [entry for entry in entries if _is_called(entry, speakers)]
    if len(spoken) < max(2, len(speakers) / 2):
        return []
    places = {id(entry.paragraph) for entry in spoken}
    return [entry for entry in entries if id(entry.paragraph) in places]


def _above(document: nodes.document, hearing: Hearing) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs above the first turn, question or section."""
    flow, sections = divide(document)
    if not flow and sections:
        flow = divide(sections[0]).flow
    for (node, *_), turn in pieces(flow, hearing):
        if turn or is_question(node):
            return
        if isinstance(node, nodes.paragraph):
            yield node


def _read(paragraph: nodes.paragraph) -> Iterator[Entry]:
    for line in paragraph.astext().splitlines():
        names, *rest = _AFTER_NAME.split(line.strip(), maxsplit=1)
        for name in _BETWEEN_NAMES.split(names):
            words = name.split()
            if 1 < len(words) <= LONGEST and all(word[0].isupper() for word in words):
                yield Entry(" ".join(words), " ".join(rest).strip(" )"), paragraph)


def _cut(entry: Entry, usual: int) -> Entry:
    words = entry.name.split()
    role = " ".join([*words[usual:], entry.role]).strip() if words[usual:] else entry.role
    if words[usual:] and entry.role:
        role = f"{' '.join(words[usual:])}, {entry.role}"
    return entry._replace(name=" ".join(words[:usual]), role=role)


def _is_called(entry: Entry, speakers: AbstractSet[str]) -> bool:
    return not speakers.isdisjoint({fold(entry.name), *short_forms(entry.name)})
