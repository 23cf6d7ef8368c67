"""What is known, and no system: the cast, and the calendar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.core import Locale, UnknownLocaleError

from ..reading.looks import is_title
from ..reading.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Person

__all__ = ["Cast", "calendar", "is_plural", "key_of"]

_PLURAL = re.compile(r"\b([A-Z]{2,})s\b")


def key_of(words: str) -> str:
    """Return what the spellings of one name have in common; *APIs* are of one with *API*."""
    return fold(_PLURAL.sub(r"\1", words))


def is_plural(word: str) -> bool:
    """Return whether *word* is an abbreviation in the plural."""
    return _PLURAL.fullmatch(word) is not None


def calendar(language: str) -> set[str]:
    """Return the names of months and days, which have capitals in English."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return set()
    months, days = locale.months["format"]["wide"], locale.days["format"]["wide"]
    return {key_of(name) for name in (*months.values(), *days.values())}


class Cast:
    """Who takes part: none of them is a system."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._whole: set[str] = set()
        self._parts: set[str] = set()
        for person in people:
            for name in (person.name, *person.aliases):
                self._whole.add(fold(name))
                if person.kind == "person":
                    self._parts.update(fold(name).split())

    def has(self, name: str) -> bool:
        """Return whether *name* is that of one of them, or part of it, or a title."""
        parts = [fold(part) for part in name.split() if not is_title(part)]
        return fold(name) in self._whole or self._parts.issuperset(parts)
