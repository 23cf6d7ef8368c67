"""Documents become a book: their order, their levels, their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.typst.books import BOOK

if TYPE_CHECKING:
    from tests.typst.books import Build


def test_reading_order_and_levels(build: Build) -> None:
    book = build(BOOK)
    assert book.warnings == ""
    words = [
        "Foreword.",
        "Part the first",
        "Text of a.",
        "More.",
        "Text of c.",
        "Text of b.",
        "Afterword.",
    ]
    places = [book.body.index(word) for word in words]
    assert places == sorted(places)
    assert book.outline == [
        (1, "Part the first"),
        (1, "Alpha"),
        (2, "Inner"),
        (3, "Gamma"),
        (1, "Beta"),
        (1, "Index"),
    ]


def test_paragraph_behind_a_nested_section(build: Build) -> None:
    conf = """
from docutils import nodes
def append(app, doctree, docname):
    if docname == "a":
        doctree[0] += nodes.paragraph("", "Behind the section.")
        doctree[0] += nodes.container("", nodes.paragraph("", "In a container."))
def setup(app):
    app.connect("doctree-read", lambda app, tree: append(app, tree, app.env.docname))
"""
    book = build(BOOK, conf)
    places = [
        book.body.index(w) for w in ("More.", "Behind the section.", "In a container.", "Text of b")
    ]
    assert places == sorted(places)


def test_start_document_of_several_sections(build: Build) -> None:
    book = build(
        {
            "index.rst": "Title\n=====\n\n.. toctree::\n\n   a\n\nLast\n====\n\n* :ref:`genindex`",
            "a.rst": "A\n=\n\n.. index:: x\n\nText.",
        }
    )
    assert book.outline == [(1, "A"), (1, "Last"), (1, "Index")]
    last = book.page_of("Last")
    assert next((link.page, link.to_page) for link in book.links) == (last, last + 1)


def test_section_with_a_toctree_is_a_part(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\nGuides\n------\n\nWords.\n\n.. toctree::\n\n   a\n",
            "a.rst": "A\n=\n\nText.",
        }
    )
    assert book.outline == [(1, "Guides"), (1, "A")]


def test_toctree_in_an_excluded_only(build: Build) -> None:
    """It brings no chapter, and does not take one from a toctree that counts."""
    hidden = ".. only:: html\n\n   .. toctree::\n\n      a\n      b\n\n"
    book = build(
        {
            "index.rst": f"T\n=\n\n{hidden}.. toctree::\n\n   b\n",
            "a.rst": "A\n=\n\nGone.",
            "b.rst": "B\n=\n\nHere.",
        }
    )
    assert "Gone." not in book.text
    assert book.text.count("Here.") == 1


def test_external_toctree_entries_are_kept(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n\n   a\n   Far <https://example.org>\n",
            "a.rst": "A\n=\n",
        }
    )
    assert [link.uri for link in book.links] == ["https://example.org"]


def test_numbered_sections_and_figures(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   a\n   b\n",
            "a.rst": "A\n=\n\n.. _s:\n\nSub\n---\n\n:numref:`s`, :numref:`t`.",
            "b.rst": "B\n=\n\n.. list-table:: Cap\n   :name: t\n\n   * - x",
        },
        "numfig = True\n",
    )
    assert book.warnings == ""
    assert book.outline == [(1, "1 A"), (2, "1.1 Sub"), (1, "2 B")]
    assert "Section 1.1, Table 2.1." in book.body
    assert "Table 2.1 Cap" in book.body


def test_quickstart(build: Build) -> None:
    """The start document that Sphinx makes for every project."""
    book = build(
        {
            "index.rst": (
                "Welcome\n=======\n\n.. toctree::\n   :maxdepth: 2\n"
                "   :caption: Contents:\n\n   a\n\n"
                "Indices and tables\n==================\n\n"
                "* :ref:`genindex`\n* :ref:`modindex`\n* :ref:`search`\n"
            ),
            "a.rst": "A\n=\n\nText.",
        }
    )
    assert book.warnings == ""
    assert book.outline == [(1, "A"), (1, "Indices and tables")]
    assert "Index Module Index Search Page" in book.body.replace("• ", "")
