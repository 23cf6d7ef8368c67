"""Inline nodes as reStructuredText.

A backslash and a space, which nobody sees, part markup from what it touches. Inline markup does not
nest: of a link in emphasis, the link stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

__all__ = ["Inline", "escaped", "standing"]

#: What may begin or end markup within a line.
_MARKS = re.compile(r"([\\*`|_])")
#: What would make a paragraph something else: a list, a field, a directive, a quotation of code.
_BEGINS = re.compile(
    r"([-+*\u2022\u2023\u2043](\s|$)|\(?(#|\w{1,4})[.)](\s|$)|:|\.\.(\s|$)|>>>|__|[!-/:-@\[-`{-~]{2,}|"
    r"--?[a-zA-Z]|/[a-zA-Z])"
)
_PARTED = "\\ "


def escaped(text: str) -> str:
    """Return plain words in which nothing is markup."""
    return _MARKS.sub(r"\\\1", text)


def standing(line: str) -> str:
    """Return a paragraph's only line so that it is a paragraph, whatever it begins or ends with."""
    if _BEGINS.match(line) and not line.startswith(("\\", "*", "`", ":ref:", ":doc:")):
        line = f"\\{line}"
    return f"{line[:-1]}\\:" if line.endswith("::") else line


class Inline:
    """Writes the inline nodes of one document."""

    def __init__(self, docname: str, labels: AbstractSet[str], notes: Mapping[str, str]) -> None:
        """Start.

        :param labels: the places that exist, in all documents
        :param notes: the names of the document's footnotes, by their ids
        """
        self._docname = docname
        self._labels = labels
        self._notes = notes
        #: Pictures within a line, which are defined elsewhere.
        self.pictures: list[nodes.image] = []

    def text(self, element: nodes.Element) -> str:
        """Return the children of *element* on one line."""
        line = ""
        pending = False  # the last part was markup
        for words, is_markup in self._parts(element):
            if not words:
                continue
            touches = bool(line) and not line[-1].isspace()
            if (is_markup and touches) or (pending and not words[0].isspace() and not is_markup):
                line += _PARTED
            line += words
            pending = is_markup
        return " ".join(line.replace("\n", " ").split(" ")).strip()

    def _parts(self, element: nodes.Element) -> Iterator[tuple[str, bool]]:
        for node in element.children:
            if isinstance(node, nodes.Text):
                yield escaped(re.sub(r"\s+", " ", node.astext())), False
            elif isinstance(node, nodes.Element):
                yield from self._part(node)

    def _part(self, node: nodes.Element) -> Iterator[tuple[str, bool]]:
        match node:
            case nodes.reference() | nodes.footnote_reference() | addnodes.download_reference():
                yield from self._link(node)
            case nodes.emphasis() | nodes.strong() | nodes.title_reference():
                yield from self._marked(node, "**" if isinstance(node, nodes.strong) else "*")
            case nodes.literal():
                yield self._role("literal", node.astext()), True
            case nodes.subscript() | nodes.superscript():
                yield self._role(node.tagname[:3], node.astext()), True
            case nodes.math():
                yield f":math:`{node.astext()}`", True
            case nodes.image():
                self.pictures.append(node)
                yield f"|picture {len(self.pictures)}|", True
            case nodes.raw() | nodes.comment() | addnodes.index() | nodes.system_message():
                return
            case _:
                yield from self._parts(node)

    def _marked(self, node: nodes.Element, mark: str) -> Iterator[tuple[str, bool]]:
        words = re.sub(r"\s+", " ", node.astext())
        if not words.strip() or any(not isinstance(child, nodes.Text) for child in node.children):
            yield from self._parts(node)
            return
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        yield before, False
        yield f"{mark}{escaped(words.strip())}{mark}", True
        yield after, False

    def _role(self, name: str, words: str) -> str:
        words = re.sub(r"\s+", " ", words)
        plain = words.strip() == words and words and "`" not in words and "\\" not in words
        if name == "literal" and plain:
            return f"``{words}``"
        return f":{name}:`{escaped(words)}`"

    def _link(self, node: nodes.Element) -> Iterator[tuple[str, bool]]:
        if isinstance(node, nodes.footnote_reference):
            yield f"[{self._notes.get(node.get('refid', ''), node.astext())}]_", True
            return
        words = " ".join(node.astext().split())
        target = self.target(node)
        if not words or not target:
            yield from self._parts(node)
        else:
            label = escaped(words).replace("<", "\\<")
            yield target % label, True

    def target(self, node: nodes.Element) -> str:
        """Return how *node* is written around its words, or nothing where it leads nowhere."""
        uri = node.get("refuri", "")
        if node.get("refid"):
            uri = f"/{self._docname}#{node['refid']}"
        if not uri.startswith("/"):
            return (
                f"`%s <{escaped(uri).replace('%', '%%')}>`__" if "://" in uri or "@" in uri else ""
            )
        docname, _, anchor = uri[1:].partition("#")
        if not anchor:
            return f":doc:`%s </{docname}>`"
        place = f"{docname}#{anchor}"
        return f":ref:`%s <{place}>`" if place in self._labels else f":doc:`%s </{docname}>`"
