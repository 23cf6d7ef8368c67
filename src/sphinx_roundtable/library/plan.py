"""Planning the pages of a library: which there are, and which of them are to be made.

All pages are laid out anew from the records, which is cheap; a page that is made from what it was
made from before is neither made nor written.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from .config import anywhere
from .digests import digest_of
from .links import VOLUMES
from .merged import Merged
from .pages import pages
from .records import FOLDER, Record, read_record, record_name
from .shelves import Page
from .state import (
    BATCH,
    FRONT,
    STANDING,
    Batch,
    Front,
    Known,
    Source,
    Standing,
    batch_name,
    file_of,
    forget_tasks,
    read_standing,
)
from .storage import Storage
from .volume import Done

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .config import Library
    from .state import Made, Order

__all__ = ["plan"]

SITEMAP = "sitemap.xml"


def plan(order: Order) -> Done:
    """Write down which pages are to be made; tell how many batches there are besides the front.

    What is joined are the volumes that have a record. Those that the library no longer has are
    deleted.

    :raises OSError: where the library can't be read or written
    """
    out = Storage(order.out)
    _remove_volumes(out, order.library)
    records = {name: read_record(out, record_name(name)) for name in order.library.volumes}
    records = {name: record for name, record in records.items() if record.digest}
    common = _common(order)
    given = anywhere(order.library), {name: record.digest for name, record in records.items()}
    digest = _mark(common, "", msgspec.json.encode(given))
    old = read_standing(out)
    missing = out.missing(old.files)
    if old.digest == digest and not missing:
        return Done(built=False)
    forget_tasks(out)
    old.pages = {name: made for name, made in old.pages.items() if file_of(name) not in missing}
    old.rest = {name: digest for name, digest in old.rest.items() if name not in missing}
    layout = _Layout(out, common, old.pages)
    for docname, page in pages(order.library, records, Merged(order.library, records)):
        layout.add(docname, page)
    layout.finish(digest, old, records)
    return Done(built=True, batches=layout.batches)


class _Layout:
    """Tells pages that stand from those that are to be made, and writes these down in batches."""

    def __init__(self, out: Storage, common: str, old: Mapping[str, Made]) -> None:
        self.batches = 0  #: how many have been written down
        self._out = out
        self._common = common
        self._old = old
        self._stands: dict[str, Made] = {}
        self._known: list[Known] = []
        #: What all pages have in their contents, and what stands for it in a batch.
        self._contents: dict[str, msgspec.Raw] = {}
        self._first: dict[str, Source] = {}
        self._waiting: dict[str, Source] = {}

    def add(self, docname: str, page: Page) -> None:
        """Take the next page; the first is the start page."""
        if not self._known:
            stubs = {child: Page("") for child in page.children}
            stubs[docname] = Page(page.title, children=page.children)
            self._contents = {name: _raw(stub) for name, stub in stubs.items()}
        self._known.append(Known(docname, page.title, page.words))
        content = _raw(page)
        source = Source(_mark(self._common, docname, bytes(content)), content)
        old = self._old.get(docname)
        if old is not None and old.digest == source.digest:
            self._stands[docname] = old
        if docname in self._contents:
            self._first[docname] = source
        elif docname not in self._stands:
            self._waiting[docname] = source
            if len(self._waiting) == BATCH:
                self._write_batch()

    def _write_batch(self) -> None:
        batch = Batch(self._waiting, self._contents)
        self._out.write(batch_name(self.batches), msgspec.json.encode(batch))
        self._waiting = {}
        self.batches += 1

    def finish(self, digest: str, old: Standing, records: Mapping[str, Record]) -> None:
        """Write down what is made last, with the pages that fill no batch, and what stands."""
        names = {file_of(known.docname) for known in self._known}
        left = {*old.files, *old.left} - names - old.rest.keys()
        standing = Standing("", self._stands, old.rest, old.assets, sorted(left))
        self._out.write(STANDING, msgspec.json.encode(standing))
        front = Front(
            digest,
            Batch({**self._first, **self._waiting}),
            self._known,
            [
                f"{VOLUMES}/{name}/{SITEMAP}"
                for name, record in records.items()
                if SITEMAP in record.files
            ],
            [
                {"name": name, "title": record.title, "folder": f"{VOLUMES}/{name}/"}
                for name, record in records.items()
                if record.search
            ],
            sorted({record.policy for record in records.values()}),
            sorted({record.assets for record in records.values()}),
        )
        self._out.write(FRONT, msgspec.json.encode(front))


def _raw(page: Page) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(page))


def _common(order: Order) -> str:
    """Return a digest of what all pages are made from."""
    library = replace(
        anywhere(order.library), text="", editions=(), volumes={}, people={}, topics={}, systems={}
    )
    with tempfile.TemporaryDirectory(prefix="roundtable-") as folder:
        conf = Path(folder, "conf")
        if order.library.conf:
            Storage(order.library.conf).fetch(conf)
        return digest_of((library, order.epoch), [conf])


def _mark(*parts: str | bytes) -> str:
    """Return a digest of *parts*; half of it is enough to tell pages apart."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:32]


def _remove_volumes(out: Storage, library: Library) -> None:
    """Delete what is left of volumes that the library no longer has."""
    for name in out.names_in(f"{FOLDER}/volumes"):
        volume = name.removesuffix(".json")
        if volume not in library.volumes:
            (out / f"{VOLUMES}/{volume}").remove(read_record(out, record_name(volume)).files)
            out.remove([record_name(volume)])
