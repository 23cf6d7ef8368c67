"""The PDF as a file: when it is made, what it is made from, what it says about itself."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError, SphinxError

from sphinx_roundtable.typst.compiler import Compiler
from sphinx_roundtable.typst.config import VALUES, Book
from sphinx_roundtable.typst.notices import Subtype
from tests.typst.books import CONF, make, png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.typst.books import Build, Built

BOOK = {
    "index.rst": (
        "T\n=\n\nForeword.\n\n.. toctree::\n   :caption: Part the first\n\n   a\n   b\n\nAfterword."
    ),
    "a.rst": (
        "Alpha\n=====\n\n.. index:: thing\n\nText of a.\n\nInner\n-----\n\n"
        "More.\n\n.. toctree::\n\n   c\n"
    ),
    "b.rst": "Beta\n====\n\nText of b.",
    "c.rst": "Gamma\n=====\n\nText of c.",
}


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the name of each source that is compiled."""
    names: list[str] = []
    real = Compiler.compile

    def spy(self: Compiler, source: Path) -> tuple[bytes, list[str]]:
        names.append(source.name)
        return real(self, source)

    monkeypatch.setattr(Compiler, "compile", spy)
    return names


# Order and levels


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


# The title page, contents, heads and index


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
            "a.rst": f"Alpha\n=====\n\nSub\n---\n\n{words}",
            "b.rst": f"Beta\n====\n\n{words}",
        }
    )
    first, second = book.page_of("Alpha"), book.page_of("Beta")
    assert book.pages[first - 1].startswith("Alpha Sub Words"), "no head where a chapter opens"
    assert book.pages[first].startswith("Alpha Sub ")
    assert book.pages[second].startswith("Beta ")
    assert "Sub" not in book.pages[second]


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
        "fruit see apple",
        "pear see also apple",
        f"main thing, 2, {far}",
        "role word, 2",
    ):
        assert entry in text, entry
    assert {link.to_page for link in book.links if link.page == page} == {2, far}
    assert [chunk for chunk in book.bold_on(page) if chunk.isdecimal()] == ["2"], "the main entry"


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


# The file itself


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


# Built again


def test_nothing_is_made_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    names = compiled(monkeypatch)
    first = build(BOOK)
    time = first.path.stat().st_mtime_ns
    again = build(BOOK)
    assert names == ["book.typ"]
    assert again.path.stat().st_mtime_ns == time


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("b.rst", "Beta\n====\n\nOther text."),
        ("picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ("own.typ", '#import "elements.typ": *\n#let template(book, body) = body // new'),
    ],
)
def test_a_change_is_made_again(
    build: Build, monkeypatch: pytest.MonkeyPatch, file: str, text: str
) -> None:
    files = {
        **BOOK,
        "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>',
        "c.rst": "C\n=\n\n.. image:: picture.svg\n   :alt: x\n",
        "own.typ": '#import "elements.typ": *\n#let template(book, body) = body',
    }
    conf = 'typst_template = "own.typ"\n'
    names = compiled(monkeypatch)
    build(files, conf)
    build({**files, file: text}, conf)
    assert len(names) == 2
    build({**files, file: text}, conf)
    assert len(names) == 2


@pytest.mark.parametrize("conf", ["typst_show_pagerefs = True\n", 'author = "Other"\n'])
def test_a_setting_is_a_change(build: Build, monkeypatch: pytest.MonkeyPatch, conf: str) -> None:
    files = {**BOOK, "b.rst": "Beta\n====\n\nSee :doc:`a`."}
    names = compiled(monkeypatch)
    build(files)
    build(files, conf)
    assert len(names) == 2


def test_a_change_outside_the_book_compiles_nothing(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = compiled(monkeypatch)
    build({**BOOK, "x.rst": ":orphan:\n\nX\n=\n"})
    build({**BOOK, "x.rst": ":orphan:\n\nX\n=\n\nNew."})
    assert names == ["book.typ"]


def test_doctrees_shared_with_html(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = compiled(monkeypatch)
    build(BOOK)
    make(tmp_path / "p", "html")
    make(tmp_path / "p")
    assert names == ["book.typ"]
    (tmp_path / "p/src/b.rst").write_text("Beta\n====\n\nFresh.")
    make(tmp_path / "p", "html")
    assert "Fresh." in make(tmp_path / "p").text


def test_an_error_keeps_the_last_pdf(build: Build) -> None:
    first = build(BOOK)
    good = first.path.read_bytes()
    with pytest.raises(SphinxError) as raised:
        build({**BOOK, "b.rst": ".. raw:: typst\n\n   #nonsense()\n"})
    assert str(raised.value).startswith("book.typ")
    assert "unknown variable: nonsense" in str(raised.value)
    assert "\n" not in str(raised.value)
    assert good == first.path.read_bytes()
    assert "Text of b." in build(BOOK).text


# Settings


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


# Warnings


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


def test_images(build: Build) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
        '<rect width="40" height="20"/></svg>'
    )
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
            "a.svg": svg,
            "sub/a.png": png(),
            "sub/a.svg": svg,
        }
    )
    assert book.warnings == ""
    assert "The caption The legend." in book.body
    assert [link.uri for link in book.links] == ["https://example.org"]
    assert "width: 75pt" in book.source
    assert ("sub/a" in book.source) or ("a1.svg" in book.source)
    assert b"The alt" in book.path.read_bytes()


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


def test_every_setting_is_in_the_manual(request: pytest.FixtureRequest) -> None:
    manual = (request.config.rootpath / "docs/typst.md").read_text("utf-8")
    names = [item.name for item in fields(Book)] + [name for name, *_rest in VALUES]
    missing = [name for name in names if f"`{name}`" not in manual]
    missing += [f"typst.{one.value}" for one in Subtype if f"`typst.{one.value}`" not in manual]
    assert missing == []


def test_link_annotations_name_only_places_that_exist(build: Build) -> None:
    book: Built = build(BOOK, 'typst_documents = [{"contents_depth": 3}]\n')
    assert book.links
    assert all(link.uri or link.to_page for link in book.links)
