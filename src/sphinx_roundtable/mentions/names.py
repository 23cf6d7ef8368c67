"""Many names, found in one pass over a text.

The search itself is that of Aho and Corasick, by pyahocorasick. What is added
here is what a reader takes for granted: whole words, the longest name, and the
same word whatever its accents are made of and wherever its line breaks.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

import ahocorasick

from ..folding import UNSEEN, folded, reduced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Found", "Name", "Names"]


class Name(NamedTuple):
    """One spelling to look for."""

    kind: Literal["system", "person"]
    id: str  #: of the system or person
    words: str
    case: bool = True  #: whether capitals and small letters must be as written
    word: bool = True  #: whether it must be a word of its own


class Found(NamedTuple):
    """One place where a name stands: characters *start* to *end* of the text."""

    start: int
    end: int
    name: Name


class Names:
    """All names of a roundtable, ready to be looked for."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Prepare to look for *names*, in time and memory that grow with their letters."""
        by_form: dict[str, list[tuple[Name, str]]] = defaultdict(list)
        for name in names:
            form, _ = folded(name.words.strip())
            if form:
                by_form[form].append((name, reduced(name.words)))
        self._automaton = ahocorasick.Automaton()
        for form, spelled in by_form.items():
            self._automaton.add_word(form, (len(form), spelled))
        if by_form:
            self._automaton.make_automaton()
        self._any = bool(by_form)

    def find(self, text: str) -> list[Found]:
        """Return where names stand in *text*, in its order.

        Names of one kind do not overlap: of several that begin together, the
        longest is meant. One place may name a system and a person.
        """
        found: list[Found] = []
        ends: dict[str, int] = {}
        candidates = self._candidates(text) if self._any else ()
        for place in sorted(candidates, key=lambda place: (place.start, -place.end)):
            if place.start >= ends.get(place.name.kind, 0):
                ends[place.name.kind] = place.end
                found.append(place)
        return found

    def _candidates(self, text: str) -> Iterator[Found]:
        form, offsets = folded(text)
        for last, (length, spelled) in self._automaton.iter(form):
            start, end = last + 1 - length, last + 1
            if _splits_letter(form, offsets, start) or _splits_letter(form, offsets, end):
                continue
            begin, stop = offsets[start], offsets[last] + 1
            while stop < len(text) and offsets[end] > stop and ord(text[stop]) in UNSEEN:
                stop += 1
            for name, exact in spelled:
                if name.word and not _stands_alone(form, start, end):
                    continue
                if name.case and reduced(text[begin:stop]) != exact:
                    continue
                yield Found(begin, stop, name)


def _splits_letter(form: str, offsets: Sequence[int], at: int) -> bool:
    """Return whether *at* is within what a reader takes for one letter."""
    if not 0 < at < len(form):
        return False
    return offsets[at - 1] == offsets[at] or unicodedata.category(form[at])[0] == "M"


def _stands_alone(form: str, start: int, end: int) -> bool:
    """Return whether what stands from *start* to *end* is no part of a longer word.

    A word goes on after a dot (Node.js) and before two pluses or a number sign
    (C++, C#): these are other names.
    """
    before, after = form[max(start - 2, 0) : start], form[end : end + 2]
    first, last = form[start], form[end - 1]
    if before and _is_joined(before[-1], first):
        return False
    if after and _is_joined(last, after[0]):
        return False
    if not _is_word(last):
        return True
    if len(before) > 1 and before[1] == "." and "." not in form[start:end]:
        return not _is_joined(before[0], first)
    if after[:1] == ".":
        return len(after) == 1 or not _is_joined(last, after[1])
    return after != "++" and after[:1] != "#"


def _is_joined(left: str, right: str) -> bool:
    """Return whether two characters side by side are of one word."""
    if not (_is_word(left) and _is_word(right)):
        return False
    # Where words are not parted by spaces, a name may begin and end anywhere.
    return not (_is_unspaced(left) or _is_unspaced(right))


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum() or unicodedata.category(char)[0] == "M"


#: Scripts without spaces between words, or, as Korean, with endings that are part of the word:
#: Thai to Lao, Myanmar, Hangul, Khmer, kana and ideographs.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x2E80, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
)


def _is_unspaced(char: str) -> bool:
    code = ord(char)
    return code >= _UNSPACED[0][0] and any(low <= code <= high for low, high in _UNSPACED)
