"""What there is to do for each volume of a library, in the form in which workers get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from .config import Volume
from .editions import Edition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .config import Library

__all__ = ["Job", "jobs"]


class Job(msgspec.Struct, frozen=True):
    """All that a worker must know to build one volume."""

    name: str
    volume: Volume  #: its ``folder`` is a full address
    conf: str  #: address of the folder of ``conf.py`` for volumes without one; or empty
    out: str  #: address of the whole library
    library: str  #: title of the library
    address: str
    search: bool
    editions: tuple[Edition, ...]
    settings: dict[str, Any]
    #: Ids in the library of people, topics and systems that have another in the volume.
    ids: dict[str, dict[str, str]]
    epoch: str = ""  #: ``SOURCE_DATE_EPOCH`` of the one who asks for the library


def jobs(library: Library, out: str, epoch: str = "") -> Mapping[str, Job]:
    """Return what there is to do for each volume, in the order of the library.

    :param out: address of the folder that gets the whole library
    :param epoch: ``SOURCE_DATE_EPOCH``, or empty
    """
    ids = library.apart
    return {
        name: Job(
            name,
            volume,
            library.conf,
            out,
            library.title,
            library.address,
            library.search,
            library.editions if volume.editions is None else volume.editions,
            {**library.settings, **volume.settings},
            {kind: found.get(name, {}) for kind, found in ids.items()},
            epoch,
        )
        for name, volume in library.volumes.items()
    }
