"""From the file to the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .keys import TABLES, Id, Link, Sidecar, Text
from .names import faults
from .toml import SidecarError, convert, line_in, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["line_of", "load"]


def load(path: Path) -> Sidecar:
    """Return the sidecar in the file *path*.

    :raises SidecarError: where it can't be read, is not TOML, or has a wrong key or value
    """
    try:
        given = path.read_bytes()
    except OSError as error:
        raise SidecarError(f"{path}: {error.strerror}") from error
    text, data = parse(path, given)
    for key, value, type_ in _entries(data):
        convert(path, text, key, value, type_)
    sidecar = convert(path, text, (), data, Sidecar)
    for fault in faults(sidecar.systems):
        line = line_in(text, ("systems", fault.id, fault.key))
        raise SidecarError(f"{path}:{line}: systems.{fault.id}.{fault.key}: {fault.message}")
    return sidecar


def line_of(path: Path, *key: str) -> int:
    """Return the line of a sidecar that could be loaded where *key* is given."""
    return line_in(path.read_text("utf-8-sig"), key)


def _entries(data: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield (key, value, type) for what has a key of the author's choice.

    Each is converted by itself, since msgspec's path does not name such keys.
    """
    for table, type_ in TABLES.items():
        for id, hints in _items(data, table):
            yield (table, id), id, Id
            for label, url in _items(hints, "links"):
                yield (table, id, "links", label), label, Text
                yield (table, id, "links", label), url, Link
            yield (table, id), hints, type_


def _items(data: Any, key: str) -> Iterable[tuple[str, Any]]:
    table = data.get(key) if isinstance(data, dict) else None
    return table.items() if isinstance(table, dict) else ()
