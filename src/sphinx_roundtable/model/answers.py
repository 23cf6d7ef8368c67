"""What was said: answers, questions, and words that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CAST", "END", "Answer", "Aside", "Question"]

#: The place of asides in the section that introduces the people. No slug has a space.
CAST = "the cast"
#: The place of asides that follow the conversation: thanks, notes, a licence.
END = "the end"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said on one topic: the unit of linking, quoting and citing."""

    key: str  #: unique; marks the answer's nodes in the doctree
    person: str  #: id of the person
    topic: str  #: id of the topic
    number: int = 1  #: counts the answers of one person on one topic
    source: str = ""
    anchor: str = ""  #: id of the answer in the source
    words: int = 0
    line: int = 0
    time: str = ""  #: when it was said, as the source writes it
    also: tuple[str, ...] = ()  #: ids of other topics that it is shown on

    @property
    def id(self) -> str:
        """Return the object name: ``ned-batchelder/deployment``, or ``.../deployment-2``."""
        return f"{self.person}/{self.on_person_page}"

    @property
    def on_topic_page(self) -> str:
        """Return the anchor of the answer on its topic's page."""
        return self.person if self.number == 1 else f"{self.person}-{self.number}"

    @property
    def on_person_page(self) -> str:
        """Return the anchor of the answer on its person's page."""
        return self.topic if self.number == 1 else f"{self.topic}-{self.number}"


@dataclass(frozen=True, slots=True)
class Question:
    """What an interviewer asked: it is shown with the answers that follow."""

    key: str
    person: str  #: id of the interviewer
    topic: str  #: id of the topic
    source: str = ""
    anchor: str = ""  #: id of the question in the source
    words: int = 0
    line: int = 0
    time: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that belong to no person."""

    key: str
    place: str = ""  #: id of its topic, ``CAST``, ``END``, or empty for the introduction
    source: str = ""
    line: int = 0
    words: int = 0
