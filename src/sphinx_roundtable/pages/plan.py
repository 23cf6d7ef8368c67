"""Which pages a roundtable has, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from ..ids import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Roundtable

__all__ = ["KINDS", "Page", "indexes", "is_crowded", "letter_page", "plan"]

Kind = Literal["people", "letter", "person", "topics", "topic", "compare", "systems", "system"]

#: The folders of the pages, which are also the kinds of their indexes.
KINDS: tuple[Literal["topics", "people", "systems"], ...] = ("topics", "people", "systems")


class Page(NamedTuple):
    """One page to be made: a document that exists only in the build."""

    docname: str
    kind: Kind
    id: str  #: of the person, topic or system, or a letter; empty for an index
    number: int = 1  #: of the pages of a person or topic with many answers, or of many topics


def indexes(prefix: str, *, systems: bool) -> Sequence[str]:
    """Return the docnames of the index pages, which are known before anything is read.

    :param systems: whether the sidecar describes systems
    """
    return [f"{prefix}{kind}/index" for kind in KINDS if systems or kind != "systems"]


def plan(roundtable: Roundtable) -> Sequence[Page]:
    """Return the pages of *roundtable* in reading order."""
    comparison = Page(roundtable.comparison, "compare", "")
    return [
        *_topics(roundtable),
        *_people(roundtable),
        *([comparison] if roundtable.comparable else []),
        *_systems(roundtable),
    ]


def is_crowded(roundtable: Roundtable, pages: Iterable[Page], limit: int) -> bool:
    """Return whether there are more than *limit* sources, and pages of people and topics."""
    parts = [page for page in pages if page.id and page.number == 1 and page.kind != "system"]
    return len(roundtable.sources) + len(parts) > limit


def letter_page(letter: str) -> str:
    """Return the id of the page of those whose ids begin with *letter*, which may be several.

    It stands below the index, where nobody has a page.
    """
    return f"index/{letter}-" if letter in RESERVED else f"index/{letter}"


def _topics(roundtable: Roundtable) -> Iterator[Page]:
    for number, topics in enumerate(roundtable.topic_lists, start=1):
        yield Page(roundtable.docname("topics", number=number), "topics", "", number)
        for topic in topics:
            yield from _numbered(roundtable, "topics", "topic", topic.id)


def _people(roundtable: Roundtable) -> Iterator[Page]:
    yield Page(roundtable.docname("people"), "people", "")
    for letter, people in roundtable.letters.items():
        yield Page(roundtable.docname("people", letter_page(letter)), "letter", letter)
        for person in people:
            yield from _numbered(roundtable, "people", "person", person.id)
    for person in () if roundtable.letters else roundtable.people:
        yield from _numbered(roundtable, "people", "person", person.id)


def _systems(roundtable: Roundtable) -> Iterator[Page]:
    if roundtable.systems:
        yield Page(roundtable.docname("systems"), "systems", "")
    for system in roundtable.systems:
        yield Page(roundtable.docname("systems", system.id), "system", system.id)


def _numbered(
    roundtable: Roundtable, folder: str, kind: Literal["person", "topic"], id: str
) -> Iterator[Page]:
    parts = roundtable.parts(folder, id)
    # Where the author has a document at the first address, there is no page to be continued.
    last = 1 if roundtable.docname(folder, id) in roundtable.authored else len(parts)
    for number in range(1, last + 1):
        yield Page(roundtable.docname(folder, id, number), kind, id, number)
