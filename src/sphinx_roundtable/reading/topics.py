"""Topics: when two titles mean the same one, and which id it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .names import Slugs, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..sidecar import TopicHints

__all__ = ["TopicIds", "topic_key"]

#: Numbers of questions: *3.*, *Q3:*, *Question 3 -*.
_NUMBER = re.compile(r"(?:q|question)?\s*\d+\s*[.):\-\u2013\u2014]\s*")


def topic_key(title: str) -> str:
    """Return what two titles of one topic have in common: no number, case or punctuation."""
    words = re.sub(r"[^\w\s]", " ", _NUMBER.sub("", fold(title), count=1))
    return " ".join(words.split()) or fold(title)


class TopicIds:
    """Gives ids from titles, or the sidecar's to the titles that it knows."""

    def __init__(self, hints: Mapping[str, TopicHints], *, recurring: bool) -> None:
        """Start with none given.

        :param recurring: the same title is the same topic, as it is where people come first
        """
        self._slugs = Slugs("topic")
        self._known = {topic_key(alias): id for id, hint in hints.items() for alias in hint.aliases}
        #: Topics that may have several titles, and so several sections.
        self._joined = {id for id, hint in hints.items() if hint.aliases}
        self._recurring = recurring

    def give(self, title: str, *, recurring: bool = False) -> str:
        """Return the id of the topic called *title*: a new one, unless it is known."""
        key = topic_key(title)
        id = self._known.get(key)
        if id is None and (slug := self._slugs.of(title)) in self._joined:
            id = slug
        if id is None:
            id = self._slugs.give(title)
            if self._recurring or recurring:
                self._known[key] = id
            return id
        self._slugs.claim(id)
        return id
