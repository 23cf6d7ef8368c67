"""The PDF as a file: tags, fonts, standards, bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from tests.typst.books import BOOK, CONF, png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.typst.books import Build


def test_tagged_with_embedded_fonts(build: Build) -> None:
    root = build(BOOK).root
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    fonts = build(BOOK).fonts
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_accessible_standard(build: Build) -> None:
    files: dict[str, str | bytes] = {
        **BOOK,
        "b.rst": "Beta\n====\n\n.. image:: x.png\n   :alt: A dot\n\n.. figure:: x.png\n\n   Cap\n\n"
        "- x\n- y\n\n== ==\nA  B\n== ==\n1  2\n== ==\n\n.. code-block:: c\n"
        "   :linenos:\n\n   int x;\n\n"
        "A note [#]_.\n\n.. [#] Text.\n",
        "x.png": png(),
    }
    book = build(files, 'typst_pdf_standards = ["ua-1"]\ntypst_documents = [{}]\n')
    assert "no alternative text for 'x.png' [typst.alt]" in book.warnings
    assert book.warnings.count("WARNING") == 1
    assert "Cap" in book.text


def elements(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the elements of the structure of a PDF in the order of reading, with their kinds."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]), node
        if "/K" in node:
            yield from elements(node.raw_get("/K"))


def test_the_structure_that_screen_readers_follow(build: Build) -> None:
    source = (
        "Beta\n====\n\nWords.\n\n.. image:: x.png\n   :alt: A dot\n\nInner\n-----\n\n- x\n- y\n\n"
        "== ==\nA  B\n== ==\n1  2\n== ==\n\nA note [#]_ and `a link <https://example.org>`_.\n\n"
        ".. [#] Text.\n\n    Said.\n\n::\n\n    code\n"
    )
    book = build({**BOOK, "b.rst": source, "x.png": png()}, 'typst_pdf_standards = ["ua-1"]\n')
    assert book.warnings == ""
    found = list(elements(book.root["/StructTreeRoot"]))
    kinds = [kind for kind, _element in found]
    wanted = ["/H1", "/P", "/Figure", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Code"]
    start = [place for place, kind in enumerate(kinds) if kind == "/H1"][-2]  # Beta; then the index
    order = [kinds.index(kind, start) for kind in wanted]
    assert order == sorted(order)
    assert [element["/Alt"] for kind, element in found if kind == "/Figure"] == ["A dot"]
    heads = [element for kind, element in found if kind == "/TH"]
    assert ["/Column" in str(head.get("/A")) for head in heads] == [True, True]
    levels = [int(kind[2]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "none is left out"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_bytes_everywhere(tmp_path: Path, seed: str) -> None:
    """Another folder and another hash seed give the same PDF."""
    results = []
    for folder, number in (("one", "0"), ("two/deeper", seed)):
        source = tmp_path / folder
        source.mkdir(parents=True)
        for name, text in {"conf.py": CONF, **BOOK}.items():
            (source / name).write_text(text)
        env = {**os.environ, "PYTHONHASHSEED": number, "SOURCE_DATE_EPOCH": "1700000000"}
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "typst", ".", "out"]
        subprocess.run(command, cwd=source, env=env, check=True)
        results.append((source / "out/book.pdf").read_bytes())
    assert results[0] == results[1]
    assert b"D:20231114" in results[0], "the date is the one that was asked for"
