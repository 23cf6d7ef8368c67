"""One conversation, made up, as the files of several sites that show the same pages.

``ours``
    A file for each interview, or one for all of them, and a sidecar. The extension makes the pages.
``floor``
    Plain Sphinx: each page is a file, with the text split by hand. No page lists all others in a
    toctree, so that navigation costs nothing. No site with these pages can be cheaper by much.
``usual``
    The same files, listed by ordinary toctrees.
``hugo``
    The same pages for another program: what they cost without Sphinx.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["LAYOUTS", "PAGE_SIZE", "SITES", "Conversation", "files_of"]

#: The extension's default of ``roundtable_page_size``.
PAGE_SIZE = 50
SITES = ("ours", "floor", "usual", "hugo")
LAYOUTS = ("files", "one")

WORDS = [
    "answer",
    "autumn",
    "basket",
    "bench",
    "book",
    "bread",
    "bridge",
    "candle",
    "chapter",
    "corner",
    "dinner",
    "editor",
    "evening",
    "field",
    "garden",
    "garlic",
    "hammer",
    "harbour",
    "history",
    "island",
    "kitchen",
    "ladder",
    "letter",
    "market",
    "morning",
    "neighbour",
    "number",
    "orchard",
    "paper",
    "river",
    "season",
    "sentence",
    "spade",
    "station",
    "story",
    "table",
    "timber",
    "village",
    "weather",
    "window",
    "winter",
    "about",
    "after",
    "again",
    "because",
    "before",
    "between",
    "carefully",
    "early",
    "every",
    "later",
    "nearly",
    "often",
    "rarely",
    "slowly",
    "soon",
    "still",
    "together",
    "under",
    "usually",
    "while",
    "with",
    "without",
]
TOPICS = ("Tools", "Weather", "Seeds", "Neighbours", "Winter", "Water", "Soil", "Harvest")
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]

CONF = """\
project = "Benchmark"
html_theme = "{theme}"
html_copy_source = False
html_show_sourcelink = False
"""
SIDECAR = 'title = "Interviews"\nprefix = ""\nsources = ["interviews/*"]\n'
HUGO = 'title = "Benchmark"\nbaseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
ORPHAN = ":orphan:\n\nSources\n=======\n"
OURS = (
    'extensions = ["sphinx_roundtable"]\nroundtables = ["{name}"]\n'
    # Data files are an edition of their own, as the PDF is.
    "roundtable_data = []\n"
)


@dataclass(frozen=True)
class Conversation:
    """*size* people answer the same topics, in *paragraphs* each."""

    size: int
    topics: int = 5
    paragraphs: int = 2

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Map ids to names, in the order of the text; no two names are the same."""
        names = [
            f"{_word(number)} {_word(number * 31 + number // 4900)}n" for number in range(self.size)
        ]
        return {name.lower().replace(" ", "-"): name for name in names}

    @property
    def titles(self) -> Sequence[str]:
        """The titles of the topics."""
        return [
            TOPICS[number] if number < len(TOPICS) else f"{TOPICS[number % len(TOPICS)]} {number}"
            for number in range(self.topics)
        ]

    def answer(self, person: str, topic: str) -> Sequence[str]:
        """Return what *person*, an id, says on a topic, by paragraph; always the same."""
        dice = random.Random(f"{person} {topic}")
        return [
            f"{_prose(dice, 25)} *{_prose(dice, 3)}* {_prose(dice, 20)}"
            for _ in range(self.paragraphs)
        ]

    def biography(self, person: str) -> str:
        """Return who *person*, an id, is."""
        return f"{self.people[person]} tends a garden. {_prose(random.Random(person), 15)}"


