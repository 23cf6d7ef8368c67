"""One published conversation."""

from __future__ import annotations

from .naming import Naming
from .order import Order
from .places import Places

__all__ = ["Roundtable"]


class Roundtable(Order, Naming, Places):
    """One published conversation, with its indices.

    Derived data: made again from the readings whenever one of them changes,
    and never pickled or merged.
    """
