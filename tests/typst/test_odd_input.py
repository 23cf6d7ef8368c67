"""What is missing, broken or unknown: a warning, and the text is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.typst.books import Build


STRANGE = """
from docutils import nodes
class strange(nodes.General, nodes.Element): pass
def insert(app, doctree, docname):
    for node in list(doctree.findall(nodes.container)):
        other = strange("", *node.children)
        other.source, other.line = node.source, node.line
        node.replace_self(other)
def setup(app):
    app.connect("doctree-resolved", insert)
"""


def test_unknown_node_keeps_its_children(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\nA\n\n.. container:: x\n\n   Inside.\n\nB"}, STRANGE)
    assert "A Inside. B" in book.body
    assert "no translation for strange [typst.node]" in book.warnings
    assert "index.rst:" in book.warnings


def test_own_visitor_of_an_extension(build: Build) -> None:
    visitors = (
        "    app.add_node(strange, typst=(lambda s, n: s.push(), lambda s, n: s.call('rect')))\n"
    )
    book = build({"index.rst": "T\n=\n\n.. container:: x\n\n   Inside.\n"}, STRANGE + visitors)
    assert book.warnings == ""
    assert "rect(" in book.source
    assert "Inside." in book.body


@pytest.mark.parametrize("content", [None, b"this is no image"])
def test_image_that_is_missing_or_broken(build: Build, content: bytes | None) -> None:
    files: dict[str, str | bytes] = {
        "index.rst": "T\n=\n\nA\n\n.. image:: x.png\n   :alt: The alt\n\nB"
    }
    if content:
        files["x.png"] = content
    book = build(files)
    assert "A The alt B" in book.body
    assert "index.rst:6: WARNING: no image 'x.png' in the PDF [typst.image]" in book.warnings


def test_character_that_no_font_has(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\nLatin é.\n\nHan 漢 and 漢 and 字."})
    assert (
        "index.rst:6: WARNING: no font has the character 漢 (U+6F22) [typst.glyph]" in book.warnings
    )
    assert "U+5B57" in book.warnings
    assert book.warnings.count("WARNING") == 2


def test_system_messages_are_kept(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\nSee |gone|."}, "keep_warnings = True\n")
    assert "|gone|" in book.body
