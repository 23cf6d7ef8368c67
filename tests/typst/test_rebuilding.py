"""When a PDF is made again, and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import SphinxError

from sphinx_roundtable.typst.compiler import Compiler
from tests.typst.books import BOOK, make

if TYPE_CHECKING:
    from pathlib import Path

    from tests.typst.books import Build


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the name of each source that is compiled."""
    names: list[str] = []
    real = Compiler.compile

    def spy(self: Compiler, source: Path) -> tuple[bytes, list[str]]:
        names.append(source.name)
        return real(self, source)

    monkeypatch.setattr(Compiler, "compile", spy)
    return names


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
