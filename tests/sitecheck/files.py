"""What is checked: a folder of HTML, or the inside of an EPUB, by the names of the files."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Files:
    """The files of one edition, keyed by their path from its top, with slashes."""

    contents: Mapping[str, bytes]
    is_epub: bool

    @property
    def pages(self) -> list[str]:
        """The names of the pages, sorted."""
        return self.named(".html", ".xhtml")

    def named(self, *endings: str) -> list[str]:
        """Return the names that end in one of *endings*, sorted."""
        return sorted(name for name in self.contents if name.endswith(endings))

    def resolve(self, page: str, path: str) -> str | None:
        """Return the file that *path*, as linked from *page*, leads to; None if there is none.

        As a web server does, a folder stands for its ``index.html``; as in a reader's program,
        nothing above the top can be reached.
        """
        base = "" if path.startswith("/") else posixpath.dirname(page)
        name = posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else page
        if name in self.contents:
            return name
        if self.is_epub or not (path.endswith(("/", ".")) or name == "."):
            return None
        index = posixpath.normpath(posixpath.join(name, "index.html"))
        return index if index in self.contents else None


def open_files(path: Path) -> Files:
    """Read the site in the folder *path*, or the EPUB that *path* is."""
    if path.is_dir():
        found = {
            file.relative_to(path).as_posix(): file.read_bytes()
            for file in path.rglob("*")
            if file.is_file()
        }
        return Files(found, is_epub=False)
    with zipfile.ZipFile(path) as book:
        return Files(
            {info.filename: book.read(info) for info in book.infolist() if not info.is_dir()},
            is_epub=True,
        )
