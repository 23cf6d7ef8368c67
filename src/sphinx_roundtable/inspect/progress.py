"""How far the reading has got, on standard error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["progress_of"]

#: With more files, it is shown.
PATIENT = 20


@contextmanager
def progress_of(files: Sequence[Path]) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told how many documents of *files* have been read, and of how many."""
    with Progress(console=Console(stderr=True), disable=len(files) <= PATIENT) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
