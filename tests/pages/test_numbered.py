"""Where many speak: numbered pages, indexes by letter, and addresses that hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from sphinx.util.inventory import InventoryFile

from tests.book import soup
from tests.support import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.support import Built

NAMES = ["Ann Lee", "Bo Ek", "Cy Fox", "Di Gray", "Ed Holm", "Flo Ives", "Abe Jay"]
IDS = [name.lower().replace(" ", "-") for name in NAMES]
#: Two answers on a page.
#: The pages of an index of topics.
LISTS = ("topics/index", "topics/index/2")
SMALL: dict[str, Any] = {"roundtables": ["panel"], "roundtable_page_size": 2}


def panel(names: Sequence[str] = NAMES, tools: str = "A hammer, says {name}.") -> str:
    cast = "".join(f"* *{name}* digs.\n" for name in NAMES)
    said = "".join(f"*{name}*:\n\n    {tools.format(name=name)}\n\n" for name in names)
    return (
        f"Panel\n=====\n\n{cast}\nTools\n-----\n\nWhich ones?\n\n{said}"
        "Gardens\n-------\n\n*Bo Ek*:\n\n    Kale.\n"
    )


def site(**changes: str) -> dict[str, str]:
    index = "Start\n=====\n\n.. toctree::\n\n   panel\n\n.. roundtable:matrix::\n"
    more = "\n.. roundtable:people::\n\n:roundtable:answer:`ed-holm/tools`\n"
    return {"index.rst": index + more, "panel.rst": panel(), **changes}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("numbered")
    return build(folder, site(), nitpicky=True, html_baseurl="https://example.org/", **SMALL)


def followed(built: Built, docname: str, address: str) -> tuple[str, str]:
    """Return page and anchor that a link on a page leads to."""
    page, _, anchor = urljoin(f"/{docname}.html", address).partition("#")
    return page.removeprefix("/").removesuffix(".html"), anchor


def links(built: Built, docname: str, selector: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for link in soup(built, docname).select(selector):
        yield link.get_text(), followed(built, docname, link["href"])


def test_each_answer_is_on_one_of_the_pages_of_its_topic(built: Built) -> None:
    assert built.warnings == ""
    shown = [
        [section["id"] for section in soup(built, docname).select(".roundtable-answer")]
        for docname in ("topics/tools", "topics/tools/2", "topics/tools/3", "topics/tools/4")
    ]
    assert shown == [IDS[:2], IDS[2:4], IDS[4:6], IDS[6:]]
    assert not (built.out / "topics" / "tools" / "5.html").exists()
    assert not (built.out / "topics" / "gardens").exists()
    assert soup(built, "topics/tools/3").h1.get_text() == "Tools (3)"
    assert "Which ones?" in soup(built, "topics/tools").get_text()
    assert "Which ones?" not in soup(built, "topics/tools/2").get_text()


def test_an_address_on_the_first_page_leads_on_to_each_answer(built: Built) -> None:
    first = soup(built, "topics/tools")
    places = dict(zip(IDS, [1, 1, 2, 2, 3, 3, 4], strict=True))
    for person, number in places.items():
        (element,) = first.select(f"[id='{person}']")
        if number == 1:
            assert "roundtable-answer" in element["class"]
        else:
            assert followed(built, "topics/tools", element["href"]) == (
                f"topics/tools/{number}",
                person,
            )
    everybody = [text for text, _ in links(built, "topics/tools", ".roundtable-all a")]
    assert everybody == sorted(NAMES)  # from A to Z


def test_pages_of_a_topic_lead_to_each_other(built: Built) -> None:
    ways = dict(links(built, "topics/tools/3", "nav[aria-label='Numbered pages'] a"))
    assert ways == {
        "Previous": ("topics/tools/2", ""),
        "1": ("topics/tools", ""),
        "2": ("topics/tools/2", ""),
        "4": ("topics/tools/4", ""),
        "Next": ("topics/tools/4", ""),
        "A to Z": ("topics/tools", "A-Z"),
    }
    page = soup(built, "topics/tools/3")
    assert page.select_one("nav[aria-label='Numbered pages'] strong").get_text() == "3"
    trail = page.select_one(".roundtable-trail").get_text(" ", strip=True)
    assert trail == "Home › Panel › Topics › Tools › 3"
    last = soup(built, "topics/tools/4")
    assert followed(built, "topics/tools/4", last.find("link", rel="next")["href"])[0] == (
        "topics/gardens"
    )
    assert "A hammer, says Abe Jay." in last.get_text()


def test_links_of_the_site_lead_to_the_page_itself(built: Built) -> None:
    for docname, selector in (
        ("index", "p a.reference.internal"),  # the role
        ("panel", ".roundtable-ways a"),
        ("people/abe-jay", "a"),
    ):
        found = [place for _, place in links(built, docname, selector)]
        assert ("topics/tools/3", "ed-holm") in found or docname == "people/abe-jay", docname
    assert ("topics/tools/4", "abe-jay") in [p for _, p in links(built, "people/abe-jay", "a")]
    # And none leads to an anchor that only leads on.
    stubs = [("topics/tools", person) for person in IDS[2:]]
    for path in built.out.rglob("*.html"):
        docname = path.relative_to(built.out).with_suffix("").as_posix()
        for text, place in links(built, docname, "a[href]"):
            assert place not in stubs or text == "Permanent link", (docname, place)


def test_what_others_keep_is_the_address_that_stays(built: Built) -> None:
    with (built.out / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda _base, name: name)
    answer = inventory["roundtable:answer"]["ed-holm/tools"]
    assert (answer.uri if hasattr(answer, "uri") else answer[2]) == "topics/tools.html#ed-holm"
    page = soup(built, "topics/tools/3")
    take = page.select_one("#ed-holm .roundtable-take")
    assert take["data-url"] == "https://example.org/topics/tools.html#ed-holm"
    assert followed(built, "topics/tools/3", take.a["href"]) == ("topics/tools", "ed-holm")
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@id"] == "https://example.org/topics/tools.html"
    assert data["url"] == "https://example.org/topics/tools/3.html"
    assert [answer["@id"] for answer in data["suggestedAnswer"]] == [
        "https://example.org/topics/tools.html#ed-holm",
        "https://example.org/topics/tools.html#flo-ives",
    ]
    assert data["answerCount"] == 7


def test_a_large_cast_has_an_index_by_letter(built: Built) -> None:
    entries = list(links(built, "people/index", ".roundtable-contents a"))
    assert entries[0] == ("A", ("people/index/a", ""))
    assert len(entries) == 6
    assert "A: Abe Jay – Ann Lee, 2" in soup(built, "people/index").get_text()
    letter = soup(built, "people/index/a")
    assert letter.h1.get_text() == "People: A"
    assert [text for text, _ in links(built, "people/index/a", ".roundtable-contents a")] == [
        "Abe Jay",
        "Ann Lee",
    ]
    start = soup(built, "index")
    header = [cell.get_text(strip=True) for cell in start.select(".roundtable-matrix thead th")]
    assert header == ["Topics", "A", "B", "C", "D", "E", "F"]
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in start.select(".roundtable-matrix tbody tr")
    ]
    assert rows[0] == ["Tools7 answers, 1 min", "2", "1", "1", "1", "1", "1"]
    assert start.select("a[href='people/index/a.html']")


def test_a_letter_of_too_many_stands_with_the_next_one(tmp_path: Path) -> None:
    names = [*(f"Con {one}y" for one in "BCDFGHJK"), *(f"Cor{one} Lee" for one in "aeiou"), "Al Ek"]
    cast = "".join(f"* *{name}* digs.\n" for name in names)
    said = "".join(f"*{name}*:\n\n    Words.\n\n" for name in names)
    text = f"Panel\n=====\n\n{cast}\nTools\n-----\n\n{said}"
    index = "Start\n=====\n\n.. toctree::\n\n   panel\n\n.. roundtable:matrix::\n"
    files = {"index.rst": index, "panel.rst": text}
    built = build(tmp_path, files, **{**SMALL, "roundtable_page_size": 1}, nitpicky=True)
    assert built.warnings == ""
    entries = soup(built, "people/index").select(".roundtable-contents li")
    assert [entry.get_text() for entry in entries] == [
        "A: Al Ek, 1",
        "Con: Con By – Con Ky, 8",
        "Cor: Cora Lee – Coru Lee, 5",
    ]
    # Windows has no file of the name `con`.
    con = soup(built, "people/index/con-")
    assert con.h1.get_text() == "People: Con"
    assert len(con.select(".roundtable-contents li")) == 8
    data = json.loads(soup(built, "people/index").find(type="application/ld+json").string)
    listed = [item["name"] for item in data["mainEntity"]["itemListElement"]]
    assert listed == ["People: A", "People: Con", "People: Cor"]
    header = soup(built, "index").select(".roundtable-matrix thead th")
    assert [cell.get_text(strip=True) for cell in header] == ["Topics", "A", "C"]
    assert header[2].a["href"] == "people/index/con-.html"


def test_an_index_of_many_topics_has_numbered_pages(tmp_path: Path) -> None:
    topics = [f"Part {letter}" for letter in "abcdefghijkl"]
    said = "".join(f"{title}\n------\n\n*Ann Lee*:\n\n    Words.\n\n" for title in topics)
    cast = "* *Ann Lee* digs.\n"
    text = f"Panel\n=====\n\nBefore.\n\n{cast}\n{said}Thanks\n------\n\nTo all.\n"
    shown = "\n.. roundtable:topics::\n\n.. roundtable:matrix::\n"
    files = {
        "index.rst": f"Start\n=====\n\n.. toctree::\n\n   panel\n{shown}",
        "panel.rst": text,
    }
    built = build(tmp_path, files, nitpicky=True, **{**SMALL, "roundtable_page_size": 1})
    assert built.warnings == ""
    titles = [
        [text for text, _ in links(built, page, ".roundtable-contents p > a")] for page in LISTS
    ]
    assert titles == [topics[:10], topics[10:]]
    steps = list(links(built, "topics/index/2", "nav.roundtable-ways a"))
    assert steps == [("Previous", ("topics/index", "")), ("1", ("topics/index", ""))]
    first, last = (soup(built, page).get_text() for page in LISTS)
    assert ("Before." in first, "Before." in last) == (True, False)
    assert ("To all." in first, "To all." in last) == (False, True)
    assert soup(built, "topics/part-j").find(rel="next")["href"] == "index/2.html"
    # A document that shows all topics shows those pages instead.
    start = soup(built, "index")
    assert [item.get_text() for item in start.select(".roundtable-list li")] == [
        "1 – 10: Part a – Part j, 10 answers, 1 min",
        "11 – 12: Part k – Part l, 2 answers, 1 min",
    ]
    rows = start.select(".roundtable-matrix tbody tr")
    assert [[cell.get_text(strip=True) for cell in row("td")] for row in rows] == [
        ["10"],
        ["2"],
    ]


def test_a_person_with_many_answers_has_numbered_pages(tmp_path: Path) -> None:
    titles = ["Ants", "Bees", "Cats"]
    topics = "".join(
        f"{title}\n----\n\n*Bo Ek*:\n\n    Of {title}.\n\n*Ann Lee*:\n\n    Well.\n\n*Bo Ek*:\n\n"
        "    Indeed.\n\n"
        for title in titles
    )
    text = f"Panel\n=====\n\n* *Ann Lee* digs.\n* *Bo Ek* digs.\n\n{topics}"
    built = build(tmp_path, {"panel.rst": text}, **SMALL)
    shown = [
        [
            section["id"]
            for section in soup(built, f"people/bo-ek{part}").select(".roundtable-answer")
        ]
        for part in ("", "/2", "/3")
    ]
    assert shown == [["ants", "ants-2"], ["bees", "bees-2"], ["cats", "cats-2"]]
    everything = list(links(built, "people/bo-ek", ".roundtable-all a"))
    assert everything == [
        ("Ants", ("people/bo-ek", "ants")),
        ("2", ("people/bo-ek", "ants-2")),
        ("Bees", ("people/bo-ek/2", "bees")),
        ("2", ("people/bo-ek/2", "bees-2")),
        ("Cats", ("people/bo-ek/3", "cats")),
        ("2", ("people/bo-ek/3", "cats-2")),
    ]
    assert "digs" not in soup(built, "people/bo-ek/2").get_text()
    book = build(tmp_path, {}, "singlehtml", **SMALL)
    page = soup(book, "panel")
    person = page.select_one("section[id='people-bo-ek-bo-ek']")
    assert [link.get_text() for link in person.select(".roundtable-answers a")] == [
        *("Ants", "Ants", "Bees", "Bees", "Cats", "Cats")
    ]
    assert person.get_text().count("Answers:") == 1


def test_a_question_goes_with_its_answer(tmp_path: Path) -> None:
    said = "".join(
        f"*Sam Poe*:\n\n    What, {n}?\n\n*Ann Lee*:\n\n    Words {n}.\n\n" for n in range(4)
    )
    cast = "* *Sam Poe* asks.\n* *Ann Lee* digs.\n\n"
    files = {
        "panel.rst": f"Panel\n=====\n\n{cast}Tools\n-----\n\n{said}",
        "panel.toml": "[people.sam-poe]\nasks = true\n",
    }
    built = build(tmp_path, files, **SMALL)
    assert built.warnings == ""
    first, second = (soup(built, f"topics/tools{part}").get_text() for part in ("", "/2"))
    assert "What, 1?" in first
    assert "What, 2?" not in first
    assert second.index("What, 2?") < second.index("Words 2.") < second.index("What, 3?")


@pytest.mark.parametrize("builder", ["singlehtml", "text", "latex", "typst", "man", "texinfo"])
def test_editions_show_each_answer_once(tmp_path: Path, builder: str) -> None:
    extensions = ["sphinx_roundtable.typst"] if builder == "typst" else []
    built = build(tmp_path, site(), builder, extensions=extensions, nitpicky=True, **SMALL)
    assert built.warnings == ""
    if builder == "text":
        assert "A hammer, says Ed Holm." in built.read("topics/tools/3.txt")
        return
    if builder == "typst":
        return  # what a PDF says is told by tests/pages/test_pdf.py
    (text,) = [
        path.read_text("utf-8")
        for path in built.out.iterdir()
        if path.suffix in {".html", ".tex", ".1", ".texi"}
        and "Which ones" in path.read_text("utf-8")
    ]
    for name in NAMES:
        assert text.count(f"A hammer, says {name}.") == 1
    assert "Tools (2)" not in text or builder == "singlehtml"  # whose sidebar is the theme's


def test_a_joined_edition_links_to_answers_on_any_page(tmp_path: Path) -> None:
    built = build(tmp_path, site(), "singlehtml", **SMALL)
    page = soup(built, "index")
    ids = {element["id"] for element in page.select("[id]")}
    body = page.select_one("div.body")
    broken = [
        link["href"]
        for link in body.select("a[href^='#']")
        if link["href"] != "#" and link["href"][1:] not in ids
    ]
    assert broken == []
    heading = page.select_one("section.roundtable-topic")
    assert len(heading.select("section.roundtable-answer")) == 7


def test_an_edit_writes_one_of_the_numbered_pages(tmp_path: Path) -> None:
    build(tmp_path, site(), **SMALL)
    text = panel().replace("says Ed Holm", "said Ed Holm")
    built = build(tmp_path, {"panel.rst": text}, **SMALL)
    written = {path for path in built.written if path.endswith(".html")}
    assert {path for path in written if "tools" in path} == {"topics/tools/3.html"}
    assert {path for path in written if path.startswith("people")} == {"people/ed-holm.html"}


@pytest.mark.parametrize("change", ["more", "fewer", "few"])
def test_numbers_that_shift_give_what_a_clean_build_gives(tmp_path: Path, change: str) -> None:
    names = {"more": NAMES, "fewer": NAMES[1:-2], "few": NAMES[2:4]}[change]
    before = NAMES[3:] if change == "more" else NAMES
    build(tmp_path, site(**{"panel.rst": panel(before)}), **SMALL)
    built = build(tmp_path, {"panel.rst": panel(names)}, **SMALL)
    clean = build(tmp_path / "clean", site(**{"panel.rst": panel(names)}), **SMALL)
    texts = [
        {
            path.relative_to(one.out).as_posix(): path.read_bytes()
            for path in one.out.rglob("*")
            if path.is_file() and path.name != ".buildinfo"
        }
        for one in (built, clean)
    ]
    assert texts[0].keys() == texts[1].keys()
    assert texts[0] == texts[1]


def test_a_document_of_the_author_at_a_numbered_address_is_kept(tmp_path: Path) -> None:
    own = ":orphan:\n\nOwn\n===\n\nMy own.\n"
    built = build(tmp_path, site(**{"topics/tools/2.rst": own}), **SMALL)
    assert "topics/tools/2 is a document of its own" in built.warnings
    assert "My own." in soup(built, "topics/tools/2").get_text()
    # What would stand there is canonical on the pages of those who said it.
    (stub,) = soup(built, "topics/tools").select("[id='cy-fox']")
    assert followed(built, "topics/tools", stub["href"]) == ("people/cy-fox", "tools")
    assert '"hammer"' in built.read("searchindex.js")


def test_no_limit(tmp_path: Path) -> None:
    built = build(tmp_path, site(), roundtables=["panel"], roundtable_page_size=0)
    assert len(soup(built, "topics/tools").select(".roundtable-answer")) == 7
    assert not list(built.out.glob("topics/tools/*"))
