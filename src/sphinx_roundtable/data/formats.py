"""The formats in which data is published, each with the name of its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .files import as_json, as_lines
from .linked import as_linked_data
from .records import SCHEMA
from .tables import as_table
from .tei import as_tei

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .records import Dataset

__all__ = ["FORMATS", "Format", "files"]


class Format(NamedTuple):
    """One form of the data."""

    file: str
    media_type: str
    write: Callable[[Dataset], bytes]


FORMATS: Mapping[str, Format] = {
    "json": Format("roundtable.json", "application/json", as_json),
    "csv": Format("answers.csv", "text/csv", as_table),
    "jsonl": Format("answers.jsonl", "application/jsonl", lambda data: as_lines(data.answers)),
    "tei": Format("roundtable.tei.xml", "application/tei+xml", as_tei),
    "jsonld": Format("roundtable.jsonld", "application/ld+json", as_linked_data),
}


def files(names: Iterable[str], dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the formats *names* for *dataset*, and the schema with the JSON."""
    for name in names:
        yield FORMATS[name].file, FORMATS[name].write(dataset)
        if name == "json":
            yield SCHEMA, Path(__file__).with_name(SCHEMA).read_bytes()
