"""What becomes of each construct of docutils, Sphinx and MyST in the PDF of Typst, and of LaTeX.

    python benchmarks/constructs.py > docs/constructs.md

makes a project of each construct that the tests know, and a PDF of it by either way. Counted are
the words of the source that the PDF has not, its links, and what the builds warn of. LaTeX is run
twice for each, by pdflatex, as Sphinx does for a project in English. It needs pdflatex with what
Sphinx asks for.
"""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pypdf

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.typst.books import CONF, letters, make
from tests.typst.constructs import FILES, MYST, MYST_CONF, REST, REST_CONF
from tests.typst.test_constructs import spoken

PLAIN = """
project = "Title"
typst_documents = [{"name": "book", "contents_depth": 0, "rights": ""}]
"""
HEAD = """\
# Constructs

Each line is a project with one construct, made into a PDF by the `typst` builder and by Sphinx's
own `latex` builder with pdflatex: how many words the source has, which of them the PDF lacks, how
many links the PDF has, and how many warnings and errors the build gives. A dash: none. Written by
`python benchmarks/constructs.py` with {versions}.

What the table can't show: the PDF by Typst has tags, alternative texts and a reading order, that by
LaTeX has none. The test suite builds the same projects, and asks for more: no warning, no word
lost, the words in order, and PDF/UA-1 and PDF/A-2a kept.
"""
SHOWN = 4  # words of those that are lost
COLUMNS = (
    "construct",
    "words",
    *("Typst lacks", "links", "warnings"),
    *("LaTeX lacks", "links", "warnings"),
)


class Answer(NamedTuple):
    """What one program made of a construct."""

    lost: str  # words, or why there is no PDF
    links: str
    warnings: str

    def row(self) -> str:
        """Return the cells of a table."""
        return f"{self.lost} | {self.links} | {self.warnings}"


def main() -> None:
    """Print the manual's page."""
    pdflatex = shutil.which("pdflatex")
    if pdflatex is None:
        raise SystemExit("pdflatex is not installed")
    print(HEAD.format(versions=_versions(pdflatex)))
    for title, suffix, conf, table in (
        ("reStructuredText", "rst", REST_CONF, REST),
        ("MyST", "md", MYST_CONF, MYST),
    ):
        print(f"## {title}\n")
        print(f"| {' | '.join(COLUMNS)} |")
        print("| --- " * len(COLUMNS) + "|")
        for name, source, _pieces in table:
            with tempfile.TemporaryDirectory() as folder:
                words, *answers = _answers(Path(folder), f"index.{suffix}", source, conf + PLAIN)
                cells = (name, str(words), *(one.row() for one in answers))
                print(f"| {' | '.join(cells)} |", flush=True)
        print()


def _versions(pdflatex: str) -> str:
    run = subprocess.run([pdflatex, "--version"], capture_output=True, text=True, check=True)
    latex = run.stdout.partition("\n")[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("sphinx", "docutils", "typst"))
    return f"{packages} and {latex}"


def _answers(folder: Path, name: str, source: str, conf: str) -> tuple[int, Answer, Answer]:
    heading = "# Title" if name.endswith(".md") else "Title\n====="
    files = {"conf.py": CONF + conf, **FILES, name: f"{heading}\n\n{source}\n"}
    (folder / "src").mkdir()
    for path, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "src" / path).write_bytes(data)
    built = make(folder)
    with (folder / "doctrees/index.doctree").open("rb") as file:
        words = list(spoken(pickle.load(file)))  # noqa: S301  (we have just written it)
    typst = _answer(built.path, words, built.warnings)
    latex = make(folder, "latex")
    (tex,) = latex.out.glob("*.tex")
    log = _run_latex(tex)
    return len(words), typst, _answer(tex.with_suffix(".pdf"), words, latex.warnings, log)


def _run_latex(tex: Path) -> str:
    # It goes on behind an error, as Sphinx lets it.
    command = ["pdflatex", "-interaction=nonstopmode", tex.name]
    for _ in range(2):  # the second time it knows where links lead
        run = subprocess.run(command, cwd=tex.parent, capture_output=True, check=False, timeout=120)
    return run.stdout.decode("utf-8", "replace")


def _answer(pdf: Path, words: list[str], warnings: str, log: str = "") -> Answer:
    count = warnings.count("WARNING") + len(re.findall(r"^! ", log, re.MULTILINE))
    if not pdf.is_file():
        error = next(iter(re.findall(r"^! (.*)", log, re.MULTILINE)), "an error")
        return Answer(f"no PDF: {error}", "", str(count))
    reader = pypdf.PdfReader(pdf)
    text = letters("".join(page.extract_text() for page in reader.pages))
    lost = list(dict.fromkeys(word for word in words if letters(word) not in text))
    links = sum(
        note.get_object().get("/Subtype") == "/Link"
        for page in reader.pages
        for note in page.get("/Annots") or ()
    )
    shown = ", ".join(lost[:SHOWN]) + (f" and {len(lost) - SHOWN} more" if lost[SHOWN:] else "")
    return Answer(shown or "–", str(links or "–"), str(count or "–"))


if __name__ == "__main__":
    main()
