"""The sidebar of a large roundtable shows its sections and the neighbours, in any theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sphinx.environment.adapters import toctree

from sphinx_roundtable.editions import sidebar
from tests.book import soup
from tests.pages.test_incremental import outputs
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

THEMES = ["furo", "alabaster", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]
LETTERS = "abcdefghijkl"


def interviews(count: int) -> dict[str, str]:
    """Return a site with a source for each of *count* people, and a document of its own."""
    names = [f"Ann{LETTERS[number % 12]} Lee{LETTERS[number // 12]}" for number in range(count)]
    files = {
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   other\n   sources\n",
        "other.rst": "Other\n=====\n\nPart\n----\n\nWords.\n",
        "sources.rst": "Sources\n=======\n\n.. toctree::\n   :glob:\n\n   said/*\n",
        "talk.toml": 'title = "Talk"\nsources = ["said/*"]\nprefix = ""\n',
    }
    for name in names:
        answers = "".join(f"{topic}\n-----\n\nWords on it.\n\n" for topic in ("Tools", "Seeds"))
        slug = name.lower().replace(" ", "-")
        files[f"said/{slug}.rst"] = f":name: {name}\n\n{name}\n{'=' * 9}\n\nDigs.\n\n{answers}"
    return files


def site(folder: Path, count: int, theme: str, **conf: Any) -> Built:
    settings: dict[str, Any] = {"roundtables": ["talk"], "roundtable_sidebar": 10, **conf}
    built = build(folder, interviews(count), html_theme=theme, **settings)
    assert built.warnings == ""
    return built


def navigation(built: Built, docname: str) -> list[str]:
    """Return the words of the links outside of the text, but for those to the page itself."""
    page = soup(built, docname)
    main = page.select_one("[role=main]") or page.select_one("article") or page.select_one("main")
    text = main.select("a")
    return [
        link.get_text(strip=True)
        for link in page.select("a[href]")
        if not any(link is one for one in text) and not link["href"].startswith("#")
    ]


@pytest.mark.filterwarnings("ignore:.*sphinx_book_theme.*deprecated")
@pytest.mark.parametrize("theme", THEMES)
def test_a_page_names_no_more_than_its_neighbours(tmp_path: Path, theme: str) -> None:
    few, many = (site(tmp_path / str(count), count, theme) for count in (12, 24))
    person = "people/anne-leea"
    for docname in (person, "said/anne-leea", "topics/tools", "other"):
        assert len(navigation(few, docname)) == len(navigation(many, docname)), docname
    shown = navigation(many, person)
    assert {"Annd Leeb", "Anne Leeb"} <= set(shown)  # from A to Z
    assert {"Annd Leea", "Annf Leea", "Annh Leea"}.isdisjoint(shown)
    assert not [name for name in navigation(many, "other") if name.startswith("Ann")]
    # The list of all sources was the author's; it is on its own page.
    assert len(soup(many, "sources").select("a[href^='said/']")) >= 24


@pytest.mark.filterwarnings("ignore:.*sphinx_book_theme.*deprecated")
@pytest.mark.parametrize("theme", THEMES)
def test_the_start_page_may_list_all_sources(tmp_path: Path, theme: str) -> None:
    start = "Start\n=====\n\n.. toctree::\n   :glob:\n\n   other\n   said/*\n"

    def site_of(count: int, **how: Any) -> Built:
        files = {**interviews(count), "index.rst": start}
        del files["sources.rst"]
        folder = tmp_path / f"{count} {how}"
        settings: dict[str, Any] = {"roundtables": ["talk"], "roundtable_sidebar": 10}
        return build(folder, files, html_theme=theme, **settings, **how)

    few, many = site_of(12), site_of(24)
    assert many.warnings == ""
    for docname in ("people/anne-leea", "said/anne-leea", "topics/tools", "other"):
        assert len(navigation(few, docname)) == len(navigation(many, docname)), docname
    assert {"Annd Leeb", "Anne Leeb"} <= set(navigation(many, "people/anne-leea"))
    assert {"Annd Leeb", "Anne Leeb"} <= set(navigation(many, "said/anne-leea"))
    assert {"Annf Leeb", "Anng Leeb"} <= set(navigation(many, "said/anng-leea"))
    assert {"Annd Leeb", "Anne Leeb"}.isdisjoint(navigation(many, "other"))
    assert len(soup(many, "index").select("a[href^='said/']")) >= 24
    if theme == "furo":
        assert outputs(site_of(12, parallel=2)) == outputs(few)


def test_a_page_has_its_own_contents(tmp_path: Path) -> None:
    built = site(tmp_path, 20, "furo")
    page = soup(built, "people/anne-leea")
    assert [link["href"] for link in page.select(".toc-tree a")][1:] == ["#tools", "#seeds"]
    tree = page.select_one(".sidebar-tree")
    assert not [one for one in tree.select("ul") if not one.select("a")]
    assert not tree.select("a[href*='tools.html']")
    assert tree.select_one("li.current-page > a").get_text() == "Anne Leea"
    other = soup(built, "other")
    assert [link["href"] for link in other.select(".toc-tree a")][1:] == ["#part"]


def test_previous_and_next_go_through_all(tmp_path: Path) -> None:
    built = site(tmp_path, 20, "furo")
    seen = ["people/index"]
    while following := soup(built, seen[-1]).find("link", rel="next"):
        parts = f"{seen[-1]}.html".split("/")[:-1]
        for step in following["href"].removesuffix(".html").split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step]
        seen.append("/".join(parts))
        if not seen[-1].startswith("people/"):
            break
    assert len([docname for docname in seen if docname.startswith("people/ann")]) == 20


@pytest.mark.parametrize("theme", ["furo", "alabaster", "pydata_sphinx_theme"])
def test_in_parallel_it_is_the_same(tmp_path: Path, theme: str) -> None:
    serial = site(tmp_path / "serial", 12, theme)
    parallel = site(tmp_path / "parallel", 12, theme, parallel=2)
    assert outputs(serial) == outputs(parallel)


def test_an_edit_gives_what_a_clean_build_gives(tmp_path: Path) -> None:
    site(tmp_path, 12, "furo")
    files = interviews(12)
    text = files["said/anne-leea.rst"].replace("Words on it", "More words on it")
    built = build(
        tmp_path,
        {"said/anne-leea.rst": text},
        html_theme="furo",
        roundtables=["talk"],
        roundtable_sidebar=10,
    )
    clean = build(
        tmp_path / "clean",
        {**files, "said/anne-leea.rst": text},
        html_theme="furo",
        roundtables=["talk"],
        roundtable_sidebar=10,
    )
    assert outputs(built) == outputs(clean)


def test_few_are_all_listed(tmp_path: Path) -> None:
    built = site(tmp_path, 12, "furo", roundtable_sidebar=30)
    shown = navigation(built, "people/anne-leea")
    assert {f"Ann{letter} Leea" for letter in LETTERS[:12]} <= set(shown)


def test_what_is_alike_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = interviews(30)
    # Two are in a list of the author's as well, and one has a title with markup.
    files["other.rst"] += "\n.. toctree::\n\n   said/anna-leea\n   First <said/annb-leea>\n"
    own = files["said/anni-leea.rst"]
    files["said/anni-leea.rst"] = own.replace("\nAnni Leea\n==", "\nAnni *Leea*\n====")
    settings: dict[str, Any] = {
        "html_theme": "furo",
        "roundtables": ["talk"],
        "roundtable_sidebar": 10,
    }
    resolve = toctree.global_toctree_for_doc
    resolved: list[str] = []

    def note(env: Any, docname: str, *args: Any, **how: Any) -> Any:
        resolved.append(docname)
        return resolve(env, docname, *args, **how)

    monkeypatch.setattr("sphinx.builders.html.global_toctree_for_doc", note)
    built = build(tmp_path / "once", files, **settings)
    assert built.warnings == ""
    assert sum(name.startswith("said/") for name in resolved) < 15
    assert {"said/anna-leea", "said/annb-leea", "said/anni-leea"} <= set(resolved)
    monkeypatch.setattr(sidebar.Alike, "contents", lambda *args: args[1])
    each = build(tmp_path / "each", files, **settings)
    assert outputs(built) == outputs(each)
