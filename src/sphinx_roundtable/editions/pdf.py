"""What the PDF needs: how the parts of our pages look on paper.

The Typst builder knows nothing of roundtables; it asks for a function by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup_pdf"]

STYLES = {
    # The line below a name stays with the words that follow.
    "roundtable-role": 'body => block(sticky: true, text(style: "italic", fill: luma(90), body))',
    "roundtable-time": "body => block(sticky: true, text(size: 0.85em, fill: luma(90), body))",
    "roundtable-origin": "body => block(sticky: true, text(size: 0.9em, fill: luma(90), body))",
    "roundtable-aside": (
        "body => block(inset: (left: 1em), stroke: (left: 1.5pt + luma(160)),"
        " text(fill: luma(60), body))"
    ),
    "roundtable-question": (
        "body => block(width: 100%, inset: 0.7em, radius: 2pt, fill: luma(242), body)"
    ),
    "roundtable-asker": 'body => block(sticky: true, text(weight: "bold", size: 0.9em, body))',
    "roundtable-missing": "body => block(text(size: 0.9em, fill: luma(90), body))",
    "roundtable-answers-lead": 'body => block(sticky: true, text(weight: "bold", body))',
}


def setup_pdf(app: Sphinx) -> None:
    """Register the styles; a project's own take precedence."""
    app.connect("config-inited", _add_styles)


def _add_styles(app: Sphinx, config: Config) -> None:
    if "typst_styles" in config:
        config.typst_styles = STYLES | config.typst_styles
