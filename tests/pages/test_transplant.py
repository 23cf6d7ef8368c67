"""What a copied node needs: one test for each row of the table in the manual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.book import soup, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

    from tests.support import Built

Constructs = "Callable[[str], Built]"
#: Pages on which Ann's answer stands.
COPIES = [("talk/topics/tools", "ann-lee"), ("talk/people/ann-lee", "tools")]
BUILDERS = ["html", "dirhtml", "singlehtml", "text", "latex", "man", "texinfo", "xml"]


def answer(built: Built, docname: str, id: str) -> Tag:
    found = soup(built, docname).find(id=id)
    assert found is not None
    return found


def link(element: Tag, text: str) -> str:
    """Return where the link with a text leads to."""
    found = [a["href"] for a in element.find_all("a", href=True) if words(a.get_text()) == text]
    assert len(found) == 1, f"{len(found)} links say {text!r}"
    return found[0]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_content(constructs: Callable[[str], Built], builder: str) -> None:
    assert constructs(builder).warnings == ""


@pytest.mark.parametrize(("docname", "id"), COPIES)
class TestCopies:
    """Copies on the topic's and on the person's page."""

    @pytest.fixture
    def copy(self, constructs: Callable[[str], Built], docname: str, id: str) -> Tag:
        return answer(constructs("html"), docname, id)

    def test_images_are_found(self, copy: Tag, constructs: Callable[[str], Built]) -> None:
        (image,) = copy.select("figure img")
        assert image["alt"] == "A stack"
        assert image["src"] == "../../_images/stack.png"
        assert (constructs("html").out / "_images" / "stack.png").is_file()

    def test_downloads_are_found(self, copy: Tag, constructs: Callable[[str], Built]) -> None:
        target = link(copy, "the notes")
        assert target.startswith("../../_downloads/")
        assert (constructs("html").out / target.removeprefix("../../")).is_file()

    def test_documents_are_found_from_the_folder_of_the_source(self, copy: Tag) -> None:
        targets = [a["href"] for a in copy.find_all("a", href=True) if a.get_text() == "Other"]
        assert targets == ["../other.html", "../other.html", "../other.html#other-label"]
        assert link(copy, "Part") == "../other.html#part"

    def test_a_link_to_what_is_on_the_page_stays_on_it(self, copy: Tag) -> None:
        assert link(copy, "here") == "#fig-target"
        assert copy.find(id="fig-target") is not None

    def test_a_link_to_what_is_not_on_the_page_leads_to_the_source(self, copy: Tag) -> None:
        assert link(copy, "Gardens") == "../panel.html#gardens"

    def test_footnotes_travel_along(self, copy: Tag) -> None:
        page = copy.find_parent("html")
        notes = sorted(page.select("aside.footnote"), key=lambda note: note.span.get_text())
        assert [words(note.p.get_text()) for note in notes] == [
            "Of steel. See also [3].",
            "Shared by both.",
            "Deep note.",
        ]
        references = copy.select("a.footnote-reference")
        ids = {note["id"] for note in notes}
        assert len(references) >= 2
        assert {a["href"].removeprefix("#") for a in references} <= ids
        backlinks = page.select("aside.footnote a[role=doc-backlink]")
        assert len(backlinks) >= 3
        for backlink in backlinks:
            back = page.find(id=backlink["href"].removeprefix("#"))
            assert "footnote-reference" in back["class"]

    def test_a_citation_leads_to_its_definition(self, copy: Tag) -> None:
        assert link(copy, "[CIT2020]") == "../panel.html#cit2020"

    def test_numbers_are_those_of_the_source(self, copy: Tag) -> None:
        assert copy.select_one(".caption-number").get_text(strip=True) == "Fig. 1"
        assert copy.select_one(".eqno").get_text(strip=True).startswith("(1)")

    def test_code_is_coloured_by_the_language_set_above_it(self, copy: Tag) -> None:
        assert copy.select_one(".highlight-c") is not None

    def test_conditions_hold(self, copy: Tag) -> None:
        text = copy.get_text()
        assert "Only on screens." in text
        assert "Only on paper." not in text
        assert "Shown by configuration." in text
        assert "Hidden by configuration." not in text

    def test_nested_toctrees_stay_behind(self, copy: Tag) -> None:
        assert copy.select_one(".toctree-wrapper") is None
        assert "Nested document" not in copy.get_text()


def test_ids_are_unique_on_every_page(constructs: Callable[[str], Built]) -> None:
    for path in (constructs("html").out).rglob("*.html"):
        ids = re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))
        assert len(ids) == len(set(ids)), path.name


def test_labels_stay_with_the_source(constructs: Callable[[str], Built]) -> None:
    index = soup(constructs("html"), "index")
    assert link(index, "a figure").startswith("talk/panel.html#")
    assert link(index, "Fig. 1").startswith("talk/panel.html#")
    assert link(index, "(1)") == "talk/panel.html#equation-growth"
    assert link(index, "the question").startswith("talk/panel.html#")


def test_index_entries_are_in_one_place(constructs: Callable[[str], Built]) -> None:
    index = soup(constructs("html"), "genindex")
    found = [a["href"] for a in index.find_all("a") if a.get_text() == "hammer"]
    assert found == ["talk/panel.html#index-0"]


def test_todos_are_listed_once(constructs: Callable[[str], Built]) -> None:
    assert soup(constructs("html"), "index").get_text().count("Sharpen the saw.") == 1


def test_a_condition_on_a_whole_answer_holds(constructs: Callable[[str], Built]) -> None:
    assert "on screens only" in soup(constructs("html"), "talk/people/bo-ek").get_text()
    page = constructs("text").read("talk/people/bo-ek.txt")
    assert "on screens only" not in page
    assert "Tools\n=====" not in page


def test_messages_are_extracted_once(constructs: Callable[[str], Built]) -> None:
    catalogs = constructs("gettext").out
    text = "".join(path.read_text("utf-8") for path in catalogs.rglob("*.pot"))
    for message in ("A hammer", "The stack of", "Of steel.", "A stack", "Bo in a garden"):
        assert text.count(f'msgid "{message}') == 1, message
    assert 'Ann Lee"' not in text


@pytest.mark.parametrize("docname", ["talk/topics/tools", "talk/people/bo-ek", "talk/people/index"])
def test_a_page_owns_its_nodes(constructs: Callable[[str], Built], docname: str) -> None:
    document = constructs("html").doctree(docname)
    assert {id(node.document) for node in document.findall()} == {id(document)}


def test_a_page_does_not_carry_its_source(constructs: Callable[[str], Built]) -> None:
    built = constructs("html")
    size = (built.app.doctreedir / "talk" / "panel.doctree").stat().st_size
    for person in ("ann-lee", "bo-ek"):
        page = built.app.doctreedir / "talk" / "people" / f"{person}.doctree"
        assert page.stat().st_size < size
    assert (
        b"A hammer" not in (built.app.doctreedir / "talk" / "people" / "bo-ek.doctree").read_bytes()
    )


@pytest.mark.parametrize("builder", ["latex", "singlehtml", "text"])
def test_joined_or_not_no_reference_is_left_hanging(
    constructs: Callable[[str], Built], builder: str
) -> None:
    built = constructs(builder)
    for docname in built.app.env.found_docs:
        document = built.doctree(docname)
        built.app.env.resolve_references(document, docname, built.app.builder)
        assert not list(document.findall(addnodes.pending_xref))
        for reference in document.findall(nodes.reference):
            if isinstance(reference, addnodes.download_reference):
                continue
            assert "refuri" in reference or "refid" in reference


def test_latex_defines_every_label_that_it_refers_to(constructs: Callable[[str], Built]) -> None:
    text = constructs("latex").read("constructs.tex")
    used = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    defined = set(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))
    assert used
    assert used <= defined
    for equation in set(re.findall(r"\\eqref\{([^}]+)\}", text)):
        assert text.count(rf"\label{{{equation}}}") == 1
    assert text.count(r"\index{hammer@") == 1


def test_latex_has_the_columns_that_the_author_gave(constructs: Callable[[str], Built]) -> None:
    text = constructs("latex").read("constructs.tex")
    assert text.count("{|r|p{3cm}|}") == 1


def test_one_page_defines_every_id_that_it_refers_to(constructs: Callable[[str], Built]) -> None:
    text = constructs("singlehtml").read("index.html")
    body = text[text.index('<div class="body"') : text.index('<div class="sphinxsidebar"')]
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    for target in set(re.findall(r'href="#([^"]+)"', body)):
        assert target in ids
