"""The files of a data set in JSON: written, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from .records import VERSION, Answer, Dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

T = TypeVar("T")

__all__ = ["DataError", "as_json", "as_lines", "as_schema", "decoded", "load", "load_lines"]


class DataError(ValueError):
    """A file that is not what it should be; the message names it, and says what is wrong."""


def as_json(dataset: Dataset) -> bytes:
    """Return *dataset* as ``roundtable.json``, in UTF-8."""
    return msgspec.json.format(msgspec.json.encode(dataset), indent=1) + b"\n"


def as_schema() -> bytes:
    """Return the JSON Schema (2020-12) of ``roundtable.json``, in UTF-8."""
    schema = msgspec.json.schema(Dataset)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"roundtable.json, version {VERSION}",
    }
    return msgspec.json.format(msgspec.json.encode(head | schema), indent=1) + b"\n"


def as_lines(answers: Iterable[Answer]) -> bytes:
    """Return *answers* as JSON Lines: one object on each line, in UTF-8."""
    return msgspec.json.Encoder().encode_lines(list(answers))


def load(path: str | PathLike[str]) -> Dataset:
    """Return what is in a file ``roundtable.json``.

    Keys that this version does not know are passed over, as a later 1.x may have them.

    :raises DataError: where it can't be read, or is of another form
    """
    return decoded(Path(path), msgspec.json.Decoder(Dataset).decode)


def load_lines(path: str | PathLike[str]) -> tuple[Answer, ...]:
    """Return the answers in a file of JSON Lines.

    :raises DataError: where it can't be read, or is of another form
    """
    return tuple(decoded(Path(path), msgspec.json.Decoder(Answer).decode_lines))


def decoded(path: Path, decode: Callable[[bytes], T]) -> T:
    """Return what *decode* makes of a file.

    :raises DataError: where it can't be read, or is of another form
    """
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error
