"""Doubts that come up while a source is parsed, before it is recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment

    from .model import Doubt

__all__ = ["note", "noted"]

_KEY = "roundtable_doubts"


def note(env: BuildEnvironment, *doubts: Doubt) -> None:
    """Keep *doubts* until the document that is being read is recognised, if it is a source."""
    env.current_document[_KEY] = [*noted(env), *doubts]


def noted(env: BuildEnvironment) -> Sequence[Doubt]:
    """Return what has been noted for the document that is being read."""
    return env.current_document.get(_KEY) or ()
