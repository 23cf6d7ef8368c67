"""What a warning may be about, and a place where the text was doubtful."""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["Doubt", "Subtype"]


class Subtype(enum.StrEnum):
    """The subtypes of the warnings of type ``roundtable``.

    The manual's table of warnings is rendered from this class.
    """

    EMPTY = "empty"
    """The source has no text, or nobody says anything in it."""
    NO_CAST = "no_cast"
    """Nobody introduces the people: those who speak are taken for the cast. Nothing but its mark
    tells that one of the names is one."""
    UNKNOWN_PERSON = "unknown_person"
    """A name marks a speaker but is not of the cast. The text is kept as an aside."""
    UNLISTED_PERSON = "unlisted_person"
    """Somebody speaks whom the list of speakers does not name. The person has a page."""
    AMBIGUOUS_NAME = "ambiguous_name"
    """A name fits two people of the cast. The text is attributed to neither: it is an aside."""
    DUPLICATE_PERSON = "duplicate_person"
    """Two people of the cast have one name. Each gets a page; the name alone attributes nothing."""
    SILENT_PERSON = "silent_person"
    """A person of the cast answers nothing. The page shows the biography."""
    EMPTY_ANSWER = "empty_answer"
    """A speaker is named, but no text follows. The name is kept as an aside."""
    CSV = "csv"
    """A CSV transcript is not as it should be. What is no turn in it is kept as an aside."""
    MARKUP = "markup"
    """A directive gives an answer without a name, or with an unknown option. The words are kept."""
    MISPLACED = "misplaced"
    """A directive gives an answer inside of a list, a table or another answer. It is kept there."""
    TOPIC_DRIFT = "topic_drift"
    """Two topics have titles that are close but not equal, and nobody answers both. The sidecar can
    say that they are one."""
    UNANSWERED = "unanswered"
    """A topic that nobody answers: a section beside the topics, with no answer in it."""
    SIDECAR = "sidecar"
    """The sidecar names a person, a topic or a system that the text does not have."""
    OCCUPIED = "occupied"
    """A document of the author stands at a page's address. The document is kept."""
    LISTING = "listing"
    """A directive asks for something that does not exist, does not say which roundtable is meant,
    or finds nothing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place where the text was not, or not surely, understood."""

    subtype: Subtype
    message: str
    line: int = 0
    file: str = ""  #: where the text is from another file, that the source includes
    source: str = ""  #: docname, where the doubt is about several sources
