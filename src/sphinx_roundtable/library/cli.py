"""The command ``sphinx-roundtable library``."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from functools import partial
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
    from .run import Crew, Outcome

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
        type=partial(_number, least=1),
        default=os.cpu_count() or 1,
        metavar="N",
        help="build so many volumes at once, each in a process (default: one for each processor)",
    )
    command.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="use the Dask cluster at this address"
    )
    command.add_argument(
        "--retries",
        type=partial(_number, least=0),
        default=1,
        metavar="N",
        help="try again so often what has failed (default: 1)",
    )
    command.add_argument(
        "-n",
        "--dry-run",
        action="store_true",
        help="tell which volumes would be built for what they are made from, and write nothing",
    )
    command.set_defaults(run=library)


def _number(given: str, least: int) -> int:
    if not given.isdecimal() or int(given) < least:
        raise ArgumentTypeError(f"expected a number, at least {least}, got {given!r}")
    return int(given)


def library(options: argparse.Namespace) -> int:
    """Run the command; return its exit status."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        return refuse(
            f"{', '.join(missing)} not installed: pip install 'sphinx-roundtable[library]'"
        )
    from .config import load
    from .jobs import jobs
    from .run import Here, SchedulerError, build_library, look, on_dask
    from .state import Order
    from .storage import Storage

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    out = Storage(".").address(options.out)  # workers are in folders of their own
    try:
        if Storage(out).is_file():
            return refuse(f"{options.out}: this is a file, not a folder")
        found = load(options.file, out)
    except (SidecarError, OSError) as error:
        return refuse(str(error))
    work, order = jobs(found, out, epoch), Order(found, out, epoch)

    def ask(crew: Crew) -> int:
        if options.dry_run:
            return _follow(look(crew, work), len(work), "to be built")
        return _follow(build_library(crew, work, order), len(work))

    if not options.scheduler and options.jobs == 1:
        return ask(Here(options.retries))
    try:
        with on_dask(options.retries, scheduler=options.scheduler, workers=options.jobs) as cluster:
            return ask(cluster)
    except SchedulerError as error:
        return refuse(str(error))


def _follow(outcomes: Iterator[Outcome], volumes: int, verdict: str = "built") -> int:
    """Tell what comes of each volume while it is built; return the exit status.

    :param verdict: what is said of a volume that is not as it should be
    """
    built = unchanged = failed = status = 0
    told: set[str] = set()
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    # Where nobody watches, there is only what has to be said.
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("volumes", total=volumes)
        for name, done, error in outcomes:
            lines = [*(done.warnings if done else ()), *([f"ERROR: {error}"] if error else ())]
            for line in (f"{name or 'library'}: {line}" for line in lines):
                if line not in told:  # each batch of pages says the same
                    bar.print(line, markup=False)
                told.add(line)
            if error:
                status = max(status, 1 if name else 2)
            if name:
                failed += bool(error)
                built += bool(done and done.built)
                if done and done.built and verdict != "built":
                    bar.print(f"{name}: {verdict}", markup=False)
                unchanged += bool(done and not done.built)
            elif done and done.built and bar.finished:
                task = bar.add_task("pages", total=done.batches + 2)
            bar.advance(task)
    print(f"{built} {verdict}, {unchanged} unchanged, {failed} failed")  # noqa: T201 - a command speaks
    return status
