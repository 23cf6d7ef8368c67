"""Links land where they say, and print the number of the page they lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.typst.books import BOOK

if TYPE_CHECKING:
    from tests.typst.books import Build, Built

FILLER = "Some words that fill the page and mean nothing at all to anybody. " * 12
PAGE = "\n\n".join([FILLER] * 8)  # more than one page


def internal(book: Built) -> list[tuple[int, int]]:
    return [(link.page, link.to_page) for link in book.links if link.to_page]


# What a label can stand on: source with the target "here", and text that stands at the place.
PLACES = {
    "section": (".. _here:\n\nMark here\n---------\n\nText.", "Mark here"),
    "paragraph": (".. _here:\n\nMark here.", "Mark here"),
    "inline": ("Some _`here` Mark here.", "Mark here"),
    "list": (".. _here:\n\n- Mark here", "Mark here"),
    "item": ("- Other\n\n- .. _here:\n\n  Mark here", "Mark here"),
    "definitions": (".. _here:\n\nMark here\n   Text", "Mark here"),
    "field": (".. _here:\n\n:Mark here: x", "Mark here"),
    "note": (".. _here:\n\n.. note:: Mark here", "Mark here"),
    "quote": ("x\n\n.. _here:\n\n   Mark here", "Mark here"),
    "code": (".. _here:\n\n::\n\n   Mark here", "Mark here"),
    "table": (".. _here:\n\n.. list-table::\n\n   * - Mark here", "Mark here"),
    "captioned table": (".. list-table:: Mark here\n   :name: here\n\n   * - x", "Mark here"),
    "rubric": (".. rubric:: Mark here\n   :name: here", "Mark here"),
    "line block": (".. _here:\n\n| Mark here", "Mark here"),
    "object": (".. _here:\n\n.. py:function:: mark_here()", "mark_here"),
    "container": (".. container:: x\n   :name: here\n\n   Mark here", "Mark here"),
    "dropdown": (".. dropdown:: Mark here\n   :name: here\n\n   x", "Mark here"),
    "target in a title": ("A _`here` Mark here\n-------------------\n\nText.", "Mark here"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("filling", [7, 8])
def test_place(build: Build, place: str, filling: int) -> None:
    """The place is put near the foot of a page, where a label before it would stay behind."""
    source, mark = PLACES[place]
    before = "\n\n".join([FILLER] * filling)
    book = build(
        {"index.rst": f"T\n=\n\n:ref:`Link <here>` here_\n\n{before}\n\n{source}\n\n{PAGE}"}
    )
    assert book.warnings == ""
    page = book.page_of(mark, after=2)
    links = [link for link in book.links if link.page == 2]
    assert {link.to_page for link in links} == {page}
    assert links


def test_documents_and_sections(build: Build) -> None:
    book = build(
        {
            "index.rst": (
                "T\n=\n\n:doc:`b` :ref:`same` :doc:`plain`\n\n.. toctree::\n\n   a\n"
                "   b\n   plain\n"
            ),
            "a.rst": f"A\n=\n\n.. _same:\n\nSame\n----\n\n{PAGE}\n\n:doc:`index`",
            "b.rst": "Bee\n===\n\nSame\n----\n\n:ref:`same` :doc:`/a`",
            "plain.rst": ":orphan:\n\nNo heading here.",
        }
    )
    assert book.warnings == ""
    a, b = book.page_of("A Same", after=3), book.page_of("Bee Same", after=3)
    plain = book.page_of("No heading")
    assert internal(book) == [(2, b), (2, a), (2, plain), (b - 1, 1), (b, a), (b, a)]


def test_link_lands_on_the_heading_itself(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\n:ref:`x`\n\n.. toctree::\n\n   a\n",
            "a.rst": f"A\n=\n\n{FILLER}\n\n{FILLER}\n\n.. _x:\n\nHeading\n-------\n\nText.",
        }
    )
    link = next(link for link in book.links if link.page == 2)
    reader = book.reader
    heights: list[float] = []

    def visit(text: str, page: list[float], line: list[float], *_rest: object) -> None:
        if "Heading" in text:
            heights.append(line[5] * page[3] + page[5])

    assert link.to_page is not None
    assert link.top is not None
    reader.pages[link.to_page - 1].extract_text(visitor_text=visit)
    (height,) = heights
    assert 0 < link.top - height < 25, "the view starts just above the words"


def test_equal_ids_in_two_documents(build: Build) -> None:
    document = "{0}\n=\n\nIntro\n-----\n\nsee Intro_\n\n{1}"
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n\n   a\n   b\n",
            "a.rst": document.format("A", PAGE),
            "b.rst": document.format("B", PAGE),
        }
    )
    a, b = book.page_of("A Intro"), book.page_of("B Intro")
    assert internal(book) == [(a, a), (b, b)]


@pytest.mark.parametrize("setting", [True, False])
def test_printed_page_numbers(build: Build, setting: bool) -> None:
    book = build(
        {
            "index.rst": (
                "T\n=\n\n:ref:`near`, :ref:`far`.\n\n.. _near:\n\n.. rubric:: Near\n\n"
                f"{PAGE}\n\n"
                ".. _far:\n\nFar\n---\n\nText."
            ),
        },
        f"typst_show_pagerefs = {setting}\n",
    )
    far = book.page_of("Far Text")
    assert far > 2
    expected = f"Near, Far (p. {far})." if setting else "Near, Far."
    assert expected in book.pages[1].replace("\xa0", " ")


def test_class_pageref(build: Build) -> None:
    source = (
        ".. role:: pageref\n\n.. rst-class:: x\n\n|r| :ref:`plain <far>`.\n\n"
        f".. |r| replace:: :pageref:`Far`\n\n{PAGE}\n\n.. _far:\n\nFar\n---\n\nText."
    )
    conf = """
