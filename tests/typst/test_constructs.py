"""One construct in each project: its text is in the PDF, in order, and nothing warns."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.typst.books import letters
from tests.typst.constructs import ADMONITIONS, FILES, MYST, MYST_CONF, REST, REST_CONF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.typst.books import Build, Built

STRICT = """
project = "Title"
typst_documents = [{"name": "book", "contents_depth": 0, "rights": ""}]
typst_pdf_standards = ["ua-1", "a-2a"]
"""


def in_order(text: str, pieces: list[str]) -> None:
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} is not behind {text[:at]!r} in {text[at:]!r}"
        at = found + len(piece)


# Text in these is for other formats, is told otherwise (formulas), or changes when it is resolved.
HIDDEN = (
    nodes.comment,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.substitution_definition,
    addnodes.only,
    addnodes.pending_xref,
)


def spoken(node: nodes.Node) -> Iterator[str]:
    """Yield the words below *node* that must be in any edition."""
    if isinstance(node, nodes.Text):
        yield from re.findall(r"[^\W_]+", node.astext())
    shown = not isinstance(node, HIDDEN) or "autosummary" in type(node).__name__
    if shown and type(node).__name__ != "ifconfig":
        for child in node.children:
            yield from spoken(child)


def lost(book: Built) -> list[str]:
    """Return the words of the source that are not in the PDF, whose lines may break words."""
    with (book.out.parent / "doctrees/index.doctree").open("rb") as file:
        tree = pickle.load(file)  # noqa: S301  (we have just written it)
    text = letters(book.text)
    return [word for word in spoken(tree) if letters(word) not in text]


def params(table: list[tuple[str, str, list[str]]]) -> list[object]:
    return [pytest.param(source, pieces, id=name) for name, source, pieces in table]


@pytest.mark.parametrize(("source", "pieces"), params(REST))
def test_rest(build: Build, source: str, pieces: list[str]) -> None:
    book = build({**FILES, "index.rst": f"Title\n=====\n\n{source}\n"}, REST_CONF + STRICT)
    assert book.warnings == ""
    in_order(book.body, pieces)
    assert lost(book) == []
    assert not re.search("Nowhere|<b>|not shown", book.body)


@pytest.mark.parametrize(("source", "pieces"), params(MYST))
def test_myst(build: Build, source: str, pieces: list[str]) -> None:
    book = build({**FILES, "index.md": f"# Title\n\n{source}\n"}, MYST_CONF + STRICT)
    assert book.warnings == ""
    in_order(book.body, pieces)
    assert lost(book) == []


def test_admonitions(build: Build) -> None:
    source = "".join(f".. {kind}::\n\n   Of {kind}.\n\n" for kind in ADMONITIONS)
    book = build({"index.rst": f"T\n=\n\n{source}"}, STRICT)
    assert book.warnings == ""
    in_order(book.body, [f"{kind.title()} Of {kind}." for kind in ADMONITIONS])


def test_the_manual_has_each_construct(request: pytest.FixtureRequest) -> None:
    page = (request.config.rootpath / "docs/constructs.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| \d+ \|", page, re.MULTILINE)
    assert rows == [name for name, *_rest in [*REST, *MYST]], "benchmarks/constructs.py writes it"
