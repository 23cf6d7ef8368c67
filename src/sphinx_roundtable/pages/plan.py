"""Which pages a roundtable has, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Roundtable

__all__ = ["KINDS", "Page", "indexes", "plan"]

Kind = Literal["people", "person", "topics", "topic"]

#: The folders of the pages, which are also the kinds of their indexes.
KINDS: tuple[Literal["topics", "people"], ...] = ("topics", "people")


class Page(NamedTuple):
    """One page to be made: a document that exists only in the build."""

    docname: str
    kind: Kind
    id: str  #: of the person or topic; empty for an index


def indexes(prefix: str) -> Sequence[str]:
    """Return the docnames of the index pages, which are known before anything is read."""
    return [f"{prefix}{kind}/index" for kind in KINDS]


def plan(roundtable: Roundtable) -> Sequence[Page]:
    """Return the pages of *roundtable* in reading order."""
    return [
        Page(roundtable.docname("topics"), "topics", ""),
        *(
            Page(roundtable.docname("topics", topic.id), "topic", topic.id)
            for topic in roundtable.topics
        ),
        Page(roundtable.docname("people"), "people", ""),
        *(
            Page(roundtable.docname("people", person.id), "person", person.id)
            for person in roundtable.people
        ),
    ]
