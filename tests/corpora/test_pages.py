"""Each corpus as a site: all its words are on the pages, each on the pages where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.model import CAST
from sphinx_roundtable.reading import marked
from tests.book import soup
from tests.corpora.truths import FOLDER, NAMES, load
from tests.pages.test_lossless import only_letters
from tests.support import build, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_roundtable.model import Roundtable
    from tests.support import Built

#: What parsers have to say of a text that nobody wrote for Sphinx.
PARSERS = ["myst.header", "myst.xref_missing", "docutils", "toc", "epub"]


def made(folder: Path, name: str, builder: str = "html", **conf: Any) -> Built:
    """Build a corpus as a project."""
    truth = load(name)
    files: dict[str, str | bytes | None] = {
        "index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   talk/*\n"
    }
    for source in truth.sources:
        text = (FOLDER / source.path).read_bytes()
        files[f"talk/{source.path.rpartition('/')[2]}"] = text
    files["talk.toml"] = 'sources = ["talk/*"]\nprefix = "talk"\n'
    return build(folder, files, builder, roundtables=["talk"], suppress_warnings=PARSERS, **conf)


def pages_of(table: Roundtable) -> dict[str, set[str]]:
    """Map the key of each record to the pages that are to show it."""
    pages = {
        place.key: {table.docname("people", person.id)}
        for person in table.people
        for place in person.introductions
    }
    for answer in table.answers:
        pages[answer.key] = {
            table.docname("topics", answer.topic),
            table.docname("people", answer.person),
        }
    for aside in table.asides:
        kind = "people" if aside.place == CAST else "topics"
        id = aside.place if aside.place in table.topic else "index"
        pages[aside.key] = {table.docname(kind, id)}
    return pages


@pytest.mark.parametrize("name", NAMES)
def test_all_words_are_on_the_pages(tmp_path: Path, name: str) -> None:
    built = made(tmp_path, name)
    assert all("[roundtable." in line for line in built.warnings.splitlines()), built.warnings
    domain: Any = built.app.env.domains["roundtable"]
    (table,) = domain.roundtables.values()
    pages = pages_of(table)
    texts = {
        docname: only_letters(soup(built, docname).get_text())
        for docname in set().union(*pages.values())
    }
    words = 0
    for source in table.sources:
        for key, nodes in marked(built.doctree(source)).items():
            for node in nodes:
                said = words_of([node])
                words += len(said)
                for page in pages[key]:
                    assert only_letters("".join(said)) in texts[page], (page, said[:9])
    truth = load(name)
    turns = sum(turn.words for cell in truth.answers for turn in cell.turns)
    assert words >= turns, "words are missing in the text as written"
