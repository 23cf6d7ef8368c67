"""Folders anywhere: what fsspec knows, reduced to what a library does with it.

An address is a path or a URL such as ``s3://bucket/folder``; options of a file system, such as
credentials, are where fsspec looks for them: in its configuration and in the environment.
"""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import fsspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Storage", "files_in", "is_within"]


class Storage:
    """One folder, by its address.

    :raises OSError: where nothing that is installed here knows such an address
    """

    def __init__(self, place: str) -> None:
        self.fs, self.root = _find(place)
        self._place = place.rstrip("/")

    def __truediv__(self, name: str) -> Storage:
        """Return a folder below this one."""
        return Storage(posixpath.join(self._place, name))

    def address(self, name: str) -> str:
        """Return the full address of *name*, which may be one already."""
        if "://" in name or posixpath.isabs(name):
            return name
        place = self._place if "://" in self._place else str(Path(self._place).resolve())
        return (
            posixpath.normpath(posixpath.join(place, name))
            if "://" not in place
            else (f"{place}/{posixpath.normpath(name)}".removesuffix("/."))
        )

    def read(self, name: str) -> bytes:
        """Return what a file says.

        :raises OSError: where it can't be read
        """
        content: bytes = self.fs.cat_file(self._path(name))
        return content

    def read_if_any(self, name: str) -> bytes:
        """Return what a file says, or nothing where there is no such file."""
        try:
            return self.read(name)
        except FileNotFoundError:
            return b""

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        path = self._path(name)
        self.fs.makedirs(posixpath.dirname(path), exist_ok=True)
        self.fs.pipe_file(path, content)

    def names(self) -> list[str]:
        """Return the paths of all files, sorted, from this folder.

        :raises FileNotFoundError: where there is no such folder
        """
        if not self.fs.isdir(self.root):
            raise FileNotFoundError(f"there is no folder {self._place}")
        return sorted(path[len(self.root) :].lstrip("/") for path in self.fs.find(self.root))

    def is_file(self) -> bool:
        """Return whether there is a file where a folder should be."""
        return bool(self.fs.isfile(self.root))

    def names_in(self, folder: str) -> list[str]:
        """Return the paths of all files in *folder*, sorted, from there; none where it is not."""
        try:
            return (self / folder).names()
        except FileNotFoundError:
            return []

    def missing(self, names: Iterable[str]) -> set[str]:
        """Return which of these files are not here. Only the folders they are in are listed."""
        wanted = {*names}
        found = {*self.fs.find(self.root, maxdepth=1)} if wanted else set()
        for folder in {name.partition("/")[0] for name in wanted if "/" in name}:
            found.update(self.fs.find(self._path(folder)))
        return {name for name in wanted if self._path(name) not in found}

    def fetch(self, folder: Path, exclude: Iterable[str] = ()) -> None:
        """Copy what is here to *folder*, without what is hidden or matches *exclude*."""
        patterns = list(exclude)
        for name in self.names():
            if _is_hidden(name) or any(_matches(name, pattern) for pattern in patterns):
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.fs.get_file(self._path(name), str(path))

    def put(self, folder: Path, names: Iterable[str]) -> None:
        """Copy files of *folder* to here."""
        made: set[str] = set()
        for name in names:
            path = self._path(name)
            parent = posixpath.dirname(path)
            if parent not in made:
                self.fs.makedirs(parent, exist_ok=True)
                made.add(parent)
            self.fs.put_file(str(folder / name), path)

    def remove(self, names: Collection[str]) -> None:
        """Delete files, as far as they are there, and folders that are empty then."""
        for name in sorted(names):
            try:
                self.fs.rm_file(self._path(name))
            except FileNotFoundError:
                continue
        for folder in sorted({posixpath.dirname(name) for name in names}, reverse=True):
            self._prune(folder)

    def _prune(self, folder: str) -> None:
        while True:
            path = self._path(folder)
            # Stores of objects have no folders of their own.
            if not self.fs.isdir(path) or self.fs.ls(path):
                return
            self.fs.rmdir(path)
            if not folder:
                return
            folder = posixpath.dirname(folder)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}" if name else self.root


def files_in(folder: Path) -> list[str]:
    """Return the paths of all files in a local folder, sorted, from this folder.

    What Python has compiled is none of them.
    """
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    )


def is_within(place: str, other: str) -> bool:
    """Return whether the folder *place* is *other*, or in it.

    :raises OSError: where nothing that is installed here knows such an address
    """
    fs, root = _find(place)
    other_fs, other_root = _find(other)
    return fs.protocol == other_fs.protocol and f"{root}/".startswith(f"{other_root}/")


def _find(place: str) -> tuple[fsspec.AbstractFileSystem, str]:
    try:
        fs, root = fsspec.core.url_to_fs(place)
    except (ImportError, ValueError) as error:
        raise OSError(f"{place}: {error}") from error
    return fs, root.rstrip("/")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in name.split("/"))


def _matches(name: str, pattern: str) -> bool:
    """Return whether *pattern* names the file, or one of the folders that it is in."""
    parts = name.split("/")
    return any(fnmatchcase("/".join(parts[:end]), pattern) for end in range(1, len(parts) + 1))
