"""Whether words look like a name: weak evidence, where nobody lists the people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .words import KEYBOARD, fold

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = [
    "LONGEST_NAME",
    "SURE",
    "TITLES",
    "Vocabulary",
    "frames",
    "is_title",
    "likeness",
    "may_be_name",
]

#: The most words of a name: longer, and it is a sentence.
LONGEST_NAME = 6
#: From here on, words look more like a name than not.
SURE = 0.6
#: Words that often stand before a colon, and are nobody's name: above a remark, a quotation, or
#: what minutes tell of a meeting. Their plurals count, too.
NOT_NAMES = frozenset(
    {"abstract", "action", "action item", "agenda", "agenda item", "announcement"}
    | {"answer", "attendees", "authors", "background", "call to action", "category"}
    | {"caution", "comment", "conclusion", "cons", "contact", "danger", "date"}
    | {"decision", "description", "disclaimer", "discussion", "duration", "edit"}
    | {"editor's note", "example", "goals", "hint", "how", "http", "https", "important"}
    | {"keywords", "lead", "link", "location", "mailto", "meeting", "minutes"}
    | {"next steps", "note", "note taker", "note-taker", "notetaker", "notice"}
    | {"objective", "outcome", "participants", "presenters", "pros", "question"}
    | {"reasons", "recording", "references", "regrets", "resolution", "result", "scribe"}
    | {"see also", "session lead", "session topic", "slides", "source", "status"}
    | {"summary", "tags", "time", "tip", "title", "tl;dr", "todo", "topic", "transcript"}
    | {"update", "updated", "url", "venue", "version", "video", "warning", "what", "when"}
    | {"where", "who", "why"}
)
#: Titles before and after names, folded and without a dot.
TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "jr", "sr"})
#: Words within names that have small letters.
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "of"}
    | {"ten", "ter", "the", "van", "von", "y"}
)
#: How English ends words for what is done, and how things are: topics more often than names.
_TOPICAL = re.compile(r"(?:ing|[ts]ion|ions|ment|ments|ness|ities|ity|ance|ence|ics)$")
#: Titles of sections that frame a conversation: where nobody speaks in one, it is no topic.
_FRAME = re.compile(
    r"(?:the )?(?:abstract|acknowledge?ments?|action items?|adoption of .*|(?:meeting )?agenda|"
    r"announcements|appendix|approval of .*|attendance|attendees|background|call to action|"
    r"changelog|clos(?:ing|ure)|colophon|conclusions?|contents|copyright|credits|disclaimer|"
    r"editor'?s note|footnotes|foreword|further reading|intro|introduction|licen[cs]e|links|"
    r"logistics|methodology|next (?:meeting|steps)|notes|opening|outline|outro|participants|"
    r"preamble|preface|prologue|recording|references|resources|roll call|see also|sources|"
    r"summary|table of contents|thanks|timeline|welcome)\b(?:[\s:].*)?"
)
#: A word of a text, but none of an address, a handle or a file name.
_WORD = re.compile(r"(?<![\w@#./:-])[^\W\d_][\w'-]*")


def likeness(name: str) -> float:
    """Return how much *name* looks like one: from 0 to 1, by its words alone."""
    words = [word for word in name.split() if not is_title(word)]
    if not words or len(words) > LONGEST_NAME or re.search(r"[?!;:\"\u201c\u201d]", name):
        return 0
    for number, word in enumerate(words):
        first = word.lstrip("(@")[:1]
        begins = (number and first.isdigit()) or (first.isalpha() and not first.islower())
        if not begins and (not number or word not in _PARTICLES):
            return 0.2
    looks = 0.6 if len(words) == 1 else 1
    odd = any(word[0].isdigit() or _TOPICAL.search(word.casefold()) for word in words)
    return looks / 2 if odd else looks


def may_be_name(name: str) -> bool:
    """Return whether the words before a quotation may be a name, and not *Note* or so.

    Letters stand for question and answer, in any language.
    """
    return not is_label(name) and not (len(name) == 1 and name.isascii())


def is_label(name: str) -> bool:
    """Return whether *name* is a word that often stands before a colon, and nobody's name."""
    folded = fold(name)
    one = folded[:-1] if folded.endswith("s") else folded.replace("(s)", "")
    return not NOT_NAMES.isdisjoint({folded, one})


def is_title(word: str) -> bool:
    """Return whether *word* is a title, as *Dr.* and *Jr.* are."""
    return word.rstrip(".").casefold() in TITLES


def frames(title: str) -> bool:
    """Return whether *title* is one of a section around a conversation, such as *Agenda*."""
    return _FRAME.fullmatch(fold(title)) is not None


class Vocabulary:
    """The words of a text that it writes with small letters, too: they are rarely names."""

    def __init__(self, document: nodes.document) -> None:
        """Take the words of all paragraphs."""
        self._small: AbstractSet[str] = {
            word
            for paragraph in document.findall(nodes.paragraph)
            # The parser repeats titles that recur, in small letters.
            if not isinstance(paragraph.parent, nodes.system_message)
            for word in _WORD.findall(paragraph.astext().translate(KEYBOARD))
            if word.islower()
        }

    def likeness(self, name: str) -> float:
        """Return how much *name* looks like one, in view of the text."""
        looks = likeness(name)
        words = _WORD.findall(name.translate(KEYBOARD))
        common = words and all(word.casefold() in self._small for word in words)
        return looks / 2 if common else looks
