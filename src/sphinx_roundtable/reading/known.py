"""Who is known before anybody has been heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .looks import Vocabulary
    from .names import Cast

__all__ = ["Known"]


class Known(NamedTuple):
    """Those whom the document names as its people, each group by where it does."""

    listed: Cast  #: those whom the head of the document or the sidecar names as speakers
    maybe: Cast  #: those whom something names that looks like a list of people
    present: Cast  #: those who are listed as being there, and need not speak
    words: Vocabulary  #: tells words of the text from names
    all_of: bool = False  #: who is listed first is meant to be everybody

    def looks(self, name: str) -> float:
        """Return how much *name* looks like one, from 0 to 1: a listed one is."""
        return 1 if self.listed.find(name) else self.words.likeness(name)
