"""What is talked about, and where it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Mention", "Said", "System", "SystemKind"]

#: What a system may be.
SystemKind = Literal[
    "site",
    "product",
    "framework",
    "database",
    "server",
    "tool",
    "language",
    "service",
    "company",
]


@dataclass(frozen=True, slots=True)
class System:
    """A product, site or tool that is talked about, as the sidecar describes it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()  #: other spellings
    kind: SystemKind | None = None
    url: str = ""  #: its home page
    description: str = ""  #: one line on what it is
    people: tuple[str, ...] = ()  #: ids of those whose work it is


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in an answer or a biography where a system or a person is named.

    A record's text is parted into *blocks*: paragraphs, titles, cells, lines of verse.
    """

    key: str  #: of the answer, or of the introduction
    kind: Literal["system", "person"]  #: of what is named
    target: str  #: id of the system or the person
    by: str  #: id of the person who says it, or who is introduced
    block: int  #: number of the block in the record, from 0
    start: int  #: first character in the text of the block
    end: int  #: the character after the last
    before: str  #: what stands before it in its sentence, on one line
    words: str  #: as it is written there, on one line
    after: str  #: what stands after it in its sentence, on one line
    line: int = 0


class Said(NamedTuple):
    """A record in which names are looked for."""

    key: str  #: of an answer, or of an introduction
    by: str  #: id of the person who says it, or who is introduced
