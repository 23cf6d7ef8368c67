"""The sentence around a place in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sentencex import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Context", "Sentences"]

#: The most characters of a sentence that are shown before and after a name. Where nobody sets
#: full stops, as in raw transcripts, a whole answer would be shown for each name in it.
LONGEST = 300


class Context(NamedTuple):
    """A sentence, parted where a name stands in it; on one line."""

    before: str
    words: str
    after: str


class Sentences:
    """The sentences of one text."""

    def __init__(self, text: str, language: str) -> None:
        """Find the sentences of *text*.

        :param language: a code such as ``en`` or ``pt_BR``; unknown ones go by general rules
        """
        self._text = text
        primary = language.replace("-", "_").partition("_")[0]
        self._starts = [0, *accumulate(len(part) for part in segment(primary, text))]

    @property
    def starts(self) -> Sequence[int]:
        """Return where sentences begin, in order; the last is the end of the text."""
        return self._starts

    def around(self, start: int, end: int) -> Context:
        """Return the sentence of the characters *start* to *end*, or what is near them of it."""
        first = self._starts[bisect_right(self._starts, start) - 1]
        following = bisect_right(self._starts, end - 1)
        last = self._starts[following] if following < len(self._starts) else len(self._text)
        before, cut = self._text[first:start], start - first > LONGEST
        if cut:
            before = f"… {before[-LONGEST:].partition(' ')[2]}"
        after, cut = self._text[end:last], last - end > LONGEST
        if cut:
            after = f"{after[:LONGEST].rpartition(' ')[0]} …"
        return Context(_line(before), _line(self._text[start:end]).strip(), _line(after).rstrip())


def _line(text: str) -> str:
    """Return *text* on one line; a space at an end stays."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
