"""What a library keeps of its own pages, and what its tasks hand to each other by files.

A page is known by the digest of all that it is made from. Those that are to be made are written
down in *batches*, which workers take; each leaves word of what it has made. So whoever is
interrupted goes on from there, and no task knows more than it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .config import Library
from .records import FOLDER

if TYPE_CHECKING:
    from .storage import Storage

__all__ = [
    "BATCH",
    "Batch",
    "Front",
    "Known",
    "Made",
    "Order",
    "Source",
    "Standing",
    "batch_name",
    "file_of",
    "forget_tasks",
    "made_name",
    "read_standing",
]

#: How many pages a task makes at most: it takes some ten seconds, and one to begin.
BATCH = 400
STANDING = f"{FOLDER}/library.json"
FRONT = f"{FOLDER}/front.json"
_BATCHES, _MADE = f"{FOLDER}/batches", f"{FOLDER}/made"


class Order(msgspec.Struct, frozen=True):
    """All that a worker must know to make pages of a library."""

    library: Library
    out: str
    epoch: str = ""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """A page that stands."""

    digest: str  #: of all that it is made from
    #: What its policy allows to run beyond what all pages have, as hashes.
    scripts: tuple[str, ...] = ()


class Standing(msgspec.Struct):
    """The pages of a library that stand, and its other files."""

    digest: str = ""  #: of all that they are made from; nothing while they are being made
    pages: dict[str, Made] = {}  #: by their docnames
    rest: dict[str, str] = {}  #: digests of what is in the other files, by their names
    assets: str = ""  #: folder of their assets in that of all assets
    left: list[str] = []  #: files that are to be deleted

    @property
    def files(self) -> list[str]:
        """The names of all files, from the top of the library."""
        return [*map(file_of, self.pages), *self.rest]


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A page that is to be made."""

    digest: str
    page: msgspec.Raw


class Batch(msgspec.Struct, frozen=True):
    """Pages that one task makes."""

    pages: dict[str, Source]  #: by their docnames
    #: What stands for pages that are made elsewhere, but are in the contents of all.
    contents: dict[str, msgspec.Raw] = {}


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What the library knows of each page for search, inventory and site map."""

    docname: str
    title: str
    words: str


class Front(msgspec.Struct, frozen=True):
    """What is made last: the start page, the indexes, search, and what programs ask for."""

    digest: str  #: of the whole
    batch: Batch
    known: list[Known]
    sitemaps: list[str]
    volumes: list[dict[str, str]]  #: those that are searched
    policies: list[str]  #: of the volumes
    assets: list[str]  #: of the volumes


def batch_name(number: int) -> str:
    """Return where a batch is, from the top of the library."""
    return f"{_BATCHES}/{number}.json"


def made_name(number: int) -> str:
    """Return where it is told what of a batch has been made, from the top of the library."""
    return f"{_MADE}/{number}.json"


def file_of(docname: str) -> str:
    """Return the file of a page, from the top of the library."""
    return f"{docname}.html"


def read_standing(out: Storage) -> Standing:
    """Return what stands; nothing where that can't be read."""
    try:
        standing = msgspec.json.decode(out.read_if_any(STANDING) or b"{}", type=Standing)
        for name in out.names_in(_MADE):
            made = msgspec.json.decode(out.read(f"{_MADE}/{name}"), type=dict[str, Made])
            standing.pages.update(made)
    except msgspec.DecodeError:
        return Standing()
    return standing


def forget_tasks(out: Storage) -> None:
    """Delete what tasks have been told, and what they have left word of."""
    for folder in (_BATCHES, _MADE):
        (out / folder).remove(out.names_in(folder))
    out.remove([FRONT])
