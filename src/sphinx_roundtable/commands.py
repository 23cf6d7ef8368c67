"""What the commands of ``sphinx-roundtable`` have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import argparse

    #: Where commands are added. The name is private, but there is no other.
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

__all__ = ["add_files", "refuse"]


def add_files(command: argparse.ArgumentParser) -> None:
    """Let *command* take the files of a conversation, which needs no project."""
    command.add_argument(
        "file", nargs="+", type=Path, metavar="FILE", help="reST, Markdown or CSV; or one sidecar"
    )


def refuse(problem: object) -> int:
    """Tell in a line why nothing can be done; return the exit status that says so."""
    print(f"sphinx-roundtable: {problem}", file=sys.stderr)  # noqa: T201 -- a command speaks
    return 2
