"""Which answers an excerpt asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .passage import comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from ..model import Answer, Roundtable

__all__ = ["Filter", "FilterError", "found"]


class FilterError(ValueError):
    """A filter that can't be meant; the message says why."""


class Filter(NamedTuple):
    """What is looked for; everything where nothing is said. Of several ids, one must fit."""

    person: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    system: tuple[str, ...] = ()  #: what is named in the answer
    contains: str = ""  #: words of the answer


def found(table: Roundtable, wanted: Filter, text: Callable[[Answer], str]) -> Sequence[Answer]:
    """Return the answers that fit, topic by topic, in reading order.

    :param text: gives the words of an answer; it is asked where they matter only
    :raises FilterError: where there is no such person, topic or system
    """
    _check("nobody is called", wanted.person, table.person)
    _check("no topic is called", wanted.topic, table.topic)
    _check("no system is called", wanted.system, table.system)
    naming = {
        mention.key for id in wanted.system for mention in table.mentions_of.get(("system", id), ())
    }
    sought = comparable(wanted.contains)
    return [
        answer
        for topic in table.topics
        for answer in table.answers_on.get(topic.id, ())
        if answer.topic == topic.id
        and (not wanted.person or answer.person in wanted.person)
        and (not wanted.topic or not {answer.topic, *answer.also}.isdisjoint(wanted.topic))
        and (not wanted.system or answer.key in naming)
        and (not sought or sought in comparable(text(answer)))
    ]


def _check(what: str, ids: Sequence[str], known: Container[str]) -> None:
    for id in ids:
        if id not in known:
            raise FilterError(f"{what} {id!r}")
