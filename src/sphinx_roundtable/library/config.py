"""The configuration of a library: which volumes it has, and what their texts do not say.

It is a TOML file, read and validated as a sidecar is: a mistake ends everything with one line
that names file, line and key.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from ..sidecar import Folder, Id, Labels, Link, SidecarError, Text, convert, line_in, parse
from .editions import Edition
from .storage import Storage, is_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Library", "Volume", "What", "Which", "Who", "anywhere", "load"]


class Volume(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[volumes.NAME]``: a Sphinx project."""

    folder: Text = ""
    """Folder of the project, from the folder of this file, or any address that fsspec knows;
    default: the name of the volume."""
    documents: Folder = ""
    """Folder of the documents in the folder of the project, which has ``conf.py``; default: the
    same."""
    title: Text = ""
    """Title of the volume; default: that of the project."""
    text: Text = ""
    """A line on what the volume is, for the start page of the library."""
    exclude: tuple[Text, ...] = ("build", "_build")
    """What is no part of the project, from the top of its folder, also as patterns. Files and
    folders whose names begin with a dot never are."""
    refers: tuple[Id, ...] = ()
    """Volumes that this one has links to, by ``:external+NAME:`` and a role: they are built
    first."""
    editions: tuple[Edition, ...] | None = None
    """What it is made into besides its pages; default: as the library says."""
    settings: dict[str, Any] = {}
    """Settings of Sphinx for this volume, before those of its ``conf.py``."""


class Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[people.ID]``; the id is that in the library."""

    name: Text = ""
    """The name as the library shows it; default: as the first volume has it."""
    role: Text = ""
    """One line on who this is; default: as the first volume has it that says it."""
    links: dict[str, Link] = {}
    """Links of the person, by the text that is shown."""
    ids: tuple[Text, ...] = ()
    """Whom volumes know under another id, as ``VOLUME/ID``; or else somebody of another name who
    has the id of this table there."""


class What(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[topics.ID]``; the id is that in the library."""

    title: Text = ""
    """The title as the library shows it; default: as the first volume has it."""
    ids: tuple[Text, ...] = ()
    """What volumes know under another id, as ``VOLUME/ID``."""


