"""Answers in documents of the author's: quoted, in part or whole, and listed by filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.nodes import roundtable_excerpt
from tests.book import REPOSITORY, build_book, soup
from tests.support import PANEL as TALK_OF_TWO
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

PANEL = TALK_OF_TWO.replace(
    "    A hammer.\n",
    '    A hammer, a saw, and *the spade* that Bo "lent" me --\n    not a rake. It is rusty.\n\n'
    "    Then a ladder [#n]_.\n\n    * A nail.\n    * A screw.\n\n    .. [#n] Of ash.\n",
)
START = "Start\n=====\n\n.. toctree::\n\n   panel\n\n"


def made(folder: Path, *directives: str, suffix: str = "rst", **conf: Any) -> Built:
    """Return a site whose start page has the *directives*."""
    text = START + "\n\n".join(directives) + "\n"
    if suffix == "md":
        text = "# Start\n\n```{toctree}\npanel\n```\n\n" + "\n\n".join(directives) + "\n"
    files = {f"index.{suffix}": text, "panel.rst": PANEL, **conf.pop("files", {})}
    return build(folder, files, conf.pop("builder", "html"), roundtables=["panel"], **conf)


def quotes(built: Built, docname: str = "index") -> list[str]:
    """Return the words of each quotation, without the attribution."""
    found = soup(built, docname).select("blockquote.roundtable-quote")
    for quote in found:
        quote.select_one(".attribution").extract()
    return [" ".join(quote.get_text().split()) for quote in found]


@pytest.mark.parametrize(
    ("suffix", "directive"),
    [
        ("rst", ".. roundtable:quote:: bo-ek/gardens\n   :class: mine"),
        ("md", "```{roundtable:quote} bo-ek/gardens\n:class: mine\n```"),
    ],
)
def test_a_quotation_says_who_and_where(tmp_path: Path, suffix: str, directive: str) -> None:
    built = made(tmp_path, directive, suffix=suffix)
    assert built.warnings == ""
    (quote,) = soup(built, "index").select("blockquote.roundtable-quote.mine")
    attribution = quote.select_one(".attribution")
    assert attribution.get_text() == "—Bo Ek, Gardens"
    assert [to["href"] for to in attribution.select("a")] == [
        "people/bo-ek.html",
        "topics/gardens.html#bo-ek",
    ]
    assert quotes(built) == ["Kale."]


WHOLE = (
    "A hammer, a saw, and the spade that Bo “lent” me – not a rake. It is rusty. "
    "Then a ladder [1]. A nail. A screw."
)
NOTE = " [1] Of ash."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", WHOLE + NOTE),
        (":paragraphs: 2", "Then a ladder [1]." + NOTE),
        (":paragraphs: 1, 3", WHOLE.replace(" Then a ladder [1].", "")),
        (":paragraphs: 2-3", "Then a ladder [1]. A nail. A screw." + NOTE),
        (':from: a saw\n   :to: "lent" me', "… a saw, and the spade that Bo “lent” me …"),
        (":from: the spade that\n   :to: rake.", "… the spade that Bo “lent” me – not a rake. …"),
        (
            ":from: me -- not",
            "… me – not a rake. It is rusty. Then a ladder [1]. A nail. A screw." + NOTE,
        ),
        (":to: A HAMMER", "A hammer …"),
        (":from: Then\n   :to: nail.", "Then a ladder [1]. A nail." + NOTE),
        (":from: A screw.", "A screw."),
        (
            ":paragraphs: 1\n   :to: rusty.",
            "A hammer, a saw, and the spade that Bo “lent” me – not a rake. It is rusty.",
        ),
    ],
)
def test_a_part_is_chosen_by_paragraphs_or_words(tmp_path: Path, options: str, words: str) -> None:
    built = made(tmp_path, f".. roundtable:quote:: ann-lee/tools\n   {options}")
    assert built.warnings == ""
    (quote,) = quotes(built)
    assert quote == words
    page = soup(built, "index")
    for link in page.select("a.footnote-reference, aside.footnote a"):
        assert page.find(id=link["href"][1:])
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_markup_and_pictures_come_along(tmp_path: Path) -> None:
    text = PANEL.replace(
        "    Kale.\n",
        "    Kale, :doc:`as here <index>`, :download:`plan <plan.txt>`.\n\n"
        "    .. figure:: leaf.png\n       :name: leaf\n\n       A leaf.\n\n"
        "    See :numref:`leaf`.\n",
    )
    png = next((REPOSITORY / "tests/roots/constructs").rglob("*.png")).read_bytes()
    files = {
        "talk/panel.rst": text,
        "talk/leaf.png": png,
        "talk/plan.txt": "x",
        "talk/index.rst": "Talk\n====\n\n.. toctree::\n\n   panel\n",
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   essays/one\n   talk/index\n",
        "essays/one.rst": "Essay\n=====\n\n.. figure:: mine.png\n   :name: mine\n\n   Mine.\n\n"
        ".. roundtable:quote:: talk/bo-ek/gardens\n",
        "essays/mine.png": png,
    }
    conf: dict[str, Any] = {"roundtables": ["talk/panel"], "numfig": True}
    built = build(tmp_path, files, **conf)
    assert built.warnings == ""
    page = soup(built, "essays/one")
    (quote,) = page.select(".roundtable-quote")
    assert quote.find("a", string="as here")["href"] == "../talk/index.html"
    paths = [quote.select_one("img")["src"], quote.select_one("a.download")["href"]]
    assert all((built.out / "essays" / path).is_file() for path in paths)
    captions = [" ".join(c.get_text().split()) for c in page.select("figcaption")]
    assert captions == ["Fig. 1 Mine.", "Fig. 2 A leaf."]
    assert "See Fig. 2." in quote.get_text()
    again = build(tmp_path, files, **conf)
    documents = {f"{docname}.html" for docname in again.app.env.found_docs}
    assert not documents & again.written


def test_answers_are_found_by_filters(tmp_path: Path) -> None:
    def listed(*options: str) -> list[str]:
        lines = "".join(f"\n   {option}" for option in options)
        built = made(tmp_path, f".. roundtable:answers::{lines}")
        assert built.warnings == ""
        items = soup(built, "index").select("ul.roundtable-list li a")
        return [item.get_text() for item in items]

    every = ["Ann Lee: Tools", "Bo Ek: Tools", "Bo Ek: Gardens"]
    assert listed() == every
    assert listed(":person: bo-ek") == every[1:]
    assert listed(":person: bo-ek", ":topic: tools") == every[1:2]
    assert listed(":person: bo-ek, ann-lee", ":topic: gardens, tools") == every
    assert listed(':contains: the SPADE that bo "lent" me -- not') == every[:1]
    assert listed(":limit: 2") == every[:2]


def test_answers_are_shown_whole(tmp_path: Path) -> None:
    built = made(tmp_path, ".. roundtable:answers:: panel\n   :topic: tools\n   :display: whole")
    assert built.warnings == ""
    assert quotes(built) == [
        WHOLE + NOTE,
        "A spade.",
    ]


def test_answers_are_found_by_what_they_name(tmp_path: Path) -> None:
    sidecar = '[systems.spade]\nname = "spade"\n[systems.kale]\nname = "Kale"\n'
    built = made(
        tmp_path,
        ".. roundtable:answers::\n   :system: spade",
        files={"panel.toml": sidecar},
    )
    assert built.warnings == ""
    items = soup(built, "index").select("ul.roundtable-list li a")
    assert [item.get_text() for item in items] == ["Ann Lee: Tools", "Bo Ek: Tools"]


MISTAKES = [
    (".. roundtable:quote:: ann-lee/gardens", "there is no answer 'ann-lee/gardens'"),
    (
        ".. roundtable:quote:: bo-ek/gardens\n   :paragraphs: 3",
        "there is no paragraph 3: the answer has 1; all of it is quoted",
    ),
    (
        ".. roundtable:quote:: bo-ek/gardens\n   :from: Leek",
        "the answer does not say 'Leek'; all of it is quoted",
    ),
    (
        ".. roundtable:quote:: bo-ek/gardens\n   :from: Ka",
        None,
    ),
    (".. roundtable:answers::\n   :person: nobody", "nobody is called 'nobody'"),
    (".. roundtable:answers::\n   :topic: nothing", "no topic is called 'nothing'"),
    (".. roundtable:answers::\n   :system: nothing", "no system is called 'nothing'"),
    (".. roundtable:answers::\n   :contains: leek", "no answer fits"),
    (".. roundtable:answers:: other", "there is no roundtable 'other'; there are: panel"),
]


@pytest.mark.parametrize(("directive", "message"), MISTAKES)
def test_a_mistake_is_a_warning_with_its_line(
    tmp_path: Path, directive: str, message: str | None
) -> None:
    built = made(tmp_path, directive)
    expected = [f"index.rst:8: WARNING: {message} [roundtable.listing]"] if message else []
    assert built.own_warnings == expected
    assert len(built.warnings.splitlines()) == len(expected)
    if "bo-ek/gardens" in directive:
        assert quotes(built) == ["Kale."]


@pytest.mark.parametrize(
    "directive",
    [
        ".. roundtable:quote:: bo-ek/gardens\n   :paragraphs: 2-1",
        ".. roundtable:quote:: bo-ek/gardens\n   :paragraphs: all",
        ".. roundtable:quote::",
        ".. roundtable:answers::\n   :display: cards",
        ".. roundtable:answers::\n   :person: ,",
        ".. roundtable:answers::\n   :limit: 0",
    ],
)
def test_an_option_that_is_none_is_an_error_of_docutils(tmp_path: Path, directive: str) -> None:
    built = made(tmp_path, directive)
    assert "index.rst:8: ERROR" in built.warnings


def test_each_answer_is_found_once(tmp_path: Path) -> None:
    built = made(
        tmp_path,
        ".. roundtable:quote:: bo-ek/gardens",
        ".. roundtable:answers::\n   :display: whole",
    )
    index = built.read("searchindex.js")
    titles = built.app.env.domains["roundtable"].pages
    assert "kale" in index
    terms = index.partition('"terms":')[2] or index.partition("terms:")[2]
    names = index.partition("docnames")[2].partition("[")[2].partition("]")[0].split(",")
    found = terms.partition("kale")[2].lstrip('":').partition(",")[0]
    assert names[int(found.strip("[]"))].strip('"') == "topics/gardens"
    assert titles


def test_an_edit_of_the_answer_writes_what_quotes_it(tmp_path: Path) -> None:
    def files(kale: str, spade: str) -> dict[str, str | bytes | None]:
        talk = PANEL.replace("Kale.", kale).replace("A spade.", spade)
        return {
            "index.rst": START.replace("panel\n", "panel\n   one\n   two\n   three\n"),
            "panel.rst": talk,
            "one.rst": "One\n===\n\n.. roundtable:quote:: bo-ek/gardens\n",
            "two.rst": "Two\n===\n\n.. roundtable:quote:: bo-ek/tools\n",
            "three.rst": "Three\n=====\n\n.. roundtable:answers::\n   :contains: leek\n",
        }

    quiet: dict[str, Any] = {"suppress_warnings": ["roundtable.listing"]}
    build(tmp_path / "a", files("Kale.", "A spade."), roundtables=["panel"], **quiet)
    built = build(tmp_path / "a", files("Leek.", "A spade."), roundtables=["panel"], **quiet)
    assert {"one.html", "three.html"} <= built.written
    assert "two.html" not in built.written
    assert quotes(built, "one") == ["Leek."]
    assert "Bo Ek: Gardens" in soup(built, "three").get_text()
    built = build(tmp_path / "a", files("Leek.", "A rake."), roundtables=["panel"], **quiet)
    assert "two.html" in built.written
    assert not {"one.html", "three.html"} & built.written
    fresh = build(
        tmp_path / "b", files("Leek.", "A rake."), roundtables=["panel"], parallel=2, **quiet
    )
    for name in ("one", "two", "three", "index", "topics/gardens"):
        assert built.read(f"{name}.html") == fresh.read(f"{name}.html")
    # A document that quotes no more leaves nothing behind.
    less = {**files("Leek.", "A rake."), "one.rst": "One\n===\n\nWords.\n"}
    built = build(tmp_path / "a", less, roundtables=["panel"], **quiet)
    assert quotes(built, "one") == []


def test_a_quotation_in_a_source_stays_there(tmp_path: Path) -> None:
    """Two answers that quote each other: each is quoted in the source, and neither on its pages."""
    text = TALK_OF_TWO.replace(
        "    A hammer.\n", "    A hammer.\n\n    .. roundtable:quote:: bo-ek/gardens\n"
    ).replace("    Kale.\n", "    Kale.\n\n    .. roundtable:quote:: ann-lee/tools\n")
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"])
    assert built.warnings == ""
    assert quotes(built, "panel") == ["Kale.", "A hammer."]
    assert quotes(built, "topics/gardens") == []
    again = build(tmp_path, {"panel.rst": text}, roundtables=["panel"])
    assert not {f"{docname}.html" for docname in again.app.env.found_docs} & again.written


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "epub", "man", "texinfo"])
def test_other_editions_have_quotations(tmp_path: Path, builder: str) -> None:
    built = made(
        tmp_path,
        ".. roundtable:quote:: ann-lee/tools\n   :from: a saw\n   :to: rake.",
        builder=builder,
        version="1",
        copyright="2026",
    )
    assert built.warnings == ""
    text = "".join(
        path.read_text("utf-8", errors="replace")
        for path in built.out.rglob("*")
        if path.suffix in {".html", ".tex", ".txt", ".xhtml", ".1", ".texi"}
    )
    assert "…" in text or "\\dots" in text
    assert not list(built.app.env.get_doctree("panel").findall(roundtable_excerpt))


def test_translators_get_the_words_once(tmp_path: Path) -> None:
    built = made(tmp_path, ".. roundtable:quote:: bo-ek/gardens", builder="gettext")
    assert "Kale." in built.read("panel.pot")
    assert "Kale." not in built.read("index.pot")


def test_an_answer_of_the_book_is_quoted_in_the_pdf(tmp_path: Path) -> None:
    essay = (
        "Essay\n=====\n\n.. roundtable:quote:: ned-batchelder/team-structure\n   :paragraphs: 2\n"
    )
    index = (REPOSITORY / "source" / "index.md").read_bytes()
    files = {"essay.rst": f":orphan:\n\n{essay}".encode(), "index.md": index}
    built = build_book(tmp_path, files=files)
    assert built.warnings == ""
    assert quotes(built, "essay") == ["Memcached rocks."]
    typst = build_book(
        tmp_path,
        "typst",
        files=files,
        extensions=["myst_parser", "sphinx_design", "sphinx_roundtable.typst"],
        typst_documents=[{"start": "essay", "name": "essay", "title": "Essay"}],
    )
    source = (typst.out / "essay.typ").read_text("utf-8")
    assert "Memcached rocks." in source
    assert "Ned Batchelder" in source
