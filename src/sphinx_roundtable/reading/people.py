"""The cast: who is introduced, who speaks, and what the sidecar adds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ..model import Doubt, Introduction, Person, Subtype
from .casts import introduced, roster
from .forms import entries, explicit
from .looks import may_be_name
from .names import Cast, Slugs, family_name, fold, is_handle, short_forms
from .structure import NAME, line_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ..model import Kind
    from ..sidecar import PersonHints, Sidecar
    from .casts.head import Head
    from .casts.introduced import Introduced
    from .hearing import Hearing
    from .layout import Layout, Voice
    from .looks import Vocabulary
    from .marks import Marker

__all__ = ["Signs", "gather", "maybe", "named", "present"]

#: What a speaker is called who asks, and has no name.
_ASKING = frozenset(
    {"interviewer", "moderator", "host", "facilitator", "questioner", "chair", "q&a host"}
)
#: Last words of names of organisations.
_ORGANISATIONS = frozenset(
    {"association", "committee", "council", "corp", "corporation", "foundation", "gmbh", "group"}
    | {"inc", "institute", "ltd", "llc", "party", "project", "society", "team", "university"}
)
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
        self.ids = _Ids(sidecar.people)
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
            self.people = list(_speaking(self.ids, names_heard))
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
        people = [_completed(person, hints.get(person.id)) for person in noted]
        people += _added(people, hints)
        place = {id: number for number, id in enumerate(self.sidecar.order)}
        people.sort(key=lambda person: place.get(person.id, len(place)))
        return people, [*self.doubts, *_missing(people, self.sidecar), *_duplicates(people)]

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
        cast = Cast(_completed(one, self.sidecar.people.get(one.id)) for one in self.people)
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


class _Ids:
    """Gives ids: the sidecar's to those whom it knows by a name, else one made from the name."""

    def __init__(self, hints: Mapping[str, PersonHints]) -> None:
        self._hints = hints
        self._slugs = Slugs("person")
        self._known: dict[str, str] = {}
        for id, hint in hints.items():
            for name in (hint.name, *hint.aliases):
                if name:
                    self._known.setdefault(fold(name), id)
        self._unmatched = set(hints)

    def known(self, name: str) -> str | None:
        """Return the id in the sidecar of the person called *name*, if there is one."""
        folded, slug = fold(name), self._slugs.of(name)
        if folded not in self._known and slug in self._unmatched:
            # Another name with this slug is another person.
            self._unmatched.remove(slug)
            self._known[folded] = slug
        return self._known.get(folded)

    def names_of(self, name: str) -> set[str]:
        """Return all names, folded, of the person whom the text calls *name*."""
        id = self.known(name)
        others = (self._hints[id].name, *self._hints[id].aliases) if id else ()
        return {fold(other) for other in (name, *others)}

    def give(self, name: str) -> str:
        """Return an id that nobody else has."""
        id = self.known(name)
        return id if id and self._slugs.claim(id) else self._slugs.give(name)

    def main_name(self, id: str, names: Sequence[str]) -> str:
        """Return the one of *names* that the id was made from, or the first."""
        return next((name for name in names if self._slugs.of(name) == id), names[0])


def _speaking(ids: _Ids, names: Sequence[str]) -> Iterator[Person]:
    """Yield those who speak; who does so under several names is one person.

    A short form of two people's names is nobody's.
    """
    cast = Cast(Person("", name) for name in names)
    people: dict[str, list[str]] = {}
    short: list[str] = []
    for name in names:
        fuller = [other.name for other in cast.find_short(name) if fold(other.name) != fold(name)]
        if fuller and not ids.known(name):
            short += [name] if len(fuller) == 1 else []
            continue
        known = ids.known(name)
        people.setdefault(known if known in people else ids.give(name), []).append(name)
    for name in short:
        (fuller_name,) = (
            other.name for other in cast.find_short(name) if fold(other.name) != fold(name)
        )
        next(called for called in people.values() if fuller_name in called).append(name)
    for id, called in people.items():
        main = ids.main_name(id, called)
        yield Person(id, main, tuple(name for name in called if name != main))


def _kind_of(voices: Sequence[Voice]) -> Kind:
    """Return what those are who have sections of their own.

    People mostly have two names, and say *I*.
    """
    if len(voices) < 2 or any(len(voice.name.split()) > 1 for voice in voices):  # noqa: PLR2004
        return "person"
    text = " ".join(voice.section.astext() for voice in voices)
    personal = len(_SELF.findall(text)) * _PERSONAL > len(text.split())
    return "person" if personal else "organisation"


def _completed(person: Person, hint: PersonHints | None) -> Person:
    """Return *person* with what the sidecar says; the name in the text stays an alias."""
    if hint is None:
        last = fold(person.name).split()[-1:]
        kind = "organisation" if _ORGANISATIONS.intersection(last) else person.kind
        return replace(person, kind=kind, asks=_asks(person.name, None))
    name = hint.name or person.name
    aliases = dict.fromkeys((*hint.aliases, person.name, *person.aliases))
    return replace(
        person,
        name=name,
        aliases=tuple(alias for alias in aliases if alias != name),
        role=hint.role or person.role,
        links=tuple(hint.links.items()),
        kind=hint.kind or person.kind,
        asks=_asks(name, hint),
    )


def _asks(name: str, hint: PersonHints | None) -> bool:
    """Return whether the person's turns are questions: by the sidecar, or by the name."""
    if hint and (hint.page or hint.asks is not None):
        return bool(hint.asks) and not hint.page
    return fold(name) in _ASKING


def _added(people: Sequence[Person], hints: Mapping[str, PersonHints]) -> list[Person]:
    """Return the people whom only the sidecar names."""
    known = {person.id for person in people}
    return [
        _completed(Person(id, hint.name, hint.aliases), hint)
        for id, hint in hints.items()
        if hint.name and id not in known
    ]


def _missing(people: Sequence[Person], sidecar: Sidecar) -> list[Doubt]:
    known = {person.id for person in people}
    missing = [
        f"the sidecar's people.{id} is not in the text" for id in sidecar.people if id not in known
    ]
    missing += [
        f"the sidecar's order names {id}, who is not in the text"
        for id in sidecar.order
        if id not in known
    ]
    return [Doubt(Subtype.SIDECAR, message) for message in missing]


def _duplicates(people: Sequence[Person]) -> list[Doubt]:
    last = {fold(person.name): person for person in people}
    return [
        Doubt(
            Subtype.DUPLICATE_PERSON,
            f"{count} people of the cast are called {last[name].name!r}",
            last[name].line,
        )
        for name, count in Counter(fold(person.name) for person in people).items()
        if count > 1
    ]
