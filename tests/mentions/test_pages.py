"""The pages of systems, and what other pages say of systems: as a reader sees them."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.corpora.test_mentions import wanted
from tests.corpora.truths import load
from tests.mentions.test_records import PANEL, SIDECAR
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

DESCRIBED = (
    SIDECAR.replace("[systems.memcached]\n", '[systems.memcached]\nkind = "server"\n').replace(
        "[systems.review-board]\n",
        '[systems.review-board]\nkind = "tool"\nurl = "https://example.org/"\n'
        'description = "For reviews."\npeople = ["ann-lee"]\n',
    )
    + '[mentions]\nruns_on = "tools"\n'
)
INDEX = """
Start
=====

.. roundtable:systems::

.. roundtable:systems::
   :most: 1

.. roundtable:matrix::
   :systems:
   :caption: Who names what

See :roundtable:system:`memcached`, :any:`subversion` and :doc:`/systems/index`.

.. toctree::

   panel
   systems/index
"""


def project(sidecar: str = DESCRIBED, panel: str = PANEL, index: str = INDEX) -> dict[str, str]:
    return {"index.rst": index, "panel.rst": panel, "panel.toml": sidecar}


def built_in(folder: Path, files: dict[str, str], builder: str = "html", **more: object) -> Built:
    conf = {"roundtables": ["panel"], "nitpicky": True, **more}
    return build(folder, files, builder, **conf)


def soup(built: Built, file: str) -> BeautifulSoup:
    page = BeautifulSoup(built.read(file), "html.parser")
    return page.select_one("div[role=main]") or page


def words(element: object) -> str:
    return " ".join(element.get_text().split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = built_in(tmp_path_factory.mktemp("site"), project())
    assert not built.warnings
    return built


def test_a_page_says_what_a_system_is(site: Built) -> None:
    page = soup(site, "systems/review-board.html")
    assert words(page.h1) == "Review Board"
    assert words(page.select_one(".roundtable-what")) == "For reviews."
    facts = {words(name): words(name.find_next_sibling("dd")) for name in page.select("dl > dt")}
    assert facts["Kind:"] == "Tool"
    assert facts["Home page:"] == "https://example.org/"
    assert facts["Work of:"] == "Ann Lee"
    assert facts["Runs on:"] == "Memcached, Subversion (Ann Lee: Tools)"


def test_every_mention_stands_in_its_sentence_with_a_way_there(site: Built) -> None:
    page = soup(site, "systems/review-board.html")
    sentences = [words(p) for p in page.select(".roundtable-sentence")]
    assert sentences == ["We like Review Board, and Review Board."]
    assert [words(name) for name in page.select(".roundtable-named")] == ["Review Board"] * 2
    assert page.select_one(".roundtable-place a")["href"] == "../topics/tools.html#ann-lee"
    assert words(page.select_one(".roundtable-together")).endswith(": Memcached, Subversion")


def test_the_biography_of_who_makes_it(site: Built) -> None:
    page = soup(site, "systems/review-board.html")
    assert "Ann Lee tends Memcached at Acme." in words(page.select_one("#biography-ann-lee"))
    assert not soup(site, "systems/memcached.html").select("#biography-ann-lee")


def test_the_first_mention_in_each_answer_is_a_link(site: Built) -> None:
    for file, top in (("topics/tools", "../"), ("people/ann-lee", "../"), ("panel", "")):
        page = soup(site, f"{file}.html")
        links = [(words(a), a["href"]) for a in page.select("a.roundtable-mention")]
        # The first is partly within emphasis, and one is the author's own link.
        expected = [
            ("Memcached", f"{top}systems/memcached.html"),
            ("SVN", f"{top}systems/subversion.html"),
        ]
        assert [link for link in links if link in expected][-2:] == expected


@pytest.mark.parametrize(
    ("rule", "links"), [("first", 4), ("all", 5), ("none", 0)], ids=["first", "all", "none"]
)
def test_which_mentions_are_links(tmp_path: Path, rule: str, links: int) -> None:
    panel = PANEL.replace("use Subversion", "use Subversion and Subversion")
    files = project(f'mentions.link = "{rule}"\n' + SIDECAR, panel, INDEX)
    built = built_in(tmp_path, files)
    for file in ("panel.html", "topics/tools.html"):
        body = soup(built, file)
        own = 1 if file == "panel.html" and rule != "none" else 0  # in a biography
        assert len(body.select("a.roundtable-mention")) == links - 1 + own + (rule == "none")


@pytest.mark.parametrize("builder", ["html", "text", "singlehtml"])
def test_links_change_no_word(tmp_path: Path, builder: str) -> None:
    def said(folder: Path, rule: str) -> list[str]:
        sidecar = f'mentions.link = "{rule}"\n' + SIDECAR
        built = built_in(folder, project(sidecar), builder)
        suffix = "txt" if builder == "text" else "html"
        texts = []
        for path in sorted(built.out.rglob(f"*.{suffix}")):
            text = path.read_text("utf-8")
            texts.append(words(BeautifulSoup(text, "html.parser")) if suffix == "html" else text)
        return texts

    assert said(tmp_path / "with", "all") == said(tmp_path / "without", "none")


def test_people_and_topics_list_their_systems(site: Built) -> None:
    line = words(soup(site, "topics/tools.html").select_one(".roundtable-systems"))
    assert line == "Systems: Review Board, Memcached, Subversion"
    line = words(soup(site, "people/ann-lee.html").select_one(".roundtable-systems"))
    assert line == "Systems: Memcached, Review Board, Subversion"
    assert "Named by David Ek: Tools." in words(soup(site, "people/ann-lee.html"))


def test_the_index_lists_all_by_kind_and_who_names_what(site: Built) -> None:
    page = soup(site, "systems/index.html")
    assert [words(one) for one in page.select(".roundtable-contents li")] == [
        "Memcached: 3 mentions",
        "Review Board: For reviews, 2 mentions",
        "Subversion: 2 mentions",
    ]
    assert [words(h2) for h2 in page.select("h2, .rubric")][:3] == ["Servers", "Tools", "Others"]
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.select("table tr")]
    assert rows == [
        ["Systems", "Ann Lee", "David Ek"],
        ["Memcached", "3", "–"],
        ["Review Board", "2", "–"],
        ["Subversion", "1", "1"],
    ]
    (to,) = [a["href"] for a in page.select("table a") if words(a) == "3"]
    assert to == "memcached.html#by-ann-lee"
    assert soup(site, "systems/memcached.html").select_one("#by-ann-lee")


def test_directives_and_roles(site: Built) -> None:
    page = soup(site, "index.html")
    listed, most = (
        [words(one) for one in items.select("li")] for items in page.select(".roundtable-list")
    )
    assert listed == [
        "Memcached: 3 mentions",
        "Review Board: For reviews, 2 mentions",
        "Subversion: 2 mentions",
    ]
    assert most == ["Memcached: 3 mentions"]
    assert "Who names what" in words(page.select_one("table caption"))
    links = {words(a): a["href"] for a in page.select("p a")}
    assert links["Memcached"] == "systems/memcached.html"
    assert links["Subversion"] == "systems/subversion.html"
    assert links["Systems"] == "systems/index.html"


def test_objects_and_index_entries(site: Built) -> None:
    packed = (site.out / "objects.inv").read_bytes().split(b"\n", 4)[4]
    inventory = zlib.decompress(packed).decode().splitlines()
    assert "memcached roundtable:system -1 systems/memcached.html Memcached" in inventory
    index = words(soup(site, "genindex.html"))
    assert "Memcached" in index
    assert "SVN see Subversion" in index.replace(",", "")


def test_no_systems_no_pages(tmp_path: Path) -> None:
    files = project("", PANEL, "Start\n=====\n\n.. toctree::\n\n   panel\n")
    built = built_in(tmp_path, files)
    assert not built.warnings
    assert not (built.out / "systems").exists()
    assert not soup(built, "topics/tools.html").select("a.roundtable-mention, .roundtable-systems")


def test_what_the_text_does_not_have_is_reported(tmp_path: Path) -> None:
    sidecar = (
        DESCRIBED.replace('["ann-lee"]', '["nobody"]').replace('"tools"', '"nothing"')
        + '[systems.squid]\nname = "Squid"\n[systems.pound]\nname = "Pound"\n'
    )
    people = "the sidecar's systems.review-board.people"
    stack = "the sidecar's mentions.runs_on"
    built = built_in(tmp_path, project(sidecar))
    assert [line.split("/")[-1] for line in built.own_warnings] == [
        "panel.toml:17: WARNING: nobody mentions Squid, Pound [roundtable.sidecar]",
        f"panel.toml:10: WARNING: {people}: 'nobody' is not in the text [roundtable.sidecar]",
        f"panel.toml:16: WARNING: {stack}: 'nothing' is not in the text [roundtable.sidecar]",
    ]
    assert "Nobody mentions it." in words(soup(built, "systems/squid.html"))


def test_linked_data_and_the_guide_for_programs(tmp_path: Path) -> None:
    built = built_in(tmp_path, project(), html_baseurl="https://example.org/")
    page = BeautifulSoup(built.read("systems/review-board.html"), "html.parser")
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    system = data["mainEntity"]
    assert system["@type"] == "SoftwareApplication"
    assert system["creator"][0]["name"] == "Ann Lee"
    assert [one["name"] for one in system["subjectOf"]] == ["Tools"]
    assert "https://example.org/systems/memcached.html" in built.read("sitemap.xml")
    assert "[Memcached](https://example.org/systems/memcached.html)" in built.read("llms.txt")


def test_an_edit_writes_only_what_shows_it(tmp_path: Path) -> None:
    built_in(tmp_path, project())
    panel = PANEL.replace("use Subversion", "use Subversion daily")
    built = built_in(tmp_path, project(panel=panel))
    pages = {file for file in built.written if file.endswith(".html")}
    assert {"systems/subversion.html", "topics/tools.html", "people/david-ek.html"} <= pages
    assert not {"systems/memcached.html", "systems/review-board.html"} & pages


@pytest.mark.parametrize("change", ["sidecar", "text", "name"])
def test_an_incremental_build_is_a_clean_one(tmp_path: Path, change: str) -> None:
    files = {
        "sidecar": project(DESCRIBED.replace('"SVN"', '"SVN", "Acme"')),
        "text": project(panel=PANEL.replace("use Subversion", "use Memcached")),
        "name": project(DESCRIBED.replace('name = "Subversion"', 'name = "Apache Subversion"')),
    }[change]
    built_in(tmp_path / "old", project())
    again = built_in(tmp_path / "old", files)
    clean = built_in(tmp_path / "new", files, parallel=2)
    for path in sorted(clean.out.rglob("*")):
        if path.suffix in {".html", ".js", ".inv"}:
            name = path.relative_to(clean.out).as_posix()
            assert (again.out / name).read_bytes() == path.read_bytes(), name


def test_messages_are_those_of_the_source(tmp_path: Path) -> None:
    def messages(sidecar: str, index: str) -> str:
        built = built_in(tmp_path / str(len(sidecar)), project(sidecar, PANEL, index), "gettext")
        return "".join(
            path.read_text("utf-8").split("\n\n", 1)[1] for path in sorted(built.out.rglob("*.pot"))
        )

    index = "Start\n=====\n\n.. toctree::\n\n   panel\n"
    assert messages(SIDECAR, index) == messages("", index)


def test_every_mention_of_the_book_is_on_the_page_of_its_system(tmp_path: Path) -> None:
    from tests.book import build_book  # noqa: PLC0415

    truth = load("case-studies")
    built = build_book(tmp_path)
    for system in truth.systems:
        page = soup(built, f"systems/{system.id}.html")
        said = words(page)
        for _by, _topic, first, _words, id in wanted(truth):
            if id == system.id:
                assert first.replace("'", "’") in said.replace("“", '"').replace("”", '"'), first
        assert page.h1
