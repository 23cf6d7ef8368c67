"""The command ``sphinx-roundtable``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from . import __version__
from .commands import add_files, refuse
from .data.cli import add_command as add_export
from .eject.cli import add_command as add_eject
from .inspect import UnreadableError, as_json, follow_progress, show, understand
from .library.cli import add_command as add_library
from .suggest.cli import add_command as add_suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status.

    0 is success, 1 means that there are doubts and ``--strict`` was given, 2 that nothing could be
    read, 130 that somebody has interrupted it.
    """
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        refuse("interrupted")
        return 130  # as a shell has it


def inspect(files: Sequence[Path], *, as_data: bool, strict: bool) -> int:
    """Show how *files* are understood."""
    try:
        with follow_progress() as progress:
            understood = understand(files, progress)
    except UnreadableError as error:
        return refuse(error)
    if as_data:
        sys.stdout.buffer.write(as_json(understood))
    else:
        show(understood, Console(highlight=False, soft_wrap=False))
    return int(strict and bool(understood.doubts))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sphinx-roundtable",
        description=(
            "What can be done with a published conversation besides building its site:"
            " `sphinx-roundtable COMMAND --help` tells more."
        ),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "inspect",
        help="show how a text is understood, before anything is built",
        description=(
            "Show who speaks in a conversation, on what, and where that is in doubt. Several files"
            " are sources of one conversation; a sidecar (.toml) stands for those it lists. No"
            " conf.py is needed, and nothing is written."
        ),
    )
    add_files(command)
    command.add_argument("--json", action="store_true", help="print JSON for programs")
    command.add_argument("--strict", action="store_true", help="exit with 1 where there are doubts")
    command.set_defaults(
        run=lambda options: inspect(options.file, as_data=options.json, strict=options.strict)
    )
    add_suggest(commands)
    add_library(commands)
    add_export(commands)
    add_eject(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
