"""A Sphinx builder that makes PDF books with Typst.

It needs nothing of the package around it: ``extensions = ["sphinx_roundtable.typst"]`` works for
every project. ``sphinx-build -b typst`` writes one PDF for each entry of ``typst_documents``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_roundtable.typst import config
from sphinx_roundtable.typst.assemble import part
from sphinx_roundtable.typst.builder import TypstBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["TypstBuilder", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its configuration values; return what Sphinx wants to know."""
    config.register(app)
    app.add_node(part)
    app.add_builder(TypstBuilder)
    # Nothing is stored while reading. Writing is one compilation per book, in this process:
    # the builder does not allow parallel writing itself, and does not stand in others' way.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
