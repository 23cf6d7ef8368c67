"""What another project shows of a roundtable whose data it has on the disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.book import build_book, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

BASE = "https://example.org/book/"


def other(folder: Path, text: str, data: Path, **conf: Any) -> Built:
    return build(
        folder / "other",
        {"conf.py": "", "index.rst": f"Other\n=====\n\n{text}\n"},
        roundtable_elsewhere={"book": (BASE, os.fspath(data))},
        **conf,
    )


@pytest.mark.parametrize("base", ["", BASE])
def test_another_project_quotes_and_lists(tmp_path: Path, base: str) -> None:
    first = build_book(tmp_path / "first", html_baseurl=base)
    built = other(
        tmp_path,
        ".. roundtable:quote:: book:ned-batchelder/team-structure\n   :paragraphs: 2\n\n"
        ".. roundtable:answers:: book\n   :contains: memcached\n   :person: ned-batchelder\n\n"
        ".. roundtable:people:: book\n\n.. roundtable:topics:: book\n\n"
        ".. roundtable:matrix:: book\n",
        first.out / "roundtable.json",
    )
    assert built.warnings == ""
    page = soup(built, "index")
    quote = page.select_one("blockquote.roundtable-quote")
    assert quote.find("p").get_text() == "Memcached rocks."
    assert [a["href"] for a in quote.select("a")] == [
        f"{BASE}people/ned-batchelder.html",
        f"{BASE}topics/team-structure.html#ned-batchelder",
    ]
    listed, people, topics = page.select("ul.roundtable-list")
    assert [a.get_text() for a in listed.select("a")] == ["Ned Batchelder: Team Structure"]
    assert [a["href"] for a in people.select("a")][:1] == [f"{BASE}people/ned-batchelder.html"]
    assert len(people.select("li")) == 4
    assert len(topics.select("li")) == 6
    cells = [a["href"] for a in page.select("table a")]
    assert f"{BASE}topics/deployment.html#david-cramer" in cells
    assert all(a["href"].startswith(BASE) for a in page.select(".roundtable-list a, table a"))
    again = other(
        tmp_path,
        (tmp_path / "other/source/index.rst").read_text().partition("=====\n\n")[2][:-1],
        first.out / "roundtable.json",
    )
    assert "index.html" not in again.written


def test_another_project_tells_what_is_talked_about(tmp_path: Path) -> None:
    first = build_book(tmp_path / "first")
    built = other(
        tmp_path,
        ".. roundtable:systems:: book\n   :most: 3\n\n"
        ".. roundtable:matrix:: book\n   :systems:\n\n"
        ".. roundtable:answers:: book\n   :system: memcached\n   :topic: team-structure\n\n"
        ":external+book:roundtable:system:`memcached`\n",
        first.out / "roundtable.json",
        extensions=["sphinx.ext.intersphinx"],
        intersphinx_mapping={"book": (BASE, os.fspath(first.out / "objects.inv"))},
    )
    assert built.warnings == ""
    page = soup(built, "index")
    systems, answers = page.select("ul.roundtable-list")
    there = soup(first, "systems/index")
    told = {
        a.get_text(): " ".join(a.find_parent("li").get_text().split())
        for a in there.select("ul.roundtable-list > li a")
    }
    shown = systems.select("li")
    assert [" ".join(line.get_text().split()) for line in shown] == [
        told[name] for name in ("Django", "Review Board", "Python")
    ]
    assert shown[0].a["href"] == f"{BASE}systems/django.html"
    assert [a["href"] for a in answers.select("a")] == [
        f"{BASE}topics/team-structure.html#ned-batchelder"
    ]
    cells = {str(a["href"]) for a in page.select("table a")}
    assert cells == {
        str(a["href"]).replace("../", BASE) if "/" in a["href"] else f"{BASE}systems/{a['href']}"
        for a in there.select("table.roundtable-usage a")
    }
    assert page.select("a.external")[-1]["href"] == f"{BASE}systems/memcached.html"


def test_new_data_is_shown(tmp_path: Path) -> None:
    first = build(tmp_path / "first", {"panel.rst": PANEL}, roundtables=["panel"])
    data = first.out / "roundtable.json"
    text = ".. roundtable:quote:: book:bo-ek/gardens\n"
    assert "Kale." in soup(other(tmp_path, text, data), "index").get_text()
    build(tmp_path / "first", {"panel.rst": PANEL.replace("Kale", "Leek")}, roundtables=["panel"])
    assert "Leek." in soup(other(tmp_path, text, data), "index").get_text()


def test_without_the_data_it_is_a_warning(tmp_path: Path) -> None:
    built = other(tmp_path, ".. roundtable:people:: book\n", tmp_path / "missing.json")
    assert "roundtable_elsewhere: 'book'" in built.warnings
    assert "missing.json: No such file" in built.warnings
    assert "index.rst:4: WARNING: there is no roundtable 'book'; there are: none" in built.warnings


def test_several_conversations_are_told_apart(tmp_path: Path) -> None:
    files = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   one/panel\n   two/panel\n",
        "one/panel.rst": PANEL,
        "two/panel.rst": PANEL.replace("Kale", "Leek"),
    }
    first = build(tmp_path / "first", files, roundtables=["one/panel", "two/panel"])
    built = other(
        tmp_path,
        ".. roundtable:quote:: book:two/bo-ek/gardens\n\n.. roundtable:people:: book:one/panel\n",
        first.out / "roundtable.json",
    )
    assert built.warnings == ""
    page = soup(built, "index")
    assert "Leek." in page.get_text()
    assert page.select_one("ul.roundtable-list a")["href"] == f"{BASE}one/people/ann-lee.html"


@pytest.mark.parametrize("value", ["data.json", ("data.json",), (BASE, 1), ("no address", "x")])
def test_a_setting_of_another_form_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(Exception, match="'book' takes the address of a site, and the path"):
        build(tmp_path, {"panel.rst": PANEL}, roundtable_elsewhere={"book": value})
