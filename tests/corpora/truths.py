"""What a careful reader says is in each corpus: the truths beside it, as records."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


class _Record(msgspec.Struct, forbid_unknown_fields=True):
    """A table of a truth, in which a misspelled key is an error."""


class Source(_Record):
    """A file of the corpus: its path from this folder, and what it was when it was read."""

    path: str
    sha256: str
    lines: int


class Person(_Record):
    """A voice of the conversation, listed or not."""

    id: str
    name: str
    kind: Literal["person", "organisation"]
    #: How the person's words are marked, as it stands in the text.
    marks: list[str] = []
    #: What else the person is called: in the text's own lists, or by other speakers.
    aliases: list[str] = []
    #: What the text's own list of people says of the person; empty if it says nothing.
    role: str = ""
    #: Where the text lists the person; 0 if it does not.
    line: int = 0
    #: The file of that line, where there are several.
    file: str = ""


class Role(_Record):
    """What a person does in the conversation, other than answering."""

    person: str
    role: Literal["moderator", "host", "audience"]
    questions: bool
    why: str


class Topic(_Record):
    """What is talked about; *aliases* are titles that mean the same."""

    id: str
    title: str
    aliases: list[str] = []


class Heading(_Record):
    """A heading or a bare title, and what it names; neither person nor topic for the others."""

    line: int
    text: str
    person: str = ""
    topic: str = ""
    file: str = ""


class Span(_Record):
    """A run of the text; *first* and *last* are its first and last words."""

    line: int
    words: int
    first: str
    last: str
    file: str = ""


class Turn(Span, kw_only=True):
    """What one person says, from the mark to the next mark, heading or passage."""

    by: str
    mark: str = ""
    time: str = ""


class Answers(_Record):
    """All turns on a topic, in the order of the text."""

    topic: str
    turns: list[Turn]


class Passage(Span, kw_only=True):
    """Words between the turns.

    *person* is given if they belong on that person's page, *topic* if on that topic's.
    """

    kind: Literal["header", "preface", "cast", "introduction", "lead", "aside", "notes", "matter"]
    person: str = ""
    topic: str = ""


class Doubt(_Record):
    """A place where a careful reader hesitates, and what is decided.

    *report* tells whether a program that reads the text without help has to report it, may, or
    has no way to see it.
    """

    line: int
    text: str
    decision: str
    report: Literal["must", "may", "no"]
    suggestion: str = ""
    person: str = ""
    topic: str = ""
    file: str = ""


class Trap(_Record):
    """Words that look like a mark, a name or a topic, and are none."""

    line: int
    text: str
    why: str
    file: str = ""


class System(_Record):
    """What is talked about: *spellings* are how answers and introductions name it.

    *work_of* is who makes it, if that is one of the people.
    """

    id: str
    kind: str
    spellings: list[str]
    work_of: str = ""


class Sentence(_Record):
    """A sentence that begins at *line* with *first*, and what it names, in its order.

    *of* are spellings of systems; *people* are names with the ids of those who are meant.
    """

    line: int
    first: str
    of: list[str] = []
    people: list[tuple[str, str]] = []


class Mentions(_Record):
    """What one person names in an answer or, without *topic*, is named in the introduction."""

    by: str
    sentences: list[Sentence]
    topic: str = ""
    file: str = ""


class Words(_Record):
    """How many words there are, by what they are: the total is the sum of the others."""

    total: int
    headings: int
    marks: int
    turns: int
    passages: int


class Share(_Record):
    """What of the text is one person's: *passages* are the words of those on the person's page."""

    turns: int
    topics: int
    words: int
    passages: int = 0


class Counts(_Record):
    """Sums over the other tables."""

    people: int
    speakers: int
    topics: int
    answers: int
    turns: int
    passages: int
    words: Words
    shares: dict[str, Share]


class Truth(_Record):
    """What is in one corpus. The title is empty if the text has none."""

    title: str
    form: str
    parser: Literal["rst", "md"]
    sources: list[Source]
    people: list[Person]
    topics: list[Topic]
    headings: list[Heading]
    answers: list[Answers]
    counts: Counts
    roles: list[Role] = []
    passages: list[Passage] = []
    doubts: list[Doubt] = []
    traps: list[Trap] = []
    #: Topics in whose answers mentions were read; all, and introductions, where there are none.
    sampled: list[str] = []
    systems: list[System] = []
    mentions: list[Mentions] = []

    def file(self, named: str) -> str:
        """Return the path of the file that a record names, or of the only one."""
        if not named:
            (source,) = self.sources
            return source.path
        (path,) = (s.path for s in self.sources if Path(s.path).name == named)
        return path


def load(name: str) -> Truth:
    """Read the truth of the corpus *name*."""
    return msgspec.toml.decode((FOLDER / f"{name}.toml").read_bytes(), type=Truth)
