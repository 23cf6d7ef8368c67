"""What the people were asked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Topic"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One question or subject that was put to the people."""

    id: str  #: the slug of the title
    title: str
    source: str = ""
    anchor: str = ""  #: id of the section in the source
    retitled: bool = False  #: the title is the sidecar's, not the section's
    items: tuple[str, ...] = ()  #: keys of its answers and asides, in reading order
    line: int = 0
