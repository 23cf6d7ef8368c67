"""Numbers of answers, where one person answers a topic several times."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Numbers"]


class Numbers:
    """Counts the answers of each person on each topic."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Start with none; *ids* of people and topics are those that no anchor may be taken for."""
        self._ids = frozenset(ids)
        self._last: Counter[tuple[str, str]] = Counter()

    def next(self, person: str, topic: str) -> int:
        """Return the next number whose anchors are no person's and no topic's id."""
        number = self._last[person, topic] + 1
        while number > 1 and not self._ids.isdisjoint({f"{person}-{number}", f"{topic}-{number}"}):
            number += 1
        self._last[person, topic] = number
        return number
