"""What a source was understood to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answers import Answer, Aside, Question
    from .people import Person
    from .subtypes import Doubt
    from .topics import Topic

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source was understood to say, or several together."""

    source: str  #: empty for several
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: tuple[Question, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    form: str = ""  #: how its speakers are marked: the name of the main form
    #: Paths from the source folder, by key, of records that stand in a file which it includes.
    files: tuple[tuple[str, str], ...] = ()
