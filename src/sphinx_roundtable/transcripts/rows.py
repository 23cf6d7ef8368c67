"""The rows of a CSV transcript, from its text. Knows nothing of Sphinx.

Whatever is wrong with a file, each of its words is in a row or in what is left over.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ..data.tables import COLUMNS as EXPORTED
from ..data.tables import plain
from ..reading.structure import without_colon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["COLUMNS", "Row", "Table", "Text", "paragraphs", "read"]

#: The columns that have a meaning: the first two must be there.
COLUMNS = ("speaker", "words", "tags", "timestamp")
REQUIRED = COLUMNS[:2]
_DELIMITERS = ",;\t"
#: What no XML may contain, and so no EPUB: NUL and the like.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
#: How many of the lines that have one problem are named.
_NAMED_AT_MOST = 5


class Text(NamedTuple):
    """Words and the line on which they begin."""

    words: str
    line: int


class Row(NamedTuple):
    """One row, with all that it says."""

    line: int
    speaker: str  #: empty where the row goes on with the words of the last one
    words: Sequence[Text]  #: paragraphs
    time: str
    tags: Sequence[str]
    others: Sequence[Text] = ()  #: what other columns say, each with its name


class Table(NamedTuple):
    """A file, as far as it is understood."""

    rows: Sequence[Row]
    problems: Sequence[Text]  #: what is wrong, and where first
    left_over: Text | None = None  #: what could not be divided into rows


def read(text: str) -> Table:
    """Return the rows of the CSV file *text*."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # XML knows neither a vertical tab nor a form feed.
    lines = list(io.StringIO(text.replace("\v", " ").replace("\f", " ")))
    problems = _Problems()
    for number, line in enumerate(lines, start=1):
        if _CONTROL.search(line):
            problems.add("a character that is no text", number)
            lines[number - 1] = _CONTROL.sub("\ufffd", line)
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    delimiter = max(_DELIMITERS, key=lambda mark: len(_known(_names(lines[first:], mark))))
    with _any_length(lines):
        records = list(_records(lines, first, delimiter, problems))
    if records and tuple(records[0].values or ()) == EXPORTED:
        # Our own export: what the other columns say is in these, or is known of the words.
        records = [_transcript(record) for record in records]
    header = records.pop(0) if records else _Record([], 1)
    places = _places(header, problems)
    if places is None:
        return Table([], problems.said(), _joined(lines, first))
    columns = _Columns(header.values or [], places, delimiter, problems)
    left_over = records.pop() if records and records[-1].values is None else None
    rows = [row for record in records if (row := columns.row(record))]
    return Table(rows, problems.said(), _joined(lines, left_over.line - 1) if left_over else None)


class _Record(NamedTuple):
    """The values of one row; ``None`` for all that is left of a file that can't be divided."""

    values: list[str] | None
    line: int


def _transcript(record: _Record) -> _Record:
    """Return what a row of an export says, without what keeps spreadsheets from calculating."""
    values = None if record.values is None else record.values[: len(COLUMNS)]
    return _Record(values and [plain(value) for value in values], record.line)


