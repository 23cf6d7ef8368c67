"""The style sheet of the pages: one part for each thing that they show, and one file of them all.

A browser asks once for what all pages share, and keeps it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .joined import is_joined

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["setup_styles", "style_sheet", "write_style_sheet"]

#: Its parts, in the order of the cascade: what themes insist on has the last word.
PARTS: Final = ("page", "people", "answers", "ways", "lists", "matrix", "systems", "themes")

_FOLDER: Final = Path(__file__).parent.parent / "styles"


def setup_styles(app: Sphinx) -> None:
    """Register the steps."""
    app.connect("write-started", _add_styles)
    app.connect("html-page-context", _style_page)


def _add_styles(app: Sphinx, builder: Builder) -> None:
    # A site that only loads the extension is not changed in any way.
    if builder.format == "html" and app.config.roundtables:
        write_style_sheet(app)


def _style_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    document: nodes.document | None,
) -> None:
    """Style an index, and the page that holds all others, whatever its first document has."""
    domain: Any = app.env.domains["roundtable"]
    if document is not None and domain.pages and is_joined(document):
        app.add_css_file("roundtable.css")
    if document is None and pagename in {f"{domain.name}-{index.name}" for index in domain.indices}:
        app.add_css_file("roundtable-index.css")


def write_style_sheet(app: Sphinx) -> None:
    """Put the style sheet where Sphinx is going to copy what the author and the theme have."""
    path = Path(app.outdir, "_static", "roundtable.css")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(style_sheet(), encoding="utf-8", newline="\n")


def style_sheet() -> str:
    """Return the style sheet."""
    return "\n".join((_FOLDER / f"{part}.css").read_text("utf-8") for part in PARTS)
