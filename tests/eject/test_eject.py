"""What is left for those who leave: a project of plain Sphinx with the same text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.book import (
    ANSWERS,
    CONSTRUCT_EXTENSIONS,
    REPOSITORY,
    build_book,
    files_below,
    soup,
)
from tests.corpora.test_pages import PARSERS
from tests.corpora.truths import FOLDER, NAMES, load
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.support import Built


def plain(folder: Path, ejected: Built, builder: str = "html") -> Built:
    """Build what was ejected, with no extension at all; there must be no warning."""
    built = build(folder / "plain", files_below(ejected.out), builder, plain=True)
    assert built.warnings == ""
    return built


def words(built: Built, docname: str) -> list[str]:
    """Return the words of a document, as a builder gets it."""
    document = built.doctree(docname)
    built.app.env.resolve_references(document, docname, built.app.builder)
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, (addnodes.toctree, nodes.comment, nodes.raw, addnodes.index)):
            node.parent.remove(node)
    return [
        word
        for block in document.findall(nodes.TextElement)
        if (
            not isinstance(block.parent, nodes.TextElement)
            and not isinstance(block, (nodes.substitution_definition, nodes.Inline))
        )
        or isinstance(block, addnodes.desc_signature)
        for word in block.astext().split()
    ]


def test_the_book_has_the_same_words(tmp_path: Path) -> None:
    ejected = build_book(tmp_path / "ours", "roundtable-eject")
    assert ejected.warnings == ""
    built = plain(tmp_path, ejected)
    docnames = ejected.app.env.found_docs
    assert built.app.env.found_docs == docnames
    for docname in sorted(docnames):
        assert words(built, docname) == words(ejected, docname), docname
    assert len(words(built, "appendix-a")) > 2000
    for person, topic in ANSWERS:
        heading = soup(built, f"topics/{topic}").find(id=re.compile(f"topics-{topic}-{person}"))
        assert heading is not None
    links = [str(a["href"]) for a in soup(built, "topics/deployment").select("h2 > a.internal")]
    assert links[0].startswith("../people/ned-batchelder.html#")
    anchor = links[0].partition("#")[2]
    assert soup(built, "people/ned-batchelder").find(id=anchor)


@pytest.mark.parametrize("name", NAMES)
def test_other_conversations_have_the_same_words(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes | None] = {
        "index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   talk/*\n",
        "talk.toml": 'sources = ["talk/*"]\nprefix = "talk"\n',
    }
    for source in load(name).sources:
        text = (FOLDER / source.path).read_bytes()
        files[f"talk/{source.path.rpartition('/')[2]}"] = text
    ejected = build(
        tmp_path / "ours",
        files,
        "roundtable-eject",
        roundtables=["talk"],
        suppress_warnings=PARSERS,
    )
    built = plain(tmp_path, ejected)
    for docname in sorted(ejected.app.env.found_docs):
        assert words(built, docname) == words(ejected, docname), docname


def test_every_construct_is_kept(tmp_path: Path) -> None:
    ejected = build(
        tmp_path / "ours",
        files_below(REPOSITORY / "tests/roots/constructs"),
        "roundtable-eject",
        extensions=CONSTRUCT_EXTENSIONS,
        roundtables=["talk/panel"],
    )
    built = plain(tmp_path, ejected)
    for docname in sorted(ejected.app.env.found_docs):
        ours, theirs = ("".join(words(one, docname)) for one in (ejected, built))
        # A picture in a line has its alternative text, which is no text where it is shown.
        same = [re.sub(r"\W|icon", "", text) for text in (ours, theirs)]
        assert same[0] == same[1], docname
    assert (ejected.out / "talk/stack.png").is_file()
    assert soup(built, "talk/topics/tools").select_one("figure img")
    assert soup(built, "talk/topics/tools").select_one(".math")


TRICKY = [
    "*not emphasis*, `not code`, |not a substitution|, _not_ a target_, `x`_ and a\\\\b",
    "1. not a list",
    "(a) not a list",
    "A. Smith is a name",
    "- not a list",
    "+1 from me",
    ".. not:: a directive",
    ":not: a field",
    "-x is no option",
    "--long is no option",
    ">>> no = session",
    "| no line block",
    "__ no target",
    "ends with two colons::",
    "====",
    "<b>no</b> & <script>alert(1)</script>",
    "http://example.org/a_b_ and me@example.org",
    "[1]_ and [CIT]_ are no notes",
    "“Quoted” ‘words’ -- and... \"straight\" 'ones'",
    "日本語の*文*と、混ざったword。",
    "x*y*z and **p**q",
]


def test_tricky_words_survive(tmp_path: Path) -> None:
    """Each is said in a CSV transcript, in which nothing is markup."""
    rows = "".join(
        f'Ann,"{text.replace(chr(34), chr(34) * 2)}",Talk {n}\n' for n, text in enumerate(TRICKY)
    )
    files = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   talk\n",
        "talk.csv": f"speaker,words,tags\n{rows}",
    }
    conf: dict[str, Any] = {"roundtables": ["talk"], "suppress_warnings": ["roundtable"]}
    ejected = build(tmp_path / "ours", files, "roundtable-eject", **conf)
    built = plain(tmp_path, ejected)
    for docname in sorted(ejected.app.env.found_docs):
        assert words(built, docname) == words(ejected, docname), docname
    said = soup(built, "people/ann").get_text()
    assert "<script>alert(1)</script>" in said
    assert "1. not a list" in said


MARKUP = r"""
    Some *emphasis*\ s, **strong**, ``li`teral``, ``back\slash``, H\ :sub:`2`\ O, :math:`a_b`.

    Term : class
       Words :: of it.

    :Field: with words
    :Other:

    - one

      - two

    #. first
    #. second

    | A line
    |   and another
    | last

    ======  =====
    Head    Other
    ======  =====
    cell    \
    a\*b    1.
    ======  =====

    .. note:: Mind *this*.

    .. admonition:: A title

       With words.

    > no quote [#a]_ [#b]_

    .. code-block:: python

       if a:

           pass

    .. [#a] One.
    .. [#b] Two.

    A link: `words *in* it <https://example.org/a_b>`__, and Gardens_.

       A quotation.

       -- Somebody