class _Problems:
    """What is wrong, with the lines where it is: a file of many rows has few problems, often."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = defaultdict(list)

    def add(self, message: str, line: int) -> None:
        self._lines[message].append(line)

    def said(self) -> Sequence[Text]:
        """Return each message once, at its first line, with the other lines in words."""
        said = [Text(message + _also(at[1:]), at[0]) for message, at in self._lines.items()]
        return sorted(said, key=lambda text: text.line)


def _also(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    named = ", ".join(map(str, lines[:_NAMED_AT_MOST]))
    more = len(lines) - _NAMED_AT_MOST
    return f"; also in line{'s' if lines[1:] else ''} {named}" + (
        f" and {more} more" if more > 0 else ""
    )


@contextmanager
def _any_length(lines: Sequence[str]) -> Iterator[None]:
    """Let a value be as long as the file: the limit of :mod:`csv` is for the whole process."""
    limit = csv.field_size_limit(max(csv.field_size_limit(), sum(map(len, lines))))
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _names(lines: Sequence[str], delimiter: str) -> Sequence[str]:
    """Return the values of the first of *lines*, as names of columns are compared."""
    values = next(csv.reader(lines[:1], delimiter=delimiter, skipinitialspace=True), [])
    return [_one_line(value).casefold() for value in values]


def _known(names: Sequence[str]) -> set[str]:
    return {name for name in names if name in COLUMNS}


def _records(
    lines: Sequence[str], at: int, delimiter: str, problems: _Problems
) -> Iterator[_Record]:
    """Yield the rows of *lines* from the line *at*.

    A quote that is not closed takes the rows below it along, until another one
    opens. So a row that is not as it should be is only its first line, and what
    follows is read again; not without end, where that happens again and again.
    """
    again = 2 * len(lines)
    while at < len(lines):
        start = at
        below = map(lines.__getitem__, range(at, len(lines)))
        reader = csv.reader(below, delimiter=delimiter, skipinitialspace=True, strict=True)
        try:
            for values in reader:
                yield _Record(values, start + 1)
                start = at + reader.line_num
        except csv.Error:
            again -= at + reader.line_num - start
        else:
            return
        problems.add("a quote is not closed, or closed within a value", start + 1)
        if again < 0:
            yield _Record(None, start + 1)
            return
        alone = csv.reader([lines[start]], delimiter=delimiter, skipinitialspace=True)
        yield _Record(next(alone, []), start + 1)
        at = start + 1


def _places(header: _Record, problems: _Problems) -> Mapping[str, int] | None:
    """Return where the known columns stand, or nothing where one that must be is missing."""
    names = [_one_line(name).casefold() for name in header.values or []]
    for name in COLUMNS:
        if names.count(name) > 1:
            problems.add(f"two columns are called {name!r}: the first is taken", header.line)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        there = ", ".join(repr(_one_line(name)) for name in header.values or []) or "none"
        needed = " and ".join(map(repr, missing))
        problems.add(f"there is no column {needed}; the columns are: {there}", header.line)
        return None
    return {name: names.index(name) for name in COLUMNS if name in names}


class _Columns:
    """Reads rows by the names in the header."""

    def __init__(
        self,
        header: Sequence[str],
        places: Mapping[str, int],
        delimiter: str,
        problems: _Problems,
    ) -> None:
        self._header = [_one_line(name) for name in header]
        self._places = places
        self._needed = max(places[name] for name in REQUIRED)
        self._delimiter = delimiter
        self._problems = problems
        self._reported = False

    def row(self, record: _Record) -> Row | None:
        """Return what a row says; nothing if it is empty."""
        values, line = list(record.values or []), record.line
        if not any(value.strip() for value in values):
            return None
        values = self._fitted(values, line)
        if len(values) <= self._needed:
            # Which value is missing, nobody knows: the name may be words.
            return Row(line, "", [], "", [], [Text(self._delimiter.join(values), line)])
        starts = list(accumulate((value.count("\n") for value in values), initial=line))
        said = {name: values[at] if at < len(values) else "" for name, at in self._places.items()}
        return Row(
            line,
            without_colon(said["speaker"]),
            list(paragraphs(said["words"], starts[self._places["words"]])),
            _one_line(said.get("timestamp", "")),
            [tag for part in said.get("tags", "").split(";") if (tag := _one_line(part))],
            list(self._others(values, starts)),
        )

    def _fitted(self, values: list[str], line: int) -> list[str]:
        """Return *values*; where there are too many, and words stand last, those are words."""
        count = len(self._header)
        if len(values) != count:
            self._problems.add("the row has more or fewer values than there are columns", line)
        if len(values) > count and self._places["words"] == count - 1:
            return [*values[: count - 1], f"{self._delimiter} ".join(values[count - 1 :])]
        return values

    def _others(self, values: Sequence[str], starts: Sequence[int]) -> Iterator[Text]:
        known = set(self._places.values())
        for at, value in enumerate(values):
            words = _one_line(value)
            if at in known or not words:
                continue
            name = self._header[at] if at < len(self._header) else ""
            if at < len(self._header) and not self._reported:
                self._reported = True
                others = [repr(name) for at, name in enumerate(self._header) if at not in known]
                message = f"columns without a meaning, kept as asides: {', '.join(others)}"
                self._problems.add(message, starts[at])
            yield Text(f"{name}: {words}" if name else words, starts[at])


def paragraphs(words: str, line: int) -> Iterator[Text]:
    """Yield the paragraphs of *words*: empty lines divide them."""
    found: list[str] = []
    for number, part in enumerate([*words.split("\n"), ""], start=line):
        if part.strip():
            found.append(part.strip())
        elif found:
            yield Text("\n".join(found), number - len(found))
            found = []


def _joined(lines: Sequence[str], start: int) -> Text | None:
    rest = "".join(lines[start:])
    return Text(rest, start + 1) if rest.strip() else None


def _one_line(words: str) -> str:
    return " ".join(words.split())
