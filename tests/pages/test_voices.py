"""Who speaks is seen at once, and from each answer there is a way on, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from sphinx_roundtable import lengths
from sphinx_roundtable.badges import COLOURS, colour, initials
from tests.book import PEOPLE, SILENT, TOPICS, soup
from tests.pages.test_incremental import outputs, pages
from tests.support import PANEL, build
from tests.typst.books import png

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

    from tests.support import Built

NAMES = {id: " ".join(part.capitalize() for part in id.split("-")) for id in PEOPLE}
INDEX = """
Start
=====

.. toctree::

   panel

.. roundtable:people::
   :display: cards

.. roundtable:matrix::
"""
SIDECAR = """
[people.ann-lee]
portrait = "faces/Ann L.png"
"""


def made(folder: Path, builder: str = "html", **more: Any) -> Built:
    """Build a panel on which one person has a portrait."""
    files = {
        "index.rst": INDEX,
        "talks/panel.rst": PANEL,
        "talks/panel.toml": SIDECAR,
        "talks/faces/Ann L.png": png(),
    }
    files["index.rst"] = INDEX.replace("panel", "talks/panel")
    files |= more.pop("files", {})
    return build(folder, files, builder, roundtables=["talks/panel"], **more)


# -- Initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ned Batchelder", "NB"),
        ("Ann", "A"),
        ("Anna Adams", "AA"),
        ("The Apache Software Foundation", "TF"),
        ("josé (Pepe) ñandú", "JÑ"),
        ("山田 太郎", "山太"),
        ("<b>&", "B"),
        ("42", ""),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def _luminance(hex_: str) -> float:
    """Return the relative luminance, as https://www.w3.org/TR/WCAG22/ defines it."""
    parts = [int(hex_[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("hex_", COLOURS)
def test_a_colour_has_contrast_with_its_letters_and_with_every_page(hex_: str) -> None:
    of_letters = 1.05 / (_luminance(hex_) + 0.05)
    of_dark_pages = (_luminance(hex_) + 0.05) / (_luminance("#1f1f1f") + 0.05)
    assert of_letters >= 4.5  # which is that with white pages, too
    assert of_dark_pages >= 3


def test_a_colour_is_the_persons_own_for_ever() -> None:
    assert [colour(id) for id in PEOPLE] == ["#687124", "#7261a2", "#9a5d2f", "#047781"]


def test_voices_are_marked_where_they_change(book: Built) -> None:
    for answer in soup(book, "topics/deployment").select("section.roundtable-answer"):
        (badge,) = answer.select("svg.roundtable-badge")
        assert badge["aria-hidden"] == "true"
        assert badge.get_text() == initials(answer.h2.a.get_text())
        assert badge.circle["fill"] == colour(answer["id"])
    assert len(soup(book, "people/ned-batchelder").select(".roundtable-badge")) == 1
    assert soup(book, "people/index").select(".roundtable-contents svg.roundtable-badge")
    assert soup(book, "index").select(".roundtable-cards svg.roundtable-badge")


# -- Portraits


def test_a_portrait_is_shown_for_the_initials(tmp_path: Path) -> None:
    built = made(tmp_path)
    assert built.warnings == ""
    for docname in ("index", "talks/people/index", "talks/people/ann-lee", "talks/topics/tools"):
        images = soup(built, docname).select(".roundtable-badge img")
        assert images
        for image in images:
            # The name stands beside it.
            assert image["alt"] == ""
            assert ((built.out / docname).parent / unquote(image["src"])).resolve().is_file()
    assert soup(built, "talks/topics/tools").select_one("#bo-ek svg").get_text() == "BE"


def test_another_portrait_is_shown_by_the_next_build(tmp_path: Path) -> None:
    made(tmp_path)
    other = png() + b"other"
    built = made(tmp_path, files={"talks/faces/Ann L.png": other})
    assert "talks/topics/tools.html" in pages(built)
    assert "talks/people/bo-ek.html" not in pages(built)
    clean = made(tmp_path / "clean", files={"talks/faces/Ann L.png": other})
    assert outputs(built) == outputs(clean)
    assert other in [path.read_bytes() for path in (built.out / "_images").iterdir()]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "text", "latex", "man"])
def test_other_builders_take_portraits(tmp_path: Path, builder: str) -> None:
    built = made(tmp_path, builder, version="1", epub_copyright="x", project="P")
    assert built.warnings == ""
    if builder == "epub":
        assert "<img" in built.read("talks/topics/tools.xhtml")
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in built.read("talks/topics/tools.xhtml")


def test_messages_for_translators_have_no_portraits(tmp_path: Path) -> None:
    built = made(tmp_path, "gettext")
    for path in built.out.rglob("*.pot"):
        assert "Ann L" not in path.read_text("utf-8").replace("Ann Lee", "")


# -- Ways on


def _steps(page: BeautifulSoup, anchor: str, kind: str) -> list[str]:
    (answer,) = page.find_all("section", id=anchor)
    return [str(a["href"]) for a in answer.select(f".roundtable-ways a.roundtable-{kind}")]


def _ways(page: BeautifulSoup, anchor: str) -> dict[str, Tag]:
    (answer,) = page.find_all("section", id=anchor)
    return {a.get_text(): a for a in answer.select(".roundtable-ways a")}


def test_each_answer_leads_along_its_person_and_its_topic(book: Built) -> None:
    def walk(start: tuple[str, str], kind: str, which: int) -> list[str]:
        """Follow the arrows of one direction to the end; return who, or what, came by."""
        docname, anchor = start
        visited = [docname if which == 0 else anchor]
        while True:
            row = soup(book, docname).find("section", id=anchor)
            items = row.select(".roundtable-ways li")
            step = items[which].select_one(f"a.roundtable-{kind}")
            if step is None:
                return visited
            path, _, anchor = step["href"].partition("#")
            docname = f"topics/{path.removesuffix('.html')}" if path else docname
            visited.append(docname if which == 0 else anchor)

    said = [f"topics/{topic}" for topic in TOPICS if ("ned-batchelder", topic) not in SILENT]
    assert walk((said[0], "ned-batchelder"), "next", 0) == said
    assert walk((said[-1], "ned-batchelder"), "previous", 0) == said[::-1]
    assert walk(("topics/deployment", PEOPLE[0]), "next", 1) == PEOPLE
    assert walk(("topics/deployment", PEOPLE[-1]), "previous", 1) == PEOPLE[::-1]


def test_ways_stay_on_pages_of_one_kind(book: Built) -> None:
    page = soup(book, "people/johannes-beigel")
    assert _steps(page, "deployment", "previous") == [
        "#team-structure",
        "ned-batchelder.html#deployment",
    ]
    assert _steps(page, "deployment", "next") == ["david-cramer.html#deployment"]
    ways = _ways(page, "deployment")
    assert ways["David Cramer"]["title"] == "Next: David Cramer"
    assert ways["More from Johannes Beigel"]["href"] == "#"
    assert ways["Others on this topic"]["href"] == "../topics/deployment.html"


def test_pages_say_how_much_there_is_to_read(book: Built) -> None:
    assert "4 answers, 1 min" in soup(book, "topics/deployment").select_one("h1 ~ div").get_text()
    ned = soup(book, "people/ned-batchelder").select_one("h1 ~ .roundtable-ways")
    assert "4 answers, 2 min" in ned.get_text()


def test_minutes() -> None:
    assert lengths.minutes(0) == lengths.minutes(9) == lengths.minutes(300) == "1 min"
    assert lengths.minutes(475) == "2 min"
    assert lengths.minutes(23_800) == "100 min"


def test_in_a_conversation_the_neighbours_need_no_arrows(tmp_path: Path) -> None:
    turns = PANEL.replace("Gardens\n", "*Ann Lee*:\n\n    And a saw.\n\nGardens\n", 1)
    built = build(tmp_path, {"panel.rst": turns}, roundtables=["panel"])
    page = soup(built, "topics/tools")
    assert set(_ways(page, "bo-ek")) == {"More from Bo Ek", "Gardens", "As written"}
    assert "Others on this topic" in _ways(soup(built, "people/bo-ek"), "tools")
    assert "Others on this topic" in _ways(soup(built, "topics/gardens"), "bo-ek")
