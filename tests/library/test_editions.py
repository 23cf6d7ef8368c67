"""Volumes have their PDF and their EPUB beside their pages."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.library.shelf import FILES, LIBRARY, Ran, library, state
from tests.sitecheck import check

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = 'version = "1"\ncopyright = "2024, the speakers"'


def shelf(folder: Path, top: str, weather: str = "", *options: str) -> Ran:
    """Build a library of which *top* is the head, and *weather* is said of that volume."""
    text = top + LIBRARY.replace('language = "en"', f'language = "en"\n{SETTINGS}')
    text = text.replace('refers = ["tools"]', f'refers = ["tools"]\n{weather}')
    return library(folder, *(options or ("-j", "1")), files={**FILES, "library.toml": text})


def links(path: Path, words: str) -> list[str]:
    page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
    return [str(link["href"]) for link in page.select("article a[href]") if link.text == words]


def of_pdf(path: Path) -> tuple[str, set[str]]:
    """Return the text of a PDF, and the addresses that it leads to."""
    pdf = PdfReader(path)
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    to = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}
    return " ".join(page.extract_text() for page in pdf.pages), to


def of_epub(path: Path) -> tuple[str, set[str]]:
    """The same of an EPUB, without what stands in it."""
    with zipfile.ZipFile(path) as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    text = "".join(pages)
    found = set(re.findall(r'href="([^"]+)"', text))
    return text, {to for to in found if to.startswith("http") or "volumes" in to}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    top = 'address = "https://example.org/shelf/"\neditions = ["pdf", "epub"]\n'
    ran = shelf(folder, top, "", "-j", "2")
    assert (ran.status, ran.told, ran.errors) == (0, "2 built, 0 unchanged, 0 failed", "")
    return folder


def test_the_library_and_the_volume_lead_to_them(both: Path) -> None:
    out = both / "out"
    assert links(out / "index.html", "PDF") == [
        "volumes/tools/the-tools-panel.pdf",
        "volumes/weather/the-weather-panel.pdf",
    ]
    assert len(links(out / "index.html", "EPUB")) == 2
    assert links(out / "volumes/tools/index.html", "PDF") == ["the-tools-panel.pdf"]
    assert links(out / "volumes/tools/people/ann-lee.html", "PDF") == []
    assert check(out) == []


def test_they_say_what_the_volume_says(both: Path) -> None:
    weather = both / "out/volumes/weather"
    for text, to in (
        of_pdf(weather / "the-weather-panel.pdf"),
        of_epub(weather / "Theweatherpanel.epub"),
    ):
        assert "A barometer, from my grandmother." in text
        assert "kale" not in text.lower()
        assert "Two panels" not in text  # a way back is for the site
        before = "https://example.org/shelf/volumes/tools/topics/tools.html#ann-lee"
        assert {address for address in to if "tools" in address} == {before}


def test_nothing_is_made_again_where_nothing_changed(both: Path) -> None:
    before = state(both / "out")
    top = 'address = "https://example.org/shelf/"\neditions = ["pdf", "epub"]\n'
    assert shelf(both, top).told == "0 built, 2 unchanged, 0 failed"
    assert state(both / "out") == before


def test_a_volume_may_do_without_and_without_an_address_links_are_words(tmp_path: Path) -> None:
    ran = shelf(tmp_path, 'editions = ["pdf", "epub"]\n', 'editions = ["epub"]')
    assert (ran.status, ran.errors) == (0, "")
    out = tmp_path / "out/volumes"
    assert len(list(out.rglob("*.epub"))) == 2
    assert [path.parent.name for path in out.rglob("*.pdf")] == ["tools"]
    assert links(out / "weather/index.html", "PDF") == []
    text, to = of_epub(out / "weather/Theweatherpanel.epub")
    assert "before" in text
    assert to == set()
    ran = shelf(tmp_path, "")
    assert ran.status == 0
    assert not [*out.rglob("*.epub"), *out.rglob("*.pdf")]


def test_there_are_two_kinds(tmp_path: Path) -> None:
    ran = shelf(tmp_path, 'editions = ["pfd"]\n')
    assert ran.status == 2
    assert ran.errors.startswith("sphinx-roundtable: library.toml:1: editions: ")
    assert "epub, pdf" in ran.errors


def test_a_volume_without_an_edition_that_it_should_have_is_reported(tmp_path: Path) -> None:
    lost = """
def lose(app, exception):
    for path in app.outdir.glob("*.epub"):
        path.unlink()

def setup(app):
    app.connect("build-finished", lose, 999)
"""
    files = {**FILES, "shared/conf.py": FILES["shared/conf.py"] + lost}
    alone = LIBRARY.partition("[volumes.weather]")[0]
    files["library.toml"] = f'editions = ["epub"]\n{alone}[volumes.tools.settings]\n{SETTINGS}\n'
    ran = library(tmp_path, "-j", "1", "--retries", "0", files=files)
    assert (ran.status, ran.told) == (1, "0 built, 0 unchanged, 1 failed")
    assert ran.errors == "tools: ERROR: epub: Thetoolspanel.epub has not been made"
    assert not (tmp_path / "out/volumes").exists()
