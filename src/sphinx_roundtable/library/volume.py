"""Building one volume, wherever this runs: fetch, compare, build, put, record."""

from __future__ import annotations

import hashlib
import platform
import shutil
import tempfile
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from .assets import ASSETS, shared_files
from .editions import BUILDERS
from .headers import HEADERS
from .links import VOLUMES, Bound
from .project import Project, build
from .records import FOLDER, Record, record_name
from .storage import Storage, files_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .jobs import Job

__all__ = ["UNUSED", "Done", "build_volume", "put_assets", "versions"]

#: What Sphinx writes for its own use.
UNUSED = frozenset({".buildinfo", ".buildinfo.bak"})
INVENTORY = "objects.inv"


class Done(NamedTuple):
    """What came of a job."""

    name: str
    built: bool  #: or else it was as it should be
    warnings: Sequence[str] = ()


def build_volume(job: Job) -> Done:
    """Build a volume, unless it is built from just this already.

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
        inventories = _fetch_inventories(job, out, work / "inventories")
        digest = _digest(job, work)
        if record.digest == digest and (out / f"{VOLUMES}/{job.name}").has(record.files):
            return Done(job.name, built=False)
        project = _project(job, work, inventories)
        told = build(work, project, environment(job.epoch))
        made = msgspec.convert(told.result, Record)
        warnings = told.warnings + _add_editions(job, work, project, made)
        _publish(job, work / "html", msgspec.structs.replace(made, digest=digest), record)
    return Done(job.name, built=True, warnings=list(dict.fromkeys(warnings)))


def _add_editions(job: Job, work: Path, project: Project, made: Record) -> list[str]:
    """Make the other editions, and put them beside the pages; return what was warned of.

    They are made of the doctrees of the pages: the text is read once.
    """
    warnings: list[str] = []
    for edition in job.editions:
        builder = BUILDERS[edition]
        other = msgspec.structs.replace(project, builder=builder)
        warnings += build(work, other, environment(job.epoch)).warnings
        for file in made.editions:
            if (work / builder / file.name).is_file():
                shutil.copyfile(work / builder / file.name, work / "html" / file.name)
    return warnings


def read_record(out: Storage, name: str) -> Record:
    """Return the record in a file; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(out.read_if_any(name) or b"{}", type=Record)
    except msgspec.DecodeError:
        return Record()


def versions() -> str:
    """Return what is installed here, and what this package is made of."""
    found = sorted(f"{entry.name} {entry.version}" for entry in distributions())
    digest = hashlib.sha256()
    add_files(digest, Path(__file__).parents[1])
    return "\n".join([platform.python_version(), *found, digest.hexdigest()])


def add_files(digest: hashlib._Hash, folder: Path) -> None:
    """Add names and contents of all files in *folder* to a digest."""
    digest.update(f"\0{folder.name}".encode())
    for name in files_in(folder):
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())


def environment(epoch: str) -> Mapping[str, str]:
    """Return what a process that builds should find in its environment.

    :param epoch: ``SOURCE_DATE_EPOCH``, or empty
    """
    fixed = {"PYTHONHASHSEED": "0"}
    return {**fixed, "SOURCE_DATE_EPOCH": epoch} if epoch else fixed


def put_assets(out: Storage, site: Path, name: str) -> None:
    """Put the set of assets of a *site* where all find it, unless it is there."""
    done = f"{FOLDER}/assets/{name}.json"
    if not out.read_if_any(done):
        files = shared_files(site)
        (out / f"{ASSETS}/{name}").put(site / "_static", files)
        out.write(done, msgspec.json.encode(files))


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
    digest = hashlib.sha256(versions().encode())
    digest.update(msgspec.json.encode(_anywhere(job), order="sorted"))
    for folder in ("project", "conf", "inventories"):
        add_files(digest, work / folder)
    return digest.hexdigest()


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
