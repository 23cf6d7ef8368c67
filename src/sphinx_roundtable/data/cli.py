"""The command ``sphinx-roundtable export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..project import add_project, project_of
from .formats import FORMATS

if TYPE_CHECKING:
    import argparse

    from ..commands import Commands

__all__ = ["add_command"]


def add_command(commands: Commands) -> None:
    """Add the command's arguments."""
    command = commands.add_parser(
        "export",
        help="write the data of a project: who said what, for programs",
        description="Write the data that a build puts beside the pages, without the pages.",
    )
    add_project(command)
    command.add_argument("folder", type=Path, metavar="DIR", help="where the files are written")
    command.add_argument(
        "--format",
        action="append",
        choices=[*FORMATS],
        help="one of several formats; may be given again. Default: all of them",
    )
    command.add_argument(
        "--dirhtml", action="store_true", help="addresses are those of the builder dirhtml"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from ..editions.data.export import export  # noqa: PLC0415 -- this package does without Sphinx

    return export(project_of(options), options.folder, options.format, dirhtml=options.dirhtml)
