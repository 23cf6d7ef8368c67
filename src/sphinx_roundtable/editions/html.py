"""What HTML and EPUB need: a style sheet, and answers that the search finds once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..reading import BODY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["STATIC", "HideFromSearch", "setup_html"]

#: Style sheets and scripts.
STATIC = Path(__file__).parent.parent / "static"


class HideFromSearch(SphinxPostTransform):
    """In a source, hide from the search what its pages show: they are the better hit."""

    formats = ("html",)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        domain: Any = self.env.domains["roundtable"]
        if self.env.current_document.docname not in domain.readings or not domain.pages:
            return
        for node in self.document.findall(nodes.Element):
            if BODY in node:
                node["classes"].append("no-search")


def setup_html(app: Sphinx) -> None:
    """Register the transform and the style sheet."""
    app.add_post_transform(HideFromSearch)
    app.connect("write-started", leave_comparison_out)
    app.connect("builder-inited", _add_static)


def _add_static(app: Sphinx) -> None:
    # A site that only loads the extension is not changed in any way.
    if app.builder.format == "html" and app.config.roundtables:
        app.config.html_static_path.append(str(STATIC))
    if app.builder.name == "epub" and app.config.roundtables:
        # A book has no search page, and its reader copies by other means.
        unused = [f"_static/roundtable-{part}" for part in ("choice.css", "search.css", "take.css")]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *unused]


def leave_comparison_out(app: Sphinx, builder: Builder) -> None:
    """Leave the page that compares people out of an EPUB, which has no scripts."""
    if builder.name == "epub":
        domain: Any = app.env.domains["roundtable"]
        pages = {table.comparison for table in domain.roundtables.values()} & domain.pages.keys()
        unused = [f"{docname}.xhtml" for docname in sorted(pages)]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *unused]
