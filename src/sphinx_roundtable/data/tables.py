"""Answers as CSV (RFC 4180), for spreadsheets: a row for each answer.

The first four columns are those of a CSV transcript, so that the file can be a source of another
roundtable; the others are the fields of the record. A spreadsheet takes a cell that begins with
``=``, ``+``, ``-`` or ``@`` for a formula, and one from a text that others have written may do
harm: an apostrophe before it makes it text, and :func:`load_table` takes the apostrophe away.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .files import DataError, decoded
from .records import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from .records import Conversation, Dataset

__all__ = ["COLUMNS", "as_table", "load_table", "plain"]

#: The columns of a transcript: what a reader wants to see, and the fields below say again.
_TRANSCRIPT = ("speaker", "words", "tags", "timestamp")
#: The fields of an answer that are not among those.
_FIELDS = ("id", "person", "topic", "also", "number", "word_count", "address", "mentions", "html")
_PLACE = ("source", "file", "line")
#: Fields that are neither words nor numbers stand in their cells as JSON.
_STRUCTURED = ("also", "mentions")
COLUMNS = (*_TRANSCRIPT, *_FIELDS, *_PLACE)

#: Where a spreadsheet may see a formula: the signs, also in full width, and what it passes over.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def as_table(dataset: Dataset) -> bytes:
    """Return the answers of *dataset* as CSV: UTF-8 with a byte order mark, lines end with CR LF.

    Without the mark Excel takes the file for one in an older encoding.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for table in dataset.roundtables:
        for row in _rows(table):
            writer.writerow([_neutral(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _rows(table: Conversation) -> Iterator[Iterable[str]]:
    names = {person.id: person.name for person in table.people}
    titles = {topic.id: topic.title.replace(";", ",") for topic in table.topics}
    for answer in table.answers:
        tags = "; ".join(titles[topic] for topic in (answer.topic, *answer.also))
        place = (getattr(answer.place, name) for name in _PLACE)
        yield [
            names[answer.person],
            answer.text,
            tags,
            answer.time,
            *(_cell(getattr(answer, field)) for field in _FIELDS),
            *map(_cell, place),
        ]


def _cell(value: Any) -> str:
    """Return a value as it stands in a cell: anything but words and numbers as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def load_table(path: str | PathLike[str]) -> tuple[Answer, ...]:
    """Return the answers in a CSV file that :func:`as_table` made.

    Columns may have been moved, and others added.

    :raises DataError: where it can't be read, or a column is missing
    """
    return decoded(Path(path), _answers)


def _answers(data: bytes) -> tuple[Answer, ...]:
    text = data.decode("utf-8-sig")
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = {*COLUMNS} - {*(rows.fieldnames or ())}
        if missing:
            raise DataError(f"there is no column {', '.join(sorted(missing))}")
        return tuple(_answer({name: plain(row[name] or "") for name in COLUMNS}) for row in rows)
    except csv.Error as error:
        raise DataError(str(error)) from error
    finally:
        csv.field_size_limit(limit)


def _answer(cells: dict[str, str]) -> Answer:
    values: dict[str, Any] = {field: cells[field] for field in _FIELDS}
    values |= {field: msgspec.json.decode(cells[field] or "[]") for field in _STRUCTURED}
    values |= {"text": cells["words"], "time": cells["timestamp"]}
    values["place"] = {field: cells[field] for field in _PLACE}
    return msgspec.convert(values, Answer, strict=False)


def _neutral(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """Return the words of a cell without the apostrophe that makes them text."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
