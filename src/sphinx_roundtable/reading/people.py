"""The cast: who is introduced, who speaks, and what the sidecar adds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..model import Doubt, Introduction, Person, Subtype
from .casts import introduced, roster
from .completing import added, completed, duplicates, missing
from .forms import entries, explicit
from .looks import may_be_name
from .names import Cast, family_name, fold, is_handle, short_forms
from .person_ids import PersonIds, speaking
from .structure import NAME, line_of, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..model import Kind
    from ..sidecar import Sidecar
    from .casts.head import Head
    from .casts.introduced import Introduced
    from .hearing import Hearing
    from .layout import Layout
    from .looks import Vocabulary
    from .marks import Marker
    from .structure import Voice

__all__ = ["Signs", "gather", "maybe", "named", "present"]

#: How much a name that speaks often must look like one, for its sake to raise no doubt.
LIKELY = 0.5
#: How people speak of themselves.
_SELF = re.compile(r"\b(?:I|I'm|I've|my|me)\b")
#: One such word among so many others, and it is a person who speaks.
_PERSONAL = 200


class _Heard(NamedTuple):
    """One name that marks a speaker."""

    name: str
    note: str
    place: nodes.Element
    sure: bool  #: it is no slip of the pen: the author says that somebody speaks


class Signs(NamedTuple):
    """What tells who speaks in a document."""

    head: Head
    layout: Layout
    hearing: Hearing
    words: Vocabulary


def gather(
    document: nodes.document, source: str, sidecar: Sidecar, marker: Marker, signs: Signs
) -> tuple[list[Person], list[Doubt]]:
    """Return the cast in the order of its pages, with what is doubtful; mark the introductions.

    The cast are those who are introduced, or else those who speak, and whom the
    sidecar adds by name.
    """
    head, layout, hearing, _ = signs
    turns = [
        turn
        for turn in hearing.turns(document)
        if turn.body and (explicit.is_explicit(turn) or may_be_name(turn.name))
    ]
    heard = [_Heard(voice.name, voice.note, voice.section, sure=True) for voice in layout.voices]
    heard += [_Heard(t.name, t.note, t.place, explicit.is_explicit(t)) for t in turns]
    gathering = _Gathering(source, sidecar, marker, heard, signs.words)
    said = [voice.section for voice in layout.voices]
    said += [node for turn in turns for node in turn.body]
    said += [node for turn in turns if (node := entries.around(turn.place)) is not None]
    for node in document.findall(nodes.container):
        if explicit.CAST in node:
            marker.set_aside(node)
    gathering.listed(document, hearing, head, said)
    gathering.voiced(layout.voices, head)
    return gathering.finish()


def named(head: Head, sidecar: Sidecar) -> list[Person]:
    """Return whom the head of a document or the sidecar names: enough to know their marks."""
    people = [Person("", name) for name in (*head.speakers, head.name, *sidecar.cast)]
    people += [Person(id, hint.name, hint.aliases) for id, hint in sidecar.people.items()]
    return [person for person in people if person.name or person.aliases]


def maybe(document: nodes.document) -> list[Person]:
    """Return whom something in *document* names that looks like a list of people."""
    people = [Person("", entry.name, entry.aliases) for entry in roster.candidates(document)]
    return [*people, *(Person("", one.name) for one in introduced.candidates(document))]


def present(document: nodes.document) -> list[Person]:
    """Return who is listed in *document* as being there."""
    return [Person("", entry.name, entry.aliases) for entry in roster.attending(document)]


class _Gathering:
    """The cast of one document, as it is put together."""

    def __init__(
        self,
        source: str,
        sidecar: Sidecar,
        marker: Marker,
        heard: Sequence[_Heard],
        words: Vocabulary,
    ) -> None:
        self.source = source
        self.sidecar = sidecar
        self.marker = marker
        self.heard = heard
        self.words = words
        self.ids = PersonIds(sidecar.people)
        self.people: list[Person] = []
        self.doubts: list[Doubt] = []
        #: Names that mark speakers, by how they are compared; short forms that the text explains.
        self.speakers: dict[str, str] = {}
        self.handles: dict[str, str] = {}
        #: How often each of those names marks one.
        self.counts = Counter(fold(speaker.name) for speaker in heard)
        #: What stands beside names, and whether that is a short form.
        self.notes: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for name, note, *_ in heard:
            folded = fold(name)
            self.speakers.setdefault(folded, name)
            if note:
                handle = is_handle(note, name)
                self.notes[folded].append((note, handle))
                if handle:
                    self.handles[fold(note)] = folded

    def listed(
        self,
        document: nodes.document,
        hearing: Hearing,
        head: Head,
        said: Collection[nodes.Element],
    ) -> None:
        """Take those whom the sidecar or the text lists, or else those who speak."""
        introductions = introduced.find(document, self._speaks if self.heard else None, said)
        names = [roster.Entry(name, "", None) for name in self.sidecar.cast or head.speakers]
        entries = names or roster.find(document, hearing, self.speakers.keys())
        if self.sidecar.cast:
            self.people = [Person(self.ids.give(name), name) for name in self.sidecar.cast]
            self._introduce(introductions, closed=True)
        elif introductions:
            self._introduce(introductions, closed=False)
            self._add_unlisted([speaker for speaker in self.heard if speaker.sure])
        elif entries:
            for entry in entries:
                person = Person(self.ids.give(entry.name), entry.name, entry.aliases, entry.role)
                self.people.append(person)
                if entry.node is not None:
                    self.marker.set_aside(entry.node)
            self._add_unlisted(self.heard)
        else:
            names_heard = [
                name for folded, name in self.speakers.items() if folded not in self.handles
            ]
            self.people = list(speaking(self.ids, names_heard))
            unnamed = not any(hints.name for hints in self.sidecar.people.values())
            doubtful = [speaker for speaker in self.heard if self._is_doubtful(speaker)]
            if doubtful and self.people and unnamed:
                message = "nobody introduces the people; those who speak are taken for the cast"
                self._doubt(Subtype.NO_CAST, message, doubtful[0].place)

    def voiced(self, voices: Sequence[Voice], head: Head) -> None:
        """Let the sections of people introduce them."""
        cast = Cast(self.people)
        kind = _kind_of(voices)
        for voice in voices:
            found = cast.find(voice.name)
            if len(found) != 1:
                continue
            at = self.people.index(next(one for one in self.people if one.id == found[0].id))
            person = self.people[at]
            anchor = ""
            if isinstance(voice.section, nodes.section):
                anchor = self.marker.anchor_of(voice.section, person.id)
            key = f"voice {self.source} {person.id}"
            if any(place.key == key for place in person.introductions):
                continue
            place = Introduction(key, self.source, anchor, line_of(voice.section))
            role = voice.note if not is_handle(voice.note, voice.name) else ""
            self.people[at] = replace(
                person,
                kind=kind,
                role=person.role or role,
                aliases=(
                    *person.aliases,
                    *(head.aliases if fold(head.name) == fold(person.name) else ()),
                ),
                introductions=(*person.introductions, place),
            )

    def finish(self) -> tuple[list[Person], list[Doubt]]:
        """Return the people with what their marks and the sidecar say, in order."""
        hints = self.sidecar.people
        noted = [self._noted(person) for person in self.people]
        people = [completed(person, hints.get(person.id)) for person in noted]
        people += added(people, hints)
        place = {id: number for number, id in enumerate(self.sidecar.order)}
        people.sort(key=lambda person: place.get(person.id, len(place)))
        return people, [*self.doubts, *missing(people, self.sidecar), *duplicates(people)]

    def _is_doubtful(self, speaker: _Heard) -> bool:
        """Return whether nothing but its mark tells that a name is one: no list, looks or habit."""
        looks = self.words.likeness(speaker.name)
        often = self.counts[fold(speaker.name)] > 1
        return not speaker.sure and looks < 1 and not (looks >= LIKELY and often)

    def _speaks(self, name: str) -> bool:
        names = self.ids.names_of(name)
        short = {short for other in names for short in (*short_forms(other), family_name(other))}
        return not self.speakers.keys().isdisjoint(names | short)

    def _introduce(self, introductions: Sequence[Introduced], *, closed: bool) -> None:
        cast = Cast(self.people)
        for name, item, body, note in introductions:
            known = cast.find(name)
            if closed and len(known) != 1:
                continue
            person = known[0] if closed else Person(self.ids.give(name), name)
            key = f"person {self.source} {person.id}"
            for node in body:
                self.marker.mark(node, key)
            if entries.around(item) is not None:
                item[NAME] = key
                entries.mark_heads(item, key)
            if isinstance(item, nodes.section):
                anchor = self.marker.anchor_of(item, person.id)
            else:
                anchor = self.marker.anchor(item, person.id)
            place = Introduction(key, self.source, anchor, line_of(item))
            handle = is_handle(note, name) if note else False
            person = replace(
                person,
                introductions=(place,),
                role="" if handle else note,
                aliases=(note,) if handle else (),
            )
            if closed:
                self.people[self.people.index(known[0])] = person
            else:
                self.people.append(person)

    def _add_unlisted(self, heard: Iterable[_Heard]) -> None:
        cast = Cast(completed(one, self.sidecar.people.get(one.id)) for one in self.people)
        unlisted = set(self.handles)
        for name, _, place, _ in heard:
            # Close to a name of the list, and it may be a slip of the pen: that stays a doubt.
            own = isinstance(place, nodes.section)
            if fold(name) in unlisted or cast.find(name) or (not own and cast.closest(name)):
                continue
            unlisted.add(fold(name))
            self.people.append(Person(self.ids.give(name), name))
            message = f"{name!r} speaks, but is not in the list of speakers"
            self._doubt(Subtype.UNLISTED_PERSON, message, place)

    def _noted(self, person: Person) -> Person:
        """Return *person* with what stands beside the name where the person speaks."""
        names = dict.fromkeys(fold(name) for name in (person.name, *person.aliases))
        notes = [note for name in names for note in self.notes.get(name, ())]
        handles = tuple(dict.fromkeys(note for note, handle in notes if handle))
        role = next((note for note, handle in notes if not handle), "")
        return replace(person, aliases=person.aliases + handles, role=person.role or role)

    def _doubt(self, subtype: Subtype, message: str, place: nodes.Element) -> None:
        self.doubts.append(Doubt(subtype, message, line_of(place)))


def _kind_of(voices: Sequence[Voice]) -> Kind:
    """Return what those are who have sections of their own.

    People mostly have two names, and say *I*.
    """
    if len(voices) < 2 or any(len(voice.name.split()) > 1 for voice in voices):  # noqa: PLR2004
        return "person"
    text = " ".join(words_of(voice.section) for voice in voices)
    personal = len(_SELF.findall(text)) * _PERSONAL > len(text.split())
    return "person" if personal else "organisation"