class Which(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[systems.ID]``; the id is that in the library."""

    name: Text = ""
    """The name as the library shows it; default: as the first volume has it."""
    description: Text = ""
    """One line on what it is; default: as the first volume has it that says it."""
    ids: tuple[Text, ...] = ()
    """What volumes know under another id, as ``VOLUME/ID``."""


class Library(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All keys of a library's file."""

    title: Text = ""
    """Title of the library, which must have one."""
    text: Text = ""
    """A line on what the library is, for its start page."""
    address: Link = ""
    """Address at which the library will be found: volumes get ``html_baseurl`` from it."""
    search: bool = True
    """Whether there is one search over all volumes, by Pagefind."""
    editions: tuple[Edition, ...] = ()
    """What each volume is made into besides its pages: ``pdf``, which needs the extra `pdf`, and
    ``epub``. They lie beside its pages, and its start page and the library's lead there."""
    labels: Labels = Labels()
    """Titles of the indexes: ``people``, ``topics`` and ``systems``."""
    conf: Text = ""
    """Folder with a ``conf.py``, from the folder of this file, for the pages of the library and for
    volumes that have none of their own."""
    settings: dict[str, Any] = {}
    """Settings of Sphinx for all volumes and for the pages of the library, before those of a
    ``conf.py``: ``html_theme``, ``language``."""
    volumes: dict[Id, Volume] = {}
    """The volumes, in their order. A name is also the folder of the volume's pages."""
    people: dict[Id, Who] = {}
    """What the volumes do not say of a person, by id."""
    topics: dict[Id, What] = {}
    """What the volumes do not say of a topic, by id."""
    systems: dict[Id, Which] = {}
    """What the volumes do not say of a system, by id."""

    @property
    def apart(self) -> Mapping[str, Mapping[str, dict[str, str]]]:
        """Map people, topics and systems, by volume and id there, to ids in the library."""
        tables: Mapping[str, Mapping[str, Who | What | Which]] = {
            "people": self.people,
            "topics": self.topics,
            "systems": self.systems,
        }
        return {kind: _apart(entries) for kind, entries in tables.items()}


_TABLES: Mapping[str, type[msgspec.Struct]] = {
    "volumes": Volume,
    "people": Who,
    "topics": What,
    "systems": Which,
}


def load(path: str, out: str) -> Library:
    """Return the library in the file *path*; the folders that it names are full addresses.

    :param path: of the file, or any address that fsspec knows
    :param out: address of the folder that gets the whole library
    :raises SidecarError: where it can't be read, is not TOML, has a wrong key or value, or where
        a volume and the output would be in each other
    """
    folder, slash, name = path.replace("\\", "/").rpartition("/")
    top = Storage(folder or slash or ".")
    try:
        given = top.read(name)
    except OSError as error:
        raise SidecarError(f"{path}: {error.strerror or error}") from error
    text, data = parse(path, given)
    for table, type_ in _TABLES.items():
        entries = data.get(table)
        for id, entry in entries.items() if isinstance(entries, dict) else ():
            convert(path, text, (table, id), id, Id)
            convert(path, text, (table, id), entry, type_)
    library = _placed(convert(path, text, (), data, Library), top)
    for key, message in _mistakes(library, out):
        raise SidecarError(f"{path}:{line_in(text, key)}: {'.'.join(key)}: {message}")
    return library


def _placed(library: Library, top: Storage) -> Library:
    """Return *library* with full addresses of folders.

    :param top: the folder of its file
    """
    volumes = {
        name: replace(volume, folder=top.address(volume.folder or name))
        for name, volume in library.volumes.items()
    }
    conf = top.address(library.conf) if library.conf else ""
    return replace(library, conf=conf, volumes=volumes)


def anywhere(library: Library) -> Library:
    """Return *library* without the addresses of folders: they change no page."""
    volumes = {name: replace(volume, folder="") for name, volume in library.volumes.items()}
    return replace(library, conf="", volumes=volumes)


def _mistakes(library: Library, out: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong between tables: the key and a message."""
    if not library.title:
        yield ("title",), "a library has a title"
    if not library.volumes:
        yield ("volumes",), "a library has volumes: [volumes.NAME]"
    for name, volume in library.volumes.items():
        for other in volume.refers:
            if other not in library.volumes:
                yield ("volumes", name, "refers"), f"there is no volume {other!r}"
        try:
            if is_within(volume.folder, out) or is_within(out, volume.folder):
                yield ("volumes", name, "folder"), "it and the output are in each other"
        except OSError as error:
            yield ("volumes", name, "folder"), str(error)
        if name in _reached(library, name):
            yield ("volumes", name, "refers"), "volumes refer to each other in a circle"
    yield from _misplaced(library, "people", library.people)
    yield from _misplaced(library, "topics", library.topics)
    yield from _misplaced(library, "systems", library.systems)


def _misplaced(
    library: Library, table: str, entries: Mapping[str, Who | What | Which]
) -> Iterator[tuple[tuple[str, ...], str]]:
    owners: dict[str, str] = {}
    for id, entry in entries.items():
        for place in entry.ids:
            volume, slash, _ = place.partition("/")
            if not slash:
                yield (table, id, "ids"), f"expected VOLUME/ID, got {place!r}"
            if volume not in library.volumes:
                yield (table, id, "ids"), f"there is no volume {volume!r}"
            other = owners.setdefault(place, id)
            if other != id:
                yield (table, id, "ids"), f"{place!r} is {other!r} already"


def _reached(library: Library, name: str) -> set[str]:
    """Return the volumes that a volume refers to, also by way of others."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        for other in library.volumes[waiting.pop()].refers:
            if other in library.volumes and other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _apart(entries: Mapping[str, Who | What | Which]) -> Mapping[str, dict[str, str]]:
    """Return, for each volume, the ids in the library of those who have another there."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for id, entry in entries.items():
        for place in entry.ids:
            volume, _, there = place.partition("/")
            found[volume][there] = id
    return found
