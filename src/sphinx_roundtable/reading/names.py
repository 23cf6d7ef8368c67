"""Names of people: how they are compared, and how they become addresses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from slugify import slugify

from ..ids import ID, LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Person

__all__ = ["Cast", "Slugs", "fold"]

#: What turns one Japanese syllable into another. They combine as accents do, but are none.
_VOICED = "\u3099\u309a"


#: Titles before and after names, folded and without a dot.
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "jr", "sr"})


def fold(name: str) -> str:
    """Return *name* as names are compared: without case, accents and extra space."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(
        char for char in decomposed if char in _VOICED or not unicodedata.combining(char)
    )
    return " ".join(bare.casefold().split())


class Slugs:
    """Gives each title or name an address of its own, from its words alone."""

    def __init__(self, kind: str) -> None:
        """Start with none given; *kind* tells apart what has no letters of its own."""
        self._kind = kind
        self._taken: set[str] = set()

    def of(self, words: str) -> str:
        """Return the slug of *words*, whether it was given or not."""
        slug = slugify(words, max_length=LONGEST, word_boundary=True) or self._kind
        return slug if re.match(ID, slug) else f"{self._kind}-{slug}"

    def claim(self, slug: str) -> bool:
        """Take *slug*, which was chosen and not made from words; return whether it was free."""
        free = slug not in self._taken
        self._taken.add(slug)
        return free

    def give(self, words: str) -> str:
        """Return a slug for *words* that no earlier call returned."""
        slug = unique = self.of(words)
        count = 1
        while unique in self._taken:
            count += 1
            unique = f"{slug}-{count}"
        self._taken.add(unique)
        return unique


class Cast:
    """The people of a roundtable, found by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index *people* by all their names, and by the short forms of these."""
        self._named: dict[str, list[Person]] = defaultdict(list)
        self._short: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            names = (person.name, *person.aliases)
            # Sets, for an alias may repeat the name, and a short form another.
            for name in {fold(name) for name in names}:
                self._named[name].append(person)
            for short in {short for name in names for short in short_forms(name)}:
                self._short[short].append(person)

    def find(self, name: str) -> list[Person]:
        """Return everybody whom *name* fits: one person, or a doubt.

        A whole name or an alias goes before short forms: whoever is called
        just *Ann* is meant by it, and not Ann Lee.
        """
        name = fold(name)
        return self._named.get(name) or self._short.get(name, [])

    def closest(self, name: str) -> str | None:
        """Return the name of the cast that *name* may be meant for, if there is one."""
        close = difflib.get_close_matches(fold(name), self._named, n=1, cutoff=0.75)
        return self._named[close[0]][0].name if close else None


def short_forms(name: str) -> Iterator[str]:
    """Yield how transcripts shorten *name*, folded: *Josh*, *JoshM*, *Josh M.*, *JM*."""
    words = [word for word in fold(name).split() if word.rstrip(".") not in _TITLES]
    if not words:
        return
    if len(words) < len(name.split()):
        yield " ".join(words)
    if len(words) == 1:
        return
    given, family = words[0], words[-1]
    yield given
    if given[0] not in "qa":  # these stand for question and answer
        yield given[0]
    yield f"{given}{family[0]}"
    yield f"{given} {family[0]}"
    yield f"{given} {family[0]}."
    yield "".join(word[0] for word in words)
