"""Doubts become warnings of Sphinx, with file and line."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from ..config import Configured
    from ..model import Doubt, Roundtable, Subtype

__all__ = ["place_of", "report", "unknown_in", "warn"]

#: As many mistakes as are named one by one.
LISTED_AT_MOST = 10

logger = logging.getLogger(__name__)


def report(env: BuildEnvironment, doubt: Doubt, place: str) -> None:
    """Warn of *doubt*, which is at *place* where it is about no line of a text."""
    docname = doubt.source or place
    if doubt.line:
        # docutils gives the path of an included file from the folder it was started in.
        path = Path(doubt.file).resolve() if doubt.file else env.doc2path(docname)
        docname = f"{path}:{doubt.line}"
    warn(doubt.subtype, doubt.message, docname)


def warn(subtype: Subtype, message: str, location: str) -> None:
    """Warn with a *subtype* of ours; *location* is a document, or a path and a line."""
    logger.warning(message, location=location, type="roundtable", subtype=subtype.value)


def place_of(entry: Configured, home: str) -> str:
    """Return what stands for a whole roundtable: its document, or else its sidecar."""
    return home or f"{entry.path}:1"


def unknown_in(table: Roundtable, entry: Configured) -> Iterator[tuple[str, str]]:
    """Yield what the sidecar says of systems and the text does not know, and where it says it."""
    silent = [system for system in table.systems if system.id not in table.named_by]
    if silent:
        names = ", ".join(system.name for system in silent[:LISTED_AT_MOST])
        more = f" and {len(silent) - LISTED_AT_MOST} more" if len(silent) > LISTED_AT_MOST else ""
        yield f"nobody mentions {names}{more}", entry.place("systems", silent[0].id)
    unknown = ((system, id) for system in table.systems for id in system.people)
    unknown = ((system, id) for system, id in unknown if id not in table.person)
    # A place takes time to find, and the first few tell what is wrong.
    for system, id in islice(unknown, LISTED_AT_MOST):
        message = f"the sidecar's systems.{system.id}.people: {id!r} is not in the text"
        yield message, entry.place("systems", system.id, "people")
    if table.runs_on and table.runs_on not in table.topic:
        message = f"the sidecar's mentions.runs_on: {table.runs_on!r} is not in the text"
        yield message, entry.place("mentions", "runs_on")
