"""Images, and graphs that another program draws."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from tests.typst.books import png, svg

if TYPE_CHECKING:
    from pathlib import Path

    from tests.typst.books import Build


def test_images(build: Build) -> None:
    book = build(
        {
            "index.rst": (
                "T\n=\n\n.. image:: a.png\n   :width: 100px\n   :alt: The alt\n\n"
                ".. image:: a.svg\n   :scale: 50\n"
                "   :align: right\n   :target: https://example.org\n\nIn |a| line.\n\n"
                ".. |a| image:: a.png\n   :height: 1em\n\n"
                ".. figure:: sub/a.*\n   :figwidth: 50%\n   :align: left\n\n"
                "   The caption\n\n   The legend.\n"
            ),
            "a.png": png(),
            "a.svg": svg(),
            "sub/a.png": png(),
            "sub/a.svg": svg(),
        }
    )
    assert book.warnings == ""
    assert "The caption The legend." in book.body
    assert [link.uri for link in book.links] == ["https://example.org"]
    assert "width: 75pt" in book.source
    assert ("sub/a" in book.source) or ("a1.svg" in book.source)
    assert b"The alt" in book.path.read_bytes()


# What Graphviz is to these tests: it draws the same for any graph.
DOT = """#!/bin/sh
for one; do case "$one" in -o*) file="${one#-o}";; esac; done
cat > "$file.dot"
cat > "$file" <<'END'
<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>
END
"""

GRAPHS = """T
=

.. graphviz::
   :caption: The graph
   :alt: From a to b

   digraph { a -> b }

Behind.

.. inheritance-diagram:: docutils.nodes.note
"""


@pytest.fixture
def dot(tmp_path: Path) -> Path:
    program = tmp_path / "dot"
    program.write_text(DOT)
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


EXTENSIONS = 'extensions += ["sphinx.ext.graphviz", "sphinx.ext.inheritance_diagram"]\n'


def test_graphs_are_drawn(build: Build, dot: Path) -> None:
    book = build(
        {"index.rst": GRAPHS},
        f"{EXTENSIONS}graphviz_dot = {str(dot)!r}\ntypst_pdf_standards = ['ua-1']\n",
    )
    assert book.warnings == ""
    assert "The graph Behind." in book.body
    assert "digraph" not in book.body
    assert book.source.count("picture(") == 2
    assert b"From a to b" in book.path.read_bytes()


def test_graphs_without_the_program_keep_their_text(build: Build) -> None:
    conf = f"{EXTENSIONS}graphviz_dot = 'no-such-program'\n"
    book = build({"index.rst": GRAPHS}, conf)
    assert book.warnings.count("'no-such-program' cannot be run") == 1
    assert "digraph { a -> b } The graph Behind." in book.body


def test_a_graph_that_can_not_be_drawn(build: Build) -> None:
    conf = f"{EXTENSIONS}graphviz_dot = 'false'\n"
    book = build({"index.rst": GRAPHS}, conf)
    assert book.warnings.count("dot exited with error") == 2
    assert "[typst.image]" in book.warnings
    assert "digraph { a -> b }" in book.body
