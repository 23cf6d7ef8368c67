"""From a doctree to records: who speaks, on what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from ..model import CAST, END, Answer, Aside, Person, Question, Reading, Subtype, Topic
from ..sidecar import Sidecar
from .casts.head import read_head
from .doubting import doubt_at, doubts_of_turns, doubts_of_whole
from .forms.entries import mark_heads
from .forms.spoken import set_apart
from .known import Known
from .layout import layout_of
from .looks import Vocabulary
from .marks import NAME, SECTION, Marker
from .names import Cast, is_name_of
from .numbers import Numbers
from .outline import outline
from .people import Signs, gather, maybe, named, present
from .structure import LEAD, Turn, count_words, divide, has_words, line_of, title_of
from .topics import TopicIds
from .weighing import hearing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .outline import Part
    from .structure import Voice

__all__ = ["recognise"]


def recognise(
    document: nodes.document, source: str, sidecar: Sidecar | None = None, *, several: bool = False
) -> Reading:
    """Return what *document* says, and mark each body node with its record.

    :param document: as the parser made it, before any transform that changes text
    :param source: names the document in the records
    :param sidecar: what the text does not say
    :param several: the document is one of several sources of a roundtable
    """
    return _Recogniser(document, source, sidecar or Sidecar(), several=several).read()


class _Recogniser:
    """One pass over one document."""

    def __init__(
        self, document: nodes.document, source: str, sidecar: Sidecar, *, several: bool
    ) -> None:
        self.document = document
        self.source = source
        self.sidecar = sidecar
        self.marker = Marker(document)
        self.head = head = read_head(document)
        known = Known(
            Cast(named(head, sidecar)),
            Cast(maybe(document)),
            Cast(present(document)),
            Vocabulary(document),
            bool(head.speakers or sidecar.cast),
        )
        hearing = hearing_of(document, known, sidecar.form)
        self.layout = layout_of(
            document,
            head,
            known,
            turns=list(hearing.turns(document)),
            whole=several,
            form=sidecar.form,
        )
        hearing = hearing.without(self.layout.voices)
        hearing.split_interruptions(document)
        self.people, self.doubts = gather(
            document, source, sidecar, self.marker, Signs(head, self.layout, hearing, known.words)
        )
        self.cast = Cast(self.people)
        introduced = {
            introduction.anchor for one in self.people for introduction in one.introductions
        }
        #: Now that the cast is known, those of it are heard.
        self.hearing = hearing.settle(self.cast, introduced)
        self.topic_ids = TopicIds(sidecar.topics, recurring=bool(self.layout.voices))
        self.topics: dict[str, Topic] = {}
        self.answers: list[Answer] = []
        self.questions: list[Question] = []
        self.asides: list[Aside] = []
        self.numbers = Numbers(())

    def read(self) -> Reading:
        self.hearing.split_interruptions(self.document)
        #: As they are heard before names are marked, which are not found any more then.
        turns = list(self.hearing.turns(self.document))
        parts = [
            part._replace(place=self.topic_ids.give(self._title(part)))
            if part.section is not None and part.place != CAST
            else part
            for part in outline(
                self.document, self.hearing, self.layout, self.marker, self.sidecar.level
            )
        ]
        self.numbers = Numbers(
            {*(part.place for part in parts), *(person.id for person in self.people)}
        )
        for part in parts:
            if part.section is None and part.voice:
                self._biography(part.flow, part.voice)
            elif part.section is None or part.place == CAST:
                # Below people's sections, nothing leads to a topic.
                below = self.answers and self.layout.voices and not part.place
                self._aside(part.flow, END if below else part.place)
            else:
                self._topic(part, part.section)
            if isinstance(part.section, (nodes.section, nodes.paragraph)):
                part.section[SECTION] = part.place
        reading = Reading(
            self.source,
            tuple(self.people),
            tuple(self.topics.values()),
            tuple(self.answers),
            tuple(self.questions),
            tuple(self.asides),
            form="people" if self.layout.voices else self.hearing.form,
        )
        # One voice alone can't tell what recurs.
        recurring = len(self.layout.voices) > 1
        whole = doubts_of_whole(self.document, reading, self.sidecar, recurring=recurring)
        doubts = (*self.doubts, *doubts_of_turns(turns, self.cast), *whole)
        return replace(reading, doubts=doubts)

    def _title(self, part: Part) -> str:
        """Return the title of a topic; a whole document may have none, or a person's name."""
        titles = [title_of(part.section)] if part.section is not None else []
        if part.voice and part.section is part.voice.section:
            above = [title_of(section) for section in divide(self.document).sections[:1]]
            titles = [title for title in (*titles, self.head.title, *above) if title]
            titles = [title for title in titles if not is_name_of(title, part.voice.name)]
        return next(filter(None, titles), "") or self.sidecar.title or self.source

    # Topics, answers and asides

    def _topic(self, part: Part, section: nodes.Element) -> None:
        id = part.place
        if id not in self.topics:  # else the title recurs, or the sidecar joins it with this one
            title, hint, anchor = self._title(part), self.sidecar.topics.get(id), ""
            if isinstance(section, (nodes.section, nodes.paragraph)) and not (
                part.voice and section is part.voice.section
            ):
                anchor = section["ids"][0] if section["ids"] else self.marker.anchor(section, id)
            self.topics[id] = Topic(
                id,
                hint.title if hint and hint.title else title,
                self.source,
                anchor,
                retitled=bool(hint and hint.title),
                line=line_of(section),
            )
        tagged = len(self.answers)
        items = [*(self._said_by(part.voice, part) if part.voice else self._items(part.flow, id))]
        self._add(id, items)
        if not part.voiced:
            message = f"nobody answers {self.topics[id].title!r}"
            self.doubts.append(doubt_at(Subtype.UNANSWERED, message, section))
        elif not self.topics[id].items and len(self.answers) > tagged:
            del self.topics[id]  # each turn has named another topic

    def _add(self, topic: str, items: Iterable[str]) -> None:
        self.topics[topic] = replace(self.topics[topic], items=(*self.topics[topic].items, *items))

    def _said_by(self, voice: Voice, part: Part) -> Iterator[str]:
        """Record that *part* is one answer of the person whose section it is in."""
        speakers = self.cast.find(voice.name)
        if len(speakers) == 1 and any(map(has_words, part.flow)):
            turn = Turn(voice.name, [], part.flow, len(part.flow))
            yield from self._answer(turn, speakers[0], part.place, part.section)
        else:
            yield from self._aside(part.flow, part.place)

    def _biography(self, flow: Sequence[nodes.Element], voice: Voice) -> None:
        people = self.cast.find(voice.name)
        keys = [place.key for person in people for place in person.introductions]
        own = [key for key in keys if key.startswith("voice ")]
        if len(own) != 1:
            self._aside(flow, "")
            return
        for node in flow:
            for unmarked in self.marker.unmarked(node):
                self.marker.mark(unmarked, own[0])

    def _items(self, flow: Sequence[nodes.Element], topic: str) -> Iterator[str]:
        """Record what *flow* says on *topic*, and yield the keys in reading order."""
        loose: list[nodes.Element] = []
        for taken, turn in self.hearing.pieces(flow):
            speakers = self.cast.find(turn.name) if turn and turn.body else []
            if turn and len(speakers) == 1:
                yield from self._aside(loose, topic)
                loose = []
                make = self._question if speakers[0].asks else self._answer
                yield from make(turn, speakers[0], topic)
            else:
                loose += taken
        yield from self._aside(loose, topic)

    def _answer(
        self, turn: Turn, person: Person, topic: str, section: nodes.Element | None = None
    ) -> Iterator[str]:
        """Record what *turn* says; yield its key, unless it names other topics than *topic*."""
        topics = [self._tagged(tag, turn) for tag in dict.fromkeys(turn.tags)]
        first, *others = topics or [topic]
        answer = Answer(
            key="",
            person=person.id,
            topic=first,
            number=self.numbers.next(person.id, first),
            source=self.source,
            line=line_of(turn.place),
            time=turn.time,
            also=tuple(others),
        )
        key = f"answer {self.source} {answer.id}"
        self._mark(turn, key)
        wish = f"{person.id}-{answer.on_person_page}"
        anchor = self._anchor(section if section is not None else turn.place, wish)
        words = sum(map(count_words, turn.body))
        self.answers.append(replace(answer, key=key, anchor=anchor, words=words))
        for tag in topics:
            self._add(tag, [key])
        if not topics:
            yield key

    def _question(self, turn: Turn, person: Person, topic: str) -> Iterator[str]:
        """Record what an interviewer says, and yield its key."""
        key = f"question {self.source} {len(self.questions) + 1}"
        self._mark(turn, key)
        self.questions.append(
            Question(
                key,
                person.id,
                topic,
                self.source,
                self._anchor(turn.place, f"{person.id}-{topic}"),
                sum(map(count_words, turn.body)),
                line_of(turn.place),
                turn.time,
            )
        )
        yield key

    def _tagged(self, title: str, turn: Turn) -> str:
        """Return the id of the topic that a turn itself names."""
        id = self.topic_ids.give(title, recurring=True)
        if id not in self.topics:
            hint = self.sidecar.topics.get(id)
            self.topics[id] = Topic(
                id,
                hint.title if hint and hint.title else title,
                self.source,
                retitled=True,
                line=line_of(turn.place),
            )
        return id

    def _mark(self, turn: Turn, key: str) -> None:
        if turn.mark and not turn.label:
            turn.body[0][LEAD] = key
            set_apart(turn)[NAME] = key
        for node in turn.label:
            node[NAME] = key
            mark_heads(node, key)
        for node in turn.body:
            self.marker.mark(node, key)

    def _anchor(self, place: nodes.Element, wish: str) -> str:
        section = place.parent if isinstance(place, nodes.title) else place
        if isinstance(section, nodes.section):
            return self.marker.anchor_of(section, wish)
        return self.marker.anchor(place, wish)

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
        words = sum(map(count_words, loose))
        self.asides.append(Aside(key, place, self.source, line_of(loose[0]), words))
        return [key]
