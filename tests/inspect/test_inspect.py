"""The command shows how a text is understood, as a build would."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from sphinx_roundtable.reading.recognise import recognise
from tests.support import PANEL, parse

if TYPE_CHECKING:
    from subprocess import CompletedProcess

REPOSITORY = Path(__file__).parents[2]
APPENDIX = REPOSITORY / "source" / "appendix-a.rst"
CORPORA = REPOSITORY / "tests" / "corpora"


def run(folder: Path, *arguments: str | Path, **env: str) -> CompletedProcess[str]:
    """Run the command in *folder*, as from a shell whose output goes to a file."""
    bare = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(
        [sys.executable, "-m", "sphinx_roundtable.cli", "inspect", *map(str, arguments)],
        cwd=folder,
        env={**bare, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONUTF8": "1", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def data(folder: Path, *arguments: str | Path) -> dict[str, Any]:
    done = run(folder, "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_appendix(tmp_path: Path) -> None:
    done = run(tmp_path, APPENDIX)
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "form: quoted",
        "Ned Batchelder",
        "line 15",
        "Why Django?",
    ):
        assert words in done.stdout
    assert "No doubts." in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.split()[:2] == ["David", "Cramer"])
    assert row.split()[-2:] == ["6", "565"]
    assert list(tmp_path.iterdir()) == [], "something was written"


def test_a_pipe_gets_no_colours_and_lines_fit_a_narrow_window(tmp_path: Path) -> None:
    people = "".join(f"* *山田 太郎 {letter}* is one.\n" for letter in "ABC")
    (tmp_path / "talk.rst").write_text(
        f"Talk\n====\n\n{people}\n*山田 太郎 A*:\n\n    Hai.\n", "utf-8"
    )
    done = run(tmp_path, "talk.rst", COLUMNS="60")
    assert "\x1b" not in done.stdout
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= 60
    assert "\x1b[" in run(tmp_path, "talk.rst", FORCE_COLOR="1").stdout
    assert "\x1b[3" not in run(tmp_path, "talk.rst", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    "path", [APPENDIX, CORPORA / "pep-8002" / "pep-8002.rst"], ids=lambda path: path.stem
)
def test_json_has_the_records(tmp_path: Path, path: Path) -> None:
    found = data(tmp_path, path)
    reading = recognise(parse(path.read_text("utf-8")), path.stem)
    assert found["version"] == 1
    assert [person["id"] for person in found["people"]] == [p.id for p in reading.people]
    assert [topic["id"] for topic in found["topics"]] == [t.id for t in reading.topics]
    assert [(a["id"], a["line"]) for a in found["answers"]] == [
        (answer.id, answer.line) for answer in reading.answers
    ]
    assert [(d["subtype"], d["line"]) for d in found["doubts"]] == [
        (doubt.subtype.value, doubt.line) for doubt in reading.doubts
    ]
    assert {doubt["file"] for doubt in found["doubts"]} <= {str(path)}


def test_several_files_are_one_conversation(tmp_path: Path) -> None:
    files = sorted((CORPORA / "k8s-steering-2024").glob("*.md"))
    found = data(tmp_path, *files)
    assert [source["file"] for source in found["sources"]] == list(map(str, files))
    assert {source["form"] for source in found["sources"]} == {"people"}
    assert [person["answers"] for person in found["people"]] == [4] * 7
    assert len(found["topics"]) == 4


def test_a_sidecar_stands_for_its_sources(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    for name in ("one", "two"):
        (tmp_path / "talks" / f"{name}.rst").write_text(PANEL, "utf-8")
    (tmp_path / "talks" / "other.rst").write_text("Other\n=====\n\nNobody.\n", "utf-8")
    (tmp_path / "all.toml").write_text('title = "Both"\nsources = ["talks/[ot][nw]*"]\n', "utf-8")
    found = data(tmp_path, "all.toml")
    assert found["title"] == "Both"
    assert [source["name"] for source in found["sources"]] == ["talks/one", "talks/two"]
    assert [person["answers"] for person in found["people"]] == [2, 4]


def test_the_sidecar_beside_a_file_is_read_and_csv_is(tmp_path: Path) -> None:
    (tmp_path / "walk.csv").write_text("speaker,words,tags\nAnn,Yes.,Tea\n,No.,\n", "utf-8")
    (tmp_path / "walk.toml").write_text('[people.ann]\nrole = "Guide"\n', "utf-8")
    (ann,) = data(tmp_path, "walk.csv")["people"]
    assert (ann["name"], ann["role"], ann["answers"]) == ("Ann", "Guide", 1)


def test_a_doubt_names_file_line_and_what_may_be_meant(tmp_path: Path) -> None:
    text = PANEL.replace("*Bo Ek*:\n\n    Kale.", "*Bo Eck*:\n\n    Kale.")
    (tmp_path / "panel.rst").write_text(text, "utf-8")
    done = run(tmp_path, "panel.rst", "--strict", COLUMNS="140")
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "unknown_person" in line)
    at = text[: text.index("*Bo Eck")].count("\n") + 1
    said = f"panel.rst:{at} 'Bo Eck' is not of the cast; did you mean 'Bo Ek'? unknown_person"
    assert line.split() == said.split()
    assert run(tmp_path, "panel.rst").returncode == 0
    (tmp_path / "panel.rst").write_text(PANEL, "utf-8")
    assert run(tmp_path, "panel.rst", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.rst", None, "gone.rst: No such file or directory"),
        ("text.odt", b"x", "text.odt: not a file in reST (.rst, .txt), Markdown (.md) or CSV"),
        ("latin.rst", b"Talk\n====\n\nGr\xfc\xdfe\n", "latin.rst:4: not UTF-8"),
        ("empty.toml", b"", "empty.toml: there is none of its sources"),
        ("bad.toml", b"\nforn = 'x'\n", "bad.toml:2: forn: no such key"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run(tmp_path, name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sphinx-roundtable: {message}\n"


def test_an_empty_file_is_a_doubt(tmp_path: Path) -> None:
    (tmp_path / "empty.rst").write_bytes(b"")
    (doubt,) = data(tmp_path, "empty.rst")["doubts"]
    assert doubt["subtype"] == "empty"


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """Run the command in *folder*, and return what a terminal shows of standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sphinx_roundtable.cli", "inspect", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # Linux says so that the other end has been closed
            while part := os.read(ours, 1 << 16):
                shown += part
    os.close(ours)
    assert process.returncode == 0
    return shown.decode("utf-8")


def test_who_waits_for_many_documents_sees_how_far_it_is(tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"p{number:02}.rst").write_text(f"Ann {number}\n\nWords.\n", "utf-8")
    (tmp_path / "all.toml").write_text('sources = ["p*"]', "utf-8")
    for asked in (["all.toml"], sorted(path.name for path in tmp_path.glob("*.rst"))):
        shown = on_a_terminal(tmp_path, *asked)
        assert "reading" in shown
        assert "100%" in shown
        assert len(data(tmp_path, *asked)["sources"]) == 25  # and a program is told nothing else
    assert "reading" not in on_a_terminal(tmp_path, "p01.rst")
