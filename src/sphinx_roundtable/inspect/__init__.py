"""How a text is understood, shown before anything is built."""

from .progress import follow_progress
from .report import as_json, show
from .understand import Conversation, Understood, UnreadableError, conversation, understand

__all__ = [
    "Conversation",
    "Understood",
    "UnreadableError",
    "as_json",
    "conversation",
    "follow_progress",
    "show",
    "understand",
]
