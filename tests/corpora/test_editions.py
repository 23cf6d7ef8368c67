"""Each corpus as a PDF and as an EPUB: all its words, in the same order, and every link lands."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from sphinx_roundtable.reading import marked
from tests.corpora.test_pages import made
from tests.corpora.truths import NAMES
from tests.support import words_of
from tests.typst.books import Built as Pdf
from tests.typst.books import letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support import Built

#: What lines at the foot and the head of a page may stand in the middle of: enough to be told by.
LONG = 40
VARIANTS = ["normal", "compact", "large-print"]
#: What an EPUB must have.
ABOUT: dict[str, Any] = {
    "project": "Talk",
    "author": "A",
    "copyright": "A",
    "version": "1",
    "epub_show_urls": "no",
}


def texts(built: Built) -> Iterator[tuple[str, str]]:
    """Yield the parts of each record of a site, as letters, with the key of the record."""
    domain: Any = built.app.env.domains["roundtable"]
    (table,) = domain.roundtables.values()
    for source in table.sources:
        for key, parts in marked(built.doctree(source)).items():
            for part in parts:
                for paragraph in part.findall(nodes.paragraph):
                    yield key, letters("".join(words_of([paragraph])))


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a corpus."""
    return str(request.param)


@pytest.fixture(scope="module")
def folder(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its project: both editions are made of the same doctrees."""
    return tmp_path_factory.mktemp(name)


@pytest.fixture(scope="module")
def books(folder: Path, name: str) -> Built:
    """Return its PDF in each variant."""
    return _edition(folder, name, "typst")


@pytest.fixture(scope="module")
def epub(folder: Path, name: str, books: Built) -> Built:
    """Return its EPUB."""
    return _edition(folder, name, "epub")


def _edition(folder: Path, name: str, builder: str) -> Built:
    pytest.importorskip("typst")
    built = made(
        folder,
        name,
        builder,
        extensions=["myst_parser", "sphinx_roundtable.typst"],
        typst_documents=[
            {"name": variant, "title": name, "variant": variant} for variant in VARIANTS
        ],
        typst_pdf_standards=["ua-1", "a-2a"],
        **ABOUT,
    )
    assert all("[roundtable." in line for line in built.warnings.splitlines()), built.warnings
    return built


@pytest.mark.parametrize("variant", VARIANTS)
def test_pdf(books: Built, variant: str) -> None:
    pdf = Pdf(books.out, books.warnings, variant)
    pages = [page.extract_text() for page in pdf.reader.pages]  # with their lines
    text = letters("".join(pages))
    missing = [
        (key, said)
        for key, said in texts(books)
        if said[:LONG] not in text and said[-LONG:] not in text
    ]
    assert missing == []
    assert pdf.overprinted() == []
    assert all(link.uri or link.to_page for link in pdf.links)
    (table,) = books.app.env.domains["roundtable"].roundtables.values()  # type: ignore[attr-defined]
    people = {person.name for person in table.people}
    # Behind the contents, no page but one of a list or of the index ends with a name alone.
    lasts = [page.splitlines()[-2] for page in pages if len(page.splitlines()) > 2]
    answers = {words.splitlines()[-2] for words in pages if "Answers:" in words}
    assert [last for last in lasts if last in people and last not in answers] == []


def test_epub(epub: Built) -> None:
    (path,) = epub.out.glob("*.epub")
    with ZipFile(path) as parts:
        files = {
            file: BeautifulSoup(parts.read(file), "html.parser")
            for file in parts.namelist()
            if file.endswith(".xhtml")
        }
    text = letters("".join(page.get_text() for page in files.values()))
    assert [(key, said) for key, said in texts(epub) if said not in text] == []
    assert list(dead(files)) == []


def dead(files: dict[str, BeautifulSoup]) -> Iterator[tuple[str, str]]:
    """Yield the links of an EPUB that lead nowhere, each with its page."""
    ids = {name: {str(tag["id"]) for tag in page.select("[id]")} for name, page in files.items()}
    for name, page in files.items():
        for link in page.select("a[href]"):
            href = str(link["href"])
            if re.match(r"\w+:", href):
                continue
            file, _, id = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file or name))
            target = name if not file else target
            if target not in files or (id and id not in ids[target]):
                yield name, href


def test_pages_of_the_pdf_and_the_epub_are_in_the_same_order(books: Built, epub: Built) -> None:
    (path,) = epub.out.glob("*.epub")
    with ZipFile(path) as parts:
        package = parts.read("content.opf").decode()
    (table,) = epub.app.env.domains["roundtable"].roundtables.values()  # type: ignore[attr-defined]
    pages = [
        *(table.docname("topics", topic.id) for topic in table.topics),
        *(table.docname("people", person.id) for person in table.people),
    ]
    items = dict(re.findall(r'href="([^"]+)\.xhtml" id="([^"]+)"', package)) | {
        href: id for id, href in re.findall(r'id="([^"]+)" href="([^"]+)\.xhtml"', package)
    }
    spine = re.findall(r'idref="([^"]+)"', package)
    read = sorted(pages, key=lambda page: spine.index(items[page]))
    titles = [title for depth, title in Pdf(books.out, "", "normal").outline if depth == 2]
    shown = [epub.app.env.titles[page].astext() for page in read]
    assert [title for title in titles if title in set(shown)] == shown