def _word(number: int) -> str:
    return (SYLLABLES[number % 70] + SYLLABLES[number // 70 % 70]).capitalize()


def _prose(dice: random.Random, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length)).capitalize() + "."


def files_of(
    talk: Conversation, site: str, *, layout: str = "files", theme: str = "furo", edited: str = ""
) -> dict[str, str]:
    """Return the files of a *site* by their paths.

    :param layout: ``files`` for one for each interview, or ``one`` for all of them
    :param edited: id of somebody whose first answer has another word
    """
    files = dict(_hugo(talk, layout) if site == "hugo" else _sphinx(talk, site, layout, theme))
    if edited:
        said = talk.answer(edited, talk.titles[0])[0]
        files = {path: text.replace(said, f"Edited. {said}") for path, text in files.items()}
    return files


def _sphinx(talk: Conversation, site: str, layout: str, theme: str) -> Iterator[tuple[str, str]]:
    name = "interviews" if layout == "files" else "panel"
    yield "conf.py", CONF.format(theme=theme) + (OURS.format(name=name) if site == "ours" else "")
    written = dict(_as_written(talk, layout, ours=site == "ours"))
    yield from ((f"{docname}.rst", text) for docname, text in written.items())
    if site == "ours":
        if layout == "files":
            yield (
                "interviews.toml",
                'title = "Interviews"\nprefix = ""\nsources = ["interviews/*"]\n',
            )
        listed = ["sources" if layout == "files" else "panel", "topics/index", "people/index"]
        yield "index.rst", "Start\n=====\n\n" + _toctree(listed)
        yield (
            "sources.rst",
            ("Sources\n=======\n\n" + _toctree(written) if layout == "files" else ORPHAN),
        )
        return
    pages = dict(_pages(talk))
    usual = site == "usual"
    for docname, text in pages.items():
        yield f"{docname}.rst", text if usual else f":orphan:\n\n{text}"
    yield "sources.rst", ORPHAN
    index = "Start\n=====\n\n"
    if usual:
        index += _toctree([*written, *pages])
    yield "index.rst", index


def _toctree(docnames: Iterable[str]) -> str:
    entries = "".join(f"   {docname}\n" for docname in docnames)
    return f".. toctree::\n   :hidden:\n\n{entries}\n"


def _as_written(talk: Conversation, layout: str, *, ours: bool) -> Iterator[tuple[str, str]]:
    """Yield the text as its author has it: documents by name."""
    if layout == "files":
        for person, name in talk.people.items():
            head = f":name: {name}\n\n" if ours else ":orphan:\n\n"
            yield f"interviews/{person}", head + _interview(talk, person)
        return
    cast = "".join(f"* *{name}* tends a garden.\n" for name in talk.people.values())
    parts = [_heading("Panel", "="), cast]
    for title in talk.titles:
        parts.append(_heading(title, "-"))
        for person, name in talk.people.items():
            said = "\n\n".join(f"    {paragraph}" for paragraph in talk.answer(person, title))
            parts.append(f"*{name}*:\n\n{said}\n")
    yield "panel", ("" if ours else ":orphan:\n\n") + "\n".join(parts)


def _heading(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}\n"


def _interview(talk: Conversation, person: str) -> str:
    parts = [_heading(talk.people[person], "="), talk.biography(person) + "\n"]
    for title in talk.titles:
        parts += [_heading(title, "-"), "\n\n".join(talk.answer(person, title)) + "\n"]
    return "\n".join(parts)


def _pages(talk: Conversation) -> Iterator[tuple[str, str]]:
    """Yield the pages that the extension makes, as their author would write them."""
    yield "topics/index", _heading("Topics", "=")
    people = list(talk.people)
    for title in talk.titles:
        for number, start in enumerate(range(0, len(people), PAGE_SIZE), start=1):
            parts = [_heading(title if number == 1 else f"{title} ({number})", "=")]
            for person in people[start : start + PAGE_SIZE]:
                said = "\n\n".join(talk.answer(person, title))
                parts += [_heading(talk.people[person], "-"), said, ""]
            slug = title.lower().replace(" ", "-")
            yield f"topics/{slug}" + (f"/{number}" if number > 1 else ""), "\n".join(parts)
    yield "people/index", _heading("People", "=")
    letters: dict[str, list[str]] = defaultdict(list)
    for person in sorted(people):
        letters[person[0]].append(person)
    for letter, members in letters.items() if len(people) > PAGE_SIZE else ():
        names = "".join(f"* {talk.people[person]}\n" for person in members)
        yield f"people/index/{letter}", _heading(f"People: {letter.upper()}", "=") + "\n" + names
    for person in people:
        yield f"people/{person}", _interview(talk, person)


def _hugo(talk: Conversation, layout: str) -> Iterator[tuple[str, str]]:
    yield (
        "hugo.toml",
        'title = "Benchmark"\nbaseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n',
    )
    page = (
        "<!doctype html><html><head><title>{{ .Title }}</title></head><body>"
        "<h1>{{ .Title }}</h1>{{ .Content }}</body></html>"
    )
    yield "layouts/_default/single.html", page
    yield "layouts/_default/list.html", page
    written = dict(_as_written(talk, layout, ours=False))
    for docname, text in {**written, **dict(_pages(talk))}.items():
        title, _line, *body = text.removeprefix(":orphan:\n\n").split("\n")
        content = "\n".join(body)
        # A line of hyphens below a line makes it a heading in Markdown, too.
        path = f"content/{docname.replace('/index', '/all')}.md"
        yield path, f'+++\ntitle = "{title}"\n+++\n{content}'
