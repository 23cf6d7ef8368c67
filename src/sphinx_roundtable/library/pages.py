"""Which pages a library has, and what they show: from what its volumes say together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..reading.names import fold
from .shelves import Count, Entry, Page, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .config import Library
    from .merged import Heard, Merged, Part
    from .records import Record, Said, Talk

__all__ = ["pages"]

#: Longest list. A longer index is cut into pages; of a person or a topic, volumes are listed then.
LISTED_AT_MOST = 500


def pages(
    library: Library, records: dict[str, Record], merged: Merged
) -> Iterator[tuple[str, Page]]:
    """Yield all pages of a library, by their docnames, one at a time."""
    yield "index", _start(library, records, merged)
    people = [
        Entry(person.name, f"people/{id}", person.role, _answers(merged.of_person[id]), id)
        for id, person in merged.people.items()
    ]
    topics = [
        Entry(title, f"topics/{id}", "", _answers(merged.of_topic[id]))
        for id, title in merged.topics.items()
    ]
    systems = [
        Entry(name, f"systems/{id}", description, _mentions(merged.of_system[id]))
        for id, (name, description) in merged.systems.items()
    ]
    yield from _index("people", people)
    yield from _index("topics", topics)
    if systems:
        yield from _index("systems", systems)
    for id in merged.people:
        yield f"people/{id}", _person(merged, id)
    for short, id in merged.others.items():
        # Volumes link to a person by the id that they know.
        entry = Entry(merged.people[id].name, f"people/{id}")
        yield f"people/{short}", Page(short, see=entry)
    for id in merged.topics:
        yield f"topics/{id}", _topic(merged, id)
    for id in merged.systems:
        yield f"systems/{id}", _system(merged, id)


def _start(library: Library, records: dict[str, Record], merged: Merged) -> Page:
    sizes = {"people": len(merged.people), "topics": len(merged.topics)}
    if merged.systems:
        sizes["systems"] = len(merged.systems)
    return Page(
        library.title,
        library.text,
        entries=[
            Entry("", f"{kind}/index", "", (Count(kind, size),)) for kind, size in sizes.items()
        ],
        sections=[
            Section(
                "",
                "",
                [
                    Entry(
                        record.title,
                        f"volumes/{name}/index.html",
                        library.volumes[name].text,
                        _size(record),
                        files=tuple(
                            (file.words, f"volumes/{name}/{file.name}") for file in record.editions
                        ),
                    )
                    for name, record in records.items()
                ],
            )
        ],
        children=[f"{kind}/index" for kind in sizes],
    )


def _size(record: Record) -> tuple[Count, ...]:
    return (
        Count("people", sum(len(table.people) for table in record.tables)),
        Count("topics", sum(len(table.topics) for table in record.tables)),
        Count("answers", sum(len(table.answers) for table in record.tables)),
    )


def _index(kind: str, entries: Iterable[Entry]) -> Iterator[tuple[str, Page]]:
    """Yield the index of people or topics by name, cut into pages where it is long."""
    ordered = sorted(entries, key=lambda entry: (fold(entry.title), entry.to))
    parts = [
        ordered[start : start + LISTED_AT_MOST] for start in range(0, len(ordered), LISTED_AT_MOST)
    ]
    if len(parts) < 2:  # noqa: PLR2004 - one page is no part
        yield f"{kind}/index", Page("", entries=ordered)
        return
    titles = [f"{part[0].title} – {part[-1].title}" for part in parts]
    # A slash is in no id, so these addresses are nobody's.
    names = [f"{kind}/by-name/{number}" for number in range(1, len(parts) + 1)]
    links = [
        Entry(title, name, "", (Count(kind, len(part)),))
        for title, name, part in zip(titles, names, parts, strict=True)
    ]
    yield f"{kind}/index", Page("", entries=links)
    for title, name, part in zip(titles, names, parts, strict=True):
        yield name, Page(title, entries=part)


def _person(merged: Merged, id: str) -> Page:
    person, heard = merged.people[id], merged.of_person[id]
    sections = []
    for one in heard:
        entries = [_said(one, said, one.part.titles[said.topic]) for said in one.answers]
        sections.append(Section(one.part.title, one.place, entries))
    page = Page(person.name, person.role, face=id, links=person.links, counts=_answers(heard))
    return _listing(page, sections, map(_answers, ([one] for one in heard)))


def _topic(merged: Merged, id: str) -> Page:
    heard = merged.of_topic[id]
    volumes = Counter(one.part for one in heard)
    sections = []
    for one in heard:
        entries = [
            _said(one, said, one.part.names[said.person], merged.person(one.part, said.person))
            for said in one.answers
        ]
        title = one.part.title
        if volumes[one.part] > 1:  # what is one topic in the library may be several there
            title = f"{title}: {one.title}"
        sections.append(Section(title, one.place, entries))
    page = Page(merged.topics[id], counts=_answers(heard))
    return _listing(page, sections, map(_answers, ([one] for one in heard)))


def _listing(page: Page, sections: list[Section], counts: Iterable[tuple[Count, ...]]) -> Page:
    """Return *page* with all entries; or, where they are too many, with their volumes.

    Each volume has a page of its own with what is said there.

    :param counts: how much each of *sections* has
    """
    if sum(len(section.entries) for section in sections) <= LISTED_AT_MOST:
        return replace(page, sections=sections)
    entries = [
        Entry(section.title, section.to, "", count)
        for section, count in zip(sections, counts, strict=True)
    ]
    return replace(page, entries=entries)


def _said(heard: Heard, said: Said, title: str, face: str = "") -> Entry:
    """Return a link to an answer."""
    return Entry(title, heard.part.to(said.place), "", (Count("words", said.words),), face)


def _system(merged: Merged, id: str) -> Page:
    name, description = merged.systems[id]
    talks = merged.of_system[id]
    sections = []
    for part, talk in talks:
        entries = [
            Entry(
                part.names[named.person],
                part.to(named.place),
                part.titles.get(named.topic, ""),
                (Count("mentions", named.times),),
                merged.person(part, named.person),
            )
            for named in talk.named
        ]
        sections.append(Section(part.title, part.to(talk.place), entries))
    page = Page(name, description, counts=_mentions(talks))
    return _listing(page, sections, map(_mentions, ([talk] for talk in talks)))


def _mentions(talks: Sequence[tuple[Part, Talk]]) -> tuple[Count, ...]:
    mentions = Count("mentions", sum(named.times for _, talk in talks for named in talk.named))
    volumes = len({part.volume for part, _ in talks})
    return (mentions, Count("volumes", volumes)) if volumes > 1 else (mentions,)


def _answers(heard: Sequence[Heard]) -> tuple[Count, ...]:
    answers = Count("answers", sum(len(one.answers) for one in heard))
    volumes = len({one.part.volume for one in heard})
    return (answers, Count("volumes", volumes)) if volumes > 1 else (answers,)
