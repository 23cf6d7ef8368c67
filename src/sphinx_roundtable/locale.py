"""The words that the extension itself puts on pages, in the language of the project."""

from __future__ import annotations

from sphinx.locale import get_translation

__all__ = ["_"]

_ = get_translation("sphinx_roundtable")
