"""How far the reading has got, on standard error."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["follow_progress"]

#: With more documents, it is shown.
PATIENT = 20


@contextmanager
def follow_progress() -> Iterator[Callable[[int, int], None]]:
    """Yield what is told how many documents have been read, and of how many.

    It is for somebody who waits: nothing is shown where standard error is no terminal, and nothing
    is left of it. How many there are is not known before: one file may stand for a thousand.
    """
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total > PATIENT)

        yield tell
