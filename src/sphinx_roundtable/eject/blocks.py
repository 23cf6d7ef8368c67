"""Block nodes as reStructuredText: lines, without the indentation of what they stand in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .inline import Inline, escaped, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["Blocks"]

_UNDERLINES = "=-~^\"'+#.:"
#: Between two blocks that would be one without it.
_APART = ".."
_LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list)
_INDENTED = (nodes.block_quote, nodes.definition_list, *_LISTS)


class Blocks:
    """Writes the blocks of one document."""

    def __init__(self, document: nodes.document, docname: str, labels: AbstractSet[str]) -> None:
        """Start; *labels* are the places that exist, in all documents."""
        self._document = document
        self._docname = docname
        self._notes = _names_of_notes(document)
        self._inline = Inline(docname, labels, self._notes)
        self._level = 0

    def text(self) -> str:
        """Return the document as the text of a file."""
        lines = self._blocks(self._document.children)
        for number, picture in enumerate(self._inline.pictures, start=1):
            lines += ["", f".. |picture {number}| image:: {_path(picture)}"]
            lines += _indented(_picture_options(picture), 3)
        return "\n".join(lines).rstrip() + "\n"

    def _blocks(self, children: Iterable[nodes.Node]) -> list[str]:
        """Return the lines of several blocks, with empty lines between them."""
        lines: list[str] = []
        last: nodes.Node | None = None
        for node in children:
            if not isinstance(node, nodes.Element):
                continue
            block = [*self._labels(node), *self._block(node)]
            if not block:
                continue
            if isinstance(node, _INDENTED) and isinstance(last, (*_INDENTED, nodes.Admonition)):
                lines += [_APART, ""]
            lines += [*block, ""]
            last = node
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _labels(self, node: nodes.Element) -> Iterator[str]:
        """Yield targets for all places in *node* that no block within it stands for."""
        if isinstance(node, (nodes.footnote, nodes.citation, nodes.Invisible)):
            return
        ids = list(node["ids"])
        if isinstance(node, nodes.TextElement):
            ids += [
                id for part in node.findall(nodes.Element) if part is not node for id in part["ids"]
            ]
        for id in dict.fromkeys(ids):
            yield f".. _`{self._docname}#{id}`:"
        if ids:
            yield ""

    def _block(self, node: nodes.Element) -> Sequence[str]:
        method = getattr(self, f"_{node.tagname}", None)
        if method is not None:
            lines: Sequence[str] = method(node)
            return lines
        if isinstance(node, nodes.Admonition):
            return self._admonition(node)
        if isinstance(node, (nodes.Invisible, nodes.Inline)):
            return []
        if isinstance(node, nodes.TextElement):
            return [standing(text)] if (text := self._inline.text(node)) else []
        return self._blocks(node.children)

    # Structure

    def _section(self, node: nodes.section) -> Sequence[str]:
        self._level += 1
        lines = self._blocks(node.children)
        self._level -= 1
        return lines

    def _title(self, node: nodes.title) -> Sequence[str]:
        text = standing(self._inline.text(node)) or "\\ "
        wide = 2 * len(text)  # characters of some scripts take two columns
        return [text, _UNDERLINES[min(self._level, len(_UNDERLINES)) - 1] * wide]

    def _transition(self, node: nodes.transition) -> Sequence[str]:
        return ["----"]

    def _rubric(self, node: nodes.rubric) -> Sequence[str]:
        return [f".. rubric:: {self._inline.text(node)}"]

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
        return [".. toctree::", *_indented([*options, "", *entries], 3)]

    def _container(self, node: nodes.container) -> Sequence[str]:
        return self._blocks(node.children)

    # Lists

    def _bullet_list(self, node: nodes.bullet_list) -> Sequence[str]:
        return self._items(node, ["-"] * len(node.children))

    def _enumerated_list(self, node: nodes.enumerated_list) -> Sequence[str]:
        start = node.get("start", 1)
        return self._items(node, [f"{number}." for number in range(start, start + len(node))])

    def _items(self, node: nodes.Element, marks: Sequence[str]) -> Sequence[str]:
        lines: list[str] = []
        for mark, item in zip(marks, node.children, strict=True):
            block = self._blocks(item.children) or [_APART]
            inner = _indented(block, len(mark) + 1)
            lines += [f"{mark} {inner[0].lstrip()}", *inner[1:], ""]
        return lines[:-1]

    def _definition_list(self, node: nodes.definition_list) -> Sequence[str]:
        lines: list[str] = []
        for item in node.children:
            terms = [
                part for part in item.children if isinstance(part, (nodes.term, nodes.classifier))
            ]
            term = " : ".join(self._inline.text(part).replace(" : ", " \\: ") for part in terms)
            rest = [part for part in item.children if isinstance(part, nodes.definition)]
            below = [line for part in rest for line in self._blocks(part.children)]
            labels = [label for part in terms for label in self._labels(part)]
            lines += [*labels, standing(term), *_indented(below or [_APART], 3), ""]
        return lines[:-1]

    def _field_list(self, node: nodes.field_list) -> Sequence[str]:
        lines: list[str] = []
        for field in node.children:
            name, body = _elements(field)
            text = self._inline.text(name).replace(":", "\\:")
            block = _indented(self._blocks(body.children), 4)
            lines += [f":{text}:", *block]
        return lines

    def _option_list(self, node: nodes.option_list) -> Sequence[str]:
        lines: list[str] = []
        for item in node.children:
            group, description = _elements(item)
            lines += [
                escaped(group.astext()) or _APART,
                *_indented(self._blocks(description.children), 3),
            ]
        return lines

    def _line_block(self, node: nodes.line_block) -> Sequence[str]:
        lines: list[str] = []
        for part in _elements(node):
            if isinstance(part, nodes.line_block):
                lines += [f"|    {line[2:]}" for line in self._line_block(part)]
            else:
                lines.append(f"| {self._inline.text(part)}")
        return lines

    def _desc(self, node: addnodes.desc) -> Sequence[str]:
        lines: list[str] = []
        for part in node.children:
            if isinstance(part, addnodes.desc_signature):
                lines += [*self._labels(part), f"**{escaped(' '.join(part.astext().split()))}**"]
            elif isinstance(part, nodes.Element):
                lines += _indented(self._blocks(part.children), 3)
        return lines

    # What is set apart

    def _block_quote(self, node: nodes.block_quote) -> Sequence[str]:
        return _indented(self._blocks(node.children), 3)

    def _attribution(self, node: nodes.attribution) -> Sequence[str]:
        return [f"-- {self._inline.text(node)}"]

    def _literal_block(self, node: nodes.literal_block) -> Sequence[str]:
        language = node.get("language", "none")
        text = node.astext().expandtabs().split("\n")
        return [f".. code-block:: {language}", "   :force:", "", *_indented(text, 3)]

    def _doctest_block(self, node: nodes.doctest_block) -> Sequence[str]:
        return [".. code-block:: pycon", "   :force:", "", *_indented(node.astext().split("\n"), 3)]

    def _math_block(self, node: nodes.math_block) -> Sequence[str]:
        return [
            ".. math::",
            "   :no-wrap:" * bool(node.get("no-wrap")),
            "",
            *_indented(node.astext().split("\n"), 3),
        ]

    def _raw(self, node: nodes.raw) -> Sequence[str]:
        return [f".. raw:: {node['format']}", "", *_indented(node.astext().split("\n"), 3)]

    def _admonition(self, node: nodes.Element) -> Sequence[str]:
        title = next((part for part in node.children if isinstance(part, nodes.title)), None)
        body = _indented(self._blocks(part for part in node.children if part is not title), 3)
        name = node.tagname if title is None else f"admonition:: {self._inline.text(title)}"
        return [f".. {name}{'' if title is not None else '::'}", "", *body]

    def _topic(self, node: nodes.topic) -> Sequence[str]:
        title, *rest = _elements(node)
        return [f".. topic:: {self._inline.text(title)}", "", *_indented(self._blocks(rest), 3)]

    def _sidebar(self, node: nodes.sidebar) -> Sequence[str]:
        title, *rest = _elements(node)
        return [f".. sidebar:: {self._inline.text(title)}", "", *_indented(self._blocks(rest), 3)]

    def _footnote(self, node: nodes.footnote) -> Sequence[str]:
        _label, *rest = _elements(node)
        inner = _indented(self._blocks(rest), 3) or [""]
        return [f".. [{self._notes[node['ids'][0]]}] {inner[0].lstrip()}", *inner[1:]]

    def _citation(self, node: nodes.citation) -> Sequence[str]:
        label, *rest = _elements(node)
        lines = self._blocks(rest)
        return [f"**[{escaped(label.astext())}]**", "", *_indented(lines, 3)]

    # Pictures and tables

    def _image(self, node: nodes.image) -> Sequence[str]:
        return [f".. image:: {_path(node)}", *_indented(_picture_options(node), 3)]

    def _reference(self, node: nodes.reference) -> Sequence[str]:
        return self._blocks(node.children)

    def _figure(self, node: nodes.figure) -> Sequence[str]:
        image = next(node.findall(nodes.image), None)
        if image is None:
            return self._blocks(node.children)
        caption = [part for part in node.children if isinstance(part, nodes.caption)]
        legend = [part for part in node.children if isinstance(part, nodes.legend)]
        below = [standing(self._inline.text(part)) for part in caption] or (
            [_APART] if legend else []
        )
        more = [line for part in legend for line in ("", *self._blocks(part.children))]
        options = _picture_options(image)
        return [f".. figure:: {_path(image)}", *_indented([*options, "", *below, *more], 3)]

    def _table(self, node: nodes.table) -> Sequence[str]:
        title = next((part for part in node.children if isinstance(part, nodes.title)), None)
        rows = [row for row in node.findall(nodes.row) if _table_of(row) is node]
        heads = sum(isinstance(row.parent, nodes.thead) for row in rows)
        stubs = sum(spec.get("stub", 0) == 1 for spec in node.findall(nodes.colspec))
        grid = _grid(rows)
        lines = [
            f".. list-table:: {self._inline.text(title) if title is not None else ''}".rstrip()
        ]
        lines += [f"   :header-rows: {heads}"] if heads else []
        lines += [f"   :stub-columns: {stubs}"] if stubs else []
        lines.append("")
        for row in grid:
            for number, entry in enumerate(row):
                block = (self._blocks(entry.children) if entry is not None else []) or [""]
                mark = "   * - " if not number else "     - "
                inner = _indented(block, 7)
                lines += [mark + inner[0].lstrip(), *inner[1:]]
        return [line.rstrip() for line in lines]


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


def _elements(node: nodes.Node) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def _table_of(row: nodes.Element) -> nodes.Element:
    above: nodes.Element = row
    while not isinstance(above, nodes.table):
        above = above.parent
    return above


def _grid(rows: Sequence[nodes.Element]) -> list[list[nodes.Element | None]]:
    """Return the cells of a table in which none spans several."""
    grid: list[list[nodes.Element | None]] = [[] for _ in rows]
    waiting: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        for entry in _elements(row):
            while waiting.pop((number, len(grid[number])), False):
                grid[number].append(None)
            place = len(grid[number])
            columns = entry.get("morecols", 0) + 1
            grid[number] += [entry, *[None] * (columns - 1)]
            for below in range(1, entry.get("morerows", 0) + 1):
                waiting |= {(number + below, place + column): True for column in range(columns)}
        while waiting.pop((number, len(grid[number])), False):
            grid[number].append(None)
    width = max(map(len, grid), default=0)
    return [[*row, *[None] * (width - len(row))] for row in grid]


def _path(image: nodes.Element) -> str:
    uri: str = image["uri"]
    return uri if "://" in uri or uri.startswith("data:") else f"/{uri.lstrip('/')}"


def _picture_options(image: nodes.Element) -> list[str]:
    names = ("alt", "width", "height", "scale", "align")
    return [
        f":{name}: {re.sub(chr(10), ' ', str(image[name]))}" for name in names if image.get(name)
    ]


def _indented(lines: Iterable[str], columns: int) -> list[str]:
    return [f"{' ' * columns}{line}".rstrip() for line in lines]
