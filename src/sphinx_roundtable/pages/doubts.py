"""Doubts become warnings of Sphinx, with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..config import Configured
    from ..model import Doubt, Subtype

__all__ = ["place_of", "report", "warn"]

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
