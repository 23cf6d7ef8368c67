"""From a doctree to the source of a book, one module for each kind of element."""

from __future__ import annotations

from sphinx_roundtable.typst.translator.graphs import GraphsMixin
from sphinx_roundtable.typst.translator.lists import ListsMixin
from sphinx_roundtable.typst.translator.notes import NotesMixin
from sphinx_roundtable.typst.translator.objects import ObjectsMixin

__all__ = ["TypstTranslator"]


class TypstTranslator(NotesMixin, ObjectsMixin, GraphsMixin, ListsMixin):
    """Translates the tree of one book."""
