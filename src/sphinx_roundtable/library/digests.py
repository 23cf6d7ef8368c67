"""Digests of what things are made from: what has the same one is not made again."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .storage import files_in

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["digest_of"]


def digest_of(given: object, folders: Iterable[Path] = ()) -> str:
    """Return a digest of data, of all files in *folders*, and of what is installed here.

    :param given: what msgspec can encode
    """
    digest = hashlib.sha256(_versions().encode())
    digest.update(msgspec.json.encode(given, order="sorted"))
    for folder in folders:
        _add_files(digest, folder)
    return digest.hexdigest()


def _versions() -> str:
    """Return what is installed here, and what this package is made of."""
    found = sorted(f"{entry.name} {entry.version}" for entry in distributions())
    digest = hashlib.sha256()
    _add_files(digest, Path(__file__).parents[1])
    return "\n".join([platform.python_version(), *found, digest.hexdigest()])


def _add_files(digest: hashlib._Hash, folder: Path) -> None:
    """Add names and contents of all files in *folder* to a digest."""
    digest.update(f"\0{folder.name}".encode())
    for name in files_in(folder):
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
