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

# A list of names or links is no prose: stretched to the width of a line it would fall apart.
RAGGED = "body => { set par(justify: false); body }"

# A portrait, and beside it who the person is.
PORTRAYED = """body => block(sticky: true, above: 1em, below: 1.2em, grid(
  columns: (auto, 1fr), column-gutter: 1em, align: bottom, ..body.children,
))"""

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
    "roundtable-head": PORTRAYED,
    "roundtable-systems": RAGGED,
    "roundtable-together": RAGGED,
    "roundtable-links": RAGGED,
    # What a system is stays with who speaks of it.
    "roundtable-what": "body => block(sticky: true, body)",
    "roundtable-about": "body => block(sticky: true, { set par(justify: false); body })",
    "roundtable-mention": (
        "body => { set par(justify: false, hanging-indent: 1.6em, spacing: 0.75em); body }"
    ),
    "roundtable-answers-lead": 'body => block(sticky: true, text(weight: "bold", body))',
}


def setup_pdf(app: Sphinx) -> None:
    """Register the styles; a project's own take precedence."""
    app.connect("config-inited", _add_styles)
    app.connect("doctree-resolved", _add_initials)
    app.connect("doctree-resolved", _put_roles_beside)
    app.connect("doctree-resolved", _run_mentions_in)


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


def _put_roles_beside(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Put what a person does beside the portrait that stands above it."""
    if app.builder.name != "typst":
        return
    for portrait in list(document.findall(nodes.image)):
        role = portrait.next_node(descend=False, siblings=True)
        if (
            "roundtable-portrait" in portrait["classes"]
            and isinstance(role, nodes.paragraph)
            and "roundtable-role" in role["classes"]
        ):
            head = nodes.container(classes=["roundtable-head"])
            portrait.replace_self(head)
            role.parent.remove(role)
            head += [portrait, role]


def _run_mentions_in(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Let who speaks of a system and where stand in one paragraph: a list would fill the page."""
    if app.builder.name != "typst":
        return
    for mentions in list(document.findall(nodes.definition_list)):
        if "roundtable-mentions" in mentions["classes"]:
            people = [(item, _places(item)) for item in mentions.children]
            # Where a place comes with sentences, it is a list after all.
            if all(places for _item, places in people):
                mentions.replace_self([_mention(item, places) for item, places in people])


def _places(item: nodes.Node) -> list[nodes.Node]:
    """Return the paragraphs in which places are named; none if there is more than their names."""
    (definition,) = item.findall(nodes.definition)
    places = list(definition.findall(nodes.list_item))
    return [place[0] for place in places] if all(len(place) == 1 for place in places) else []


def _mention(item: nodes.Node, places: list[nodes.Node]) -> nodes.paragraph:
    (term,) = item.findall(nodes.term)
    paragraph = nodes.paragraph(ids=term["ids"], classes=["roundtable-mention"])
    paragraph += [nodes.strong("", "", *term.children), nodes.Text(": ")]
    for number, place in enumerate(places):
        paragraph += [nodes.Text("; ")] * bool(number) + list(place.children)
    return paragraph
