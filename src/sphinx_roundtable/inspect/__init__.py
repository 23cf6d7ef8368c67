"""How a text is understood, shown before anything is built."""

from .progress import progress_of
from .report import as_json, show
from .understand import Conversation, Understood, UnreadableError, conversation, understand

__all__ = [
    "Conversation",
    "Understood",
    "UnreadableError",
    "as_json",
    "conversation",
    "progress_of",
    "show",
    "understand",
]
