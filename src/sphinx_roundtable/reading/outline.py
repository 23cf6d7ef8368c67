"""Which parts of a document are topics, before it is read who says what in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import CAST
from .names import Slugs, fold
from .structure import divide, title_of
from .turns import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from docutils import nodes

    from ..sidecar import TopicHints
    from .marks import Marker

__all__ = ["Part", "outline"]


class Part(NamedTuple):
    """A stretch of the document whose body nodes belong together."""

    place: str  #: id of the topic, ``CAST``, or empty for the introduction
    flow: Sequence[nodes.Element]
    section: nodes.Element | None = None  #: of the topic or the cast: a section, or the document
    voiced: bool = False  #: somebody speaks in it


def outline(
    document: nodes.document,
    source: str,
    is_speaker: Callable[[str], bool],
    hints: Mapping[str, TopicHints],
    marker: Marker,
) -> list[Part]:
    """Return the parts of *document* in reading order; the introductions are marked by now."""
    flow, sections = divide(document)
    root = sections[0] if len(sections) == 1 and not flow else document
    walk = _Walk(is_speaker, marker)
    walk.find_voiced(root)
    ids = _TopicIds(hints)
    return [
        part._replace(place=ids.give(title_of(part.section) or source))
        if part.section is not None and part.place != CAST
        else part
        for part in walk.group(root)
    ]


class _Walk:
    """Yields the parts; topics get their place later."""

    def __init__(self, is_speaker: Callable[[str], bool], marker: Marker) -> None:
        self._is_speaker = is_speaker
        self._is_opened = marker.is_opened
        #: Sections in which somebody speaks, at any depth, by the identity of the node.
        self._voiced: set[int] = set()

    def find_voiced(self, parent: nodes.Element) -> bool:
        """Return whether somebody speaks in *parent*, and note it for each section below."""
        flow, sections = divide(parent)
        # A list, not a generator: every section is to be looked at.
        below = [self.find_voiced(section) for section in sections]
        if any(below) or self._speaks(flow):
            self._voiced.add(id(parent))
        return id(parent) in self._voiced

    def _speaks(self, flow: Sequence[nodes.Element]) -> bool:
        return any(turn and turn.body and self._is_speaker(turn.name) for _, turn in pieces(flow))

    def group(self, parent: nodes.Element) -> Iterator[Part]:
        """Yield the parts of a section that holds the topics, or is itself the only one."""
        flow, sections = divide(parent)
        if self._speaks(flow):
            yield from self._topic(parent)
            return
        yield Part("", flow)
        answered = any(id(section) in self._voiced for section in sections)
        for section in sections:
            if id(section) in self._voiced:
                yield from self.group(section)
            elif self._is_opened(section):
                yield self._cast(section)
            elif answered:
                yield from self._topic(section)
            else:
                yield Part("", [section])

    def _topic(self, section: nodes.Element) -> Iterator[Part]:
        flow, sections = divide(section)
        voiced = [below for below in sections if id(below) in self._voiced]
        others = [below for below in sections if id(below) not in self._voiced]
        casts = [below for below in others if self._is_opened(below)]
        quiet = [below for below in others if not self._is_opened(below)]
        yield Part("", [*flow, *quiet], section, id(section) in self._voiced)
        for below in casts:
            yield self._cast(below)
        for below in voiced:
            yield from self.group(below)

    def _cast(self, section: nodes.section) -> Part:
        return Part(CAST, list(self._within_cast(section)), section)

    def _within_cast(self, section: nodes.section) -> Iterator[nodes.Element]:
        flow, sections = divide(section)
        yield from flow
        for below in sections:
            if self._is_opened(below):
                yield from self._within_cast(below)
            else:
                yield below


class _TopicIds:
    """Gives ids from titles, or the sidecar's to the titles that it knows."""

    def __init__(self, hints: Mapping[str, TopicHints]) -> None:
        self._slugs = Slugs("topic")
        self._known = {fold(alias): id for id, hint in hints.items() for alias in hint.aliases}
        #: Topics that may have several titles, and so several sections.
        self._joined = {id for id, hint in hints.items() if hint.aliases}

    def give(self, title: str) -> str:
        """Return the id of the topic called *title*: a new one, unless the sidecar joins it."""
        id = self._known.get(fold(title))
        if id is None and (slug := self._slugs.of(title)) in self._joined:
            id = slug
        if id is None:
            return self._slugs.give(title)
        self._slugs.claim(id)
        return id
