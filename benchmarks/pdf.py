"""Time and memory of a PDF by Typst, pdflatex and WeasyPrint, in one run on the same pages.

    python benchmarks/pdf.py 10 100 1000

makes a manual of about that many pages each, reads it once, and lets each program make its PDF of
the same doctrees in a process of its own. A program that is not installed is left out. Told are
the time that passes, and that of the processors: Typst uses all there are, but other work on the
machine makes what passes say little.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdf

if TYPE_CHECKING:
    from collections.abc import Callable

CONF = """\
project = "Benchmark"
author = "Nobody"
extensions = ["sphinx_roundtable.typst"]
html_theme = "basic"
latex_documents = [("index", "book.tex", project, author, "manual")]
typst_documents = [{"name": "book"}]
"""
WORDS = """
answer book chapter editor garden garlic hammer harbour history island ladder letter market
morning number panel paper person question reader river season sentence speaker station
table topic turn village weather window winter word and but from often under while
"""
PAGES_PER_CHAPTER = 5  # counted once, in the PDF by Typst


class Needed(NamedTuple):
    """What one command needed."""

    passed: float  # seconds
    seconds: float  # of all processors
    megabytes: float  # at its peak


class Cost(NamedTuple):
    """What one program needed."""

    passed: float  # seconds
    seconds: float  # of all processors
    megabytes: float  # at its peak
    pages: int


def main() -> None:
    """Measure and print a table for each number of pages that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=int, default=[10, 100, 1000])
    parser.add_argument("--only", nargs="*", choices=MAKERS, default=list(MAKERS))
    asked = parser.parse_args()
    print(
        "| pages | program | seconds | of Typst's | of processors | of Typst's | MB | pages made |"
    )
    print("| --- " * 8 + "|")
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), pages, asked.only)


def _measure(folder: Path, pages: int, makers: list[str]) -> None:
    _write_project(folder / "source", max(1, round(pages / PAGES_PER_CHAPTER)))
    _run([*_sphinx("dummy"), "source", "dummy"], folder)
    first: Cost | None = None
    for name in makers:
        cost = MAKERS[name](folder)
        if cost is None:
            print(f"| {pages} | {name} | not installed | | | | | |")
            continue
        first = first or cost
        print(
            f"| {pages} | {name} | {cost.passed:.1f} | {cost.passed / first.passed:.1f} |"
            f" {cost.seconds:.1f} | {cost.seconds / first.seconds:.1f} |"
            f" {cost.megabytes:.0f} | {cost.pages} |",
            flush=True,
        )


def _by_typst(folder: Path) -> Cost:
    needed = _run([*_sphinx("typst"), "source", "typst"], folder)
    return _cost([needed], folder / "typst/book.pdf")


def _by_pdflatex(folder: Path) -> Cost | None:
    if shutil.which("latexmk") is None:
        return None
    needed = [_run([*_sphinx("latex"), "source", "latex"], folder)]
    command = ["latexmk", "-pdf", "-silent", "-interaction=nonstopmode", "book.tex"]
    needed.append(_run(command, folder / "latex"))
    return _cost(needed, folder / "latex/book.pdf")


def _by_weasyprint(folder: Path) -> Cost | None:
    if find_spec("weasyprint") is None:
        return None
    needed = [_run([*_sphinx("singlehtml"), "source", "html"], folder)]
    command = [sys.executable, "-m", "weasyprint", "html/index.html", "weasyprint.pdf"]
    needed.append(_run(command, folder))
    return _cost(needed, folder / "weasyprint.pdf")


MAKERS: dict[str, Callable[[Path], Cost | None]] = {
    "Typst": _by_typst,
    "pdflatex": _by_pdflatex,
    "WeasyPrint": _by_weasyprint,
}


def _sphinx(builder: str) -> list[str]:
    return [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", "doctrees"]


def _run(command: list[str], folder: Path) -> Needed:
    """Run *command* in *folder*; return what it needed."""
    start = time.perf_counter()
    with (folder / "log.txt").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{(folder / 'log.txt').read_text()[-2000:]}")
    passed = time.perf_counter() - start
    return Needed(passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _cost(needed: list[Needed], pdf: Path) -> Cost:
    passed = sum(one.passed for one in needed)
    seconds = sum(one.seconds for one in needed)
    megabytes = max(one.megabytes for one in needed)
    return Cost(passed, seconds, megabytes, len(pypdf.PdfReader(pdf).pages))


def _write_project(folder: Path, chapters: int) -> None:
    """Write a manual of *chapters*: prose, lists, code, tables, notes, links, index entries."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF)
    names = [f"chapter{number:04}" for number in range(chapters)]
    toctree = "\n".join(f"   {name}" for name in names)
    (folder / "index.rst").write_text(f"Benchmark\n=========\n\n.. toctree::\n\n{toctree}\n")
    for number, name in enumerate(names):
        (folder / f"{name}.rst").write_text(_chapter(random.Random(number), number, chapters))


def _chapter(dice: random.Random, number: int, chapters: int) -> str:
    words = WORDS.split()

    def prose(length: int) -> str:
        return " ".join(dice.choice(words) for _ in range(length)).capitalize() + "."

    title = f"Chapter {number}"
    parts = [f".. _chapter{number}:", f"{title}\n{'=' * len(title)}", prose(60)]
    for section in range(6):
        name = f"Section {number} {section}"
        parts += [
            f".. index:: {dice.choice(words)}; {dice.choice(words)}",
            f"{name}\n{'-' * len(name)}",
            f"{prose(90)} See :ref:`chapter{dice.randrange(chapters)}`. {prose(40)} [#n{section}]_",
            f"{prose(70)} *{prose(4)}* ``{dice.choice(words)}``",
            "\n".join(f"* {prose(12)}" for _ in range(4)),
            f".. code-block:: python\n\n   def {dice.choice(words)}(value):\n       return value",
            f".. list-table::\n\n   * - {prose(5)}\n     - {prose(5)}",
            f".. [#n{section}] {prose(15)}",
        ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
