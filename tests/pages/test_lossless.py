"""No text lost, none twice: counted over the body nodes of the source."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from sphinx_roundtable.nodes import roundtable_navigation
from sphinx_roundtable.reading import BODY, NAME
from tests.book import ANSWERS, PEOPLE, WORKS, build_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support import Built


def above(node: nodes.Node) -> Iterator[nodes.Element]:
    here: nodes.Element | None = node if isinstance(node, nodes.Element) else node.parent
    while here is not None:
        yield here
        here = here.parent


def paragraphs(document: nodes.document) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of a doctree that are the author's."""
    for node in document.findall(nodes.paragraph):
        if not any(isinstance(parent, roundtable_navigation) for parent in above(node)):
            yield node


def records(built: Built) -> dict[str, list[str]]:
    """Map each record of the appendix to its paragraphs."""
    found: dict[str, list[str]] = {}
    for node in paragraphs(built.doctree("appendix-a")):
        keys = [parent[BODY] for parent in above(node) if BODY in parent]
        if NAME in node:
            assert not keys, node.astext()
            continue
        assert len(keys) == 1, f"in {len(keys)} records: {node.astext()}"
        found.setdefault(keys[0], []).append(node.astext())
    return found


def expected_pages(built: Built) -> dict[str, set[str]]:
    """Map each record to the pages that are to show it."""
    (table,) = built.app.env.domains["roundtable"].roundtables.values()
    pages = {
        place.key: {f"people/{person.id}", *(f"systems/{id}" for id in WORKS[person.id])}
        for person in table.people
        for place in person.introductions
    }
    for answer in table.answers:
        pages[answer.key] = {f"topics/{answer.topic}", f"people/{answer.person}"}
    for aside in table.asides:
        index = "people/index" if aside.place == "the cast" else "topics/index"
        pages[aside.key] = {f"topics/{aside.place}" if aside.place in table.topic else index}
    return pages


def test_the_records_are_those_of_the_text(book: Built) -> None:
    keys = records(book).keys()
    assert {key for key in keys if key.startswith("answer")} == {
        f"answer appendix-a {person}/{topic}" for person, topic in ANSWERS
    }
    people = {f"person appendix-a {id}" for id in PEOPLE}
    assert {key for key in keys if key.startswith("person")} == people
    assert sum(key.startswith("aside") for key in keys) == 9
    assert len(ANSWERS) == 21


def test_each_paragraph_is_on_its_pages_and_on_no_other(book: Built) -> None:
    shown: dict[str, Counter[str]] = {}
    pages = book.app.env.domains["roundtable"].pages
    for docname in pages:
        for node in paragraphs(book.doctree(docname)):
            if "roundtable-sentence" in node["classes"]:
                continue  # a quotation, which may be all of a paragraph
            shown.setdefault(node.astext(), Counter())[docname] += 1
    where = expected_pages(book)
    for key, texts in records(book).items():
        for text in texts:
            assert shown[text] == Counter(where[key]), f"{key}: {text}"


def test_every_word_of_the_source_is_in_a_paragraph_or_a_title(book: Built) -> None:
    document = book.doctree("appendix-a")
    for text in document.findall(nodes.Text):
        parents = list(above(text))
        assert any(isinstance(node, (nodes.paragraph, nodes.title)) for node in parents), text


def only_letters(text: str) -> str:
    """Return the letters and digits of *text*: typography differs from format to format."""
    return "".join(re.findall(r"[^\W_]", text)).casefold()


def words_of(built: Built, builder: str) -> str:
    """Return all that an edition says, without its markup."""
    if builder == "singlehtml":
        page = BeautifulSoup(built.read("index.html"), "html.parser")
        body = page.select_one("div.body")
        assert body is not None
        return body.get_text(" ")
    if builder == "man":
        # Some versions of docutils write an address twice: for a terminal to open, and to be read.
        lines = re.sub(r"\\X'[^']*'", "", built.read("case-studies.7")).splitlines()
        text = "\n".join(line for line in lines if not line.startswith("."))
        return re.sub(r"\\f.|\\\(..|\\.", "", text)
    if builder == "latex":
        text = re.sub(r"\\detokenize\{[^}]*\}", "", built.read("case-studies.tex"))
        return re.sub(r"\\[a-zA-Z]+\*?|\\.", "", text)
    return re.sub(r"@[a-zA-Z]+", "", built.read("case-studies.texi"))


@pytest.mark.parametrize("builder", ["singlehtml", "man", "latex", "texinfo"])
def test_a_joined_edition_has_each_paragraph_once(
    tmp_path: Path, book: Built, builder: str
) -> None:
    author = "The authors"
    joined = build_book(
        tmp_path,
        builder,
        nitpicky=True,
        man_pages=[("index", "case-studies", "Case Studies", author, 7)],
        latex_documents=[("index", "case-studies.tex", "Case Studies", author, "manual")],
        texinfo_documents=[
            ("index", "case-studies", "Case Studies", author, "case-studies", "", "Misc")
        ],
    )
    assert joined.warnings == ""
    said = only_letters(words_of(joined, builder))
    for key, texts in records(book).items():
        for text in texts:
            assert said.count(only_letters(text)) == 1, f"{key}: {text}"


def quotations(book: Built) -> str:
    """Return the letters of what the pages of systems quote, with a space between places."""
    places: list[str] = []
    for docname in book.app.env.domains["roundtable"].pages:
        document = book.doctree(docname)
        for item in document.findall(nodes.list_item):
            said = [
                only_letters(child.astext())
                for child in item.children
                if isinstance(child, nodes.paragraph) and "roundtable-sentence" in child["classes"]
            ]
            places.append("".join(said))
    return " ".join(places)


@pytest.mark.parametrize("builder", ["dirhtml", "epub", "text", "xml", "linkcheck", "gettext"])
def test_other_builders_lose_nothing(tmp_path: Path, book: Built, builder: str) -> None:
    built = build_book(
        tmp_path,
        builder,
        nitpicky=True,
        epub_show_urls="no",
        linkcheck_ignore=[".*"],
        smartquotes=builder != "gettext",
    )
    assert built.warnings == ""
    if builder == "linkcheck":
        return
    said = only_letters(
        " ".join(
            path.read_text("utf-8")
            if builder in {"text", "gettext"}
            else html.unescape(
                re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", path.read_text("utf-8"))
            )
            for path in built.out.rglob("*")
            if path.suffix in {".html", ".xhtml", ".txt", ".xml", ".pot"}
            and not path.name.endswith(".tei.xml")  # data, not a page
        ).replace('"\n"', "")
    )
    quoted = "" if builder == "gettext" else quotations(book)
    for key, texts in records(book).items():
        _kind, _source, id = key.split(" ", 2)
        copies = 3 if key.startswith("answer") else 2 + len(WORKS.get(id, ()))
        copies = 1 if builder == "gettext" else copies
        for text in texts:
            letters = only_letters(text)
            assert said.count(letters) == copies + quoted.count(letters), f"{key}: {text}"


def test_epub_after_html_on_the_same_doctrees_has_all_pages(tmp_path: Path) -> None:
    build_book(tmp_path, "html")
    built = build_book(tmp_path, "epub", epub_show_urls="no")
    assert built.warnings == ""
    for folder, ids in (("people", PEOPLE), ("topics", {topic for _, topic in ANSWERS})):
        for id in ids:
            assert (built.out / folder / f"{id}.xhtml").is_file()
