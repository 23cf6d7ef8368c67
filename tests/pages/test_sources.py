"""One roundtable from several sources: read and built together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.book import soup
from tests.pages.talks import FIRST, INDEX, SAID, SECOND, SITE, made
from tests.pages.test_incremental import outputs
from tests.pages.test_lossless import only_letters
from tests.pages.test_site import targets
from tests.support import PANEL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = made(tmp_path_factory.mktemp("sources"))
    assert built.warnings == ""
    return built


def texts(built: Built, docname: str, select: str) -> list[str]:
    return [" ".join(node.get_text().split()) for node in soup(built, docname).select(select)]


def test_all_sources_are_one_roundtable(site: Built) -> None:
    found = {path.relative_to(site.out).as_posix() for path in site.out.glob("*/*.html")}
    assert found == {
        *(f"topics/{id}.html" for id in ("index", "tools", "gardens", "bread")),
        *(f"people/{id}.html" for id in ("index", "ann-lee", "bo-ek")),
        "talks/one.html",
        "talks/two.html",
    }
    assert [node["id"] for node in soup(site, "topics/tools").select(".roundtable-answer")] == [
        "ann-lee",
        "bo-ek",
        "ann-lee-2",
    ]
    assert texts(site, "people/bo-ek", "h2") == ["Tools", "Gardens", "Bread"]
    # Who speaks under a short name in one source, is introduced in the other.
    assert "is a gardener." in soup(site, "people/bo-ek").get_text()
    assert "Rye." in soup(site, "people/bo-ek").get_text()


def test_each_answer_of_who_is_in_several_sources_says_where_it_is_from(site: Built) -> None:
    assert texts(site, "people/bo-ek", ".roundtable-origin") == [
        "From Panel",
        "From Panel",
        "From Second",
    ]
    assert texts(site, "topics/tools", ".roundtable-origin") == ["From Panel"] * 2 + ["From Second"]
    page = soup(site, "people/ann-lee")
    (line,) = page.select("#tools-2 .roundtable-origin")
    assert targets(line, "people/ann-lee") == {"talks/two.html"}


def test_who_is_in_one_source_need_not_say_it(tmp_path: Path) -> None:
    built = made(tmp_path, {**SITE, "talks/two.rst": SECOND.replace("*Bo*", "*Cy Fox*")})
    assert texts(built, "people/bo-ek", ".roundtable-origin") == []
    assert texts(built, "people/ann-lee", ".roundtable-origin") == ["From Panel", "From Second"]


def test_sources_and_pages_lead_to_each_other(site: Built) -> None:
    one, two = soup(site, "talks/one"), soup(site, "talks/two")
    ways = {to for node in two.select(".roundtable-ways") for to in targets(node, "talks/two")}
    assert ways == {
        "topics/tools.html#ann-lee-2",
        "people/ann-lee.html#tools-2",
        "topics/bread.html#bo-ek",
        "people/bo-ek.html#bread",
    }
    assert "topics/tools.html#ann-lee" in {
        to for node in one.select(".roundtable-ways") for to in targets(node, "talks/one")
    }
    assert "Bo Ek" in texts(site, "talks/two", ".roundtable-ways a")
    answer = soup(site, "topics/tools").find(id="ann-lee-2")
    assert "talks/two.html#ann-lee-tools" in targets(answer, "topics/tools")
    # References of the text are found from wherever it is shown.
    assert "talks/one.html#plot" in targets(answer, "topics/tools")


def test_asides_of_all_sources_are_where_they_belong(site: Built) -> None:
    tools = soup(site, "topics/tools").get_text()
    assert tools.index("A spade.") < tools.index("In round one.") < tools.index("A saw.")
    assert tools.index("A saw.") < tools.index("[They laugh.]")
    assert "A second round." in soup(site, "topics/index").get_text()
    assert "What do you bake?" in soup(site, "topics/bread").get_text()


def test_introductions_of_several_sources_say_whose_they_are(tmp_path: Path) -> None:
    first = FIRST.replace("* *Ann", "A first round.\n\n* *Ann", 1)
    built = made(tmp_path, {**SITE, "talks/one.rst": first})
    assert texts(built, "topics/index", ".roundtable-origin") == ["From Panel", "From Second"]
    joined = made(tmp_path, {}, "singlehtml")
    said = joined.read("index.html")
    assert said.count("A first round.") == said.count("A second round.") == 1
    # The introductions stand in their sources there: only answers say where they are from.
    assert len(texts(joined, "index", "p.roundtable-origin")) == len(
        texts(joined, "index", ".roundtable-answer")
    )


def test_two_biographies_are_both_shown(tmp_path: Path) -> None:
    cast = SECOND.replace("Tools\n-----", "* *Ann Lee* sings.\n* *Bo* bakes.\n\nTools\n-----")
    built = made(tmp_path, {**SITE, "talks/two.rst": cast})
    text = " ".join(soup(built, "people/ann-lee").get_text().split())
    assert text.index("From Panel") < text.index("is an engineer.") < text.index("From Second")
    assert text.index("From Second") < text.index("sings.")
    assert "sings." in soup(built, "talks/two").get_text()
    joined = made(tmp_path, {}, "singlehtml").read("index.html")
    assert joined.count("sings.") == joined.count("is an engineer.") == 1


def test_without_a_document_of_its_name_there_is_no_step_for_it(site: Built) -> None:
    (trail,) = soup(site, "people/bo-ek").select("nav[aria-label=Breadcrumbs]")
    assert [a["href"] for a in trail.find_all("a")] == ["../index.html", "index.html"]
    # The indexes stand below the start page.
    assert site.app.env.toctree_includes["index"][-2:] == ["topics/index", "people/index"]


def test_the_document_of_its_name_is_its_home(tmp_path: Path) -> None:
    home = "My home\n=======\n\nWelcome.\n\n*Ann Lee*:\n\n    Not of it.\n"
    index = INDEX.replace("   other", "   other\n   book")
    built = made(
        tmp_path,
        {**SITE, "index.rst": index, "book.rst": home, "book.toml": 'sources = ["talks/*"]'},
    )
    assert built.warnings == ""
    (trail,) = soup(built, "people/bo-ek").select("nav[aria-label=Breadcrumbs]")
    assert [(a["href"], a.get_text()) for a in trail.find_all("a")][1] == (
        "../book.html",
        "My home",
    )
    assert built.app.env.toctree_includes["book"] == ["topics/index", "people/index"]
    assert "Not of it." not in soup(built, "people/ann-lee").get_text()
    # And it goes.
    gone = made(tmp_path, {"book.rst": None, "index.rst": INDEX})
    clean = made(tmp_path / "clean", {**SITE, "book.toml": 'sources = ["talks/*"]'})
    left = outputs(gone)
    del left["book.html"]  # Sphinx never deletes the output of a document that was deleted
    assert left == outputs(clean)


def test_two_roundtables_without_documents(tmp_path: Path) -> None:
    files = {
        **SITE,
        "index.rst": INDEX.replace("matrix::", "matrix:: more").replace(
            "   other", "   other\n   moot/*"
        ),
        "more.toml": 'sources = ["moot/*"]\nprefix = "more"',
        "moot/a.rst": PANEL,
    }
    built = made(tmp_path, files, roundtables=["book", "more"])
    assert built.warnings == ""
    assert built.app.env.toctree_includes["index"][-4:] == [
        "topics/index",
        "people/index",
        "more/topics/index",
        "more/people/index",
    ]
    assert "Rye." not in soup(built, "more/people/bo-ek").get_text()
    clean = made(tmp_path / "clean", files, roundtables=["book", "more"])
    assert outputs(built) == outputs(clean)


# Editions


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo"])
def test_a_joined_edition_has_each_sentence_once(tmp_path: Path, builder: str) -> None:
    files = {**SITE, "index.rst": INDEX.replace(".. roundtable:matrix::", "")}
    built = made(
        tmp_path,
        files,
        builder,
        man_pages=[("index", "book", "Book", "We", 7)],
        latex_documents=[("index", "book.tex", "Book", "We", "manual")],
        texinfo_documents=[("index", "book", "Book", "We", "book", "", "Misc")],
        latex_elements={"sphinxsetup": ""},
    )
    assert built.warnings == ""
    name = {
        "singlehtml": "index.html",
        "latex": "book.tex",
        "man": "book.7",
        "texinfo": "book.texi",
    }
    said = only_letters(built.read(name[builder]))
    for sentence in SAID:
        assert said.count(only_letters(sentence)) == 1, sentence
    assert said.count(only_letters("Second")) > 2


def test_the_pdf_has_each_sentence_once_and_says_where_it_is_from(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    files = {**SITE, "index.rst": INDEX.replace(".. roundtable:matrix::", "")}
    built = made(
        tmp_path,
        files,
        "typst",
        extensions=["sphinx_roundtable.typst"],
        typst_documents=[{"start": "index", "name": "book", "title": "Book"}],
    )
    assert built.warnings == ""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(built.out / "book.pdf").pages)
    said = only_letters(text)
    for sentence in SAID:
        assert said.count(only_letters(sentence)) == 1, sentence
    assert "From Second" in text
    assert "(From Second)" in text


def test_epub_and_text_have_all_pages(tmp_path: Path) -> None:
    for builder, suffix in (("epub", "xhtml"), ("text", "txt")):
        built = made(
            tmp_path,
            SITE if builder == "epub" else {},
            builder,
            epub_show_urls="no",
            version="1",
            epub_copyright="x",
            html_theme="epub" if builder == "epub" else "alabaster",
        )
        assert built.own_warnings == []
        assert "Second" in built.read(f"topics/tools.{suffix}")
        assert "Rye." in built.read(f"people/bo-ek.{suffix}")


# Doubts


def test_what_only_all_sources_can_tell_is_told_once(tmp_path: Path) -> None:
    alone = {**SITE, "talks/one.rst": SECOND.replace("Second\n======", "First\n=====")}
    alone["book.toml"] += '[people.zoe]\nrole = "Guest"\n'
    alone["talks/two.rst"] = SECOND.replace("Bread\n-----", "Breads\n------").replace(
        "*Bo*", "*Cy*"
    )
    built = made(tmp_path, alone, nitpicky=False, suppress_warnings=["ref.ref"])
    expected = [
        (
            "talks/one.rst:21: WARNING: nobody introduces the people; those who speak are taken for"
            " the cast [roundtable.no_cast]"
        ),
        "book.toml:1: WARNING: the sidecar's people.zoe is not in the text [roundtable.sidecar]",
        (
            "talks/two.rst:16: WARNING: 'Breads' is close to 'Bread': if they are one topic, name"
            " it as an alias in the sidecar [roundtable.topic_drift]"
        ),
    ]
    assert built.own_warnings == expected
    assert made(tmp_path, {}, nitpicky=False, suppress_warnings=["ref.ref"]).own_warnings == []
    again = {"talks/two.rst": alone["talks/two.rst"] + "\nMore.\n"}
    assert (
        made(tmp_path, again, nitpicky=False, suppress_warnings=["ref.ref"]).own_warnings
        == expected
    )


def test_a_page_that_is_occupied_is_told_at_the_sidecar(tmp_path: Path) -> None:
    built = made(tmp_path, {**SITE, "people/bo-ek.rst": ":orphan:\n\nBo\n==\n\nMy own page.\n"})
    assert built.own_warnings == [
        (
            "book.toml:1: WARNING: people/bo-ek is a document of its own: the page of this name is"
            " left out [roundtable.occupied]"
        )
    ]
    assert "My own page." in soup(built, "people/bo-ek").get_text()
    assert "Rye." in soup(built, "topics/bread").get_text()


def test_a_directive_names_the_roundtable_by_its_sidecar(tmp_path: Path) -> None:
    files = {
        **SITE,
        "index.rst": INDEX.replace("matrix::", "matrix:: book")
        + "\n:roundtable:answer:`ann-lee/tools-2`\n",
    }
    built = made(tmp_path, files)
    assert built.warnings == ""
    links = {a["href"]: a.get_text() for a in soup(built, "index").select("table td a")}
    assert links["topics/tools.html#ann-lee"].startswith("2 answers, ")
    assert "Ann Lee: Tools" in soup(built, "index").get_text()
