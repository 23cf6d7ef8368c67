"""The command ``sphinx-roundtable eject``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..commands import refuse
from ..project import add_project, project_of

if TYPE_CHECKING:
    from ..commands import Commands
    from ..project import Project

__all__ = ["add_command", "eject"]


def add_command(commands: Commands) -> None:
    """Add the command's arguments."""
    command = commands.add_parser(
        "eject",
        help="write the pages as ordinary reST files, to go on without this extension",
        description=(
            "Write a project with a file in reStructuredText for each document and each page. It"
            " needs no extension, and has the same text."
        ),
    )
    add_project(command)
    command.add_argument("folder", type=Path, metavar="DIR", help="an empty folder, or a new one")
    command.add_argument(
        "--force", action="store_true", help="write into a folder that is not empty"
    )
    command.set_defaults(
        run=lambda options: eject(project_of(options), options.folder, force=options.force)
    )


def eject(project: Project, folder: Path, *, force: bool = False) -> int:
    """Write the pages of a project as files in *folder*; return an exit status."""
    if problem := _problem(project, folder, force=force):
        return refuse(f"{folder}: {problem}")
    with tempfile.TemporaryDirectory() as temporary:
        if status := project.build("roundtable-eject", Path(temporary)):
            return status
        out = Path(temporary, "out")
        files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
        top = folder.resolve()
        if stray := next((p for p in files if not (top / p).resolve().is_relative_to(top)), None):
            return refuse(f"{folder / stray}: a link leads out of {folder}")
        try:
            for path in files:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(out / path, folder / path)
        except OSError as error:
            return refuse(f"{folder}: {error.strerror}")
    return 0


def _problem(project: Project, folder: Path, *, force: bool) -> str:
    """Return what speaks against writing into *folder*."""
    source, target = project.source.resolve(), folder.resolve()
    if target.is_relative_to(source) or source.is_relative_to(target):
        return "the sources are there, or above: choose another folder"
    if folder.exists() and not folder.is_dir():
        return "is no folder"
    if not force and folder.is_dir() and any(folder.iterdir()):
        return "the folder is not empty (--force writes into it all the same)"
    return ""
