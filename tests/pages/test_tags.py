"""An answer on several topics: at home on the first, shown on the others, found once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.book import soup
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

TALK = """
Talk
====

.. roundtable:answer:: Ann Lee
    :topic: Tools

    A hammer.

.. roundtable:answer:: Bo Ek
    :topic: Gardens; Tools

    A spade, below the kale.

.. roundtable:answer:: Ann Lee
    :topic: Tools; Gardens

    And a rake.
"""


def made(folder: Path, builder: str = "html") -> Built:
    built = build(
        folder,
        {"talk.rst": TALK},
        builder,
        extensions=["sphinx_roundtable.typst"],
        roundtables=["talk"],
        root_doc="talk",
    )
    assert built.warnings == ""
    return built


def answers(built: Built, docname: str) -> list[tuple[str, str, bool]]:
    """Return the answers of a page: their ids, their words, and whether the search skips them."""
    return [
        (
            str(node["id"]),
            next(p.get_text() for p in node.select("p") if not p.find_parent("li")),
            "no-search" in node["class"],
        )
        for node in soup(built, docname).select("section.roundtable-answer")
    ]


def test_it_is_shown_on_each_topic_and_found_on_the_first(tmp_path: Path) -> None:
    built = made(tmp_path)
    spade, rake = "A spade, below the kale.", "And a rake."
    assert answers(built, "topics/tools") == [
        ("ann-lee", "A hammer.", False),
        ("bo-ek-gardens", spade, True),
        ("ann-lee-2", rake, False),
    ]
    assert answers(built, "topics/gardens") == [
        ("bo-ek", spade, False),
        ("ann-lee-tools-2", rake, True),
    ]
    copy = soup(built, "topics/tools").select_one("#bo-ek-gardens")
    links = {link["href"]: link.get_text() for link in copy.select("a:not(.headerlink)")}
    assert links["gardens.html#bo-ek"] in {"Bo Ek", "Under Gardens"}


def test_its_persons_page_has_it_once_and_names_the_other_topics(tmp_path: Path) -> None:
    built = made(tmp_path)
    page = soup(built, "people/bo-ek")
    assert len(page.select("section.roundtable-answer")) == 1
    ways = {link["href"]: link.get_text() for link in page.select(".roundtable-ways a")}
    assert ways["../topics/tools.html"] == "Also on Tools"
    assert page.select(".roundtable-missing") == []


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo"])
def test_a_joined_edition_has_it_once(tmp_path: Path, builder: str) -> None:
    built = made(tmp_path, builder)
    text = "".join(
        path.read_text("utf-8")
        for path in built.out.rglob("*")
        if path.suffix in {".html", ".tex", ".1", ".texi"}
    )
    assert len(re.findall("below the kale", text)) == 1
    assert len(re.findall("And a rake", text)) == 1
