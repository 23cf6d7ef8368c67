"""One construct in each project: its text is in the PDF, in order, and nothing warns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.typst.books import Build

# Name, source, pieces of text in the order they must be read.
REST: list[tuple[str, str, list[str]]] = [
    ("paragraphs", 'One.\n\nTwo \\* "three" #4 $5 [6] <7> @8 _9 `', []),
    (
        "markup characters",
        "a # b $ c @ d [e] {f} <g> ~h \\\\i",
        ["a # b $ c @ d [e] {f} <g> ~h \\i"],
    ),
    ("emphasis", "*soft* **hard** :title-reference:`Work`", ["soft hard Work"]),
    ("literal", 'x ``a "b" \\n #c`` y', ['x a "b" \\n #c y']),
    ("sub and super", "H\\ :sub:`2`\\ O x\\ :sup:`3`", ["H", "2", "O x", "3"]),
    ("long name", f"``{'a' * 40}.{'b' * 60}``", [f"{'a' * 40}. {'b' * 60}"]),
    ("code role", ".. role:: py(code)\n   :language: python\n\nA :py:`def f()` b", ["A def f() b"]),
    ("abbreviation", ":abbr:`LIFO (last in)` x", ["LIFO (last in) x"]),
    (
        "keys and menus",
        ":kbd:`Ctrl-C` :menuselection:`A --> B` :guilabel:`&Go`",
        ["Ctrl", "C", "A", "B", "Go"],
    ),
    ("file and option", ":file:`/usr/{x}/y` :command:`ls` :program:`sh`", ["/usr/x/y", "ls sh"]),
    ("bullet list", "- a\n- b\n\n  - c\n\n- d", ["a", "b", "c", "d"]),
    ("loose list", "- a\n\n  a2\n\n- b", ["a", "a2", "b"]),
    ("numbered list", "3. x\n4. y", ["3. x", "4. y"]),
    ("letters", "a) x\n#) y", ["a) x", "b) y"]),
    ("roman", "(iv) x\n(v) y", ["(iv) x", "(v) y"]),
    ("nested numbers", "1. x\n\n   a. y\n\n2. z", ["1. x", "a. y", "2. z"]),
    (
        "definitions",
        "term : kind\n    The text.\n\n    More.\nother\n    Text 2.",
        ["term : kind", "The text.", "More.", "other", "Text 2."],
    ),
    ("fields", ":Date: today\n:Who: me\n\nText", ["Text"]),
    (
        "field list",
        "Text\n\n:Speed: fast\n:Cost:\n   low\n\n   very",
        ["Speed fast", "Cost", "low", "very"],
    ),
    (
        "options",
        "-a, --all=X  Show all.\n--b          Bee.",
        ["-a, --all=X", "Show all.", "--b", "Bee."],
    ),
    ("line block", "| one\n|    two\n| three\n|\n| four", ["one", "two", "three", "four"]),
    ("block quote", "Before\n\n   Quoted.\n\n   -- Someone", ["Before", "Quoted.", "Someone"]),
    ("epigraph", ".. epigraph::\n\n   Wise words.\n\n   -- A sage", ["Wise words.", "A sage"]),
    ("pull quote", ".. pull-quote::\n\n   Pulled.", ["Pulled."]),
    ("indented list", "Before\n\n  - a\n  - b", ["Before", "a", "b"]),
    ("literal block", '::\n\n   a  b\n     c # "d"', ['a b c # "d"']),
    (
        "code",
        ".. code-block:: python\n\n   def f():\n       return '\\n'",
        ["def f(): return '\\n'"],
    ),
    (
        "code caption",
        ".. code-block:: c\n   :caption: The cap\n   :name: cc\n\n   int x;\n\nSee :ref:`cc`.",
        ["The cap", "int x;", "See The cap."],
    ),
    (
        "code numbers",
        (
            ".. code-block:: text\n   :linenos:\n   :lineno-start: 7\n"
            "   :emphasize-lines: 2\n\n   aa\n   bb"
        ),
        ["7", "aa", "8", "bb"],
    ),
    ("doctest", ">>> 1 + 1\n2", [">>> 1 + 1", "2"]),
    ("parsed literal", ".. parsed-literal::\n\n   a *b*\n     c", ["a b", "c"]),
    ("rubric", ".. rubric:: Rub\n\nText", ["Rub", "Text"]),
    ("topic", ".. topic:: Top\n\n   Body", ["Top", "Body"]),
    (
        "sidebar",
        ".. sidebar:: Side\n   :subtitle: Sub\n\n   Body\n\nText",
        ["Side", "Sub", "Body", "Text"],
    ),
    (
        "contents",
        ".. contents:: In here\n\nInner\n-----\n\nText",
        ["In here", "Inner", "Inner", "Text"],
    ),
    ("own admonition", ".. admonition:: Mine\n\n   Body", ["Mine", "Body"]),
    (
        "version",
        ".. versionadded:: 1.2\n   New.\n\n.. deprecated:: 3\n\n   Old.\n\n   Longer.",
        ["Added in version 1.2", "New.", "Deprecated since version 3", "Old.", "Longer."],
    ),
    ("seealso", ".. seealso:: That", ["See also", "That"]),
    ("centered", ".. centered:: In the middle", ["In the middle"]),
    ("hlist", ".. hlist::\n   :columns: 2\n\n   * a\n   * b\n   * c", ["a", "b", "c"]),
    ("transition", "One\n\n-----\n\nTwo", ["One", "Two"]),
    (
        "glossary",
        ".. glossary::\n\n   apple\n   pear\n      A fruit.\n\nAn :term:`apple`.",
        ["apple", "pear", "A fruit.", "An apple."],
    ),
    ("citation", "As in [Roe]_.\n\n.. [Roe] The book.", ["As in [Roe]", "[Roe]", "The book."]),
    ("citation twice", "[Roe]_ [Roe]_\n\n.. [Roe] Text.\n\n   More.", ["Text.", "More."]),
    ("table", "== ==\nA  B\n== ==\n1  2\n3  4\n== ==", ["A", "B", "1", "2", "3", "4"]),
    (
        "spans",
        (
            "+---+---+\n| a | b |\n+===+===+\n| wide  |\n+---+---+\n| x | y |\n"
            "|   +---+\n|   | z |\n+---+---+"
        ),
        ["a", "b", "wide", "x", "z"],
    ),
    (
        "list table",
        (
            ".. list-table:: Cap\n   :header-rows: 1\n   :stub-columns: 1\n   :widths: 1 3\n\n"
            "   * - H1\n     - H2\n   * - s\n     - t"
        ),
        ["Cap", "H1", "H2", "s", "t"],
    ),
    ("csv table", ".. csv-table:: Csv\n   :header: a, b\n\n   1, 2", ["Csv", "a", "b", "1", "2"]),
    ("table in a list", "- x\n\n  == ==\n  1  2\n  == ==", ["x", "1", "2"]),
    (
        "table width",
        ".. table:: T\n   :width: 50%\n   :align: center\n\n   == ==\n   1  2\n   == ==",
        ["T", "1", "2"],
    ),
    ("list in a cell", "+------+\n| - a  |\n| - b  |\n+------+", ["a", "b"]),
    ("empty cells", "+---+---+\n|   | b |\n+---+---+", ["b"]),
    ("only", ".. only:: typst\n\n   Here.\n\n.. only:: html\n\n   Nowhere.", ["Here."]),
    (
        "raw",
        '.. raw:: typst\n\n   #text(weight: "bold")[Own]\n\n.. raw:: html\n\n   <b>Not</b>',
        ["Own"],
    ),
    ("container", ".. container:: some-class\n\n   Inside.", ["Inside."]),
    ("compound", ".. compound::\n\n   One::\n\n      code\n\n   two.", ["One", "code", "two."]),
    ("class", ".. class:: special\n\nText.", ["Text."]),
    ("comment", ".. not shown\n\nText.", ["Text."]),
    ("meta", ".. meta::\n   :description: d\n\nText.", ["Text."]),
    ("substitution", "A |x| b.\n\n.. |x| replace:: *y*", ["A y b."]),
    (
        "grammar",
        '.. productionlist::\n   a: "x" `b`\n   b: "y"',
        ["a", "::=", '"x" b', "b", "::=", '"y"'],
    ),
    (
        "function",
        ".. py:function:: f(a, b=1, *c) -> int\n\n   Does.\n\n   :param a: An a.\n   :returns: It.",
        ["f(a, b=1, *c)", "int", "Does.", "An a.", "It."],
    ),
    (
        "class object",
        ".. py:class:: C(x[, y])\n\n   .. py:method:: m()\n      :async:\n\n      Inner.",
        ["class C(x[, y])", "async m()", "Inner."],
    ),
    ("c function", ".. c:function:: int f(char *x)\n\n   Text.", ["int f(char *x)", "Text."]),
    (
        "cpp",
        ".. cpp:function:: template<typename T> T f(T a)\n\n   Text.",
        ["template<typename T>", "T f(T a)", "Text."],
    ),
    (
        "option",
        ".. program:: p\n\n.. option:: -v, --verbose\n\n   More.\n\n:option:`-v`",
        ["-v, --verbose", "More.", "-v"],
    ),
    (
        "confval",
        ".. confval:: x\n   :type: int\n   :default: 3\n\n   Text.",
        ["x", "int", "3", "Text."],
    ),
    ("download", ":download:`this <conf.py>`", ["this"]),
    ("email", "a.b@example.org", ["a.b@example.org"]),
    (
        "named links",
        "`Here <https://example.org>`_ and there_.\n\n.. _there: https://example.com",
        ["Here and there."],
    ),
    (
        "deep",
        "A\n-\n\na\n\nB\n~\n\nb\n\nC\n^\n\nc\n\nD\n*\n\nd\n\nE\n+\n\ne",
        ["A", "a", "B", "b", "C", "c", "D", "d", "E", "e"],
    ),
    (
        "cards",
        (
            ".. grid:: 2\n\n   .. grid-item-card:: Title\n"
            "      :link: https://example.org\n\n      Inside.\n\n"
            "   .. grid-item-card:: Other\n\n      More."
        ),
        ["Title", "Inside.", "Other", "More."],
    ),
    ("dropdown", ".. dropdown:: Open me\n\n   Inside.", ["Open me", "Inside."]),
    (
        "tabs",
        (
            ".. tab-set::\n\n   .. tab-item:: One\n\n      First.\n\n"
            "   .. tab-item:: Two\n\n      Second."
        ),
        ["One", "First.", "Two", "Second."],
    ),
    (
        "badges",
        ":bdg-primary:`new` and :bdg-link-info:`this <https://example.org>`",
        ["new and this"],
    ),
    ("button", ".. button-link:: https://example.org\n\n   Press", ["Press"]),
    ("unicode", "Καλημέρα Привет – “x” … ½", ["Καλημέρα Привет – “x” … ½"]),
    ("equal lines", "a\n=\n\nText.", ["Text."]),
]

MYST: list[tuple[str, str, list[str]]] = [
    ("deflist", "Term\n: Text\n: More", ["Term", "Text", "More"]),
    ("tasks", "- [ ] todo\n- [x] done", ["todo", "done"]),
    ("substitution", "A {{ key }} b", ["A value b"]),
    ("admonition", ":::{note}\nText\n:::", ["Note", "Text"]),
    ("attrs", "A [word]{.some-class} b.\n\n{.quiet}\nPara.", ["A word b.", "Para."]),
    ("table", "| a | b |\n|--|:-:|\n| 1 | 2 |", ["a", "b", "1", "2"]),
    ("footnote", "A[^n].\n\n[^n]: The note.", ["A", "The note."]),
    ("strike and break", "a\\\nb", ["a", "b"]),
    ("html", "<b>x</b> y", ["y"]),
    ("heading link", "## Sub one\n\n[to](#sub-one)", ["Sub one", "to"]),
    ("quote", '> said\n\n{attribution="Me"}\n> again', ["said", "again", "Me"]),
    ("fields", ":a: b", ["a", "b"]),
    ("code", "```{code-block} python\n:caption: Cap\nx = 1\n```", ["Cap", "x = 1"]),
    ("dollars", "It costs 5$ or $6.", ["It costs 5$ or $6."]),
]
MYST_CONF = """
myst_enable_extensions = [
    "attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist", "substitution", (
        "tasklist"
    ),
]
myst_heading_anchors = 3
myst_substitutions = {"key": "value"}
"""

ADMONITIONS = [
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "tip",
    "warning",
]


def in_order(text: str, pieces: list[str]) -> None:
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} is not behind {text[:at]!r} in {text[at:]!r}"
        at = found + len(piece)


@pytest.mark.parametrize(("source", "pieces"), [pytest.param(s, p, id=n) for n, s, p in REST])
def test_rest(build: Build, source: str, pieces: list[str]) -> None:
    book = build({"index.rst": f"Title\n=====\n\n{source}\n"})
    assert book.warnings == ""
    in_order(book.body, pieces)
    assert not re.search("Nowhere|Not|not shown", book.body)


@pytest.mark.parametrize(("source", "pieces"), [pytest.param(s, p, id=n) for n, s, p in MYST])
def test_myst(build: Build, source: str, pieces: list[str]) -> None:
    book = build({"index.md": f"# Title\n\n{source}\n"}, MYST_CONF)
    assert book.warnings == ""
    in_order(book.body, pieces)


def test_admonitions(build: Build) -> None:
    source = "".join(f".. {kind}::\n\n   Of {kind}.\n\n" for kind in ADMONITIONS)
    book = build({"index.rst": f"T\n=\n\n{source}"})
    assert book.warnings == ""
    in_order(book.body, [f"{kind.title()} Of {kind}." for kind in ADMONITIONS])
