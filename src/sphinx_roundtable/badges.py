"""What stands for a face: the portrait that the sidecar names, or initials on a colour.

The letters come from the name, the colour from the id, and nothing else: so a person looks the same
on every page, in every edition and in every build. A portrait is an image of the page, as if the
author had put it there: Sphinx copies it, and all editions know what to do with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .model import Person, Portrait

__all__ = [
    "COLOURS",
    "badge",
    "colour",
    "initials",
    "roundtable_badge",
    "settle_badge",
    "setup_badges",
]

#: Twelve hues, of one luminance (0.148 by https://www.w3.org/TR/WCAG22/#dfn-relative-luminance):
#: white letters have a contrast of 5.3 on each, and each has at least 3 against pages that are
#: white or as dark as #1f1f1f. So they serve light, dark and print alike.
COLOURS: Final = (
    "#a15651",
    "#9a5d2f",
    "#866717",
    "#687124",
    "#407743",
    "#067a65",
    "#047781",
    "#1e729b",
    "#506aa6",
    "#7261a2",
    "#8c5a8f",
    "#9c5572",
)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of *name*; at most two."""
    letters = [next(filter(str.isalpha, word), "") for word in name.split()]
    found = [letter.title() for letter in letters if letter]
    return "".join([*found[:1], *found[1:][-1:]])


def colour(id: str) -> str:
    """Return the colour of the person *id*, as ``#rrggbb``."""
    return COLOURS[crc32(id.encode()) % len(COLOURS)]


#: How wide a portrait is where no style sheet says it.
WIDTH: Final = "2.5cm"


class roundtable_badge(nodes.General, nodes.Element):
    """Stands for a face: holds an image, or is drawn as initials, in HTML only.

    Beside a name it is decoration, and programs that read aloud pass it by. The one at the head of
    a person's page has ``stays`` set: there, a portrait is for all editions.
    """


def badge(person: Person, portrait: Portrait | None, *, stays: bool = False) -> roundtable_badge:
    """Return what stands for the face of *person*.

    :param stays: whether a portrait is for all editions, not only for a screen
    """
    node = roundtable_badge(
        name=person.name,
        initials=initials(person.name),
        colour=colour(person.id),
        stays=stays,
        classes=["roundtable-badge"],
    )
    if portrait is not None:
        node["digest"] = portrait.digest
        node += nodes.image(uri=f"/{portrait.path}", alt="")
    return node


def _visit_badge(self: HTML5Translator, node: nodes.Element) -> None:
    if node.children:
        self.body.append(self.starttag(node, "span", ""))
        return
    # Colours are attributes, as a strict policy for styles wants it. An EPUB's pages are XML.
    space = ' xmlns="http://www.w3.org/2000/svg"' if self.builder.name == "epub" else ""
    self.body.append(
        f'<svg{space} class="{" ".join(node["classes"])}" viewBox="0 0 40 40"'
        ' width="40" height="40" aria-hidden="true" focusable="false">'
        f'<circle cx="20" cy="20" r="20" fill="{node["colour"]}"/>'
        '<text x="20" y="20" dy="0.35em" fill="#fff" font-size="15" text-anchor="middle">'
        f"{self.encode(node['initials'])}</text></svg>"
    )
    raise nodes.SkipNode


def _depart_badge(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</span>")


def settle_badge(node: roundtable_badge) -> None:
    """Leave of a badge what an edition without pages on a screen can show."""
    portrait = next(node.findall(nodes.image), None) if node["stays"] else None
    if portrait is None:
        node.parent.remove(node)
    else:
        portrait.update_all_atts({"alt": node["name"], "width": WIDTH}, replace=True)
        portrait["classes"].append("roundtable-portrait")
        node.replace_self(portrait)


def setup_badges(app: Sphinx) -> None:
    """Register the node; other builders than HTML never meet it."""
    app.add_node(roundtable_badge, html=(_visit_badge, _depart_badge))
