"""Topics that may be one: titles that are close, but not equal.

Over many files, or under many people, the same question is easily worded in
two ways. Each pair of titles can't be compared: only those that share a rare
word are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ..model import Doubt, Subtype
from .names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..model import Answer, Topic

__all__ = ["drift"]

#: How alike two titles must be, as difflib measures it.
CLOSE = 0.75
#: Words are alike if they begin alike: *tool*, *tools*, *tooling*.
STEM = 3
#: By how many of its words, the rarest, a title is looked up.
RAREST = 4
#: How many titles after it, in the order of the alphabet, a title is compared with, ...
WINDOW = 8
#: ... or more, where few share the word: about as many comparisons are made for one word.
COMPARED = 600


class _Titled(NamedTuple):
    topic: Topic
    title: str  #: folded
    numbers: Sequence[str]  #: *Week 1* is not *Week 2*
    people: AbstractSet[str]  #: who answers


def drift(topics: Sequence[Topic], answers: Sequence[Answer]) -> list[Doubt]:
    """Return a doubt for each topic whose title is close to that of one more often answered.

    Where somebody answers both, they are two topics. Meant for conversations in
    which the same topics recur: several sources, or one section for each person.
    """
    people: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        for id in (answer.topic, *answer.also):
            people[id].add(answer.person)
    titled = [
        _Titled(topic, title, re.findall(r"\d+", title), people[topic.id])
        for topic in topics
        if (title := fold(topic.title))
    ]
    closest: dict[int, tuple[float, int]] = {}
    matcher = SequenceMatcher(autojunk=False)
    for second, first in sorted(_pairs(titled)):
        one, other = titled[first], titled[second]
        if one.title == other.title or one.numbers != other.numbers or one.people & other.people:
            continue
        matcher.set_seqs(one.title, other.title)
        if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
            continue
        ratio = matcher.ratio()
        if ratio < CLOSE:
            continue
        rare, often = (first, second) if len(one.people) < len(other.people) else (second, first)
        if ratio > closest.get(rare, (0.0, 0))[0]:
            closest[rare] = ratio, often
    return [
        _doubt(titled[rare].topic, titled[often].topic)
        for rare, (_, often) in sorted(closest.items())
    ]


def _doubt(rare: Topic, often: Topic) -> Doubt:
    message = (
        f"{rare.title!r} is close to {often.title!r}: if they are one topic, name it as an alias"
        " in the sidecar"
    )
    return Doubt(Subtype.TOPIC_DRIFT, message, rare.line, source=rare.source)


def _pairs(titled: Sequence[_Titled]) -> set[tuple[int, int]]:
    """Return which titles may be close: positions, the greater one first."""
    stems = [{word[:STEM] for word in re.findall(r"\w+", entry.title)} for entry in titled]
    counts = Counter(stem for found in stems for stem in found)
    sharing: dict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(stems):
        for stem in sorted(found, key=lambda stem: (counts[stem], stem))[:RAREST]:
            sharing[stem].append(position)
    return {
        (max(pair), min(pair))
        for positions in sharing.values()
        for pair in _neighbours(sorted(positions, key=lambda position: titled[position].title))
    }


def _neighbours(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    window = max(WINDOW, COMPARED // len(positions))
    for number, position in enumerate(positions):
        for other in positions[number + 1 : number + 1 + window]:
            yield position, other
