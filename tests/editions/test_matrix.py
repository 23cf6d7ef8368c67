"""Who said what, on paper: nothing off the page, every page number right, all people in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import build
from tests.typst.books import Built as Pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

GIVEN = ["Anna", "Bertrand", "Cornelia", "Dimitri", "Emmanuelle", "Friederike"]
FAMILY = ["Archambault", "Brandenburg", "Carpenter", "Delacroix", "Ehrenfeld"]
PEOPLE = [f"{given} {family}" for given in GIVEN for family in FAMILY]
TOPICS = ["How it began", "Porting old code", "How it went", "The team", "Deployment", "Next year"]
INDEX = """
Start
=====

.. roundtable:matrix::
   :caption: Who answered what

.. toctree::

   panel
"""


def panel(people: list[str], topics: list[str]) -> str:
    """Return a conversation in which nobody answers everything."""
    text = "Panel\n=====\n\n" + "".join(f"* *{name}* is somebody.\n" for name in people)
    for row, title in enumerate(topics):
        text += f"\n{title}\n{'-' * len(title)}\n"
        for column, name in enumerate(people):
            if (row + column) % 4:
                text += f"\n*{name}*:\n\n    {'Some words of theirs. ' * (9 + column)}\n"
    return text


def made(folder: Path, builder: str, people: int, topics: int, **conf: Any) -> Built:
    files: dict[str, str | bytes | None] = {
        "index.rst": INDEX,
        "panel.rst": panel(PEOPLE[:people], TOPICS[:topics]),
    }
    extensions = ["sphinx_roundtable.typst"]
    return build(folder, files, builder, extensions=extensions, roundtables=["panel"], **conf)


@pytest.mark.parametrize("variant", ["normal", "large-print"])
@pytest.mark.parametrize(("people", "topics"), [(4, 6), (9, 6), (30, 6), (30, 3)])
def test_it_fits_the_page(tmp_path: Path, people: int, topics: int, variant: str) -> None:
    pytest.importorskip("typst")
    book = {"name": "book", "title": "T", "variant": variant, "contents_depth": 0, "rights": ""}
    built = made(tmp_path, "typst", people, topics, typst_documents=[book])
    assert built.warnings == ""
    pdf = Pdf(built.out, "")
    assert pdf.overprinted(last=pdf.page_of("Panel Topics")) == []
    matrix = pdf.text[pdf.text.index("Who answered what") : pdf.text.index("Panel Topics")]
    for words in (*PEOPLE[:people], *TOPICS[:topics]):
        assert words in matrix
    (table,) = built.app.env.domains["roundtable"].roundtables.values()  # type: ignore[attr-defined]
    assert len(re.findall(r"\d+ words p\. \d+", matrix)) == len(table.answers)
    assert matrix.count("no answer") == people * topics - len(table.answers)
    assert ("People" in matrix) == (people > max(topics, 5)), "what heads the rows"


def test_each_page_number_is_that_of_the_answer(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    book = {"name": "book", "title": "T", "contents_depth": 0, "rights": ""}
    built = made(tmp_path, "typst", 30, 3, typst_documents=[book])
    pdf = Pdf(built.out, "")
    start = pdf.text.index("Who answered what")
    matrix = pdf.text[start : pdf.text.index("Panel Topics")]
    row = matrix[matrix.index(PEOPLE[5]) : matrix.index(PEOPLE[6])]
    pages = [int(page) for page in re.findall(r"p\. (\d+)", row)]
    assert len(pages) > 1
    for page in pages:
        assert PEOPLE[5] in pdf.pages[page - 1]


def test_latex_gets_the_same_tables(tmp_path: Path) -> None:
    built = made(tmp_path, "latex", 30, 6, project="T", author="A")
    (source,) = (path.read_text("utf-8") for path in built.out.glob("*.tex"))
    assert len(re.findall(r"\\begin\{(?:tabulary|tabular|longtable)\}", source)) == 2
    assert source.count("Who answered what") == 1


def test_a_screen_has_one_table(tmp_path: Path) -> None:
    page = made(tmp_path, "html", 30, 6).read("index.html")
    assert page.count("<table") == 1
