"""Where systems and people are named in what is said: found, recorded, linked."""

from .finder import Examined, Finder, systems_of

__all__ = ["Examined", "Finder", "systems_of"]
