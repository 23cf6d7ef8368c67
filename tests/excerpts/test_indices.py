"""Indices of people, topics and systems, and what other projects find in the inventory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_roundtable.sidecar import load
from tests.book import PEOPLE, REPOSITORY, TOPICS, build_book, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

START = """
Start
=====

.. toctree::

   panel

:ref:`roundtable-people` :ref:`roundtable-topics`
"""


def test_a_site_has_an_index_of_each_kind(tmp_path: Path) -> None:
    built = build_book(tmp_path)
    assert built.warnings == ""
    systems = load(REPOSITORY / "source" / "appendix-a.toml").systems
    for name, expected in (("people", PEOPLE), ("topics", TOPICS), ("systems", systems)):
        page = soup(built, f"roundtable-{name}")
        links = [a["href"] for a in page.select("table.indextable a")]
        assert sorted(links) == sorted(f"{name}/{id}.html#{id}" for id in expected)
        assert links == sorted(links, key=lambda link: link.partition("#")[2])
        for link in links:
            path, _, anchor = link.partition("#")
            assert soup(built, path.removesuffix(".html")).find(id=anchor)
    people = soup(built, "roundtable-people")
    assert people.find("h1").get_text() == "People"
    assert "Lead engineer, Tabblo" in people.get_text()
    assert "4 answers" in soup(built, "roundtable-topics").get_text()
    assert systems["memcached"].description in soup(built, "roundtable-systems").get_text()


def test_both_are_in_the_general_index_too(tmp_path: Path) -> None:
    built = build(tmp_path, {"index.rst": START, "panel.rst": PANEL}, roundtables=["panel"])
    assert built.warnings == ""
    entries = [a.get_text() for a in soup(built, "genindex").select("table.genindextable a")]
    assert {"Ann Lee", "Bo Ek", "Tools", "Gardens"} <= set(entries)
    found = {a.get_text(): a["href"] for a in soup(built, "index").select("div.body p a")}
    assert found == {"People": "roundtable-people.html", "Topics": "roundtable-topics.html"}


def test_latex_prints_them(tmp_path: Path) -> None:
    files = {"index.rst": START, "panel.rst": PANEL}
    built = build(tmp_path, files, "latex", roundtables=["panel"], latex_domain_indices=True)
    assert built.warnings == ""
    text = next(built.out.glob("*.tex")).read_text("utf-8")
    for words in ("Ann Lee", "Bo Ek"):
        assert f"\\item\\relax\\sphinxstyleindexentry{{{words}}}" in text


def test_they_can_be_turned_off(tmp_path: Path) -> None:
    built = build(
        tmp_path, {"panel.rst": PANEL}, roundtables=["panel"], html_domain_indices=["py-modindex"]
    )
    assert not [*built.out.glob("roundtable-*.html")]


def test_they_have_the_language_of_the_project(tmp_path: Path) -> None:
    for language, title in (("de", "Personen"), ("en", "People"), ("de", "Personen")):
        built = build(
            tmp_path / language, {"panel.rst": PANEL}, roundtables=["panel"], language=language
        )
        assert soup(built, "roundtable-people").find("h1").get_text() == title


def test_a_site_without_roundtables_has_none(tmp_path: Path) -> None:
    built = build(tmp_path, {"panel.rst": PANEL})
    assert not [*built.out.glob("roundtable-*")]
    inventory = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="")
    assert not [name for name in inventory.data["std:label"] if "roundtable" in name]


def test_two_roundtables_share_them(tmp_path: Path) -> None:
    files = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   one/panel\n   two/panel\n",
        "one/panel.rst": PANEL,
        "two/panel.rst": PANEL.replace("Panel\n=====", "Second\n======"),
    }
    built = build(tmp_path, files, roundtables=["one/panel", "two/panel"])
    page = soup(built, "roundtable-people")
    links = [a["href"] for a in page.select("table.indextable a")]
    assert links == [
        "one/people/ann-lee.html#ann-lee",
        "two/people/ann-lee.html#ann-lee",
        "one/people/bo-ek.html#bo-ek",
        "two/people/bo-ek.html#bo-ek",
    ]
    assert "Second" in page.get_text()


OTHER = {
    "rst": "Other\n=====\n\n"
    ":external+book:roundtable:person:`ned-batchelder`, :external:roundtable:topic:`deployment`,\n"
    ":roundtable:answer:`david-cramer/why-django`, :external+book:ref:`roundtable-people`,\n"
    ":external+book:roundtable:system:`memcached`.\n",
    "md": "# Other\n\n"
    "{external+book:roundtable:person}`ned-batchelder`, {external:roundtable:topic}`deployment`,\n"
    "[](inv:book:roundtable:answer#david-cramer/why-django), "
    "{external+book:ref}`roundtable-people`, {external:roundtable:system}`memcached`.\n",
}


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_another_project_finds_everything(tmp_path: Path, suffix: str) -> None:
    first = build_book(tmp_path / "first")
    second = build(
        tmp_path / "second",
        {f"index.{suffix}": OTHER[suffix]},
        extensions=["sphinx.ext.intersphinx"],
        intersphinx_mapping={"book": ("https://example.org/", str(first.out / "objects.inv"))},
        nitpicky=True,
    )
    assert second.warnings == ""
    links = {a.get_text(): a["href"] for a in soup(second, "index").select("a.reference.external")}
    assert links == {
        "Ned Batchelder": "https://example.org/people/ned-batchelder.html",
        "Deployment": "https://example.org/topics/deployment.html",
        "David Cramer: Why Django?": "https://example.org/topics/why-django.html#david-cramer",
        "People": "https://example.org/roundtable-people.html",
        "Memcached": "https://example.org/systems/memcached.html",
    }
