"""The parser of CSV transcripts: a document with one section, of explicit answers."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.parsers import Parser

from ..doubts import note
from ..model import Doubt, Subtype
from ..reading.forms import explicit
from .rows import Text, paragraphs, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.environment import BuildEnvironment

    from .rows import Row, Table

__all__ = ["FILETYPE", "TranscriptParser"]

#: What the parser is found by, in ``source_suffix``.
FILETYPE = "roundtable-csv"


class TranscriptParser(Parser):
    """Nothing in a CSV file is markup: words are words."""

    supported = (FILETYPE,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill *document*."""
        self.setup_parse(inputstring, document)
        env: BuildEnvironment = document.settings.env
        table = read(inputstring)
        note(env, *(Doubt(Subtype.CSV, problem, line) for problem, line in table.problems))
        title = _title(env)
        section = nodes.section(
            "", nodes.title(title, title), names=[nodes.fully_normalize_name(title)]
        )
        _place(section, document, 1)
        document += section
        document.note_implicit_target(section, section)
        section += _Conversation(document, table).nodes
        self.finish_parse()


def _title(env: BuildEnvironment) -> str:
    """Return the sidecar's title, if it is that of the document alone, or the file's name."""
    docname = env.current_document.docname
    entry = env.domains["roundtable"].configured.get(docname)  # type: ignore[attr-defined]
    if entry and entry.sidecar.title:
        return str(entry.sidecar.title)
    name = re.sub(r"[\W_]+", " ", posixpath.basename(docname)).strip()
    return name[:1].upper() + name[1:] or docname


class _Conversation:
    """Collects the nodes of the rows: a row without a speaker belongs to the one above."""

    def __init__(self, document: nodes.document, table: Table) -> None:
        self.nodes: list[nodes.Element] = []
        self._document = document
        self._said: nodes.Element | None = None
        self._others: list[Text] = []
        for row in table.rows:
            self._add(row)
        self._end_turn()
        if table.left_over:
            self._aside(paragraphs(*table.left_over))

    def _add(self, row: Row) -> None:
        if row.speaker:
            self._end_turn()
            self._said = explicit.answer(row.speaker, row.time, row.tags)
            _place(self._said, self._document, row.line)
            self.nodes.append(self._said)
        elif self._said is not None:
            self._go_on(self._said, row)
        if self._said is None:
            times = [Text(row.time, row.line)] if row.time else []
            self._aside([*times, *row.words, *row.others])
            return
        self._said += self._paragraphs(row.words)
        self._others += row.others

    def _go_on(self, said: nodes.Element, row: Row) -> None:
        if row.time:
            time = explicit.label(None, row.time)
            _place(time, self._document, row.line)
            said += time
        if row.tags:
            said[explicit.TAGS] = list(dict.fromkeys((*said.get(explicit.TAGS, ()), *row.tags)))

    def _end_turn(self) -> None:
        """Let what other columns say stand below the words that it is about."""
        self._aside(self._others)
        self._said, self._others = None, []

    def _aside(self, texts: Iterable[Text]) -> None:
        if found := self._paragraphs(texts):
            aside = explicit.aside()
            _place(aside, self._document, found[0].line or 1)
            aside += found
            self.nodes.append(aside)

    def _paragraphs(self, texts: Iterable[Text]) -> Sequence[nodes.paragraph]:
        found = []
        for words, line in texts:
            paragraph = nodes.paragraph(words, words)
            _place(paragraph, self._document, line)
            found.append(paragraph)
        return found


def _place(node: nodes.Element, document: nodes.document, line: int) -> None:
    """Say of *node*, and of what is in it by now, where it is from."""
    for part in node.findall(nodes.Element):
        part.source, part.line = document["source"], line
