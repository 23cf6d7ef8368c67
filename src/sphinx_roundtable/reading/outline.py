"""Which parts of a document are topics, before it is read who says what in them."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..model import CAST, END
from .hearing import is_question
from .layout import is_notes
from .looks import frames
from .names import is_name_of
from .structure import body_of, count_words, divide, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .hearing import Hearing
    from .layout import Layout
    from .marks import Marker
    from .structure import Voice

__all__ = ["Part", "outline"]


#: An interview begins with a question, or after so many paragraphs.
EARLY = 2
#: In an interview, at least one of so many paragraphs asks.
OFTEN = 5


class Part(NamedTuple):
    """A stretch of the document whose body nodes belong together."""

    place: str  #: ``CAST``, ``END`` or nothing: topics have a section
    flow: Sequence[nodes.Element]
    section: nodes.Element | None = None  #: of the topic or the cast: a section, or the document
    voiced: bool = False  #: somebody speaks in it
    #: All of it is one person's: an answer, or a biography where there is no section.
    voice: Voice | None = None


def outline(
    document: nodes.document, hearing: Hearing, layout: Layout, marker: Marker, level: int
) -> Iterator[Part]:
    """Yield the parts of *document* in reading order; the introductions are marked by now.

    :param level: of the headings that are topics, 1 right below the title; 0 to find it
    """
    walk = _Walk(hearing, layout, marker)
    flow, sections = divide(document)
    only = len(sections) == 1 and not flow and id(document) not in layout.by_section
    root = sections[0] if only else document
    walk.find_voiced(root)
    if level:
        yield from walk.at_level(root, level)
    else:
        yield from walk.group(root)


class _Walk:
    """Yields the parts; topics get their place later."""

    def __init__(self, hearing: Hearing, layout: Layout, marker: Marker) -> None:
        self._hearing = hearing
        self._voices = layout.by_section
        self._is_opened = marker.is_opened
        self._is_roster = marker.is_roster
        #: Sections in which somebody speaks, at any depth, by the identity of the node.
        self._voiced: set[int] = set()

    def find_voiced(self, parent: nodes.Element) -> bool:
        """Return whether somebody speaks in *parent*, and note it for each section below."""
        flow, sections = self._hearing.divide(parent)
        # A list, not a generator: every section is to be looked at.
        below = [self.find_voiced(section) for section in sections]
        if id(parent) in self._voices or any(below) or self._speaks(flow):
            self._voiced.add(id(parent))
        return id(parent) in self._voiced

    def _speaks(self, flow: Sequence[nodes.Element]) -> bool:
        return any(
            turn and turn.body and self._hearing.knows(turn.name)
            for _, turn in self._hearing.pieces(flow)
        )

    def group(self, parent: nodes.Element) -> Iterator[Part]:
        """Yield the parts of a section that holds the topics, or is itself the only one."""
        if voice := self._voices.get(id(parent)):
            yield from self._of_voice(voice)
            return
        flow, sections = self._hearing.divide(parent)
        if self._speaks(flow):
            yield from self._topic(parent)
            return
        yield from self._introduction(flow)
        answered = not self._voices and any(id(section) in self._voiced for section in sections)
        heard = False
        for section in sections:
            if id(section) in self._voiced:
                heard = True
                yield from self.group(section)
            elif self._is_cast(section):
                yield self._cast(section)
            elif answered and not frames(title_of(section)):
                yield from self._topic(section)
            else:
                yield Part(END if heard and answered else "", [section])

    def at_level(self, parent: nodes.Element, level: int) -> Iterator[Part]:
        """Yield the parts where all sections of one *level* below *parent* are topics."""
        flow, sections = self._hearing.divide(parent)
        if not level:
            yield Part("", list(self._all_of(parent)), parent, id(parent) in self._voiced)
            return
        yield from self._introduction(flow)
        for section in sections:
            if self._is_cast(section) and id(section) not in self._voiced:
                yield self._cast(section)
            else:
                yield from self.at_level(section, level - 1)

    def _all_of(self, parent: nodes.Element) -> Iterator[nodes.Element]:
        flow, sections = self._hearing.divide(parent)
        yield from flow
        for section in sections:
            if id(section) in self._voiced:
                yield from self._all_of(section)
            else:
                yield section

    def _of_voice(self, voice: Voice) -> Iterator[Part]:
        """Yield the biography of a person, and then each topic of the person's."""
        parent = voice.section
        flow, sections = divide(parent)
        own = [section for section in sections if is_name_of(title_of(section), voice.name)]
        topics = [section for section in sections if section not in own and not is_notes(section)]
        asked = [] if topics else _interview(flow)
        if asked:
            yield Part("", flow[: asked[0]], voice=voice)
            for start, end in pairwise([*asked, len(flow)]):
                yield Part("", flow[start + 1 : end], flow[start], voiced=True, voice=voice)
        elif not topics:
            yield Part("", body_of(parent), parent, voiced=True, voice=voice)
        else:
            above = [node for node in body_of(parent) if node not in sections]
            if sum(map(count_words, above)) > sum(map(count_words, topics)):
                # More than a biography: the talk itself, with a few questions below.
                yield Part("", above, parent, voiced=True, voice=voice)
            else:
                yield Part("", above, voice=voice)
            for section in own:
                yield Part("", body_of(section), voice=voice)
            for section in topics:
                yield Part("", body_of(section), section, voiced=True, voice=voice)
        for section in sections:
            if is_notes(section):
                yield Part("", divide(section).flow, voice=voice)

    def _topic(self, section: nodes.Element) -> Iterator[Part]:
        flow, sections = self._hearing.divide(section)
        asked = self._asked(flow)
        if asked and not sections:
            yield from self._introduction(flow[: asked[0]])
            for start, end in pairwise([*asked, len(flow)]):
                yield Part("", flow[start + 1 : end], flow[start], voiced=True)
            return
        voiced = [below for below in sections if id(below) in self._voiced]
        others = [below for below in sections if id(below) not in self._voiced]
        casts = [below for below in others if self._is_cast(below)]
        quiet = [below for below in others if not self._is_cast(below)]
        yield Part("", [*flow, *quiet], section, id(section) in self._voiced)
        for below in casts:
            yield self._cast(below)
        for below in voiced:
            yield from self.group(below)

    def _asked(self, flow: Sequence[nodes.Element]) -> list[int]:
        """Return where *flow* has questions that are topics: somebody speaks right below."""
        if not self._hearing.asks:
            return []
        cut = list(self._hearing.pieces(flow))
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

    def _is_cast(self, section: nodes.section) -> bool:
        """Return whether *section* introduces or lists people."""
        return self._is_opened(section) or any(map(self._is_roster, divide(section).flow))

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


def _interview(flow: Sequence[nodes.Element]) -> list[int]:
    """Return where *flow*, all of it one person's, has questions that are topics.

    They are emphasised, or there are so many that they are not the person's own.
    """
    asked = [at for at, node in enumerate(flow) if is_question(node)]
    marked = [at for at in asked if _is_emphasised(flow[at])]
    if len(marked) > 1:
        return marked
    often = len(asked) > 1 and asked[0] <= EARLY and OFTEN * len(asked) >= len(flow)
    return asked if often else []


def _is_emphasised(node: nodes.Element) -> bool:
    parts = [child for child in node.children if child.astext().strip()]
    return len(parts) == 1 and isinstance(parts[0], (nodes.strong, nodes.emphasis))
