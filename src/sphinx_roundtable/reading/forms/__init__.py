"""The forms in which a text says who speaks: one module each, but for kindred ones.

A form finds the turn that begins at one place of a flow. It knows nothing of
the others, nor of the cast: :mod:`..hearing` weighs what they find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import attributed, entries, explicit, quoted, sections, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docutils import nodes

    from ..structure import Turn

__all__ = ["FORMS"]

#: By the names that a sidecar uses, those first that are taken where several explain as much.
FORMS: Mapping[str, Callable[[Sequence[nodes.Element], int], Turn | None]] = {
    "explicit": explicit.match,
    "quoted": quoted.match,
    "attributed": attributed.match,
    "definitions": entries.definitions,
    "fields": entries.fields,
    "table": entries.table,
    "spoken": spoken.match,
    "sections": sections.match,
}
