"""What is talked about, as the sidecar describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import System

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..sidecar import Sidecar

__all__ = ["systems_of"]


def systems_of(sidecar: Sidecar) -> Iterator[System]:
    """Yield the systems that *sidecar* describes."""
    for id, hints in sidecar.systems.items():
        yield System(
            id,
            hints.name,
            hints.aliases,
            hints.kind,
            hints.url,
            hints.description,
            hints.people,
        )
