"""The domain: people, topics, answers and systems as objects, and the state of a build.

One layer upon the other: what is *kept* in Sphinx's environment, what is *settled* from it once all
sources have been read, and the *links* that Sphinx asks for.
"""

from .links import RoundtableDomain

__all__ = ["RoundtableDomain"]
