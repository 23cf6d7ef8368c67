"""What stands before and after an answer, and what was asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .records import Records, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from .answers import Answer, Question

__all__ = ["Neighbours", "Order"]


class Neighbours(NamedTuple):
    """What stands before and after an answer, in one direction."""

    before: Answer | None
    after: Answer | None


class Order(Records):
    """The order in which people speak."""

    @cached_property
    def along_person(self) -> Mapping[str, Neighbours]:
        """Map keys of answers to the answers of the same person around them."""
        return _neighbours(self.answers_of.values())

    @cached_property
    def along_topic(self) -> Mapping[str, Neighbours]:
        """Map keys of answers to the answers on the same topic around them."""
        return _neighbours(grouped((answer.topic, answer) for answer in self.answers).values())

    @cached_property
    def before(self) -> Mapping[str, Answer]:
        """Map keys of answers to what was said just before, where people talk in turns."""
        answers = self.answer
        turns = Counter((answer.topic, answer.source, answer.person) for answer in self.answers)
        in_turns = {(topic, source) for (topic, source, _), count in turns.items() if count > 1}
        return {
            key: answers[above]
            for topic in self.topics
            for above, key in pairwise(topic.items)
            if above in answers
            and key in answers
            and answers[above].source == answers[key].source
            and answers[above].topic == answers[key].topic == topic.id
            and (topic.id, answers[key].source) in in_turns
        }

    @cached_property
    def in_turns(self) -> AbstractSet[str]:
        """Return the ids of the topics on which people talk in turns."""
        return {answer.topic for answer in self.before.values()}

    @cached_property
    def asked(self) -> Mapping[str, Sequence[Question]]:
        """Map keys of answers to what was asked before them.

        That is the questions that no answer is between. They are asked of
        everybody who speaks before the next question, and count once for each.
        """
        answers = self.answer
        found: dict[str, Sequence[Question]] = {}
        for topic in self.topics if self.questions else ():
            open_: list[Question] = []
            heard: set[str] = set()
            for key in topic.items:
                if question := self.question.get(key):
                    if heard:
                        open_, heard = [], set()
                    open_.append(question)
                elif (answer := answers.get(key)) and answer.topic == topic.id:
                    asked = [question for question in open_ if question.source == answer.source]
                    if asked and answer.person not in heard:
                        found[key] = asked
                    heard.add(answer.person)
        return found

    @cached_property
    def asked_first(self) -> Mapping[str, str]:
        """Map keys of questions to those of the first answers after them."""
        first: dict[str, str] = {}
        for key, questions in self.asked.items():
            for question in questions:
                first.setdefault(question.key, key)
        return first

    @cached_property
    def widespread(self) -> AbstractSet[str]:
        """Return the ids of those who speak in several sources."""
        where: dict[str, set[str]] = defaultdict(set)
        for answer in self.answers:
            where[answer.person].add(answer.source)
        return {person for person, sources in where.items() if len(sources) > 1}


def _neighbours(rows: Iterable[Sequence[Answer]]) -> Mapping[str, Neighbours]:
    return {
        answer.key: Neighbours(before, after)
        for row in rows
        for before, answer, after in zip((None, *row[:-1]), row, (*row[1:], None), strict=True)
    }
