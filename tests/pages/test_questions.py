"""What an interviewer asks is shown with the answers to it, and has no page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.book import soup
from tests.pages.test_incremental import outputs
from tests.pages.test_lossless import only_letters
from tests.pages.test_site import targets
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

INDEX = """
Start
=====

.. toctree::

   talk

.. roundtable:matrix::
"""
TALK = """
Talk
====

* *Sam Poe* asks.
* *Ann Lee* is an engineer.
* *Bo Ek* is a gardener.
* *Cy Fox* is a cook.

Tools
-----

Our first subject.

*Sam Poe*:

    What do you use?

*Sam Poe*:

    And since when?

*Ann Lee*:

    A hammer.

*Bo Ek*:

    A spade.

*Ann Lee*:

    And a saw.

[They laugh.]

*Sam Poe*:

    Would you lend it?

    See :ref:`below <plot>`.

*Bo Ek*:

    Never.

.. _plot:

Gardens
-------

*Bo Ek*:

    Kale.

*Sam Poe*:

    Shall we stop?
"""
SITE = {
    "index.rst": INDEX,
    "talk.rst": TALK,
    "talk.toml": "[people.sam-poe]\nasks = true\n",
}
#: Each sentence of the talk.
SAID = [
    "asks.",
    "Our first subject.",
    "What do you use?",
    "And since when?",
    "A hammer.",
    "A spade.",
]
SAID += ["And a saw.", "[They laugh.]", "Would you lend it?", "Never.", "Kale.", "Shall we stop?"]


def made(
    folder: Path, files: dict[str, Any] | None = None, builder: str = "html", **conf: Any
) -> Built:
    # Cy Fox, who says nothing, is no concern of these tests.
    given: dict[str, Any] = {
        "roundtables": ["talk"],
        "nitpicky": True,
        "suppress_warnings": ["roundtable.silent_person"],
    }
    built = build(folder, SITE if files is None else files, builder, **given | conf)
    assert built.warnings == ""
    return built


def texts(built: Built, docname: str, select: str) -> list[str]:
    return [" ".join(node.get_text().split()) for node in soup(built, docname).select(select)]


def test_questions_stand_in_order_on_the_page_of_the_topic(tmp_path: Path) -> None:
    built = made(tmp_path)
    page = soup(built, "topics/tools")
    order = [
        node.get("id") or node.p.get_text()
        for node in page.select(".roundtable-question, .roundtable-answer")
    ]
    asked = "Sam Poe"
    assert order == [asked, asked, "ann-lee", "bo-ek", "ann-lee-2", asked, "bo-ek-2"]
    text = page.get_text()
    said = [
        "Our first subject.",
        "What do you use?",
        "And since when?",
        "A hammer.",
        "[They laugh.]",
        "Would you lend it?",
        "Never.",
    ]
    positions = [text.index(words) for words in said]
    assert positions == sorted(positions)
    # What is asked last has no answer, and is not lost.
    assert texts(built, "topics/gardens", ".roundtable-question p") == ["Sam Poe", "Shall we stop?"]


def test_each_persons_first_answer_stands_below_what_was_asked(tmp_path: Path) -> None:
    built = made(tmp_path)
    ann, bo = soup(built, "people/ann-lee"), soup(built, "people/bo-ek")
    assert [q.get_text(" ", strip=True) for q in ann.select("#tools .roundtable-question")] == [
        "Sam Poe What do you use?",
        "Sam Poe And since when?",
    ]
    assert len(bo.select("#tools .roundtable-question")) == 2
    assert ann.select("#tools-2 .roundtable-question") == []
    (lent,) = bo.select("#tools-2 .roundtable-question")
    assert "Would you lend it?" in lent.get_text()
    assert targets(lent, "people/bo-ek") == {"talk.html#plot"}
    assert bo.select("#gardens .roundtable-question") == []
    for question in [*ann.select(".roundtable-question"), *bo.select(".roundtable-question")]:
        assert all(
            question.find_parent(class_="no-search") or p["class"] for p in question.find_all("p")
        )


def test_an_interviewer_has_no_page_and_is_not_missed(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert not (built.out / "people" / "sam-poe.html").exists()
    for path in built.out.rglob("*.html"):
        assert "sam-poe.html" not in path.read_text("utf-8")
    assert texts(built, "people/index", ".roundtable-contents a") == ["Ann Lee", "Bo Ek", "Cy Fox"]
    assert "Sam Poe asks." in " ".join(texts(built, "people/index", "div.body"))
    assert texts(built, "topics/tools", ".roundtable-missing") == ["No answer from Cy Fox."]
    assert "Sam Poe" not in " ".join(texts(built, "index", "table"))
    # In the source, nothing leads to a page that is not there.
    assert len(soup(built, "talk").select(".roundtable-ways")) == 3 + 5


def test_a_question_is_found_once(tmp_path: Path) -> None:
    built = made(tmp_path)
    index = built.read("searchindex.js")
    terms = index[index.index('"terms":') :]
    (where,) = {terms[terms.index('"lend":') :].partition(",")[0]}
    assert "[" not in where  # one document, not a list of them


def test_it_stays_canonical_where_its_topic_has_no_page(tmp_path: Path) -> None:
    own = ":orphan:\n\nOwn\n===\n\nMy own.\n"
    files = {
        **SITE,
        "topics/tools.rst": own,
        "index.rst": INDEX.replace(".. roundtable:matrix::", ""),
    }
    built = build(tmp_path, files, "singlehtml", roundtables=["talk"])
    said = only_letters(soup(built, "index").select_one("div.body").get_text())
    for sentence in SAID:
        assert said.count(only_letters(sentence)) == 1, sentence


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo"])
def test_a_joined_edition_has_each_sentence_once(tmp_path: Path, builder: str) -> None:
    built = made(
        tmp_path,
        None,
        builder,
        man_pages=[("index", "talk", "Talk", "We", 7)],
        latex_documents=[("index", "talk.tex", "Talk", "We", "manual")],
        texinfo_documents=[("index", "talk", "Talk", "We", "talk", "", "Misc")],
    )
    name = {
        "singlehtml": "index.html",
        "latex": "talk.tex",
        "man": "talk.7",
        "texinfo": "talk.texi",
    }
    said = only_letters(built.read(name[builder]))
    for sentence in SAID:
        assert said.count(only_letters(sentence)) == 1, sentence


def test_the_pdf_has_each_sentence_once(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    built = made(
        tmp_path,
        None,
        "typst",
        extensions=["sphinx_roundtable.typst"],
        typst_documents=[{"start": "index", "name": "talk", "title": "Talk"}],
    )
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(built.out / "talk.pdf").pages)
    for sentence in SAID:
        assert only_letters(text).count(only_letters(sentence)) == 1, sentence


@pytest.mark.parametrize(("builder", "suffix"), [("epub", "xhtml"), ("text", "txt")])
def test_other_editions_have_them_where_html_has_them(
    tmp_path: Path, builder: str, suffix: str
) -> None:
    built = build(tmp_path, SITE, builder, roundtables=["talk"], epub_show_urls="no")
    assert "And since when?" in built.read(f"topics/tools.{suffix}")
    assert "And since when?" in built.read(f"people/bo-ek.{suffix}")


def test_an_edited_question_rewrites_what_shows_it(tmp_path: Path) -> None:
    made(tmp_path)
    text = TALK.replace("Would you lend it?", "Would you give it?")
    built = made(tmp_path, {"talk.rst": text})
    written = {path for path in built.written if path.endswith(".html")}
    assert {"people/bo-ek.html", "topics/tools.html", "talk.html"} <= written
    assert not {"people/ann-lee.html", "topics/gardens.html"} & written
    assert outputs(built) == outputs(made(tmp_path / "clean", {**SITE, "talk.rst": text}))


def test_who_asks_in_one_source_and_answers_in_another_has_a_page(tmp_path: Path) -> None:
    """A name that says so is only inferred: the sidecar's word would hold for both sources."""
    talk = TALK.replace("Sam Poe", "Host")
    second = (
        "Second\n======\n\n* *Sam Poe (Host)* answers.\n\nBread\n-----\n\n"
        "*Sam Poe*:\n\n    Rye.\n\n*Ann Lee*:\n\n    Oat.\n"
    )
    files = {**SITE, "book.toml": 'sources = ["talk", "more"]', "talk.rst": talk}
    files |= {"more.rst": second, "index.rst": INDEX.replace("   talk", "   talk\n   more")}
    built = build(tmp_path, files, roundtables=["book"])
    assert "Rye." in soup(built, "people/sam-poe").get_text()
    assert soup(built, "topics/tools").select_one(".roundtable-question") is not None
