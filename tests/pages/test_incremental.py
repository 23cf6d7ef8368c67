"""An edit rewrites the pages that show it, and no others; and gives what a clean build gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.pages import make
from tests.book import PEOPLE, REPOSITORY, TOPICS, build_book, soup
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

APPENDIX = (REPOSITORY / "source" / "appendix-a.rst").read_text("utf-8")
SIDECAR = (REPOSITORY / "source" / "appendix-a.toml").read_text("utf-8")
#: What Sphinx writes anew where the objects or the entries of the index have changed.
INDICES = {
    "genindex.html",
    "roundtable-people.html",
    "roundtable-systems.html",
    "roundtable-topics.html",
}
ALWAYS = {*INDICES, "search.html", "searchindex.js", "objects.inv"}

INDEX = """
Start
=====

.. toctree::
   :glob:

   pan*
   other

.. roundtable:matrix::
"""
OTHER = """
Other
=====

Nothing of this.
"""
SITE = {"index.rst": INDEX, "panel.rst": PANEL, "other.rst": OTHER}


def pages(built: Built) -> set[str]:
    """Return the HTML pages that a build wrote, without those that every build writes."""
    return {path for path in built.written if path.endswith(".html")} - ALWAYS


def outputs(built: Built) -> dict[str, bytes]:
    """Return the files of an output, without what belongs to the build alone."""
    return {
        path.relative_to(built.out).as_posix(): path.read_bytes()
        for path in built.out.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_nothing_changed_nothing_written(tmp_path: Path) -> None:
    doctrees = tmp_path / "doctrees"
    build_book(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in doctrees.rglob("*")}
    assert pages(build_book(tmp_path)) == set()
    assert {path: path.stat().st_mtime_ns for path in doctrees.rglob("*")} == before


def test_an_edited_answer_rewrites_what_shows_it(tmp_path: Path) -> None:
    build_book(tmp_path)
    text = edited(APPENDIX, "Memcached rocks.", "Memcached truly rocks.")
    built = build_book(tmp_path, files={"appendix-a.rst": text})
    assert pages(built) == {
        "appendix-a.html",
        "people/ned-batchelder.html",
        "topics/team-structure.html",
        "systems/memcached.html",  # it shows the sentence
        "index.html",  # its matrix counts words
    }
    for docname in (
        "people/ned-batchelder",
        "topics/team-structure",
        "appendix-a",
        "systems/memcached",
    ):
        assert "Memcached truly rocks." in soup(built, docname).get_text()
    clean = build_book(tmp_path / "clean", files={"appendix-a.rst": text})
    assert outputs(built) == outputs(clean)


def test_an_edited_aside_rewrites_its_topic(tmp_path: Path) -> None:
    build_book(tmp_path)
    text = edited(APPENDIX, "We didn't have to bribe", "We did not have to bribe")
    built = build_book(tmp_path, files={"appendix-a.rst": text})
    assert pages(built) == {
        "appendix-a.html",
        "topics/getting-started.html",
        "index.html",  # it lists the appendix
    }


def test_lines_that_move_rewrite_no_page(tmp_path: Path) -> None:
    build_book(tmp_path)
    built = build_book(tmp_path, files={"appendix-a.rst": "\n\n" + APPENDIX})
    assert pages(built) == {"appendix-a.html", "index.html"}


def test_another_document_touches_no_page(tmp_path: Path) -> None:
    build(tmp_path, SITE, roundtables=["panel"])
    built = build(tmp_path, {"other.rst": OTHER + "\nMore.\n"}, roundtables=["panel"])
    assert pages(built) == {"other.html", "index.html"}
    assert built.warnings == ""


def test_a_new_document_touches_no_page(tmp_path: Path) -> None:
    build(tmp_path, SITE, roundtables=["panel"])
    built = build(tmp_path, {"pantry.rst": "Pantry\n======\n"}, roundtables=["panel"])
    assert pages(built) == {"pantry.html", "index.html"}
    assert built.warnings == ""


STRUCTURAL = {
    "a title": ("Gardens\n-------", "The gardens\n-----------"),
    "a new topic": (
        "Gardens\n-------",
        "Plants\n------\n\n*Ann Lee*:\n\n    Kale.\n\nGardens\n-------",
    ),
    "a topic that goes": ("Gardens\n-------\n\n*Bo Ek*:\n\n    Kale.\n", ""),
    "a name": ("* *Bo Ek* is a gardener.", "* *Bo Eck* is a gardener."),
    "a new person": ("* *Bo Ek* is", "* *Cy Fox* is a cook.\n* *Bo Ek* is"),
    "the title of the source": ("Panel\n=====", "The panel\n========="),
    "a cast that goes": ("* *Ann Lee* is an engineer.\n* *Bo Ek* is a gardener.\n", ""),
    "all that goes": (PANEL, "Panel\n=====\n\nNothing.\n"),
}


@pytest.mark.parametrize("change", STRUCTURAL)
def test_a_change_of_structure_gives_what_a_clean_build_gives(tmp_path: Path, change: str) -> None:
    text = edited(PANEL, *STRUCTURAL[change])
    build(tmp_path, SITE, roundtables=["panel"], html_theme="alabaster")
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"], html_theme="alabaster")
    clean = build(
        tmp_path / "clean",
        {**SITE, "panel.rst": text},
        roundtables=["panel"],
        html_theme="alabaster",
    )
    assert outputs(built).keys() == outputs(clean).keys()
    assert outputs(built) == outputs(clean)


def test_pages_that_are_no_more_leave_every_output(tmp_path: Path) -> None:
    build(tmp_path, SITE, "epub", roundtables=["panel"])
    build(tmp_path, SITE, "html", roundtables=["panel"])
    text = edited(PANEL, "Gardens\n-------", "Plants\n------")
    built = build(tmp_path, {"panel.rst": text}, "html", roundtables=["panel"])
    assert not (built.out / "topics" / "gardens.html").exists()
    book = build(tmp_path, {}, "epub", roundtables=["panel"])
    assert not (book.out / "topics" / "gardens.xhtml").exists()
    assert (book.out / "topics" / "plants.xhtml").exists()


def test_an_edit_of_the_sidecar_is_seen(tmp_path: Path) -> None:
    build_book(tmp_path)
    text = edited(SIDECAR, "Lead engineer, Tabblo", "Engineer, Tabblo")
    built = build_book(tmp_path, files={"appendix-a.toml": text})
    assert "people/ned-batchelder.html" in pages(built)
    assert "people/david-cramer.html" not in pages(built)
    assert "Engineer, Tabblo" in soup(built, "index").get_text()


def test_a_sidecar_that_comes_and_goes_is_seen(tmp_path: Path) -> None:
    build(tmp_path, SITE, roundtables=["panel"])
    built = build(
        tmp_path, {"panel.toml": '[people.bo-ek]\nrole = "Cook"\n'}, roundtables=["panel"]
    )
    assert "Cook" in soup(built, "people/bo-ek").get_text()
    built = build(tmp_path, {"panel.toml": None}, roundtables=["panel"])
    assert "Cook" not in soup(built, "people/bo-ek").get_text()


def test_a_roundtable_that_leaves_the_configuration_leaves_the_site(tmp_path: Path) -> None:
    files = {**SITE, "index.rst": INDEX.replace(".. roundtable:matrix::", "")}
    build(tmp_path, files, roundtables=["panel"])
    built = build(tmp_path, {}, roundtables=[])
    plain = build(tmp_path / "plain", files, roundtables=[])
    # Sphinx never deletes what it once copied to _static.
    left = set(outputs(built).keys() - outputs(plain).keys())
    assert {name for name in left if not name.startswith("_static/roundtable")} == set()


def test_a_file_of_the_author_takes_an_address_and_gives_it_back(tmp_path: Path) -> None:
    own = "Own\n===\n\nMy own gardens.\n"
    build(tmp_path, SITE, roundtables=["panel"])
    built = build(tmp_path, {"topics/gardens.rst": own}, roundtables=["panel"])
    assert "My own gardens." in soup(built, "topics/gardens").get_text()
    assert built.own_warnings == [
        (
            "panel.rst: WARNING: topics/gardens is a document of its own: the page of this name is"
            " left out [roundtable.occupied]"
        )
    ]
    # The answer is now canonical on its person's page: links lead there, the search finds it.
    assert "people/bo-ek.html#gardens" in str(soup(built, "index"))
    assert '"kale"' in built.read("searchindex.js")
    for path in built.out.rglob("*.html"):
        assert "topics/gardens.html#" not in path.read_text("utf-8")
    built = build(tmp_path, {"topics/gardens.rst": None}, roundtables=["panel"])
    assert "Kale." in soup(built, "topics/gardens").get_text()


def test_a_lost_doctree_is_made_again(tmp_path: Path) -> None:
    built = build(tmp_path, SITE, roundtables=["panel"])
    (built.app.doctreedir / "people" / "bo-ek.doctree").unlink()
    (built.out / "people" / "bo-ek.html").unlink()
    again = build(tmp_path, {}, roundtables=["panel"])
    assert pages(again) >= {"people/bo-ek.html"}


def test_an_output_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    built = build_book(tmp_path)
    (built.out / "people" / "david-cramer.html").unlink()
    assert pages(build_book(tmp_path)) == {"people/david-cramer.html"}


def test_a_site_without_roundtables_is_what_it_was(tmp_path: Path) -> None:
    files = {**SITE, "index.rst": INDEX.replace(".. roundtable:matrix::", "")}
    loaded = build(tmp_path / "loaded", files, roundtables=[])
    plain = build(tmp_path / "plain", files, plain=True)
    names = outputs(plain).keys() - {"searchindex.js"}  # it names the extensions
    assert outputs(loaded).keys() == outputs(plain).keys()
    for name in names:
        assert outputs(loaded)[name] == outputs(plain)[name], name


def test_other_documents_of_a_site_are_what_they_were(tmp_path: Path) -> None:
    """Without a sidebar: those of most themes show the new pages, as they should."""
    index = INDEX.replace(".. roundtable:matrix::", "").replace("   other\n", "")
    files = {**SITE, "index.rst": index}
    files["other.rst"] = ":orphan:\n" + OTHER
    quiet: dict[str, Any] = {"html_sidebars": {"**": []}}
    loaded = build(tmp_path / "loaded", files, roundtables=["panel"], **quiet)
    plain = build(tmp_path / "plain", files, plain=True, **quiet)
    assert outputs(loaded)["other.html"] == outputs(plain)["other.html"]


def test_all_people_and_topics_are_there_after_many_builds(tmp_path: Path) -> None:
    for _ in range(2):
        build_book(tmp_path, "html")
        build_book(tmp_path, "epub", epub_show_urls="no")
        build_book(tmp_path, "text")
    text = edited(APPENDIX, "Memcached rocks.", "Memcached truly rocks.")
    for builder in ("text", "epub", "html"):
        built = build_book(tmp_path, builder, files={"appendix-a.rst": text}, epub_show_urls="no")
        suffix = {"text": "txt", "epub": "xhtml", "html": "html"}[builder]
        for folder, ids in (("people", PEOPLE), ("topics", TOPICS)):
            for id in ids:
                assert (built.out / folder / f"{id}.{suffix}").is_file()
        assert "truly" in built.read(f"topics/team-structure.{suffix}")


@pytest.mark.parametrize("change", ["a title", "a name", "a topic that goes"])
def test_builders_that_share_doctrees_all_see_a_change(tmp_path: Path, change: str) -> None:
    text = edited(PANEL, *STRUCTURAL[change])
    for builder in ("html", "dirhtml", "text"):
        build(tmp_path, SITE, builder, roundtables=["panel"], html_theme="alabaster")
    for builder in ("html", "dirhtml", "text"):
        built = build(
            tmp_path, {"panel.rst": text}, builder, roundtables=["panel"], html_theme="alabaster"
        )
        clean = build(
            tmp_path / f"clean-{builder}",
            {**SITE, "panel.rst": text},
            builder,
            roundtables=["panel"],
            html_theme="alabaster",
        )
        for name, content in outputs(clean).items():
            assert outputs(built)[name] == content, f"{builder}: {name}"


def test_an_index_that_moves_in_the_table_of_contents(tmp_path: Path) -> None:
    index = INDEX.replace("   other\n", "   other\n   people/index\n")
    build(tmp_path, SITE, roundtables=["panel"], html_theme="alabaster")
    built = build(tmp_path, {"index.rst": index}, roundtables=["panel"], html_theme="alabaster")
    clean = build(
        tmp_path / "clean",
        {**SITE, "index.rst": index},
        roundtables=["panel"],
        html_theme="alabaster",
    )
    assert outputs(built) == outputs(clean)


def test_the_sidebars_of_many_people_do_not_list_them(tmp_path: Path) -> None:
    names = [f"Ann{chr(97 + number % 26)} Lee{chr(97 + number // 26)}" for number in range(60)]
    cast = "".join(f"* *{name}* digs.\n" for name in names)
    answers = "".join(f"*{name}*:\n\n    Words.\n\n" for name in names)
    panel = f"Panel\n=====\n\n{cast}\nTools\n-----\n\n{answers}"
    files = {"index.rst": INDEX, "panel.rst": panel, "other.rst": OTHER}
    built = build(tmp_path, files, roundtables=["panel"], html_theme="furo")
    page = soup(built, "people/anna-leea")
    assert not page.select("nav a[href='annb-leea.html'], .sidebar-tree a[href='annb-leea.html']")
    assert page.find("link", rel="next")["href"] == "anna-leeb.html"
    assert "Annb Leea" in soup(built, "people/index/a").get_text()
    # Each page has contents of its own all the same.
    assert soup(built, "topics/tools").select(".toc-tree a[href='#annb-leea']")
    few = build(tmp_path, {}, roundtables=["panel"], html_theme="furo", roundtable_sidebar=100)
    assert soup(few, "people/anna-leea").select(".sidebar-tree a[href='annb-leea.html']")


def test_an_edit_makes_only_pages_that_are_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(page: Any, *rest: Any) -> Any:
        made.append(page.docname)
        return compose(page, *rest)

    compose = make.compose
    monkeypatch.setattr(make, "compose", noted)
    said = {"ann-lee": "Ann Lee", "bo-ek": "Bo Ek", "cy-fox": "Cy Fox"}
    files = {
        f"said/{id}.rst": f":name: {name}\n\n{name}\n=======\n\nDigs.\n\nTools\n-----\n\nOurs.\n"
        for id, name in said.items()
    }
    files["index.rst"] = "Start\n=====\n\n.. toctree::\n   :glob:\n\n   said/*\n"
    files["talk.toml"] = 'sources = ["said/*"]\n'
    build(tmp_path, files, roundtables=["talk"])
    assert {"people/ann-lee", "people/bo-ek", "people/cy-fox", "topics/tools"} <= {*made}
    made.clear()
    build(tmp_path, {}, roundtables=["talk"])
    assert made == []
    # The first source has the heading of the topic, which all pages show.
    text = files["said/cy-fox.rst"].replace("Ours", "Mine")
    built = build(tmp_path, {"said/cy-fox.rst": text}, roundtables=["talk"])
    assert sorted(made) == ["people/cy-fox", "topics/tools"]
    assert "Mine." in soup(built, "topics/tools").get_text()
    clean = build(tmp_path / "clean", {**files, "said/cy-fox.rst": text}, roundtables=["talk"])
    assert outputs(built) == outputs(clean)
    made.clear()
    text = text.replace("Cy Fox\n", "Cy Fax\n").replace(":name: Cy Fox", ":name: Cy Fax")
    build(tmp_path, {"said/cy-fox.rst": text}, roundtables=["talk"])
    assert {"people/ann-lee", "people/index", "topics/tools"} <= {*made}


def test_another_answer_is_a_section_in_sidebars(tmp_path: Path) -> None:
    """Sidebars of themes like this list the sections of pages, also where their toctree is."""
    theme = {"html_theme": "alabaster", "html_theme_options": {"sidebar_collapse": False}}
    build(tmp_path, SITE, roundtables=["panel"], **theme)
    text = PANEL + "\n*Ann Lee*:\n\n    Roses.\n"
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"], **theme)
    clean = build(tmp_path / "clean", {**SITE, "panel.rst": text}, roundtables=["panel"], **theme)
    assert outputs(built) == outputs(clean)


def test_the_index_is_made_when_it_would_be_another(tmp_path: Path) -> None:
    files = {**SITE, "conf.py": "html_title = 'Old'\ntemplates_path = ['_templates']\n"}
    files["_templates/genindex.html"] = "{% extends '!genindex.html' %}"

    def makes_index(files: dict[str, Any], **more: Any) -> bool:
        return "genindex.html" in build(tmp_path, files, roundtables=["panel"], **more).written

    assert makes_index(files)
    assert not makes_index({})
    assert not makes_index({"panel.rst": PANEL.replace("A hammer", "A heavy hammer")})
    assert makes_index(
        {"panel.rst": PANEL.replace("Gardens", "Gardening").replace("----", "-----")}
    )
    assert makes_index({"other.rst": OTHER.replace("Other", "Otter")})
    assert makes_index({"other.rst": OTHER + "\n.. index:: nothing\n\nAt all.\n"})
    assert makes_index({}, html_title="New")
    assert not makes_index({}, html_title="New")
    later = files["_templates/genindex.html"] + "{% block footer %}Later{% endblock %}"
    assert makes_index({"_templates/genindex.html": later}, html_title="New")
    (tmp_path / "out" / "html" / "genindex.html").unlink()
    assert makes_index({}, html_title="New")
