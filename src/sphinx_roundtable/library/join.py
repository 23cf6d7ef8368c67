"""Joining the volumes: making the pages of the library that have been planned.

Any number of workers each make a batch of pages; when all are done, one makes the *front*: the
start page, the indexes, the search, and what programs ask for.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .assets import put_assets, remove_assets
from .catalogue import Shelf, Written
from .headers import allow_all
from .project import Project, build
from .shelves import FILETYPE, SUFFIX
from .state import (
    FRONT,
    STANDING,
    Batch,
    Front,
    Made,
    Order,
    Standing,
    batch_name,
    file_of,
    forget_tasks,
    made_name,
    read_standing,
)
from .storage import Storage, files_in
from .volume import UNUSED, Done

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["make_batch", "make_front"]


def make_batch(order: Order, number: int) -> Done:
    """Make the pages of a batch.

    :raises BuildError: where they can't be built
    :raises OSError: where they can't be written
    """
    out = Storage(order.out)
    batch = msgspec.json.decode(out.read(batch_name(number)), type=Batch)
    with tempfile.TemporaryDirectory(prefix="roundtable-") as folder:
        work = Path(folder)
        shelf = Shelf(order.library.title, *_labels(order), list(batch.pages))
        written, warnings = _build(work, order, batch, shelf)
        put_assets(out, work / "html", written.assets)
        out.put(work / "html", map(file_of, batch.pages))
        out.write(made_name(number), msgspec.json.encode(_made(batch, written)))
    return Done(built=True, warnings=warnings)


def make_front(order: Order) -> Done:
    """Make what is left to be made when all batches are; delete what is no more.

    :raises BuildError: where it can't be built
    :raises OSError: where it can't be written
    """
    out = Storage(order.out)
    front = msgspec.json.decode(out.read(FRONT), type=Front)
    old = read_standing(out)
    with tempfile.TemporaryDirectory(prefix="roundtable-") as folder:
        work, site = Path(folder), Path(folder, "html")
        known = work / "known.json"
        known.write_bytes(msgspec.json.encode(front.known))
        docnames = list(front.batch.pages)
        shelf = Shelf(
            order.library.title,
            *_labels(order),
            docnames,
            str(known),
            front.sitemaps,
            front.volumes,
        )
        written, warnings = _build(work, order, front.batch, shelf)
        made = _made(front.batch, written)
        pages = dict(sorted({**old.pages, **made}.items()))
        scripts = sorted({script for page in pages.values() for script in page.scripts})
        policy = [f"script-src {' '.join(scripts)}"] if scripts else []
        allow_all(site, [*front.policies, *policy])
        rest = _rest(site, docnames)
        changed = [file_of(name) for name in made if old.pages.get(name) != made[name]]
        changed += [name for name, digest in rest.items() if old.rest.get(name) != digest]
        left = sorted({*old.left, *old.rest} - {*rest, *map(file_of, pages)})
        # What follows may be interrupted: then all of it is to be done again.
        unfinished = Standing("", old.pages, {}, old.assets, sorted({*left, *rest}))
        out.write(STANDING, msgspec.json.encode(unfinished))
        put_assets(out, site, written.assets)
        out.put(site, changed)
        out.remove(left)
        out.write(
            STANDING, msgspec.json.encode(Standing(front.digest, pages, rest, written.assets))
        )
    forget_tasks(out)
    remove_assets(out, {written.assets, *front.assets})
    return Done(built=True, warnings=warnings)


def _labels(order: Order) -> tuple[str, str, str]:
    labels = order.library.labels
    return labels.people, labels.topics, labels.systems


def _made(batch: Batch, written: Written) -> dict[str, Made]:
    return {
        docname: Made(source.digest, tuple(written.scripts.get(docname, ())))
        for docname, source in batch.pages.items()
    }


def _rest(site: Path, docnames: Sequence[str]) -> dict[str, str]:
    """Return digests of the files of a *site* that are neither pages nor shared."""
    left = {*UNUSED, *map(file_of, docnames)}
    return {
        name: hashlib.sha256((site / name).read_bytes()).hexdigest()[:32]
        for name in files_in(site)
        if name not in left and not name.startswith(("_static/", "_sources/"))
    }


def _build(work: Path, order: Order, batch: Batch, shelf: Shelf) -> tuple[Written, Sequence[str]]:
    """Build pages; return what was written, and what was warned of."""
    documents = batch.contents | {name: source.page for name, source in batch.pages.items()}
    for docname, content in documents.items():
        path = work / "pages" / f"{docname}{SUFFIX}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(content))
    library = order.library
    if library.conf:
        Storage(library.conf).fetch(work / "conf")
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
        "roundtable_library": msgspec.to_builtins(shelf),
    }
    conf = str(work / "conf") if library.conf else ""
    if not conf:
        settings.setdefault("extensions", [])
    extension = f"{__package__}.catalogue"
    told = build(work, Project(str(work / "pages"), conf, settings, extension), order.epoch)
    return msgspec.convert(told.result, Written), told.warnings
