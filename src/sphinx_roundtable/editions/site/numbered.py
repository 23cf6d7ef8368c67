"""The way from the address of an answer to the numbered page on which it now stands.

Without the script, the address leads to a link that leads on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...nodes import roundtable_navigation

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["lead_on"]


def lead_on(app: Sphinx, document: nodes.document) -> None:
    """Give a page that lists the answers of numbered pages the script that follows its links."""
    navigations = document.findall(roundtable_navigation)
    if any("roundtable-all" in node["classes"] for node in navigations):
        app.add_js_file("roundtable-numbered.js", loading_method="defer")
