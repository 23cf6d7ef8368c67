"""Words as they are compared and searched: the same for a reader, the same here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["UNSEEN", "folded", "reduced"]

#: Typographic apostrophes and hyphens are those of the keyboard.
_KEYBOARD = {0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-"}
#: What is not seen: soft hyphens, joiners and the like.
UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
#: White space of ASCII, each as one space.
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r"), " ")


def reduced(words: str) -> str:
    """Return *words* as they are compared where capitals matter."""
    seen = words.translate(_KEYBOARD).translate(UNSEEN)
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return *text* as it is searched, and for each of its characters the place in *text*.

    Case is folded, accents are characters of their own, and white space is one space.
    """
    if text.isascii():
        form = text.lower().translate(_SPACES)
        if "  " not in form:
            return form, range(len(text) + 1)
    parts: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(text):
        form = _folded_char(char)
        if form == " " and parts and parts[-1] == " ":
            continue
        if form:
            parts.append(form)
            offsets += [place] * len(form)
    offsets.append(len(text))
    return "".join(parts), offsets


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    if ord(char) in UNSEEN:
        return ""
    if char.isspace():
        return " "
    bare = unicodedata.normalize("NFD", _KEYBOARD.get(ord(char), char))
    return unicodedata.normalize("NFD", bare.casefold())
