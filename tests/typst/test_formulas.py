"""Formulas are set as formulas: read back from the PDF, and as they stand on the page."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.typst.formulas import FormulaError, formula
from sphinx_roundtable.typst.formulas.names import SYNONYMS

if TYPE_CHECKING:
    from tests.typst.books import Build, Built

# LaTeX, and the letters and digits that the printed formula has, in any order.
SHOWN = {
    r"a^2 + b_1 = c'": "a2b1c",
    r"\frac{x+1}{y}": "x1y",
    r"\dfrac12 {a \over b}": "12ab",
    r"\sqrt{x} + \sqrt[3]{y}": "x3y",
    r"\sum_{i=1}^{n} \lambda_i \neq \infty": "ni1λi",
    r"\lim_{x \to 0} \sin x": "limx0sinx",
    r"\operatorname{tr} A \operatorname*{arg\,max}_x \arg z": "trAargmaxxargz",
    r"\left\{ x \,\middle|\, \frac{x}{2} \right\}": "xx2",
    r"\left( \begin{aligned} a &= b \\ c &= d \end{aligned} \right)": "abcd",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": "1234",
    r"\begin{array}{r|c} 1 & 2 \\ \hline 3 & 4 \end{array}": "1234",
    r"f = \begin{cases} 1 & \text{if $x_1$ is odd} \\ 0 & \text{else} \end{cases}": (
        "f1ifx1isodd0else"
    ),
    r"\begin{rcases} a \\ b \end{rcases}": "ab",
    r"\begin{align} a &= b \\ c &= d \nonumber \end{align}": "abcd",
    r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}": "abcd",
    r"\begin{gather} a \\ b \end{gather}": "ab",
    r"\begin{alignat}{2} a &= b & c &= d \end{alignat}": "abcd",
    r"a &= b \\[2pt] c &= d \\": "abcd",
    r"\mathbb{R} \mathbf{x} \mathrm{d}x \mathcal{L}": "RxdxL",
    r"\binom{n}{k} {n \choose k}": "nknk",
    r"\underbrace{a+b}_{n} \overline{c} \underline{d}": "abncd",
    r"\hat{a} \bar{b} \vec{c} \tilde{d}": "abcd",
    r"\xrightarrow{f} \overset{g}{=} \underset{h}{=}": "fgh",
    r"\boxed{x} \cancel{y} \textcolor{red}{z}": "xyz",
    r"\not= \not\in a \bmod b \pmod{n}": "amodbmodn",
    r"\bigl( x \bigr) \{ \} \% \& \_ \#": "x",
    r"\newcommand{\twice}[1]{#1 #1} \twice{y}": "yy",
    '"quoted" $': "quoted",
    r"a \shortparallel b \nleqq c \doublecap d \ointop e \sech f": "abcdesechf",
}


def squeezed(text: str) -> str:
    """Return *text* in plain letters, without its spaces: formulas have letters of their own."""
    return "".join(unicodedata.normalize("NFKD", text).split())


def alternatives(book: Built) -> list[str]:
    """Return the alternative texts in the order of reading."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K"))

    walk(book.root["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("latex", SHOWN)
@pytest.mark.parametrize("form", [":math:`{}`", ".. math:: {}", ".. math::\n\n   {}\n\n   0"])
def test_formula(build: Build, latex: str, form: str) -> None:
    conf = 'typst_pdf_standards = ["ua-1"]\n'
    book = build({"index.rst": f"T\n=\n\n{form.replace('{}', latex)}"}, conf)
    assert book.warnings == ""
    assert "\\" not in book.body
    # Behind the formula stand the second line of the third form and the number of the page.
    expected = SHOWN[latex] + ("02" if form.endswith("0") else "2")
    assert sorted(filter(str.isalnum, squeezed(book.body))) == sorted(expected)


def test_what_is_above_is_above(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\n.. math:: w^u = \\frac{t}{b} + \\sum_{l}^{h}"})
    heights: dict[str, float] = {}

    def visit(text: str, page: list[float], line: list[float], *_rest: object) -> None:
        for char in squeezed(text):
            heights[char] = line[5] * page[3] + page[5]

    book.reader.pages[1].extract_text(visitor_text=visit)
    assert heights["u"] > heights["w"]
    assert heights["t"] > heights["="] > heights["b"]
    assert heights["h"] > heights["="] > heights["l"]


def test_numbers_and_references(build: Build) -> None:
    source = ".. math:: x = y\n   :label: one\n\n.. math:: y = z\n\nSee :eq:`one`."
    book = build({"index.rst": f"T\n=\n\n{source}"})
    assert book.warnings == ""
    assert squeezed(book.body).startswith("x=y(1)y=zSee(1).")
    assert [link.to_page for link in book.links] == [2]
    numbered = build(
        {
            "index.rst": "T\n=\n\n.. toctree::\n   :numbered:\n\n   a\n",
            "a.rst": f"A\n=\n\n{source}",
        },
        "numfig = True\nmath_numfig = True\nmath_eqref_format = 'Eq. {number}'\n",
        "q",
    )
    assert numbered.warnings == ""
    assert "x=y(1.1)y=zSeeEq.1.1." in squeezed(numbered.body)


def test_a_screen_reader_is_told_the_source(build: Build) -> None:
    source = "A :math:`a^2` b.\n\n.. math:: \\frac{1}{2}"
    book = build({"index.rst": f"T\n=\n\n{source}"}, 'typst_pdf_standards = ["ua-1"]\n')
    assert alternatives(book) == ["a^2", "\\frac{1}{2}"]


def test_commands_of_the_project(build: Build) -> None:
    book = build(
        {"index.rst": "T\n=\n\n:math:`\\Tr A \\in \\R`"},
        r"typst_math_preamble = r'\newcommand{\R}{\mathbb{R}} \DeclareMathOperator{\Tr}{Tr}'"
        "\n",
    )
    assert book.warnings == ""
    assert squeezed(book.pages[1]).startswith("TrA∈R")


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\left( x", "extra left or missing right"),
        ("x^2^3", "double superscripts"),
        (r"\frac", "no available tokens"),
        (r"\label{x}", "it is empty"),
    ],
)
def test_what_can_not_be_read_is_kept(build: Build, latex: str, reason: str) -> None:
    book = build({"index.rst": f"T\n=\n\nA :math:`{latex}` b.\n\n.. math:: {latex}\n"})
    message = f"a formula is printed as it was typed: {reason} [typst.math]"
    assert book.warnings.count(message) == 2
    assert "index.rst:4: WARNING" in book.warnings
    assert squeezed(book.body).count(squeezed(latex)) == 2


def test_unknown_command_is_printed_by_its_name(build: Build) -> None:
    book = build({"index.rst": "T\n=\n\n.. math:: \\ce{HO} + 1\n"})
    assert "index.rst:4: WARNING: a formula has the unknown command \\ce [typst.math]" in (
        book.warnings
    )
    assert squeezed(book.body).startswith("\\ceHO+1")


def test_a_wide_formula_stays_on_the_page(build: Build) -> None:
    long = " + ".join(f"x_{{{number}}}" for number in range(80))
    book = build({"index.rst": f"T\n=\n\n.. math:: {long}\n   :label: wide\n"})
    edges: list[float] = []

    def visit(text: str, page: list[float], line: list[float], *_rest: object) -> None:
        if text.strip():
            edges.append(line[4] * page[0] + page[4])

    book.reader.pages[1].extract_text(visitor_text=visit)
    assert "(1)" in book.body
    assert max(edges) < float(book.reader.pages[1].mediabox.width)


ODD = ["", " ", "{", "}", "&", "\\", "$", "^", "\\\\", "%", "\x00", "[" * 99]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("display", [True, False])
def test_odd_input_is_a_formula_or_an_error_with_a_reason(text: str, display: bool) -> None:
    with contextlib.suppress(FormulaError):
        assert formula(text, display=display).source


@pytest.mark.parametrize("name", SYNONYMS)
def test_a_synonym_is_known(name: str) -> None:
    assert formula(rf"\{name}{{a}} b").unknown == ()


def test_a_command_of_the_author_is_no_synonym() -> None:
    own = r"\newcommand{\P}{\mathbb{E}}"
    assert formula(r"\P x", preamble=own) == formula(r"\mathbb{E} x")
    assert formula(r"\P x") != formula(r"\mathbb{E} x")


def test_every_symbol_of_amssymb_is_known() -> None:
    """Read from the package itself, where TeX is installed."""
    kpsewhich = shutil.which("kpsewhich")
    if kpsewhich is None:
        pytest.skip("there is no TeX, whose list of symbols this reads")
    symbols: set[str] = set()
    for style in ("amssymb.sty", "amsfonts.sty"):
        found = subprocess.run([kpsewhich, style], capture_output=True, text=True, check=False)
        if not found.stdout.strip():
            pytest.skip(f"TeX has no {style}")
        source = Path(found.stdout.strip()).read_text("latin-1")
        declared = r"\\DeclareMath(?:Symbol|Delimiter)\{?(\\[A-Za-z]+)"
        symbols |= set(re.findall(declared, source))
    assert len(symbols) > 180
    parts = {r"\dabar@", r"\dabar"}  # of an arrow, not for authors
    assert [name for name in sorted(symbols - parts) if formula(f"{name} a").unknown] == []
