"""Roles, objects and directives, in reStructuredText and in Markdown, here and from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.book import soup
from tests.support import PANEL as TALK_OF_TWO
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

#: Ann has a second answer.
PANEL = TALK_OF_TWO.replace("    A spade.\n", "    A spade.\n\n*Ann Lee*:\n\n    And a saw.\n")
REST = """
Start
=====

.. toctree::

   panel

:roundtable:person:`ann-lee`, :roundtable:topic:`tools`, :roundtable:answer:`bo-ek/gardens`,
:roundtable:answer:`ann-lee/tools-2`, :roundtable:person:`she <ann-lee>`.
"""
MYST = """
# Start

```{toctree}
panel
```

{roundtable:person}`ann-lee`, {roundtable:topic}`tools`, {roundtable:answer}`bo-ek/gardens`,
{roundtable:answer}`ann-lee/tools-2`, {roundtable:person}`she <ann-lee>`.
"""
LINKS = {
    "Ann Lee": "people/ann-lee.html",
    "Tools": "topics/tools.html",
    "Bo Ek: Gardens": "topics/gardens.html#bo-ek",
    "Ann Lee: Tools": "topics/tools.html#ann-lee-2",
    "she": "people/ann-lee.html",
}


@pytest.mark.parametrize(("name", "text"), [("index.rst", REST), ("index.md", MYST)])
def test_roles_lead_to_people_topics_and_answers(tmp_path: Path, name: str, text: str) -> None:
    built = build(tmp_path, {name: text, "panel.rst": PANEL}, roundtables=["panel"], nitpicky=True)
    assert built.warnings == ""
    page = soup(built, "index")
    found = {a.get_text(): a["href"] for a in page.select("p a.reference.internal")}
    assert found == LINKS


def test_the_primary_domain_makes_roles_short(tmp_path: Path) -> None:
    text = REST.replace(":roundtable:", ":")
    built = build(
        tmp_path,
        {"index.rst": text, "panel.rst": PANEL},
        roundtables=["panel"],
        primary_domain="roundtable",
    )
    assert built.warnings == ""
    assert soup(built, "index").find("a", string="Bo Ek: Gardens") is not None


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("person:`nobody`", "nobody is called nobody"),
        ("topic:`nothing`", "no topic is called nothing"),
        ("answer:`ann-lee/gardens`", "there is no answer ann-lee/gardens"),
    ],
)
def test_what_is_not_there_is_a_warning_with_its_line(
    tmp_path: Path, role: str, message: str
) -> None:
    text = f"Start\n=====\n\n.. toctree::\n\n   panel\n\n:roundtable:{role}\n"
    built = build(tmp_path, {"index.rst": text, "panel.rst": PANEL}, roundtables=["panel"])
    assert f"index.rst:8: WARNING: {message}" in built.warnings
    assert len(built.warnings.splitlines()) == 1


def test_two_answers_on_a_topic_have_addresses_of_their_own(tmp_path: Path) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"])
    topic, person = soup(built, "topics/tools"), soup(built, "people/ann-lee")
    assert "A hammer." in topic.find(id="ann-lee").get_text()
    assert "And a saw." in topic.find(id="ann-lee-2").get_text()
    assert "And a saw." in person.find(id="tools-2").get_text()


def test_other_projects_link_by_intersphinx(tmp_path: Path) -> None:
    first = build(tmp_path / "first", {"panel.rst": PANEL}, roundtables=["panel"])
    text = "Start\n=====\n\n:external:roundtable:answer:`bo-ek/gardens`\n"
    second = build(
        tmp_path / "second",
        {"index.rst": text},
        extensions=["sphinx.ext.intersphinx"],
        intersphinx_mapping={"panel": ("https://example.org/", str(first.out / "objects.inv"))},
    )
    assert second.warnings == ""
    (to,) = soup(second, "index").select("a.reference.external")
    assert to["href"] == "https://example.org/topics/gardens.html#bo-ek"


def test_markdown_links_to_pages_by_file_name(tmp_path: Path) -> None:
    text = (
        "# Start\n\n```{toctree}\n:hidden:\n\npanel\npeople/index\ntopics/index\n```\n\n"
        "[everybody](people/index.md) [Ann](people/ann-lee.md) [](people/index.md)\n"
    )
    built = build(
        tmp_path, {"index.md": text, "panel.rst": PANEL}, roundtables=["panel"], nitpicky=True
    )
    assert built.warnings == ""
    page = soup(built, "index")
    assert page.find("a", string="everybody")["href"] == "people/index.html"
    assert page.find("a", string="Ann")["href"] == "people/ann-lee.html"
    assert [a["href"] for a in page.select("div.body p a")] == [
        "people/index.html",
        "people/ann-lee.html",
        "people/index.html",
    ]


def test_a_toctree_may_name_the_indexes(tmp_path: Path) -> None:
    text = "Start\n=====\n\n.. toctree::\n\n   people/index\n   topics/index\n   panel\n"
    built = build(tmp_path, {"index.rst": text, "panel.rst": PANEL}, roundtables=["panel"])
    assert built.warnings == ""
    assert built.app.env.toctree_includes["index"] == ["people/index", "topics/index", "panel"]
    assert "panel" not in built.app.env.toctree_includes


def test_without_a_toctree_the_indexes_stand_below_their_source(tmp_path: Path) -> None:
    text = "Start\n=====\n\n.. toctree::\n\n   panel\n"
    built = build(tmp_path, {"index.rst": text, "panel.rst": PANEL}, roundtables=["panel"])
    assert built.warnings == ""
    assert built.app.env.toctree_includes["panel"] == ["topics/index", "people/index"]


def test_two_roundtables_of_one_site(tmp_path: Path) -> None:
    other = PANEL.replace("Ann Lee", "Cy Fox").replace("Kale", "Leek")
    text = (
        "Start\n=====\n\n.. toctree::\n   :hidden:\n\n   one/panel\n   two/panel\n\n"
        ":roundtable:person:`one/ann-lee` :roundtable:person:`cy-fox`\n"
        ":roundtable:answer:`two/bo-ek/gardens`\n\n"
        ".. roundtable:people:: two/panel\n"
    )
    files = {"index.rst": text, "one/panel.rst": PANEL, "two/panel.rst": other}
    built = build(tmp_path, files, roundtables=["one/panel", "two/panel"])
    assert built.warnings == ""
    page = soup(built, "index")
    links = [a["href"] for a in page.select("div.body p a")]
    assert links == [
        "one/people/ann-lee.html",
        "two/people/cy-fox.html",
        "two/topics/gardens.html#bo-ek",
        "two/people/cy-fox.html",
        "two/people/bo-ek.html",
    ]
    assert "Kale." in soup(built, "one/people/bo-ek").get_text()
    assert "Leek." in soup(built, "two/people/bo-ek").get_text()
    joined = build(tmp_path, files, "singlehtml", roundtables=["one/panel", "two/panel"])
    assert joined.read("index.html").count("Kale.") == 1
    assert joined.read("index.html").count("Leek.") == 1


def test_lists_cards_and_matrix(tmp_path: Path) -> None:
    text = (
        "Start\n=====\n\n.. toctree::\n\n   panel\n\n"
        ".. roundtable:people::\n   :display: cards\n   :class: mine\n\n"
        ".. roundtable:topics::\n\n"
        ".. roundtable:matrix::\n   :caption: Who said what\n"
    )
    built = build(tmp_path, {"index.rst": text, "panel.rst": PANEL}, roundtables=["panel"])
    assert built.warnings == ""
    page = soup(built, "index")
    (people,) = page.select(".mine")
    assert [a["href"] for a in people.select("a")] == ["people/ann-lee.html", "people/bo-ek.html"]
    assert page.select_one("table caption").get_text(strip=True) == "Who said what"
    links = {a["href"]: a.get_text() for a in page.select("table td a")}
    assert links["topics/tools.html#ann-lee"] == "2 answers, 5 words"
    assert [head.get_text() for head in page.select("table thead th[scope=col]")] == [
        "Topics",
        "ALAnn Lee2 answers, 1 min",
        "BEBo Ek2 answers, 1 min",
    ]
    assert [head.a["href"] for head in page.select("table tbody th[scope=row]")] == [
        "topics/tools.html",
        "topics/gardens.html",
    ]
    (region,) = page.select("[role=region]")
    assert (region["aria-label"], region["tabindex"]) == ("Who said what", "0")
    assert page.select("table td")[2].get_text(strip=True) == "no answer"


def test_hostile_names_are_only_words(tmp_path: Path) -> None:
    text = PANEL.replace("Ann Lee", "<script>alert(1)</script>").replace("Gardens", "A & <b>B</b>")
    built = build(
        tmp_path,
        {
            "index.rst": REST.split(":roundtable", maxsplit=1)[0] + ".. roundtable:matrix::\n",
            "panel.rst": text.replace("-------", "-" * 30),
        },
        roundtables=["panel"],
    )
    for path in built.out.rglob("*.html"):
        assert "<script>alert" not in path.read_text("utf-8")
        assert "<b>B" not in path.read_text("utf-8")
    assert (built.out / "people" / "script-alert-1-script.html").is_file()


def test_a_doubt_names_the_file_that_an_include_brought(tmp_path: Path) -> None:
    more = "Bread\n-----\n\n*Zed Zed*:\n\n    Rye.\n\n*Bo Ek*:\n\n    Wheat.\n"
    files = {"panel.rst": PANEL + "\n.. include:: more.txt\n", "more.txt": more}
    built = build(tmp_path, files, roundtables=["panel"])
    assert built.own_warnings == [
        "more.txt:4: WARNING: 'Zed Zed' is not of the cast [roundtable.unknown_person]"
    ]
