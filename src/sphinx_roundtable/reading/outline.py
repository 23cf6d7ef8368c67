"""Which parts of a document are topics, before it is read who says what in them."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..model import CAST
from .names import Slugs, fold
from .structure import divide, title_of
from .turns import is_question, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docutils import nodes

    from ..sidecar import TopicHints
    from .marks import Marker
    from .turns import Hearing

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
    hearing: Hearing,
    hints: Mapping[str, TopicHints],
    marker: Marker,
) -> list[Part]:
    """Return the parts of *document* in reading order; the introductions are marked by now."""
    flow, sections = divide(document)
    root = sections[0] if len(sections) == 1 and not flow else document
    walk = _Walk(hearing, marker)
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

    def __init__(self, hearing: Hearing, marker: Marker) -> None:
        self._hearing = hearing
        self._is_opened = marker.is_opened
        self._is_roster = marker.is_roster
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
        return any(
            turn and turn.body and self._hearing.knows(turn.name)
            for _, turn in pieces(flow, self._hearing)
        )

    def group(self, parent: nodes.Element) -> Iterator[Part]:
        """Yield the parts of a section that holds the topics, or is itself the only one."""
        flow, sections = divide(parent)
        if self._speaks(flow):
            yield from self._topic(parent)
            return
        yield from self._introduction(flow)
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
        asked = self._asked(flow)
        if asked and not sections:
            yield from self._introduction(flow[: asked[0]])
            for start, end in pairwise([*asked, len(flow)]):
                yield Part("", flow[start + 1 : end], flow[start], voiced=True)
            return
        voiced = [below for below in sections if id(below) in self._voiced]
        others = [below for below in sections if id(below) not in self._voiced]
        casts = [below for below in others if self._is_opened(below)]
        quiet = [below for below in others if not self._is_opened(below)]
        yield Part("", [*flow, *quiet], section, id(section) in self._voiced)
        for below in casts:
            yield self._cast(below)
        for below in voiced:
            yield from self.group(below)

    def _asked(self, flow: Sequence[nodes.Element]) -> list[int]:
        """Return where *flow* has questions that are topics: somebody speaks right below."""
        if not self._hearing.asks:
            return []
        cut = list(pieces(flow, self._hearing))
        at = accumulate((len(piece.nodes) for piece in cut), initial=0)
        return [
            position
            for position, piece, below in zip(at, cut, cut[1:], strict=False)
            if not piece.turn and below.turn and is_question(piece.nodes[0])
        ]

    def _introduction(self, flow: Sequence[nodes.Element]) -> Iterator[Part]:
        rosters = [node for node in flow if self._is_roster(node)]
        yield Part("", [node for node in flow if not self._is_roster(node)])
        if rosters:
            yield Part(CAST, rosters)

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
