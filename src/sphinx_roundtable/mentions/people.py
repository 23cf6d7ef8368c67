"""Who is meant by a name within what somebody says.

A whole name means its person. A given name alone means somebody of the cast
only if it can mean nobody else: no two of the cast have it, and the speaker
names no other person of this name, such as *David Trowbridge*.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from ..folding import reduced
from .names import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Person
    from .names import Found

__all__ = ["given_names", "others_named", "people_names"]

#: Shorter words are initials.
SHORTEST = 2
#: What follows a given name and is no family name.
_PRONOUNS = frozenset({"I", "I'm", "I've", "I'd", "I'll"})
_NEXT_WORD = re.compile(r"\s+(\w[\w'\u2019-]*)")


def people_names(people: Iterable[Person]) -> Iterator[Name]:
    """Yield what the people are called, as far as it is clear who is meant."""
    owners: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for words in {person.name, *person.aliases, *given_names(person)}:
            # Without accents, too, as others may write it.
            for form in {reduced(words), _unaccented(reduced(words))}:
                owners[form].add(person.id)
    for words, ids in owners.items():
        if len(ids) == 1 and len(words) >= SHORTEST:
            yield Name("person", min(ids), words)


def _unaccented(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def given_names(person: Person) -> Iterator[str]:
    """Yield the first words of a person's names, where these are of several words."""
    if person.kind == "person":
        for name in (person.name, *person.aliases):
            given, *more = name.split()
            if more and given[:1].isupper() and not given.endswith("."):
                yield given


def others_named(text: str, found: Sequence[Found], given: frozenset[str]) -> set[Found]:
    """Return what of *found* is the given name of somebody else: a family name follows.

    :param given: the given names of the cast
    """
    return {
        place
        for place in found
        if place.name.kind == "person"
        and place.name.words in given
        and (following := _NEXT_WORD.match(text, place.end))
        and following[1][0].isupper()
        and following[1].replace("\u2019", "'") not in _PRONOUNS
    }
