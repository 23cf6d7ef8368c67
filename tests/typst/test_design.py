"""The pages of the book itself: title, contents, running heads, index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from tests.typst.books import BOOK

if TYPE_CHECKING:
    from tests.typst.books import Build, Built


def test_title_page(build: Build) -> None:
    book = build(
        BOOK,
        """
typst_documents = [{"title": "The Title", "subtitle": "And more", "authors": ["A. One", "B. Two"],
                    "date": "a date", "rights": "All of them.", "keywords": ["k1", "k2"],
                    "description": "What it is", "language": "pt_BR", "paper": "a5"}]
""",
    )
    assert book.pages[0] == "The Title And more A. One B. Two a date"
    assert book.pages[1] == "All of them."
    info = book.reader.metadata
    assert info is not None
    assert info.title == "The Title"
    assert info.author == "A. One, B. Two"
    assert str(info["/Keywords"]) == "k1, k2"
    assert info.subject == "What it is"
    assert book.root["/Lang"] == "pt-BR"
    assert float(book.reader.pages[0].mediabox.width) == pytest.approx(419.5, abs=1)


def test_contents_tell_the_real_pages(build: Build) -> None:
    files = {**BOOK, "b.rst": "Beta\n====\n\n" + "Text of b. " * 900}
    book = build(files, 'typst_documents = [{"contents_depth": 3}]\n')
    contents = book.pages[book.page_of("Contents") - 1]
    for title, text in (("Alpha", "Text of a."), ("Gamma", "Text of c."), ("Index", "thing,")):
        page = book.page_of(text)
        assert f"{title} {page}" in " ".join(contents.replace(".", " ").split())
        assert book.pages[page - 1].endswith(f" {page}"), "the number at the foot is the same"


def test_running_heads(build: Build) -> None:
    words = "Words and words. " * 900
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n\n   a\n   b\n",
            "a.rst": (
                f"Alpha\n=====\n\n{words}\n\nOne\n---\n\n{words}\n\nDeep\n~~~~\n\n{words}\n\n"
                f"Two\n---\n\n{words}"
            ),
            "b.rst": f"Beta\n====\n\n{words}",
        }
    )
    first = book.page_of("Alpha")
    assert book.pages[first - 1].startswith("Alpha Words"), "no head where a chapter opens"
    assert book.pages[first].startswith("Alpha Words"), "nothing but the chapter"
    assert book.pages[book.page_of("One")].startswith("Alpha One ")
    assert book.pages[book.page_of("Deep")].startswith("One Deep ")
    assert book.pages[book.page_of(" Two ")].startswith("Alpha Two "), "not what was in One"
    beta = book.page_of("Beta")
    assert book.pages[beta].startswith("Beta Words"), "not what was in Alpha"


def test_a_heading_that_opens_a_page_is_in_its_head(build: Build) -> None:
    rest = "Words and words. " * 30
    for lines in range(34, 50):
        filler = "\n".join(f"| line {number}" for number in range(lines))
        source = f"A\n=\n\nOne\n---\n\n{filler}\n\nTwo\n---\n\n{rest}"
        book = build(
            {"index.rst": "T\n=\n\n.. toctree::\n\n   a\n", "a.rst": source}, folder=f"p{lines}"
        )
        page = book.pages[2]
        if page.startswith("A Two Two"):
            return  # the head, and the heading below it
        assert not re.match(r"A One Two", page)
    raise AssertionError("in no book does the heading open a page")


def size_of_text(book: Built, text: str) -> float:
    """Return the size of the letters of *text*, in points."""
    sizes: list[float] = []

    def visit(piece: str, _page: object, line: list[float], _font: object, size: float) -> None:
        if text in piece:
            sizes.append(size * line[3])

    for page in book.reader.pages[1:]:
        page.extract_text(visitor_text=visit)
    return abs(sizes[0])


@pytest.mark.parametrize(("paper", "width"), [("a4", 595.3), ("us-letter", 612)])
def test_variants(build: Build, paper: str, width: float) -> None:
    books = {}
    for variant in ("compact", "normal", "large-print"):
        conf = f'typst_documents = [{{"variant": "{variant}", "paper": "{paper}"}}]\n'
        files = {**BOOK, "b.rst": "Beta\n====\n\n" + "Text of b. " * 900}
        books[variant] = build(files, conf, folder=variant)
        assert books[variant].warnings == ""
        assert float(books[variant].reader.pages[0].mediabox.width) == pytest.approx(width, abs=1)
    sizes = [size_of_text(book, "Afterword") for book in books.values()]
    assert sizes == pytest.approx([9, 10.5, 18], abs=0.1)
    counts = [len(book.pages) for book in books.values()]
    assert counts == sorted(set(counts))
    assert books["compact"].page_of("Text of c.") == books["compact"].page_of("Text of b.")
    assert books["normal"].page_of("Text of c.") < books["normal"].page_of("Text of b.")


def test_large_print_has_no_hyphens_at_the_ends_of_lines(build: Build) -> None:
    words = "Extraordinarily incomprehensible internationalisation. " * 60
    hyphens = {}
    for variant in ("normal", "large-print"):
        book = build(
            {"index.rst": f"T\n=\n\n{words}"},
            f'typst_documents = [{{"variant": "{variant}", "contents_depth": 0}}]\n',
            folder=variant,
        )
        text = "\n".join(page.extract_text() for page in book.reader.pages)
        hyphens[variant] = len(re.findall(r"[-\u2010\xad]\n", text))
    assert hyphens["normal"] > 0
    assert hyphens["large-print"] == 0


def test_index(build: Build) -> None:
    source = """T
