"""TOML whose mistakes are reported with file, line and key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.inspect import DictType, LiteralType, StructType, UnionType, VarTupleType, type_info

from .keys import EXPECTED, TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from msgspec.inspect import Type

T = TypeVar("T")

__all__ = ["SidecarError", "convert", "line_in", "parse"]


class SidecarError(ValueError):
    """A sidecar that can't be used; the message names file, line and key."""


def parse(path: Path | str, given: bytes) -> tuple[str, Any]:
    """Return the text of a TOML file, and what it says.

    :param path: of the file, for messages
    :raises SidecarError: where it is not TOML
    """
    try:
        text = given.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SidecarError(f"{path}:{line}: not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).rpartition(" (at ")
        found = re.match(r"line (\d+)", where)
        last = len(text.rstrip().splitlines())  # "at end of document"
        message = message[:1].lower() + message[1:]
        raise SidecarError(f"{path}:{found[1] if found else last}: not TOML: {message}") from error


def convert(path: Path | str, text: str, key: tuple[str, ...], value: Any, type_: type[T]) -> T:
    """Return *value* as the type that is expected of it.

    :param path: of the file, and *text*, what it says: a mistake is reported with its line
    :param key: where *value* stands in the file
    :raises SidecarError: where it is of another type, or has keys that there are not
    """
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        parts = re.findall(r"\.(\w+)", where)
        if message.startswith("Object contains unknown field"):
            parts.append(message.split("`")[1])
            message = "no such key"
        elif message.startswith("Object missing required field"):
            parts.append(message.split("`")[1])
            message = "missing"
        for pattern, words in EXPECTED.items():
            if message.endswith(f"matching regex {pattern!r}"):
                message = f"expected {words}"
        full = (*key, *parts)
        if message.startswith("Invalid enum value"):
            message = f"expected one of {', '.join(_choices(type_info(type_), parts))}"
        message = message[:1].lower() + message[1:].replace("`object`", "`table`")
        if len(full) == 1 and full[0] in TABLES:
            message += f"; each has a table of its own, such as [{full[0]}.some-id]"
        name = ".".join(part if _is_bare(part) else repr(part) for part in full)
        raise SidecarError(f"{path}:{line_in(text, full)}: {name}: {message}") from error


def _choices(type_: Type, keys: Sequence[str]) -> Sequence[Any]:
    """Return the values that there are for what *keys* name in a type. Ids are none of them."""
    match type_:
        case LiteralType():
            return type_.values
        case UnionType():
            return [value for part in type_.types for value in _choices(part, keys)]
        case VarTupleType():
            return _choices(type_.item_type, keys)
        case DictType():
            return _choices(type_.value_type, keys)
        case StructType() if keys:
            inner = next(field.type for field in type_.fields if field.name == keys[0])
            return _choices(inner, keys[1:])
    return ()


def line_in(text: str, key: tuple[str, ...]) -> int:
    """Return the line that says *key*, or the closest that leads to it.

    Each line that starts a table or a value is given to the TOML parser by
    itself, so the syntax of keys is not spelled out a second time here.
    """
    best = (0, 1)
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if bare.startswith("["):
            table = here = _keys(bare)
        elif "=" in bare:
            here = (*table, *_keys(f"{bare.partition('=')[0]} = 0"))
        else:
            continue
        common = 0
        while common < min(len(here), len(key)) and here[common] == key[common]:
            common += 1
        best = max(best, (common, number), key=lambda found: (found[0], -found[1]))
    return best[1]


def _keys(line: str) -> tuple[str, ...]:
    try:
        data: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while isinstance(data, dict) and data:
        key, data = next(iter(data.items()))
        keys.append(key)
    return tuple(keys)


def _is_bare(key: str) -> bool:
    return re.fullmatch(r"[\w-]+", key) is not None
