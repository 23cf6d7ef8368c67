"""CSV files as documents of a project: those that a roundtable names, and no others."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx.errors import ConfigError

from tests.book import soup
from tests.reading.claims import Read
from tests.support import build

if TYPE_CHECKING:
    from tests.support import Built

MANUAL = Path(__file__).parents[2] / "docs" / "forms"
TALK = (
    "speaker,words,timestamp\n"
    'Ann Lee,"A *hammer* <b>will</b> do.\n\nA |second| one: `too`.",00:01\n'
    ",It goes on.,00:02\nBo Ek,A spade.,00:03\n"
)
INDEX = "Index\n=====\n\n.. toctree::\n\n   oral-history\n"


def _read(built: Built, name: str) -> Read:
    reading = built.app.env.domains["roundtable"].data["readings"][name]
    return Read(built.doctree(name), reading)


def _main(built: Built, page: str) -> str:
    body = soup(built, page).select_one('div[role="main"]')
    assert body is not None
    return " ".join(body.get_text(" ").split())


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_transcript_becomes_pages_and_its_words_are_plain_text(
    tmp_path: Path, parallel: int
) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": TALK, "x.rst": ":orphan:\n\nX\n=\n"}
    built = build(tmp_path, files, roundtables=["oral-history"], nitpicky=True, parallel=parallel)
    assert built.warnings == ""
    found = _read(built, "oral-history")
    assert found.said == {
        "ann-lee/oral-history": "A *hammer* <b>will</b> do. A |second| one: `too`. It goes on.",
        "bo-ek/oral-history": "A spade.",
    }
    assert [answer.line for answer in found.reading.answers] == [2, 6]
    assert [answer.time for answer in found.reading.answers] == ["00:01", "00:03"]
    page = _main(built, "topics/oral-history")
    assert "A *hammer* <b>will</b> do." in page
    assert "Oral history" in page
    assert "00:02 It goes on." in _main(built, "oral-history")
    assert "people/ann-lee.html" in built.written


def test_every_paragraph_has_its_line(tmp_path: Path) -> None:
    built = build(
        tmp_path, {"index.rst": INDEX, "oral-history.csv": TALK}, roundtables=["oral-history"]
    )
    paragraphs = _read(built, "oral-history").document.findall(nodes.paragraph)
    lines = {node.astext(): node.line for node in paragraphs if node.line}
    assert lines["A *hammer* <b>will</b> do."] == 2
    assert lines["A |second| one: `too`."] == 4
    assert lines["It goes on."] == 5


@pytest.mark.parametrize(
    ("docname", "title", "sidecar"),
    [
        ("oral-history", "Oral history", ""),
        ("a/2024_05-walk", "2024 05 walk", ""),
        ("語り", "語り", ""),
        ("___", "___", ""),
        ("oral-history", "A <b>walk", 'title = "A <b>walk"'),
    ],
)
def test_the_title_is_the_sidecars_or_the_files_name(
    tmp_path: Path, docname: str, title: str, sidecar: str
) -> None:
    files = {f"{docname}.csv": TALK, f"{docname}.toml": sidecar}
    built = build(tmp_path, files, root_doc=docname, roundtables=[docname])
    assert built.app.env.titles[docname].astext() == title


def test_other_csv_files_stay_what_they_are(tmp_path: Path) -> None:
    index = (
        f"{INDEX}   data\n\n"
        ".. csv-table:: Table\n   :file: data.csv\n\n:download:`data.csv` :download:`loose.csv`\n"
    )
    files: dict[str, str | bytes | None] = {
        "index.rst": index,
        "oral-history.csv": TALK,
        "data.rst": "Data\n====\n",
        "data.csv": b"not,a\ntranscript,\xff\n".replace(b"\xff", b"x"),
        "loose.csv": b"\xff\xfe",
        "static/data.csv": "for,download\n",
    }
    built = build(
        tmp_path,
        files,
        roundtables=["oral-history"],
        html_static_path=["static"],
        exclude_patterns=["static"],
    )
    assert built.warnings == ""
    assert {"oral-history", "data", "index"} <= built.app.env.found_docs
    assert "loose" not in built.app.env.found_docs
    assert "transcript" in built.read("index.html")
    assert built.read("_static/data.csv") == "for,download\n"
    assert len([file for file in built.written if re.fullmatch(r"_downloads/.*\.csv", file)]) == 2


def test_a_document_of_the_same_name_goes_first(tmp_path: Path) -> None:
    talk = "Talk\n====\n\n* *Ann* is one.\n\nOne\n---\n\n*Ann*:\n\n    Hello.\n"
    files = {"talk.rst": talk, "talk.csv": TALK}
    built = build(tmp_path, files, roundtables=["talk"])
    assert built.warnings == ""
    assert _read(built, "talk").said == {"ann/one": "Hello."}


def test_without_a_roundtable_nothing_is_different(tmp_path: Path) -> None:
    files = {"index.rst": "Index\n=====\n", "oral-history.csv": TALK}
    built = build(tmp_path, files)
    assert built.warnings == ""
    assert ".csv" not in built.app.config.source_suffix
    assert built.app.env.found_docs == {"index"}


def test_an_edit_and_a_second_build_of_the_same_files(tmp_path: Path) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": TALK, "a.csv": "1,2\n"}
    build(tmp_path, files, roundtables=["oral-history"])
    again = build(tmp_path, files, roundtables=["oral-history"])
    assert again.written & {"index.html", "oral-history.html", "people/ann-lee.html"} == set()
    files["oral-history.csv"] = TALK.replace("spade", "shovel")
    edited = build(tmp_path, files, roundtables=["oral-history"])
    assert edited.warnings == ""
    assert "people/bo-ek.html" in edited.written
    assert "people/ann-lee.html" not in edited.written
    assert "A shovel." in edited.read("topics/oral-history.html")
    clean = build(tmp_path / "clean", files, roundtables=["oral-history"])
    for file in clean.written:
        if file.endswith((".html", ".js")):
            assert edited.read(file) == clean.read(file), file


def test_a_transcript_that_is_named_later(tmp_path: Path) -> None:
    files = {"index.rst": "Index\n=====\n", "talk.csv": TALK}
    build(tmp_path, files)
    built = build(
        tmp_path,
        {**files, "index.rst": INDEX.replace("oral-history", "talk")},
        roundtables=["talk"],
    )
    assert built.warnings == ""
    assert "people/bo-ek.html" in built.written


@pytest.mark.parametrize("builder", ["text", "epub", "gettext", "singlehtml", "xml"])
def test_other_builders(tmp_path: Path, builder: str) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": TALK}
    built = build(
        tmp_path, files, builder, roundtables=["oral-history"], version="1", copyright="Ann"
    )
    assert built.warnings == ""
    if builder == "gettext":
        catalogue = built.read("oral-history.pot")
        assert "oral-history.csv:5" in catalogue
        assert 'msgid "Ann Lee"' not in catalogue


def test_the_source_can_be_viewed(tmp_path: Path) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": TALK}
    built = build(tmp_path, files, roundtables=["oral-history"], html_copy_source=True)
    assert built.read("_sources/oral-history.csv.txt") == TALK


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (TALK.replace("spade", "späde").encode("latin-1"), 6),
        (TALK.encode("utf-16"), 1),
        (b"speaker,words\nAnn,\xc3", 2),
    ],
)
def test_a_file_that_is_not_utf8_ends_the_build(tmp_path: Path, data: bytes, line: int) -> None:
    with pytest.raises(ConfigError) as caught:
        build(
            tmp_path, {"index.rst": INDEX, "oral-history.csv": data}, roundtables=["oral-history"]
        )
    assert str(caught.value) == f"{tmp_path / 'source' / 'oral-history.csv'}:{line}: not UTF-8"


def test_a_byte_order_mark(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TALK.encode()
    built = build(
        tmp_path, {"index.rst": INDEX, "oral-history.csv": data}, roundtables=["oral-history"]
    )
    assert built.warnings == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_that_cannot_be_read_is_no_document(tmp_path: Path) -> None:
    files = {"index.rst": "Index\n=====\n", "talk.csv": TALK}
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "talk.csv").touch(mode=0)
    with pytest.raises(ConfigError, match="there is no document 'talk'"):
        build(tmp_path, files, roundtables=["talk"])


@pytest.mark.parametrize(
    "name", ["../../x", "<script>alert(1)</script>", "index", "con", "*Ann*:", "Note", "x" * 10_000]
)
def test_names_that_are_paths_or_markup(tmp_path: Path, name: str) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": f'speaker,words\n"{name}",Words of whom.\n'}
    built = build(tmp_path, files, roundtables=["oral-history"])
    assert built.warnings == ""
    (page,) = [file for file in built.written if re.fullmatch(r"people/(?!index)[^/]*\.html", file)]
    assert len(page) < 100
    text = soup(built, page.removesuffix(".html")).get_text()
    assert "Words of whom." in text
    assert name.rstrip(":") in text
    assert "<script>alert" not in built.read(page)


def test_another_extension_that_reads_csv_files_goes_first(tmp_path: Path) -> None:
    files = {"index.rst": INDEX, "oral-history.csv": "Title\n=====\n"}
    suffixes = {".rst": "restructuredtext", ".csv": "restructuredtext"}
    built = build(tmp_path, files, source_suffix=suffixes)
    assert built.app.env.titles["oral-history"].astext() == "Title"


def test_the_manuals_example(tmp_path: Path) -> None:
    text = (MANUAL / "csv" / "garden-walk.csv").read_text("utf-8")
    built = build(
        tmp_path, {"garden-walk.csv": text}, roundtables=["garden-walk"], root_doc="garden-walk"
    )
    assert built.warnings == ""
    assert _read(built, "garden-walk").said == {
        "rosa-lind/the-pond": (
            "We dug the pond first. Everything else was put where the water was not."
            " Then we waited for a year."
        ),
        "piet-moor/the-pond": ("The frogs did not wait. They came the same week, from nowhere."),
        "rosa-lind/the-pond-2": "From next door.",
    }
