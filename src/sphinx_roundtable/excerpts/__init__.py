"""Answers shown in documents of the author's: quoted, in part or whole, or found by a filter.

A directive leaves a node. Once all sources have been read, and the pages made, it is filled with
copies of the answers' nodes, and the document's doctree is written again: so pictures, notes and
references in it are those of any document, and every builder knows them.
"""

from .filling import fill

__all__ = ["fill"]