"""


def test_markup_survives(tmp_path: Path) -> None:
    text = PANEL.replace("    A hammer.\n", MARKUP)
    files = {"panel.rst": text}
    ejected = build(tmp_path / "ours", files, "roundtable-eject", roundtables=["panel"])
    assert ejected.warnings == ""
    built = plain(tmp_path, ejected)
    original = build(tmp_path / "html", files, roundtables=["panel"])
    for docname in ("panel", "topics/tools", "people/ann-lee"):
        assert words(built, docname) == words(ejected, docname), docname
        before, after = soup(original, docname), soup(built, docname)
        for element in (
            "em",
            "strong",
            "code",
            "sub",
            "dl",
            "table",
            "ol",
            ".line",
            "pre",
            ".note",
        ):
            found = [" ".join(node.get_text().split()) for node in before.select(element)]
            kept = [" ".join(node.get_text().split()) for node in after.select(element)]
            assert kept == found or element == "dl", (docname, element)


# The command


def run(*arguments: str | Path) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_roundtable.cli", "eject", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    (source / "panel.rst").write_text(PANEL)
    conf = "extensions = ['sphinx_roundtable']\nroundtables = ['panel']\nroot_doc = 'panel'\n"
    (source / "conf.py").write_text(conf)
    return source


def test_the_command_writes_a_project_once(tmp_path: Path, project: Path) -> None:
    out = tmp_path / "deep" / "out"
    done = run(project, out)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"conf.py", "panel.rst", "people/ann-lee.rst", "topics/gardens.rst"} <= written
    assert "sphinx_roundtable" not in (out / "conf.py").read_text()
    assert "\n\nGardens\n=======\n" in (out / "topics/gardens.rst").read_text()
    assert {path.name for path in project.iterdir()} == {"conf.py", "panel.rst"}
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-b",
        "html",
        str(out),
        str(tmp_path / "h"),
    ]
    assert subprocess.run(command, check=False).returncode == 0
    (out / "mine.txt").write_text("mine")
    done = run(project, out)
    assert done.returncode == 2
    assert "the folder is not empty" in done.stderr
    done = run(project, out, "--force")
    assert done.returncode == 0, done.stderr
    assert (out / "mine.txt").read_text() == "mine"


def test_the_command_writes_nowhere_else(tmp_path: Path, project: Path) -> None:
    for folder in (project, project / "out", tmp_path):
        done = run(project, folder, "--force")
        assert done.returncode == 2
        assert "the sources are there, or above" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"source"}
    out, victim = tmp_path / "out", tmp_path / "victim"
    out.mkdir()
    victim.mkdir()
    (out / "people").symlink_to(victim)
    done = run(project, out, "--force")
    assert done.returncode == 2
    assert "a link leads out of" in done.stderr
    assert [*victim.iterdir()] == []
