"""Building one volume, wherever this runs: fetch, compare, build, put, record."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from .assets import put_assets, shared_files
from .digests import digest_of
from .editions import BUILDERS
from .headers import HEADERS
from .links import VOLUMES, Bound
from .project import BuildError, Project, build
from .records import Record, read_record, record_name
from .storage import Storage, files_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .jobs import Job

__all__ = ["UNUSED", "Done", "build_volume"]

#: What Sphinx writes for its own use.
UNUSED = frozenset({".buildinfo", ".buildinfo.bak"})
INVENTORY = "objects.inv"


class Done(NamedTuple):
    """What came of a job."""

    built: bool  #: or else it was as it should be
    warnings: Sequence[str] = ()
    batches: int = 0  #: of pages, which are to be made now


def build_volume(job: Job, *, only_look: bool = False) -> Done:
    """Build a volume, unless it is built from just this already.

    :param only_look: tell whether it would be built, and write nothing
    :raises BuildError: where it can't be built
    :raises OSError: where its project can't be read, or its pages can't be written
    """
    out = Storage(job.out)
    record = read_record(out, record_name(job.name))
    with tempfile.TemporaryDirectory(prefix="roundtable-") as folder:
        work = Path(folder)
        Storage(job.volume.folder).fetch(work / "project", job.volume.exclude)
        if job.conf and not (work / "project/conf.py").is_file():
            Storage(job.conf).fetch(work / "conf")
        if not (work / "project" / job.volume.documents).is_dir():
            where = f"{job.volume.folder}/{job.volume.documents}".rstrip("/")
            raise BuildError(f"there are no documents in {where}")
        inventories = _fetch_inventories(job, out, work / "inventories")
        digest = _digest(job, work)
        if record.digest == digest and not (out / f"{VOLUMES}/{job.name}").missing(record.files):
            return Done(built=False)
        if only_look:
            return Done(built=True)
        project = _project(job, work, inventories)
        told = build(work, project, job.epoch)
        made = msgspec.convert(told.result, Record)
        warnings = told.warnings + _add_editions(job, work, project, made)
        _publish(job, work / "html", msgspec.structs.replace(made, digest=digest), record)
    return Done(built=True, warnings=list(dict.fromkeys(warnings)))


def _add_editions(job: Job, work: Path, project: Project, made: Record) -> list[str]:
    """Make the other editions, and put them beside the pages; return what was warned of.

    They are made of the doctrees of the pages: the text is read once. The pages lead to them
    already: a volume that lacks one is not published.

    :raises BuildError: where one can't be made
    """
    warnings: list[str] = []
    for edition in job.editions:
        builder = BUILDERS[edition]
        try:
            told = build(work, msgspec.structs.replace(project, builder=builder), job.epoch)
        except BuildError as error:
            raise BuildError(f"{edition}: {error}") from error
        warnings += told.warnings
        for file in made.editions:
            if file.edition == edition:
                path = work / builder / file.name
                if not path.is_file():
                    raise BuildError(f"{edition}: {file.name} has not been made")
                shutil.copyfile(path, work / "html" / file.name)
    return warnings


def _fetch_inventories(job: Job, out: Storage, folder: Path) -> Mapping[str, str]:
    found = {}
    folder.mkdir(parents=True)
    for name in job.volume.refers:
        if content := out.read_if_any(f"{VOLUMES}/{name}/{INVENTORY}"):
            path = folder / f"{name}.inv"
            path.write_bytes(content)
            found[name] = str(path)
    return found


def _digest(job: Job, work: Path) -> str:
    """Return a digest of all that a volume is made from."""
    folders = (work / name for name in ("project", "conf", "inventories"))
    return digest_of(_anywhere(job), folders)


def _anywhere(job: Job) -> Job:
    """Return *job* without the places that it reads from and writes to: they change no page."""
    return msgspec.structs.replace(
        job, out="", conf="", volume=msgspec.structs.replace(job.volume, folder="")
    )


def _project(job: Job, work: Path, inventories: Mapping[str, str]) -> Project:
    top = work / "project"
    title = job.volume.title or job.name
    settings: dict[str, Any] = {"project": title, "html_title": title}
    conf = top if (top / "conf.py").is_file() else work / "conf"
    if conf == top:  # it says itself what it is called
        settings = {}
    elif not job.conf:
        settings["extensions"] = []
    if job.address:
        settings["html_baseurl"] = f"{job.address.rstrip('/')}/{VOLUMES}/{job.name}/"
    if job.search:
        settings["roundtable_pagefind"] = True
    settings.update(job.settings)
    bound = Bound(
        job.name,
        job.library,
        job.volume.title,
        job.ids,
        dict(inventories),
        f"{job.address.rstrip('/')}/{VOLUMES}" if job.address else "",
        job.editions,
    )
    settings["roundtable_library"] = msgspec.to_builtins(bound)
    documents = top / job.volume.documents
    has_conf = conf == top or job.conf
    extension = f"{__package__}.links"
    return Project(str(documents), str(conf) if has_conf else "", settings, extension)


def _publish(job: Job, site: Path, record: Record, old: Record) -> None:
    """Put the pages of a volume where they belong, and record what they are.

    While that is going on, the record is of nothing but files: whoever is interrupted starts anew.
    """
    left = {*(f"_static/{file}" for file in shared_files(site)), *UNUSED, HEADERS}
    names = [file for file in files_in(site) if file not in left]
    out, folder = Storage(job.out), Storage(job.out) / f"{VOLUMES}/{job.name}"
    unfinished = Record(files=sorted({*names, *old.files}))
    out.write(record_name(job.name), msgspec.json.encode(unfinished))
    put_assets(out, site, record.assets)
    folder.put(site, names)
    folder.remove({*old.files} - {*names})
    finished = msgspec.structs.replace(record, files=names)
    out.write(record_name(job.name), msgspec.json.encode(finished))
