"""What is missing, broken or unknown: a warning, and the text is still there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.typst.books import letters, picture

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


def test_an_unknown_node_is_reported_once_for_its_kind(build: Build) -> None:
    source = "T\n=\n\n" + "".join(f".. container:: x\n\n   Inside {n}.\n\n" for n in range(9))
    book = build({"index.rst": source}, STRANGE)
    assert book.warnings.count("WARNING") == 1
    assert "no translation for strange, here and at 8 more places" in book.warnings
    assert all(f"Inside {n}." in book.body for n in range(9))


# Rows of a table of which the source has one: docutils takes longer to read many than Typst to set
# them.
MANY_ROWS = """
def insert(app, doctree):
    for body in doctree.findall(nodes.tbody):
        row = body[0]
        body.clear()
        for number in range(10_000):
            copy = row.deepcopy()
            for entry, words in zip(copy, (f"row {number}", str(number * 7))):
                entry[0].replace_self(nodes.paragraph("", words))
            body.append(copy)
from docutils import nodes
def setup(app):
    app.connect("doctree-read", insert)
"""


@pytest.mark.once
def test_a_table_of_ten_thousand_rows(build: Build) -> None:
    source = "T\n=\n\n.. csv-table::\n   :header: a, b\n\n   row, number\n"
    book = build({"index.rst": source}, MANY_ROWS)
    assert book.warnings == ""
    found = re.findall(r"row (\d+) (\d+)", book.body)
    assert found == [(str(number), str(number * 7)) for number in range(10_000)]


LONG = {
    "paragraph": "A {0} b.",
    "address": "A https://example.org/{0}/{0}?a=b b.",
    "literal": "A ``{0}`` b.",
    "code": "::\n\n   {0}",
    "cell": ".. list-table::\n\n   * - {0}\n     - {0}",
    "narrow cell": ".. list-table::\n   :widths: 1 9\n\n   * - {0}\n     - x",
    "heading": "{0}\n" + "-" * 400,
    "item": "- {0}",
    "index": ".. index:: {0}\n\nA b.",
}


@pytest.mark.parametrize("place", LONG)
def test_a_word_longer_than_a_line(build: Build, place: str) -> None:
    book = build({"index.rst": f"T\n=\n\n{LONG[place].format('wort' * 60)}\n"})
    assert book.warnings == ""
    assert "wort" * 60 in letters(book.body)
    assert book.overprinted() == []


TABLES = {
    "many columns": ("auto", ["Internationalisation"] * 9),
    "a long word": ("auto", ["Deployment", *["what was said, on page 112"] * 6]),
    "given widths": ("1 9 9 9", ["Internationalisation", "a", "b", "c"]),
    "code": ("auto", ["``sphinx_roundtable.typst``", *["``typst_show_pagerefs``"] * 4]),
    "thirty columns": ("auto", [f"Name{number}" for number in range(30)]),
}


@pytest.mark.parametrize("variant", ["normal", "large-print"])
@pytest.mark.parametrize("table", TABLES)
def test_no_word_of_a_table_is_set_over_another(build: Build, table: str, variant: str) -> None:
    widths, cells = TABLES[table]
    row = "   * - " + "\n     - ".join(cells) + "\n"
    source = f"T\n=\n\n.. list-table::\n   :header-rows: 1\n   :widths: {widths}\n\n{row}{row}"
    conf = f'typst_documents = [{{"contents_depth": 0, "variant": "{variant}"}}]\n'
    book = build({"index.rst": source}, conf)
    assert book.warnings == ""
    for cell in cells:
        assert letters(book.body).count(letters(cell)) >= 2
    assert book.overprinted() == []


LEVELS = 35
DEEP = {
    "lists": ("  ", "- level {0}\n\n"),
    "numbers": ("   ", "1. level {0}\n\n"),
    "quotations": ("  ", "level {0}\n\n"),
    "definitions": ("  ", "level {0}\n"),
    "fields": ("  ", ":level {0}:\n"),
    "notes": ("   ", ".. note::\n\n   level {0}\n\n"),
    "objects": ("   ", ".. py:class:: level_{0}\n\n"),
}


@pytest.mark.parametrize("kind", DEEP)
def test_deep_nesting(build: Build, kind: str) -> None:
    indent, text = DEEP[kind]
    lines = []
    for level in range(LEVELS):
        lines += [f"{indent * level}{line}".rstrip() for line in text.format(level).splitlines()]
    book = build({"index.rst": "T\n=\n\n" + "\n".join(lines) + f"\n{indent * LEVELS}end\n"})
    (line,) = re.findall(r"index\.rst:(\d+): WARNING: nested too deeply", book.warnings)
    assert int(line) > 1
    assert "[typst.nesting]" in book.warnings
    text = letters(book.body)
    assert [level for level in range(LEVELS) if f"level{level}" not in text] == []


def test_tables_in_tables(build: Build) -> None:
    conf = """
from docutils import nodes
def table(level):
    def row(*cells):
        return nodes.row("", *[nodes.entry("", *cell) for cell in cells])
    inner = [nodes.paragraph("", f"left of {level}")] + ([table(level - 1)] if level else [])
    group = nodes.tgroup(
        "", nodes.colspec(colwidth=50), nodes.colspec(colwidth=50),
        nodes.thead("", row([nodes.paragraph("", "one")], [nodes.paragraph("", "two")])),
        nodes.tbody("", row(inner, [nodes.paragraph("", f"right of {level}")])), cols=2)
    return nodes.table("", nodes.title("", f"title of {level}"), group)
def nest(app, tree):
    for node in list(tree.findall(nodes.comment)):
        node.replace_self(table(11))
def setup(app):
    app.connect("doctree-read", nest)
"""
    book = build({"index.rst": "T\n=\n\nA\n\n.. nest\n\nB"}, conf)
    assert book.warnings.count("[typst.nesting]") == 1
    text = letters(book.body)
    expected = [f"{part}of{level}" for part in ("left", "right", "title") for level in range(12)]
    assert [words for words in expected if words not in text] == []


@pytest.mark.parametrize("size", ["", "   :height: 2000\n", "   :width: 100%\n"])
def test_a_picture_higher_than_a_page_leaves_room_for_its_caption(build: Build, size: str) -> None:
    figure = f".. figure:: a.png\n   :alt: x\n{size}\n   The caption.\n\n   The legend.\n"
    book = build(
        {"index.rst": f"T\n=\n\nA\n\n{figure}\nB |i| C\n\n.. |i| image:: a.png\n", "a.png": tall()}
    )
    assert book.warnings == ""
    assert "The caption. The legend." in book.body
    assert book.overprinted() == []


def tall() -> bytes:
    """Return an image that is much higher than wide."""
    return picture("PNG", (40, 1000))


def test_a_graph_that_is_printed_as_code_goes_on_on_the_next_page(build: Build) -> None:
    edges = "".join(f"   a{number} -> b{number};\n" for number in range(200))
    source = f"T\n=\n\n.. graphviz::\n   :caption: Cap\n\n   digraph {{\n{edges}   }}\n\nB"
    conf = 'extensions += ["sphinx.ext.graphviz"]\ngraphviz_dot = "no-such-program"\n'
    book = build({"index.rst": source}, conf)
    assert "a199 -> b199; } Cap B" in book.body.replace("\u200b", "")
    assert book.overprinted() == []