=

.. index::
   single: apple
   single: apple; red
   pair: dog; cat
   triple: x; y; z
   see: fruit; apple
   seealso: pear; apple

One.

.. index:: main thing

And.

.. index:: ! main thing

Two. :index:`role word`
"""
    more = "\n".join(["Page. " * 900, "", ".. index:: apple, main thing", "", "Far."])
    book = build({"index.rst": source + "\n" + more})
    assert book.warnings == ""
    far, page = book.page_of("Far."), book.page_of("Index A")
    text = book.pages[page - 1]
    for entry in (
        f"apple, 2, {far}",
        "red, 2",
        "cat dog, 2",
        "dog cat, 2",
        "x y z, 2",
        "y z, x, 2",
        "z x y, 2",
        "fruit, see apple",
        "pear, see also apple",
        f"main thing, 2, {far}",
        "role word, 2",
    ):
        assert entry in text, entry
    assert {link.to_page for link in book.links if link.page == page} == {2, far}
    assert [chunk for chunk in book.bold_on(page) if chunk.isdecimal()] == ["2"], "the main entry"


@pytest.mark.parametrize("count", [5, 60, 400])
def test_an_index_of_any_length(build: Build, count: int) -> None:
    entries = "".join(f".. index:: term {number:03}\n\n" for number in range(count))
    book = build({"index.rst": f"T\n=\n\n{entries}Text. See :ref:`genindex`.\n"})
    assert book.warnings == ""
    page = book.page_of("Index T")
    assert [link.to_page for link in book.links if link.page == 2] == [page]
    text = " ".join(book.pages[page - 1 :])
    assert [number for number in range(count) if f"term {number:03}, 2" not in text] == []
    if count == 60:
        with pdfplumber.open(book.path) as pdf:
            words = pdf.pages[page - 1].extract_words()
        rows = [
            {round(float(word["top"])) for word in words if side(word)} for side in (left, right)
        ]
        longer, shorter = len(rows[0]), len(rows[1])
        assert longer > 20 and abs(longer - shorter) < 10  # noqa: PT018


def left(word: dict[str, object]) -> bool:
    return float(str(word["x0"])) < 290


def right(word: dict[str, object]) -> bool:
    return not left(word)


def test_no_index_without_entries(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\nText."})
    assert "Index" not in book.text


def test_index_of_a_part_of_the_project(build: Build) -> None:
    book = build(
        {**BOOK, "b.rst": "Beta\n====\n\n.. index::\n   single: other\n   see: one; two\n\nText."},
        'typst_documents = [{"start": "a"}]\n',
    )
    assert "thing, 3" in book.text
    assert "other" not in book.text
    assert "see two" not in book.text


def test_a_line_in_bold_type_stays_with_what_follows(build: Build) -> None:
    fillers = [f"Filler {number}.\n" for number in range(40)]
    source = "\n".join(["T\n=\n", *fillers])
    for _ in range(3):
        source += "\n**A name**\n\nWhat is said. " + "More words. " * 60 + "\n"
    for lines in range(3):
        book = build({"index.rst": f"{source[: -12 * lines or None]}\n"}, folder=f"p{lines}")
        assert not [page for page in book.pages if re.search(r"A name \d+$", page)]


def test_signs_in_signatures_are_not_explained(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\n.. py:function:: f(a, /, *, b)\n\n   Text."})
    assert "f(a, /, *, b) Text." in book.body
