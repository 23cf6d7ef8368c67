"""The command ``sphinx-roundtable library``."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from ..commands import refuse
from ..sidecar import SidecarError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ..commands import Commands
    from .run import Outcome

__all__ = ["add_command", "library"]

#: What the extra ``library`` brings along.
NEEDED = ("dask", "distributed", "fsspec")


def add_command(commands: Commands) -> None:
    """Add the command's arguments."""
    command = commands.add_parser(
        "library",
        help="build many roundtables as volumes of one library",
        description=(
            "Build each volume that the file lists as a site of its own, and join them: one start"
            " page, people and topics over all volumes, one search. What has not changed is not"
            " built again. Exit status: 0 if all volumes stand, 1 if one could not be built, 2 if"
            " there is no library."
        ),
    )
    command.add_argument("file", metavar="FILE", help="the library's TOML file, or its address")
    command.add_argument("out", metavar="OUT", help="the folder to write to, or its address")
    command.add_argument(
        "-j",
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="build so many volumes at once, each in a process (default: one for each processor)",
    )
    command.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="use the Dask cluster at this address"
    )
    command.add_argument(
        "--retries",
        type=int,
        default=1,
        metavar="N",
        help="try again so often what has failed (default: 1)",
    )
    command.set_defaults(run=library)


def library(options: argparse.Namespace) -> int:
    """Run the command; return its exit status."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        return refuse(
            f"{', '.join(missing)} not installed: pip install 'sphinx-roundtable[library]'"
        )
    from .config import load
    from .jobs import jobs
    from .join import Order
    from .run import SchedulerError, in_turn, on_dask
    from .storage import Storage

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    out = Storage(".").address(options.out)  # workers are in folders of their own
    try:
        found = load(options.file, out)
    except (SidecarError, OSError, ValueError) as error:
        return refuse(str(error))
    work, order = jobs(found, out, epoch), Order(found, out, epoch, max(options.jobs, 1))
    if options.scheduler or options.jobs > 1:
        outcomes = on_dask(
            work, order, options.retries, scheduler=options.scheduler, workers=options.jobs
        )
    else:
        outcomes = in_turn(work, order, options.retries)
    try:
        return _follow(outcomes, len(work))
    except SchedulerError as error:
        return refuse(str(error))


def _follow(outcomes: Iterator[Outcome], volumes: int) -> int:
    """Tell what comes of each volume while it is built; return the exit status."""
    built = unchanged = failed = status = 0
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    # Where nobody watches, there is only what has to be said.
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("volumes", total=volumes)
        for outcome in outcomes:
            name = outcome.name or "library"
            for warning in outcome.done.warnings if outcome.done else ():
                bar.print(f"{name}: {warning}", markup=False)
            if outcome.error:
                bar.print(f"{name}: ERROR: {outcome.error}", markup=False)
                status = max(status, 1 if outcome.name else 2)
            if outcome.name:
                failed += bool(outcome.error)
                built += bool(outcome.done and outcome.done.built)
                unchanged += bool(outcome.done and not outcome.done.built)
                bar.advance(task)
    print(f"{built} built, {unchanged} unchanged, {failed} failed")  # noqa: T201 - a command speaks
    return status
