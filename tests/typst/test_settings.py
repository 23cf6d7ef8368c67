"""The settings, and mistakes in them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError, SphinxError

from sphinx_roundtable.typst.config import VALUES, Book
from sphinx_roundtable.typst.notices import Subtype
from tests.typst.books import BOOK, make

if TYPE_CHECKING:
    from tests.typst.books import Build


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ('typst_pdf_standards = ["x-9"]\n', "x-9"),
        ('typst_documents = [{"paper": "a99"}]\n', "paper: book.paper"),
        ('typst_documents = [{"font_size": "big"}]\n', "big"),
        ('typst_styles = {"x": "body => ["}\n', "unclosed"),
    ],
)
def test_what_only_typst_can_tell(build: Build, conf: str, message: str) -> None:
    with pytest.raises(SphinxError) as raised:
        build(BOOK, conf)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_unknown_font_is_reported_once(build: Build) -> None:
    book = build(BOOK, 'typst_documents = [{"fonts": ["Nope", "Libertinus Serif"]}]\n')
    assert book.warnings.count("unknown font family: nope [typst.compiler]") == 1


def test_two_books(build: Build) -> None:
    conf = """
typst_documents = [{"name": "all"}, {"name": "only-a", "start": "a", "title": "A alone"}]
"""
    whole = build(BOOK, conf, name="all")
    part = make(whole.out.parent, name="only-a")
    assert "Text of b." in whole.text
    assert "Text of a." in part.text
    assert "Text of c." in part.text
    assert "Text of b." not in part.text


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ('typst_documents = [{"titel": "x"}]', "typst_documents[0]: unknown key 'titel'"),
        ('typst_documents = [{"title": 3}]', "typst_documents[0]['title']: expected a text, got 3"),
        (
            'typst_documents = [{"authors": [1]}]',
            "typst_documents[0]['authors']: expected a list of texts",
        ),
        (
            'typst_documents = [{"contents_depth": "x"}]',
            "typst_documents[0]['contents_depth']: expected a number",
        ),
        (
            'typst_documents = [{"variant": "huge"}]',
            "typst_documents[0]['variant']: expected one of normal, compact, large-print",
        ),
        ('typst_documents = ["x"]', "typst_documents[0]: expected a dict"),
        ("typst_documents = [{}, {}]", "typst_documents: two books have the name 'book'"),
        ('typst_documents = [{"name": "a/b"}]', "typst_documents[0]['name']: expected a file name"),
        (
            'typst_documents = [{"start": "gone"}]',
            "typst_documents: 'start' names no document: 'gone'",
        ),
        ('typst_styles = {"x": 3}', "typst_styles['x']: expected the text of a Typst function"),
        ("typst_font_paths = [3]", "typst_font_paths: expected a list of texts"),
        ('typst_template = "gone.typ"', "typst_template: there is no file 'gone.typ'"),
    ],
)
def test_mistakes_in_the_settings(build: Build, conf: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        build(BOOK, conf + "\n")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_styles_of_classes(build: Build) -> None:
    rst = (
        "T\n=\n\n.. container:: boxed\n\n   Inside.\n\n.. rst-class:: boxed\n\nPara.\n\n"
        ".. rst-class:: boxed\n\nSection\n-------\n\nIts text.\n\n"
        ".. role:: boxed\n\nA :boxed:`word`.\n\n"
        ".. rst-class:: boxed twice\n\n- item\n"
    )
    book = build(
        {"index.rst": rst},
        """
typst_styles = {"boxed": "body => [⟨#body⟩]", "twice": (
    "body => {\\n  [«]\\n  body // comment\\n  [»]\\n}"
)}
""",
    )
    assert book.warnings == ""
    assert "⟨ Inside. ⟩" in book.body
    assert "⟨ Para. ⟩" in book.body
    assert "A ⟨word⟩." in book.body
    assert "⟨ 2 Section Its text." in book.body, "the section begins a page"


def test_own_template(build: Build) -> None:
    book = build(
        {
            **BOOK,
            "own.typ": """
#let admonition(kind: "note", title: none, body) = [OWN #kind: #body]
#let template(book, body) = { set page(numbering: "1"); [By #book.authors.first()]; body }
""",
            "b.rst": "B\n=\n\n.. note:: Text",
        },
        'typst_template = "own.typ"\n',
    )
    assert "By Ann Roe" in book.text
    assert "OWN note: Text" in book.text


def test_every_setting_is_in_the_manual(request: pytest.FixtureRequest) -> None:
    manual = (request.config.rootpath / "docs/typst.md").read_text("utf-8")
    names = [item.name for item in fields(Book)] + [name for name, *_rest in VALUES]
    missing = [name for name in names if f"`{name}`" not in manual]
    missing += [f"typst.{one.value}" for one in Subtype if f"`typst.{one.value}`" not in manual]
    assert missing == []
