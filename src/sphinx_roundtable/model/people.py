"""Those who speak, and where the text introduces them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Introduction", "Kind", "Person", "Portrait"]

#: What a voice may be.
Kind = Literal["person", "organisation", "project"]


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where a source tells who a person is."""

    key: str  #: marks the nodes of the biography in the doctree
    source: str
    anchor: str  #: id of the introduction in the source
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    id: str  #: the slug of the name: file name, anchor and object name
    name: str  #: as the source or the sidecar writes it
    aliases: tuple[str, ...] = ()  #: other names, of the text and the sidecar
    role: str = ""  #: one line on who this is
    links: tuple[tuple[str, str], ...] = ()  #: (label, URL), from the sidecar
    kind: Kind = "person"
    asks: bool = False  #: an interviewer: the person's turns are questions, and there is no page
    introductions: tuple[Introduction, ...] = ()

    @property
    def line(self) -> int:
        """Return where the text first introduces the person, or 0 where it does not."""
        return self.introductions[0].line if self.introductions else 0


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture that shows a person."""

    path: str  #: from the source folder, with slashes
    digest: str  #: of its bytes: what shows it is written again when they change
