"""The command ``sphinx-roundtable suggest``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..commands import add_files, refuse
from ..inspect import UnreadableError, conversation, follow_progress
from .propose import proposals
from .write import as_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..commands import Commands

__all__ = ["add_command", "suggest"]


def add_command(commands: Commands) -> None:
    """Add the command's arguments."""
    command = commands.add_parser(
        "suggest",
        help="propose systems for the sidecar, from the text",
        description=(
            "Print what a conversation may name as systems, as lines of a sidecar to keep or drop:"
            " terms with capitals, names in code, links; those that recur, and those that are"
            " spelled as no ordinary word is. What the sidecar has is left out. No conf.py is"
            " needed, and nothing is written."
        ),
    )
    add_files(command)
    command.add_argument(
        "--least",
        type=int,
        metavar="N",
        help="how many places must name a system, however it is spelled",
    )
    command.add_argument(
        "--all",
        action="store_const",
        const=1,
        dest="least",
        help="all that may be one: the same as --least 1",
    )
    command.set_defaults(run=lambda options: suggest(options.file, options.least))


def suggest(files: Sequence[Path], least: int | None) -> int:
    """Print the systems that *files* may name; return an exit status."""
    try:
        with follow_progress() as progress, conversation(files, progress) as read:
            text = as_toml(proposals(read, "en", least))
    except UnreadableError as error:
        return refuse(error)
    # TOML is in UTF-8, whatever the terminal is.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0
