"""Who names what, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from .records import Records, grouped
from .systems import Mention, Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Naming"]


class Naming(Records):
    """The systems and people that are named."""

    @cached_property
    def said_in(self) -> Mapping[str, Sequence[Said]]:
        """Map sources to the records in which names are looked for: those of people with pages."""
        introductions = (
            (place.source, Said(place.key, person.id))
            for person in self.people
            for place in person.introductions
        )
        answers = ((answer.source, Said(answer.key, answer.person)) for answer in self.answers)
        return grouped(chain(introductions, answers))

    @cached_property
    def mentions_of(self) -> Mapping[tuple[str, str], Sequence[Mention]]:
        """Map kinds and ids, such as ``("system", "memcached")``, to the places that name them.

        Biographies come first, then answers in the order of the topics.
        """
        topics = {topic.id: number for number, topic in enumerate(self.topics, start=1)}
        turns = {key: number for topic in self.topics for number, key in enumerate(topic.items)}

        def place(mention: Mention) -> tuple[int, int]:
            answer = self.answer.get(mention.key)
            return (topics[answer.topic], turns[answer.key]) if answer else (0, 0)

        return grouped(
            ((mention.kind, mention.target), mention)
            for mention in sorted(self.mentions, key=place)
        )

    @cached_property
    def mentions_in(self) -> Mapping[str, Sequence[Mention]]:
        """Map keys of answers and introductions to what they name, in the order of their text."""
        return grouped((mention.key, mention) for mention in self.mentions)

    @cached_property
    def systems_in(self) -> Mapping[str, Sequence[str]]:
        """Map keys of answers and introductions to the ids of the systems they name, each once."""
        return {
            key: list(dict.fromkeys(one.target for one in mentions if one.kind == "system"))
            for key, mentions in self.mentions_in.items()
        }

    @cached_property
    def named_by(self) -> Mapping[str, Counter[str]]:
        """Map ids of systems to who names them, and how often."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self.mentions:
            if mention.kind == "system":
                counts[mention.target][mention.by] += 1
        return counts

    @cached_property
    def names_how_often(self) -> Counter[str]:
        """Count how often each person names any system."""
        return Counter(mention.by for mention in self.mentions if mention.kind == "system")
