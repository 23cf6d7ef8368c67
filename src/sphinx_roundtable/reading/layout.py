"""Where people come first: whose words a whole section, or a whole file, is.

    Rust                        Ann Lee
    ====                        =======

    Decisions                   Decisions
    ---------                   ---------

Sections whose sub-sections recur are people, or else topics with a section for
each person: the titles tell which, and where somebody lists the people, that
decides.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .looks import SURE
from .names import heading_name
from .structure import Voice, count_words, divide, title_of
from .topics import topic_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .casts.head import Head
    from .known import Known
    from .structure import Turn

__all__ = ["Layout", "is_notes", "layout_of"]

#: A title recurs if it stands below so many people.
OFTEN = 2


class Layout(NamedTuple):
    """Which sections are people's. Without any, the topics come first."""

    voices: Sequence[Voice] = ()

    @property
    def by_section(self) -> Mapping[int, Voice]:
        """Map the identities of sections to their voices."""
        return {id(voice.section): voice for voice in self.voices}


def layout_of(  # noqa: PLR0913 -- each of these may decide
    document: nodes.document,
    head: Head,
    known: Known,
    *,
    turns: Sequence[Turn],
    whole: bool,
    form: str,
) -> Layout:
    """Return which sections of *document* are people's.

    :param known: who is named somewhere
    :param turns: those that the best form of marking turns finds
    :param whole: the document is one of several sources, and may be one person's
    :param form: the form of the source, where the author says it
    """
    if form not in {"auto", "people"}:
        return Layout()
    forced = form == "people"
    found = list(_voices(document, known))
    sections = {voice.section for voice in found}
    # That a title below one of them is no name, is decided.
    turns = [
        turn
        for turn in turns
        if not (isinstance(turn.place, nodes.title) and turn.place.parent.parent in sections)
    ]
    words = _said(turns)
    if any(_is_named(voice.name, known) for voice in found):
        # Names that somebody lists go before words that only look like names.
        words = _said([turn for turn in turns if _is_named(turn.name, known)])
    if len(found) == 1 and words and not known.listed.find(found[0].name):
        found = []  # where others speak, too, one heading may be like a word in a list by chance
    if found and (forced or 2 * words < sum(count_words(voice.section) for voice in found)):
        return Layout(found)
    # A head says whose words these are; a title may say so where no mark says it.
    said = 2 * words < count_words(document) if head.name else (whole or forced) and not words
    voice = _whole(document, head, known) if said else None
    return Layout([voice] if voice else [])


def is_notes(section: nodes.Element) -> bool:
    """Return whether *section* holds nothing but footnotes: it is no topic."""
    flow, below = divide(section)
    return bool(flow) and not below and all(_is_note(node) for node in flow)


def _is_note(node: nodes.Element) -> bool:
    return isinstance(node, (nodes.footnote, nodes.citation))


def _said(turns: Sequence[Turn]) -> int:
    return sum(count_words(node) for turn in turns for node in turn.body)


def _voices(document: nodes.document, known: Known) -> Iterator[Voice]:
    for parent in (document, *document.findall(nodes.section)):
        below = {section: _titles(section) for section in divide(parent).sections}
        named = [section for section in below if _is_named(title_of(section), known)]
        keys = {section: {*map(topic_key, titles)} for section, titles in below.items()}
        topics = Counter(key for found in keys.values() for key in found)
        shared = {topic for topic, count in topics.items() if count >= OFTEN}
        voices = [section for section, found in keys.items() if not shared.isdisjoint(found)]
        if named:
            voices = [
                section
                for section in below
                if section in named or (section in voices and _looks_like_name(section, known))
            ]
            yield from (_voice(section) for section in voices if below[section])
        elif len(voices) > 1 and _are_people(voices, shared, known):
            yield from map(_voice, voices)


def _looks_like_name(section: nodes.section, known: Known) -> bool:
    return known.words.likeness(heading_name(title_of(section))[0]) >= SURE


def _is_named(title: str, known: Known) -> bool:
    """Return whether *title* is the name of somebody who is listed, or may be."""
    names = (title, heading_name(title)[0])
    return any(map(known.listed.find, names)) or any(
        known.maybe.find(name) and known.words.likeness(name) >= SURE for name in names
    )


def _are_people(voices: Sequence[nodes.section], shared: set[str], known: Known) -> bool:
    """Return whether the outer titles look as much like names as those that recur below."""
    inner = {
        topic_key(title): title
        for section in voices
        for title in _titles(section)
        if topic_key(title) in shared
    }
    if sum(_is_named(title, known) for title in inner.values()) > 1:
        return False
    outer = [heading_name(title_of(section))[0] for section in voices]
    return _mean(outer, known) >= _mean(list(inner.values()), known)


def _mean(titles: Sequence[str], known: Known) -> float:
    return sum(map(known.words.likeness, titles)) / len(titles)


def _titles(section: nodes.Element) -> Sequence[str]:
    return [title_of(below) for below in divide(section).sections if not is_notes(below)]


def _voice(section: nodes.Element) -> Voice:
    name, note = heading_name(title_of(section))
    return Voice(name, note, section)


def _whole(document: nodes.document, head: Head, known: Known) -> Voice | None:
    """Return the voice of a document that is one person's, by its head or its title."""
    flow, below = divide(document)
    # A heading over all of it is the title, not a topic.
    top = below[0] if len(below) == 1 and not flow and divide(below[0]).sections else document
    if head.name:
        return Voice(head.name, head.role, top)
    if not below:
        return None
    voice = _voice(below[0])
    # The name may stand over all of it, or over the first of several sections.
    sure = SURE if top is not document else 1
    whole = top is not document or len(below) > 1
    named = whole and known.words.likeness(voice.name) >= sure
    return voice._replace(section=top) if named else None
