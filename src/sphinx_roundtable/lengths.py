"""How much there is to read: answers, their words, and minutes.

Adults who read English in silence, to understand it, read 238 words a minute: the mean of 190
studies in M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language
109, 2019, https://doi.org/10.1016/j.jml.2019.104047. In other languages it is of that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Answer

__all__ = ["WORDS_PER_MINUTE", "extent", "minutes", "of_answers", "of_words"]

WORDS_PER_MINUTE: Final = 238


def of_answers(count: int) -> str:
    """Return how many answers there are."""
    return _("1 answer") if count == 1 else _("%d answers") % count


def of_words(count: int) -> str:
    """Return how many words there are."""
    return _("1 word") if count == 1 else _("%d words") % count


def minutes(words: int) -> str:
    """Return how long it takes to read *words*, in whole minutes, and at least one."""
    return _("%d min") % max(1, round(words / WORDS_PER_MINUTE))


def extent(answers: Sequence[Answer]) -> str:
    """Return how many *answers* there are, and how long it takes to read them."""
    words = sum(answer.words for answer in answers)
    return f"{of_answers(len(answers))}, {minutes(words)}" if answers else of_answers(0)
