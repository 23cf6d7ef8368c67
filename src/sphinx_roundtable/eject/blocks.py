"""Block nodes as reStructuredText: lines, without the indentation of what they stand in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import column_width

from .asides import Asides
from .figures import Figures
from .inline import escaped, standing
from .lists import Lists
from .writer import indented

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from sphinx import addnodes

__all__ = ["Blocks"]

_UNDERLINES = "=-~^\"'+#.:"


class Blocks(Lists, Asides, Figures):
    """Writes the blocks of one document."""

    def __init__(self, document: nodes.document, docname: str, labels: AbstractSet[str]) -> None:
        """Start; *labels* are the places that exist, in all documents."""
        super().__init__(docname, labels, _names_of_notes(document))
        self._document = document
        self._level = 0

    def text(self) -> str:
        """Return the document as the text of a file."""
        lines = self._blocks(self._document.children)
        return "\n".join([*lines, *self._pictures()]).rstrip() + "\n"

    def _section(self, node: nodes.section) -> Sequence[str]:
        self._level += 1
        lines = self._blocks(node.children)
        self._level -= 1
        return lines

    def _title(self, node: nodes.title) -> Sequence[str]:
        text = standing(self._words.text(node)) or "\\ "
        mark = _UNDERLINES[min(self._level, len(_UNDERLINES)) - 1]
        return [text, mark * column_width(text)]

    def _transition(self, node: nodes.transition) -> Sequence[str]:
        return ["----"]

    def _rubric(self, node: nodes.rubric) -> Sequence[str]:
        return [f".. rubric:: {self._words.text(node)}"]

    def _index(self, node: addnodes.index) -> Sequence[str]:
        return []

    def _toctree(self, node: addnodes.toctree) -> Sequence[str]:
        entries = [
            f"{title} <{'' if '://' in name else '/'}{name}>" if title else f"/{name}"
            for title, name in node["entries"]
            if name != "self"
        ]
        if not entries:
            return []
        options = [":hidden:"] if node.get("hidden") else []
        if node.get("caption"):
            options.append(f":caption: {escaped(node['caption'])}")
        return [".. toctree::", *indented([*options, "", *entries], 3)]

    def _container(self, node: nodes.container) -> Sequence[str]:
        return self._blocks(node.children)


def _names_of_notes(document: nodes.document) -> dict[str, str]:
    """Map ids of footnotes to their names: what is shown, where no other note shows the same."""
    notes = [note for note in document.findall(nodes.footnote) if note["ids"]]
    shown = Counter(note.children[0].astext() for note in notes)
    names: dict[str, str] = {}
    for note in notes:
        label = note.children[0].astext()
        plain = label.isdecimal() and shown[label] == 1
        names |= dict.fromkeys(note["ids"], label if plain else f"#{note['ids'][0]}")
    return names
