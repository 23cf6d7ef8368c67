"""The book of this repository, and what reading it by eye says is in it."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup

from tests.support import Built, build

REPOSITORY = Path(__file__).parents[1]
#: The book's own choices that matter to its doctrees.
BOOK = {
    "extensions": ["myst_parser"],
    "project": "Case Studies",
    "author": "Adrian Holovaty, Jacob Kaplan-Moss and contributors",
    "copyright": "Adrian Holovaty, Jacob Kaplan-Moss and contributors",
    "version": "1",
    "roundtables": ["appendix-a"],
    "myst_enable_extensions": ["colon_fence"],
}
PEOPLE = ["ned-batchelder", "johannes-beigel", "david-cramer", "christian-hammond"]
TOPICS = [
    "why-django",
    "getting-started",
    "porting-existing-code",
    "how-did-it-go",
    "team-structure",
    "deployment",
]
#: What they work on: these pages show the biographies, too.
WORKS = {
    "ned-batchelder": ["tabblo"],
    "johannes-beigel": ["brainfiler", "pediapress"],
    "david-cramer": ["curse"],
    "christian-hammond": ["review-board"],
}
#: Who did not answer, read in the text. All others did.
SILENT = {
    ("ned-batchelder", "getting-started"),
    ("ned-batchelder", "porting-existing-code"),
    ("christian-hammond", "porting-existing-code"),
}
ANSWERS = [(p, t) for t in TOPICS for p in PEOPLE if (p, t) not in SILENT]


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the files of a project by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def build_book(folder: Path, builder: str = "html", **more: object) -> Built:
    """Build the book as it is in the repository, with changes to its *files* where given."""
    files = {**files_below(REPOSITORY / "source"), **more.pop("files", {})}  # type: ignore[dict-item]
    return build(folder, files, builder, **{**BOOK, **more})  # type: ignore[arg-type]


CONSTRUCT_EXTENSIONS = [
    "sphinx.ext.ifconfig",
    "sphinx.ext.todo",
    "sphinx.ext.viewcode",
    "sphinx.ext.autosectionlabel",
]


def soup(built: Built, docname: str) -> BeautifulSoup:
    """Return a page of a site."""
    return BeautifulSoup(built.read(f"{docname}.html"), "html.parser")


def words(text: str) -> str:
    """Return *text* with plain spaces and quotation marks, to be compared."""
    for typographic, plain in {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "–": "--",
    }.items():
        text = text.replace(typographic, plain)
    return " ".join(text.split())
