"""How a text is understood, shown before anything is built."""

from .report import as_json, show
from .understand import Understood, UnreadableError, understand

__all__ = ["Understood", "UnreadableError", "as_json", "show", "understand"]
