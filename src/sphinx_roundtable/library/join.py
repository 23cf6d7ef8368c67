"""Joining the volumes: the pages of the library, made from the records of those that stand."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import msgspec

from .assets import ASSETS
from .config import Library, anywhere
from .headers import allow_all
from .links import VOLUMES
from .merged import Merged
from .pages import pages
from .project import Project, build
from .records import FOLDER, Record, record_name
from .shelves import FILETYPE, SUFFIX
from .storage import Storage, files_in
from .volume import UNUSED, Done, add_files, environment, put_assets, read_record, versions

__all__ = ["Order", "join"]

#: The record of the pages of the library itself.
_RECORD = f"{FOLDER}/library.json"
SITEMAP = "sitemap.xml"


class Order(msgspec.Struct, frozen=True):
    """All that a worker must know to join a library."""

    library: Library
    out: str
    epoch: str = ""
    parallel: int = 1  #: how many processes Sphinx may use


def join(order: Order) -> Done:
    """Make the pages of the library, unless they are made from just this already.

    What is joined are the volumes that have a record. Those that the library no longer has are
    deleted.

    :raises BuildError: where the pages can't be built
    :raises OSError: where they can't be written
    """
    out = Storage(order.out)
    _remove_volumes(out, order.library)
    records = {name: read_record(out, record_name(name)) for name in order.library.volumes}
    records = {name: record for name, record in records.items() if record.digest}
    old = read_record(out, _RECORD)
    with tempfile.TemporaryDirectory(prefix="roundtable-") as folder:
        work = Path(folder)
        if order.library.conf:
            Storage(order.library.conf).fetch(work / "conf")
        digest = _digest(order, records, work / "conf")
        if old.digest == digest and out.has(old.files):
            return Done(order.library.title, built=False)
        _write_pages(work / "pages", order.library, records)
        told = build(work, _project(order, work, records), environment(order.epoch))
        site = work / "html"
        allow_all(site, [record.policy for record in records.values()])
        names = [
            name
            for name in files_in(site)
            if name not in UNUSED and not name.startswith(("_static/", "_sources/"))
        ]
        out.write(_RECORD, msgspec.json.encode(Record(files=sorted({*names, *old.files}))))
        put_assets(out, site, told.result)
        out.put(site, names)
        out.remove({*old.files} - {*names})
        record = Record(digest, names, told.result, order.library.title)
        out.write(_RECORD, msgspec.json.encode(record))
    _remove_assets(out, {told.result, *(record.assets for record in records.values())})
    return Done(order.library.title, built=True, warnings=told.warnings)


def _digest(order: Order, records: dict[str, Record], conf: Path) -> str:
    digest = hashlib.sha256(versions().encode())
    digest.update(msgspec.json.encode((anywhere(order.library), order.epoch), order="sorted"))
    add_files(digest, conf)
    for name, record in records.items():
        digest.update(f"\0{name}\0{record.digest}".encode())
    return digest.hexdigest()


def _write_pages(folder: Path, library: Library, records: dict[str, Record]) -> None:
    for docname, page in pages(library, records, Merged(library, records)):
        path = folder / f"{docname}{SUFFIX}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(page))


def _project(order: Order, work: Path, records: dict[str, Record]) -> Project:
    library = order.library
    settings = {
        "project": library.title,
        "html_title": library.title,
        "html_baseurl": library.address,
        "html_use_index": False,
        "html_show_sourcelink": False,
        **library.settings,
        # What is not for volumes only, but for these pages, too, is how they look.
        "roundtables": [],
        "roundtable_pagefind": library.search,
        "root_doc": "index",
        "exclude_patterns": [],
        "source_suffix": {SUFFIX: FILETYPE},
        "roundtable_library": {
            "title": library.title,
            "people": library.labels.people,
            "topics": library.labels.topics,
            "systems": library.labels.systems,
            "sitemaps": [
                f"{VOLUMES}/{name}/{SITEMAP}"
                for name, record in records.items()
                if SITEMAP in record.files
            ],
            "volumes": [
                {"name": name, "title": record.title, "folder": f"{VOLUMES}/{name}/"}
                for name, record in records.items()
                if record.search
            ],
        },
    }
    conf = str(work / "conf") if library.conf else ""
    if not conf:
        settings.setdefault("extensions", [])
    extension = f"{__package__}.catalogue"
    return Project(str(work / "pages"), conf, settings, extension, order.parallel)


def _remove_volumes(out: Storage, library: Library) -> None:
    """Delete what is left of volumes that the library no longer has."""
    for name in _names(out / f"{FOLDER}/volumes"):
        volume = name.removesuffix(".json")
        if volume not in library.volumes:
            (out / f"{VOLUMES}/{volume}").remove(read_record(out, record_name(volume)).files)
            out.remove([record_name(volume)])


def _remove_assets(out: Storage, used: set[str]) -> None:
    """Delete sets of assets that no page uses any more."""
    for name in _names(out / f"{FOLDER}/assets"):
        folder = name.removesuffix(".json")
        if folder not in used:
            done = f"{FOLDER}/assets/{name}"
            files = msgspec.json.decode(out.read(done), type=list[str])
            out.remove([done])
            (out / f"{ASSETS}/{folder}").remove(files)


def _names(folder: Storage) -> list[str]:
    try:
        return folder.names()
    except FileNotFoundError:
        return []
