"""From a doctree to records: who speaks, on what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from ..model import CAST, Answer, Aside, Doubt, Person, Reading, Subtype, Topic
from ..sidecar import Sidecar
from .marks import NAME, SECTION, Marker
from .names import Cast
from .outline import outline
from .people import gather, named
from .spoken import set_apart
from .structure import LEAD, count_words, file_of, line_of, title_of
from .turns import all_turns, hearing_of, may_be_name, pieces, split_interruptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .outline import Part
    from .structure import Turn

__all__ = ["recognise"]


def recognise(document: nodes.document, source: str, sidecar: Sidecar | None = None) -> Reading:
    """Return what *document* says, and mark each body node with its record.

    :param document: as the parser made it, before any transform that changes text
    :param source: names the document in the records
    :param sidecar: what the text does not say
    """
    return _Recogniser(document, source, sidecar or Sidecar()).read()


class _Recogniser:
    """One pass over one document."""

    def __init__(self, document: nodes.document, source: str, sidecar: Sidecar) -> None:
        self.document = document
        self.source = source
        self.sidecar = sidecar
        self.marker = Marker(document)
        hearing = hearing_of(document, Cast(named(document, sidecar)))
        self.people, self.doubts = gather(document, source, sidecar, self.marker, hearing)
        self.cast = Cast(self.people)
        #: Now that the cast is known, those of it are heard.
        self.hearing = hearing._replace(knows=lambda name: len(self.cast.find(name)) == 1)
        self.topics: dict[str, Topic] = {}
        self.answers: list[Answer] = []
        self.asides: list[Aside] = []
        self.spoken: Counter[tuple[str, str]] = Counter()
        #: Ids of people and of topics, which no numbered answer may be taken for.
        self.ids: set[str] = set()

    def read(self) -> Reading:
        split_interruptions(self.document, self.hearing)
        parts = outline(
            self.document,
            self.source,
            self.hearing,
            self.sidecar.topics,
            self.marker,
        )
        self.ids.update(part.place for part in parts)
        self.ids.update(person.id for person in self.people)
        for part in parts:
            if part.section is None or part.place == CAST:
                self._aside(part.flow, part.place)
            else:
                self._topic(part, part.section)
            if isinstance(part.section, (nodes.section, nodes.paragraph)):
                part.section[SECTION] = part.place
        self._doubt_turns()
        self._doubt_whole()
        return Reading(
            self.source,
            tuple(self.people),
            tuple(self.topics.values()),
            tuple(self.answers),
            asides=tuple(self.asides),
            doubts=tuple(self.doubts),
        )

    # Topics, answers and asides

    def _topic(self, part: Part, section: nodes.Element) -> None:
        id = part.place
        items = tuple(self._items(part.flow, id))
        if id in self.topics:  # the sidecar joins this section with an earlier one
            topic = self.topics[id]
            self.topics[id] = replace(topic, items=topic.items + items)
            return
        title, hint, anchor = title_of(section) or self.source, self.sidecar.topics.get(id), ""
        if isinstance(section, (nodes.section, nodes.paragraph)):
            anchor = section["ids"][0] if section["ids"] else self.marker.anchor(section, id)
        if not part.voiced:
            self._doubt(Subtype.UNANSWERED, f"nobody answers {title!r}", section)
        self.topics[id] = Topic(
            id,
            hint.title if hint and hint.title else title,
            self.source,
            anchor,
            retitled=bool(hint and hint.title),
            items=items,
            line=line_of(section),
        )

    def _items(self, flow: Sequence[nodes.Element], topic: str) -> Iterator[str]:
        """Record what *flow* says on *topic*, and yield the keys in reading order."""
        loose: list[nodes.Element] = []
        for taken, turn in pieces(flow, self.hearing):
            speakers = self.cast.find(turn.name) if turn and turn.body else []
            if turn and len(speakers) == 1:
                yield from self._aside(loose, topic)
                loose = []
                yield self._answer(turn, speakers[0], topic)
            else:
                loose += taken
        yield from self._aside(loose, topic)

    def _answer(self, turn: Turn, person: Person, topic: str) -> str:
        label = turn.place
        answer = Answer(
            key="",
            person=person.id,
            topic=topic,
            number=self._number(person.id, topic),
            source=self.source,
            line=line_of(label),
            time=turn.mark.time if turn.mark else "",
        )
        key = f"answer {self.source} {answer.id}"
        if not turn.label:
            turn.body[0][LEAD] = key
        for node in turn.label or [set_apart(turn)]:
            node[NAME] = key
        for node in turn.body:
            self.marker.mark(node, key)
        anchor = self.marker.anchor(label, f"{person.id}-{answer.on_person_page}")
        words = sum(map(count_words, turn.body))
        self.answers.append(replace(answer, key=key, anchor=anchor, words=words))
        return key

    def _number(self, person: str, topic: str) -> int:
        """Return the next number whose anchors are no person's and no topic's id."""
        number = self.spoken[person, topic] + 1
        while number > 1 and not self.ids.isdisjoint({f"{person}-{number}", f"{topic}-{number}"}):
            number += 1
        self.spoken[person, topic] = number
        return number

    def _aside(self, loose: Sequence[nodes.Element], place: str) -> Sequence[str]:
        """Record the nodes as one aside; return its key, or nothing if there is no node."""
        loose = [node for parent in loose for node in self.marker.unmarked(parent)]
        # A transition divides. With nothing before or after it, there is nothing to divide.
        while loose and isinstance(loose[-1], nodes.transition):
            loose.pop()
        while loose and isinstance(loose[0], nodes.transition):
            loose.pop(0)
        if not loose:
            return []
        key = f"aside {self.source} {len(self.asides) + 1}"
        for node in loose:
            self.marker.mark(node, key)
        self.asides.append(Aside(key, place, self.source, line_of(loose[0])))
        return [key]

    # Doubts

    def _doubt(self, subtype: Subtype, message: str, node: nodes.Element | None = None) -> None:
        line, file = (0, "") if node is None else (line_of(node), file_of(node))
        self.doubts.append(Doubt(subtype, message, line, file))

    def _doubt_turns(self) -> None:
        """Note for each turn that is no answer why it is none."""
        for turn in all_turns(self.document, self.hearing):
            name, label, found = turn.name, turn.place, self.cast.find(turn.name)
            if not turn.body:
                if found:
                    message = f"{name!r} is named, but no quote follows"
                    self._doubt(Subtype.EMPTY_ANSWER, message, label)
            elif len(found) > 1:
                message = f"{name!r} may be any of {len(found)} people"
                self._doubt(Subtype.AMBIGUOUS_NAME, message, label)
            elif not found and may_be_name(name):
                close = self.cast.closest(name)
                hint = f"; did you mean {close!r}?" if close else ""
                self._doubt(Subtype.UNKNOWN_PERSON, f"{name!r} is not of the cast{hint}", label)

    def _doubt_whole(self) -> None:
        """Note what can only be said once all is read."""
        if not self.answers:
            self._doubt(Subtype.EMPTY, "nobody is recognised to say anything")
        speaking = {answer.person for answer in self.answers}
        for person in self.people if speaking else ():
            if person.id not in speaking:
                message = f"{person.name!r} answers nothing"
                self.doubts.append(Doubt(Subtype.SILENT_PERSON, message, person.line))
        for id in self.sidecar.topics:
            if id in self.topics:
                continue
            self._doubt(Subtype.SIDECAR, f"the sidecar's topics.{id} is not in the text")