from docutils import nodes
def mark(app, doctree, docname):
    for number, node in enumerate(doctree.findall(nodes.inline)):
        if "pageref" in node["classes"]:
            node.replace_self(nodes.reference("", "", node.deepcopy(), refid="far", internal=True))
def setup(app):
    app.connect("doctree-resolved", mark)
"""
    book = build({"index.rst": f"T\n=\n\n{source}"}, conf)
    far = book.page_of("Far Text")
    assert f"Far p. {far} plain." in book.pages[1].replace("\xa0", " ")
    assert [to for _page, to in internal(book)] == [far, far, far]


def test_unresolved_link_warns_and_keeps_its_text(build: Build) -> None:
    conf = """
from docutils import nodes
def break_link(app, doctree, docname):
    for node in doctree.findall(nodes.reference):
        node["refid"] = "nowhere"
def setup(app):
    app.connect("doctree-resolved", break_link)
"""
    book = build({"index.rst": "T\n=\n\nSub\n---\n\nSee Sub_ now."}, conf)
    assert "See Sub now." in book.body
    assert (
        "index.rst:7: WARNING: 'index#nowhere' is not in the book [typst.reference]"
        in book.warnings
    )
    assert book.links == []


def test_link_to_a_document_outside_the_book(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\nSee :doc:`other` and :ref:`label`.",
            "other.rst": ":orphan:\n\n.. _label:\n\nOther\n=====\n",
        }
    )
    assert "See Other and Other." in book.body
    assert book.links == []


def test_place_that_is_not_printed(build: Build) -> None:
    conf = """
from docutils import nodes
def hide(app, doctree, docname):
    for node in doctree.findall(nodes.paragraph):
        if "hidden" in node.astext():
            node.replace_self(nodes.comment("", "", ids=["gone"]))
            break
    for node in doctree.findall(nodes.reference):
        node["refid"] = "gone"
def setup(app):
    app.connect("doctree-resolved", hide)
"""
    book = build({"index.rst": "T\n=\n\nSub\n---\n\nSee Sub_ now.\n\nhidden"}, conf)
    assert "See Sub now." in book.body


def test_url_targets(build: Build) -> None:
    book = build(
        {"index.rst": "T\n=\n\n`x <https://example.org/a?b=c&d#e>`_ <mailto:me@example.org>"}
    )
    assert [link.uri for link in book.links] == [
        "https://example.org/a?b=c&d#e",
        "mailto:me@example.org",
    ]


def test_footnotes(build: Build) -> None:
    """Used twice, used late, unused, and with the same id in two documents."""
    note = (
        "First [1]_ and again [1]_, last [#x]_.\n\n.. [1] Note {0}.\n"
        ".. [#x] Late {0}.\n.. [9] Unused {0}.\n"
    )
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n\n   a\n   b\n",
            "a.rst": f"A\n=\n\n{note.format('of a')}\n\n{PAGE}",
            "b.rst": f"B\n=\n\n{note.format('of b')}\n\n{PAGE}",
        }
    )
    for name in "ab":
        page = book.pages[book.page_of(f"{name.upper()} First") - 1]
        assert f"Note of {name}." in page
        assert f"Late of {name}." in page
        assert f"[9] Unused of {name}." in page
        assert page.index("Unused") < page.index("Note of") < page.index("Late of")
        # Numbers start again in each chapter; the second mark is that of the first.
        assert re.search(r"First 1 and again 1 ?, last 2", page)
        assert book.text.count(f"Note of {name}") == 1


def test_label_in_a_header_that_is_repeated(build: Build) -> None:
    rows = "".join(f"   * - Row {number}\n     - x\n" for number in range(90))
    table = f".. list-table::\n   :header-rows: 1\n\n   * - _`Here` H\n     - b\n{rows}"
    book = build({"index.rst": f"T\n=\n\nSee Here_.\n\n{table}\n"})
    assert book.warnings == ""
    assert {link.to_page for link in book.links if link.page == 2} == {2}
    assert book.pages[2].startswith("Here H"), "the header is on the second page too"


def test_footnote_in_a_header_that_would_be_repeated(build: Build) -> None:
    rows = "".join(f"   * - Row {number}\n     - x\n" for number in range(90))
    table = f".. list-table::\n   :header-rows: 1\n\n   * - H [1]_\n     - b\n{rows}"
    book = build({"index.rst": f"T\n=\n\n{table}\n\nAgain [1]_.\n\n.. [1] The note.\n"})
    assert book.text.count("The note.") == 1


def test_heading_of_footnotes_is_left_out(build: Build) -> None:
    note = "Text [1]_.\n\n.. rubric:: Footnotes\n\n.. [1] The note.\n"
    assert "Footnotes" not in build({"index.rst": f"T\n=\n\n{note}"}).text
    unused = build({"index.rst": f"T\n=\n\n{note}.. [2] Unused.\n"})
    assert "Footnotes [2] Unused." in unused.body


def test_footnote_of_several_paragraphs_in_a_heading_and_table(build: Build) -> None:
    book = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n\n   a\n",
            "a.rst": (
                "A [#h]_\n=======\n\n.. list-table::\n   :header-rows: 1\n\n"
                "   * - H [#t]_\n   * - x\n\n"
                ".. [#h] Of heading.\n\n   More.\n.. [#t] Of table.\n"
            ),
        },
        'typst_documents = [{"contents_depth": 2}]\n',
    )
    assert book.text.count("Of heading. More.") == 1
    assert book.text.count("Of table.") == 1


def test_link_annotations_name_only_places_that_exist(build: Build) -> None:
    book: Built = build(BOOK, 'typst_documents = [{"contents_depth": 3}]\n')
    assert book.links
    assert all(link.uri or link.to_page for link in book.links)
