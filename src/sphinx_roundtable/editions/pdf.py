"""What the PDF needs: how the parts of our pages look on paper.

The Typst builder knows nothing of roundtables; it asks for a function by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..badges import colour, initials
from .joined import documents, within

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
    "roundtable-none": "body => text(fill: luma(120), body)",
    "roundtable-missing": "body => block(text(size: 0.9em, fill: luma(90), body))",
    "roundtable-answers-lead": 'body => block(sticky: true, text(weight: "bold", body))',
}


def setup_pdf(app: Sphinx) -> None:
    """Register the styles; a project's own take precedence."""
    app.connect("config-inited", _add_styles)
    app.connect("doctree-resolved", _add_initials)


def _add_styles(app: Sphinx, config: Config) -> None:
    if "typst_styles" in config:
        config.typst_styles = STYLES | config.typst_styles


# Beside the name that they come from, the letters are decoration: a screen reader skips them, and
# contents and running heads, which repeat the heading, go without.
BADGE = """#once(pdf.artifact(box(circle(
  radius: 0.9em, fill: rgb("{colour}"),
  align(center + horizon, text(size: 0.68em, fill: white, "{initials}")),
))) + h(0.5em))"""


def _add_initials(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Put the initials of each person before the name, where no picture shows the person."""
    if app.builder.name != "typst":
        return
    domain: Any = app.env.domains["roundtable"]
    people = {
        table.docname("people", person.id): person
        for table in domain.roundtables.values()
        for person in table.people
    }
    for docname, start in documents(document):
        person = people.get(docname)
        pictured = any(isinstance(node, nodes.image) for node in within(start))
        title = next(start.findall(nodes.title), None)
        if person is not None and title is not None and not pictured:
            badge = BADGE.format(initials=initials(person.name), colour=colour(person.id))
            title.insert(0, nodes.raw("", badge, format="typst"))
