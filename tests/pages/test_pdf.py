"""The book's PDF, opened by a reader of PDFs: nothing lost, nothing twice, every number right."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

from tests.book import ANSWERS, PEOPLE, REPOSITORY, SILENT, build_book, words
from tests.pages.test_lossless import records
from tests.support import PANEL, Built, build
from tests.typst.books import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf import PageObject

NAMES = {id: " ".join(part.capitalize() for part in id.split("-")) for id in PEOPLE}
TITLES = {
    "why-django": "Why Django?",
    "getting-started": "Getting Started",
    "porting-existing-code": "Porting Existing Code",
    "how-did-it-go": "How Did It Go?",
    "team-structure": "Team Structure",
    "deployment": "Deployment",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book: dict[str, object] = {"start": "index", "name": "case-studies", "title": "Case Studies"}
    book |= {"authors": ["Adrian Holovaty", "Jacob Kaplan-Moss"], "rights": "GNU FDL 1.2"}
    built = build_book(
        tmp_path_factory.mktemp("pdf"),
        "typst",
        extensions=["myst_parser", "sphinx_roundtable.typst"],
        typst_documents=[book],
        typst_pdf_standards=["ua-1", "a-2a"],
        typst_styles=runpy.run_path(str(REPOSITORY / "conf.py"))["typst_styles"],
    )
    assert built.warnings == ""
    return built.out / "case-studies.pdf"


@pytest.fixture(scope="module")
def pdf(path: Path) -> PdfReader:
    return PdfReader(path)


@pytest.fixture(scope="module")
def pages(pdf: PdfReader) -> list[str]:
    return [page.extract_text() for page in pdf.pages]


def letters(text: str) -> str:
    """Return the letters and digits of *text*: hyphens and ligatures are the page's own."""
    return "".join(re.findall(r"[^\W_]", words(text))).casefold()


def links(pdf: PdfReader, page: PageObject) -> Iterator[tuple[int, float]]:
    """Yield where the internal links of *page* lead to: page number and height on it."""
    for annotation in page.get("/Annots") or []:
        link = annotation.get_object()
        target = link.get("/Dest") or link.get("/A", {}).get("/D")
        if target is None:
            continue
        target = target.get_object()
        if not isinstance(target, ArrayObject):
            target = pdf.named_destinations[str(target)].dest_array
        where = target[0]
        assert isinstance(where, IndirectObject)
        number = pdf.get_page_number(where.get_object())
        assert number is not None
        yield number, float(target[3])


def test_each_paragraph_of_the_appendix_is_there_once(book: Built, pages: list[str]) -> None:
    text = letters("\n".join(pages))
    for key, paragraphs in records(book).items():
        for paragraph in paragraphs:
            said = letters(paragraph)
            # A running head may stand in the middle of a paragraph, but not in both of its ends.
            counts = {text.count(end) for end in (said[:60], said[-60:])}
            assert max(counts) == 1, f"{key}: {paragraph}"


def test_every_internal_link_lands_on_the_page(pdf: PdfReader) -> None:
    found = [target for page in pdf.pages for target in links(pdf, page)]
    assert len(found) > 60
    assert all(0 < top <= pdf.pages[number].mediabox.top for number, top in found)


def test_the_contents_lead_to_the_pages_that_they_print(pdf: PdfReader, pages: list[str]) -> None:
    number = next(number for number, page in enumerate(pages) if "Contents" in page)
    printed = [int(found) for found in re.findall(r"(\d+)$", pages[number], re.MULTILINE)][:-1]
    led = [page + 1 for page, _ in links(pdf, pdf.pages[number])]
    assert len(printed) > 10
    assert list(dict.fromkeys(led)) == list(dict.fromkeys(printed))


@pytest.mark.parametrize("person", PEOPLE)
def test_the_page_number_of_each_answer_is_right(pages: list[str], person: str) -> None:
    text = "\n".join(pages)
    chapter = text[text.index("\nPeople\n") :]
    section = chapter[chapter.index("Answers:", chapter.index(f"{NAMES[person]}\n")) :]
    for topic in [topic for who, topic in ANSWERS if who == person]:
        match = re.search(rf"{re.escape(TITLES[topic])}\s+p\.\s(\d+)", section)
        assert match, topic
        said = pages[int(match[1]) - 1]
        assert NAMES[person] in said, f"{person} on {topic} is not on page {match[1]}"


def test_the_contents_have_right_page_numbers(pages: list[str]) -> None:
    contents = next(page for page in pages if "Contents" in page)
    for title in [*TITLES.values(), *NAMES.values()]:
        match = re.search(rf"{re.escape(title)}[\s.]*(\d+)", contents)
        assert match, title
        assert title in pages[int(match[1]) - 1]


def test_the_index_has_everybody_and_every_topic(pages: list[str]) -> None:
    index = "".join(pages[-2:])
    for words_ in [*NAMES.values(), *TITLES.values()]:
        assert words_ in index


def test_bookmarks_metadata_tags_and_fonts(pdf: PdfReader) -> None:
    def titles(outline: list[object]) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield str(entry.title)

    assert {*TITLES.values(), *NAMES.values(), "Licence"} <= set(titles(pdf.outline))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Case Studies"
    assert "Jacob Kaplan-Moss" in str(pdf.metadata.author)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    for page in pdf.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()


