"""Names of people: how they are compared, and how they become addresses."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from slugify import slugify

from ..ids import ID, LONGEST
from .looks import TITLES, is_title, likeness
from .words import KEYBOARD, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Person

__all__ = [
    "Cast",
    "Slugs",
    "family_name",
    "fold",
    "heading_name",
    "is_handle",
    "is_name_of",
    "parted",
    "short_forms",
]

#: The most letters of a short form that is none of the usual ones.
LONGEST_HANDLE = 4
#: How close a slip of the pen is to the name, as difflib measures it.
CLOSE = 0.75
#: With how many names of a large cast another name is compared, letter by letter, ...
COMPARED = 20
#: ... and how many of those that share two letters with it are looked up.
LOOKED_UP = 100
#: What may stand between a name and what is said of the person.
_AFTER_NAME = re.compile(r"\s*[,;]\s+|\s+[(\[]\s*|\s+[-\u2013\u2014|/]\s+")
#: What may stand before a name in a heading: a number, or what the section is.
_BEFORE_NAME = re.compile(
    r"(?:\d+\s*[.):]\s*)?(?:(?:an?\s+|the\s+)?"
    r"(?:interview|conversation|talk|chat|statement|responses?|answers?|platform)\s+"
    r"(?:with|by|from|of)\s+)?",
    re.IGNORECASE,
)
#: What may stand after it there.
_BEHIND_NAME = re.compile(
    r"(?:['\u2019]s)?\s+(?:answers?|bio|biography|candidacy|interview|platform|profile|responses?|"
    r"statement)$",
    re.IGNORECASE,
)


def parted(words: str) -> tuple[str, str]:
    """Return the name that *words* begin with, and what they say of the person.

    *Ann Lee, carpenter*, *Ann Lee (AL)* and *Ann Lee \u2013 Acme* are all Ann Lee.
    """
    found = _AFTER_NAME.search(words)
    if found is None or not found.start():
        return words, ""
    name, rest = words[: found.start()], words[found.end() :].strip(" )]")
    first = re.split(r"[\s,;]", rest, maxsplit=1)[0]
    if is_title(first) and "," in found[0]:  # Martin King, Jr.
        more = rest[len(first) :].lstrip(" ,;(")
        return words[: found.end() + len(first)], more
    return name, rest


def heading_name(title: str) -> tuple[str, str]:
    """Return the name in a heading of somebody's section, and what else it says.

    *2. Ann Lee*, *Interview with Ann Lee, Acme* and *Bonus: Ann Lee* are all Ann Lee.
    """
    found = _BEFORE_NAME.match(title)
    words = _BEHIND_NAME.sub("", title[found.end() :] if found else title)
    before, colon, after = (part.strip() for part in words.partition(":"))
    if not colon or not before or not after:
        return parted(words.rstrip(":"))
    if len(before.split()) == 1 and likeness(after) >= likeness(before):
        return parted(after)
    return before, after


def is_name_of(title: str, name: str) -> bool:
    """Return whether *title*, of a section, is nothing but the name of a person."""
    return fold(name) in {fold(title), fold(heading_name(title)[0])}


def is_handle(words: str, name: str) -> bool:
    """Return whether *words* beside *name* are a short form of it, and not an employer."""
    if fold(words) in set(short_forms(name)) or words.startswith("@"):
        return True
    return len(words) <= LONGEST_HANDLE and words.isupper() and fold(words)[0] == fold(name)[0]


class Slugs:
    """Gives each title or name an address of its own, from its words alone."""

    def __init__(self, kind: str) -> None:
        """Start with none given; *kind* tells apart what has no letters of its own."""
        self._kind = kind
        self._taken: set[str] = set()
        self._again: Counter[str] = Counter()

    def of(self, words: str) -> str:
        """Return the slug of *words*, whether it was given or not."""
        slug = (
            slugify(words.translate(KEYBOARD), max_length=LONGEST, word_boundary=True) or self._kind
        )
        return slug if re.match(ID, slug) else f"{self._kind}-{slug}"

    def claim(self, slug: str) -> bool:
        """Take *slug*, which was chosen and not made from words; return whether it was free."""
        free = slug not in self._taken
        self._taken.add(slug)
        return free

    def give(self, words: str) -> str:
        """Return a slug for *words* that no earlier call returned."""
        slug = unique = self.of(words)
        while unique in self._taken:
            # Not from the start each time: all titles may be the same.
            self._again[slug] += 1
            unique = f"{slug}-{self._again[slug] + 1}"
        self._taken.add(unique)
        return unique


class Cast:
    """The people of a roundtable, found by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index *people* by all their names, and by the short forms of these."""
        self._named: dict[str, list[Person]] = defaultdict(list)
        self._short: dict[str, list[Person]] = defaultdict(list)
        self._family: dict[str, list[Person]] = defaultdict(list)
        self._closest: dict[str, str | None] = {}
        for person in people:
            names = (person.name, *person.aliases)
            # Sets, for an alias may repeat the name, and a short form another.
            for name in {fold(name) for name in names}:
                self._named[name].append(person)
            for short in {short for name in names for short in short_forms(name)}:
                self._short[short].append(person)
            for family in {family_name(name) for name in names} - {""}:
                self._family[family].append(person)

    def find(self, name: str, *, family: bool = True) -> list[Person]:
        """Return everybody whom *name* fits: one person, or a doubt.

        A whole name or an alias goes before short forms: whoever is called
        just *Ann* is meant by it, and not Ann Lee. Those go before *Lee* and *Mr. Lee*.

        :param family: whether a family name alone counts
        """
        name = fold(name)
        return (
            self._named.get(name)
            or self._short.get(name)
            or (self._family.get(_untitled(name), []) if family else [])
        )

    def find_short(self, name: str) -> list[Person]:
        """Return everybody of whose name *name* is a short form, or the family name."""
        name = fold(name)
        return self._short.get(name) or self._family.get(_untitled(name), [])

    def closest(self, name: str) -> str | None:
        """Return the name of the cast that *name* may be meant for, if there is one."""
        name = fold(name)
        if name not in self._closest:
            close = difflib.get_close_matches(name, self._alike(name), n=1, cutoff=CLOSE)
            self._closest[name] = self._named[close[0]][0].name if close else None
        return self._closest[name]

    def _alike(self, name: str) -> Iterable[str]:
        """Return the names of the cast that share most with *name*: so many can be compared."""
        if len(self._named) <= COMPARED:
            return self._named
        pairs = sorted(_pairs(name) & self._paired.keys(), key=lambda pair: len(self._paired[pair]))
        shared = Counter[str]()
        for pair in pairs:  # those that few names have tell most
            shared.update(self._paired[pair][:LOOKED_UP])
        return [found for found, _ in shared.most_common(COMPARED)]

    @cached_property
    def _paired(self) -> Mapping[str, Sequence[str]]:
        """Map pairs of letters to the names that have them."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._named:
            for pair in sorted(_pairs(name)):
                found[pair].append(name)
        return found


def _pairs(name: str) -> set[str]:
    return {first + second for first, second in pairwise(name)}


def family_name(name: str) -> str:
    """Return the last word of *name*, folded; nothing where it has one only."""
    words = _untitled(fold(name)).split()
    return words[-1] if len(words) > 1 and words[-1].isalpha() and len(words[-1]) > 1 else ""


def _untitled(folded: str) -> str:
    return " ".join(word for word in folded.split() if word.rstrip(".") not in TITLES)


def short_forms(name: str) -> Iterator[str]:
    """Yield how transcripts shorten *name*, folded: *Josh*, *JoshM*, *Josh M.*, *JM*."""
    words = _untitled(fold(name)).split()
    if not words:
        return
    if len(words) < len(name.split()):
        yield " ".join(words)
    if len(words) == 1 or words[-1].isdigit():  # the first one is not meant by "Listener 2"
        return
    given, family = words[0], words[-1]
    yield given
    if given[0] not in "qa":  # these stand for question and answer
        yield given[0]
    yield f"{given}{family[0]}"
    yield f"{given} {family[0]}"
    yield f"{given} {family[0]}."
    yield "".join(word[0] for word in words)