@pytest.mark.once
def test_the_structure_is_what_another_program_reads(path: Path) -> None:
    pdfinfo = shutil.which("pdfinfo")
    if pdfinfo is None:
        pytest.skip("pdfinfo of poppler is not installed")
    command = [pdfinfo, "-struct-text", path]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for level, title in [("H1", "Topics"), *(("H2", title) for title in TITLES.values())]:
        assert f'{level} "{title}" (block)' in told
    for name in NAMES.values():
        # A speaker's heading links to the person.
        assert re.search(rf'H3 (?:"{name}" )?\(block\)(?:(?! P \().)*?"{name}"', told, re.DOTALL)
    counts = Counter(re.findall(r"^\s*(\w+)\b", told, re.MULTILINE))
    assert counts["Document"] == 1
    assert counts["Table"] == 2
    assert counts["TH"] >= 10
    assert counts["TOCI"] > 60
    assert counts["Link"] > 500


def test_the_licence_and_its_authors_are_named(pages: list[str]) -> None:
    assert "Adrian Holovaty" in pages[0]
    assert "GNU FDL 1.2" in pages[1]
    assert any("GNU Free Documentation License" in page for page in pages)


def test_the_licence_is_set_as_text_without_losing_a_word(pages: list[str]) -> None:
    first = next(number for number, page in enumerate(pages) if "0. PREAMBLE" in page)
    # Without running heads and page numbers.
    printed = "".join("".join(page.split("\n")[1:-1]) for page in pages[first:-2])
    licence = (REPOSITORY / "source/GFDL-1.2.txt").read_text("utf-8")
    assert letters(licence.partition("0. PREAMBLE")[2]) in letters(printed)
    assert "while not being considered responsible for modifications made by others" in " ".join(
        pages[first].split()
    )
    assert not any(line.startswith("while not being") for line in pages[first].split("\n"))


def test_who_speaks_of_a_system_is_a_paragraph(pages: list[str]) -> None:
    text = words(" ".join(pages))
    assert re.search(r"Mentions Ned Batchelder: Biography p\. \d+; How Did It Go\? p\. \d+", text)


def test_missing_answers_are_said(pages: list[str]) -> None:
    text = words(" ".join(pages))
    for person, topic in SILENT:
        assert re.search(
            rf"No answer (from|on) [^.]*({NAMES[person]}|{re.escape(TITLES[topic])})", text
        )


def test_running_heads_name_topic_and_speaker(pages: list[str]) -> None:
    """Where a page goes on with an answer, or opens with one, its head says whose, on what."""
    topics, speakers = "|".join(map(re.escape, TITLES.values())), "|".join(NAMES.values())
    heads = [re.match(rf"({topics}) ({speakers})\n(.*)", page) for page in pages]
    named = [head for head in heads if head]
    assert len(named) > 3
    for head in named:
        _topic, speaker, line = head.groups()
        assert line not in NAMES.values() or line == speaker, "the page opens with an answer"


def test_the_cast_has_initials(pages: list[str]) -> None:
    people = next(page for page in pages if "our cast" in page)
    assert re.search(r"NB\s*Ned Batchelder", people)
    # Contents, running heads and the index name people without.
    assert len(re.findall(r"\bNB\b", " ".join(pages))) == 1


def test_a_picture_in_a_biography_stands_in_for_the_initials(tmp_path: Path) -> None:
    files = {
        "index.rst": "T\n=\n\n.. toctree::\n\n   panel\n",
        "panel.rst": PANEL.replace(
            "an engineer.", "an engineer.\n\n  .. image:: ann.png\n     :alt: Ann"
        ),
        "ann.png": png(),
    }
    built = build(
        tmp_path,
        files,
        "typst",
        extensions=["sphinx_roundtable.typst"],
        roundtables=["panel"],
    )
    pages = PdfReader(next(built.out.glob("*.pdf"))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert re.search(r"BE\s*Bo Ek", text)
    assert "AL" not in text


def test_what_a_person_does_stands_beside_the_portrait(tmp_path: Path) -> None:
    files = {
        "index.rst": "T\n=\n\n.. toctree::\n\n   panel\n",
        "panel.rst": PANEL,
        "panel.toml": '[people.ann-lee]\nportrait = "ann.png"\nrole = "Engineer of bridges"\n',
        "ann.png": png(),
    }
    built = build(
        tmp_path,
        files,
        "typst",
        extensions=["sphinx_roundtable.typst"],
        roundtables=["panel"],
        typst_pdf_standards=["ua-1", "a-2a"],
    )
    assert built.warnings == ""
    with pdfplumber.open(next(built.out.glob("*.pdf"))) as pdf:
        page = next(page for page in pdf.pages if page.images)
        (portrait,) = page.images
        role = next(
            word
            for word, after in zip(page.extract_words(), page.extract_words()[1:], strict=False)
            if (word["text"], after["text"]) == ("Engineer", "of")
            and word["top"] > portrait["top"] - 1
        )
    assert role["x0"] > portrait["x1"]
    assert portrait["top"] < (role["top"] + role["bottom"]) / 2 < portrait["bottom"]
