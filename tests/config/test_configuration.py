"""A broken configuration or sidecar ends the build with one line, and leaves the last good site."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.cmd.build import main
from sphinx.errors import ConfigError
from sphinx.util.console import strip_colors

from sphinx_roundtable.config import Configured, sources_of
from sphinx_roundtable.sidecar import Sidecar
from tests.support import build, write

if TYPE_CHECKING:
    from pathlib import Path

TALK = "Talk\n====\n\n* *Ann* is one.\n\nOne\n---\n\n*Ann*:\n\n    Hello.\n"
CONF = 'extensions = ["sphinx_roundtable"]\nhtml_theme = "basic"\nroot_doc = "talk"\n'
GOOD = f'{CONF}roundtables = ["talk"]\n'
SHARED = (
    "conf.py: roundtables: the pages of 'other' and 'talk' would share the folder {!r};"
    " give one a prefix in its sidecar"
)


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"conf.py": f'{CONF}roundtables = ["tlak"]'},
            "conf.py: roundtables: there is no document 'tlak'",
        ),
        (
            {"conf.py": f'{CONF}roundtables = ["talk.rst"]'},
            "conf.py: roundtables: there is no document 'talk.rst'",
        ),
        (
            {"conf.py": f'{CONF}roundtables = ["/talk"]'},
            "conf.py: roundtables: there is no document '/talk'",
        ),
        (
            {"conf.py": f'{CONF}roundtables = ["talk", "talk"]'},
            "conf.py: roundtables: 'talk' is named twice",
        ),
        (
            {"conf.py": f'{CONF}roundtables = "talk"'},
            "conf.py: roundtables: 'talk' is not a list of documents",
        ),
        (
            {"conf.py": f"{CONF}roundtables = None"},
            "conf.py: roundtables: None is not a list of documents",
        ),
        (
            {"conf.py": f'{CONF}roundtables = {{"talk": "talk.toml"}}'},
            "conf.py: roundtables: {'talk': 'talk.toml'} is not a list of documents",
        ),
        (
            {"conf.py": f"{CONF}roundtables = [3]"},
            "conf.py: roundtables: 3 is not the name of a document",
        ),
        (
            {"conf.py": f'{CONF}roundtables = [""]'},
            "conf.py: roundtables: '' is not the name of a document",
        ),
        (
            {"conf.py": f'{CONF}roundtables = ["talk", "other"]', "other.rst": TALK},
            SHARED.format("./"),
        ),
        (
            {
                "conf.py": f'{CONF}roundtables = ["talk", "other"]',
                "other.rst": TALK,
                "other.toml": 'prefix = "sub"',
                "talk.toml": 'prefix = "sub/"',
            },
            SHARED.format("sub/"),
        ),
        (
            {"conf.py": f'{CONF}roundtables = ["book"]', "book.toml": 'title = "Book"'},
            "conf.py: roundtables: there is no document 'book', and its sidecar lists no sources",
        ),
        (
            {"conf.py": GOOD, "talk.toml": 'title = "Talk"\nsources = ["talk", "tlak"]'},
            "{source}/talk.toml:2: sources: there is no document 'tlak'",
        ),
        (
            {"conf.py": GOOD, "talk.toml": 'sources = ["talks/*"]'},
            "{source}/talk.toml:1: sources: no document matches 'talks/*'",
        ),
        (
            {"conf.py": GOOD, "talk.toml": 'sources = ["[z-a]"]'},
            "{source}/talk.toml:1: sources: no document matches '[z-a]'",
        ),
        (
            {"conf.py": GOOD, "talk.toml": 'sources = ["../talk.rst"]'},
            "{source}/talk.toml:1: sources: there is no document '../talk.rst'",
        ),
        (
            {
                "conf.py": f'{CONF}roundtables = ["talk", "sub/book"]',
                "sub/book.toml": 'sources = ["/t*"]',
            },
            "conf.py: roundtables: 'talk' is a source of both 'talk' and 'sub/book'",
        ),
        (
            {"conf.py": GOOD, "talk.toml": "title = 3"},
            "{source}/talk.toml:1: title: expected `str`, got `int`",
        ),
        (
            {"conf.py": GOOD, "talk.toml": "title ="},
            "{source}/talk.toml:1: not TOML: invalid value",
        ),
        (
            {"conf.py": GOOD, "talk.toml": '[people.ann]\nportrait = "ann.png"'},
            "{source}/talk.toml:2: people.ann.portrait: ann.png: No such file or directory",
        ),
        (
            {"conf.py": GOOD, "talk.toml/README": "a folder"},
            "{source}/talk.toml: Is a directory",
        ),
    ],
)
def test_a_mistake_ends_the_build_and_leaves_the_site(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    message: str,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where Sphinx leaves its reports
    source, out = tmp_path / "source", tmp_path / "out"
    write(source, {"conf.py": GOOD, "talk.rst": TALK})
    command = ["-q", "-d", str(tmp_path / "doctrees"), str(source), str(out)]
    assert main(command) == 0
    before = _state(out)
    assert "people/ann.html" in before
    capsys.readouterr()

    write(source, files)
    assert main(command) == 2
    message = message.replace("{source}", str(source))
    # Sphinx 9 prints much around the message of any error: ours stands before all of it.
    said = strip_colors(capsys.readouterr().err)
    first = next(line for line in said.splitlines() if line.startswith("ERROR: "))
    assert first == f"ERROR: {message}"
    assert said.index(first) < said.index("onfiguration error")
    assert _state(out) == before

    # And the next good build is as if nothing had been.
    write(source, dict.fromkeys((name for name in files if name != "conf.py"), None))
    if (source / "talk.toml").is_dir():
        (source / "talk.toml").rmdir()
    write(source, {"conf.py": GOOD})
    assert main(command) == 0
    assert capsys.readouterr().err == ""
    assert _state(out).keys() == before.keys()


@pytest.mark.parametrize(
    ("name", "patterns", "sources"),
    [
        ("talks/all", ["*"], ["talks/a", "talks/b", "talks/c"]),
        ("talks/all", ["c", "*"], ["talks/c", "talks/a", "talks/b"]),
        ("talks/all", ["[ab]", "more/?"], ["talks/a", "talks/b", "talks/more/d"]),
        ("talks/all", ["/index", "../talks/c"], ["index", "talks/c"]),
        ("all", ["talks/**", "index"], ["talks/a", "talks/b", "talks/c", "talks/more/d", "index"]),
        ("index", ["talks/a"], ["talks/a"]),
    ],
)
def test_sources_are_named_as_in_a_toctree(
    tmp_path: Path, name: str, patterns: list[str], sources: list[str]
) -> None:
    path = tmp_path / f"{name}.toml"
    entry = Configured(name, "", Sidecar(sources=tuple(patterns)), "", path)
    docnames = {"talks/c", "talks/b", "talks/more/d", "talks/a", "index"}
    assert sources_of([entry], docnames) == {name: tuple(sources)}


def test_a_sidecar_that_is_a_broken_link(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "talk.toml").symlink_to(source / "nowhere.toml")
    with pytest.raises(ConfigError) as caught:
        build(tmp_path, {"talk.rst": TALK}, roundtables=["talk"])
    assert str(caught.value) == f"{source / 'talk.toml'}: No such file or directory"


@pytest.mark.parametrize("roundtables", [["talk"], ("talk",)])
def test_a_list_or_a_tuple(tmp_path: Path, roundtables: Any) -> None:
    built = build(tmp_path, {"talk.rst": TALK}, roundtables=roundtables)
    assert built.warnings == ""
    assert "people/ann.html" in built.written


@pytest.mark.parametrize("conf", [{}, {"roundtables": []}])
def test_no_roundtable(tmp_path: Path, conf: dict[str, Any]) -> None:
    built = build(tmp_path, {"talk.rst": TALK}, **conf)
    assert built.warnings == ""
    assert not any(file.startswith(("people", "topics")) for file in built.written)


def test_the_folder_of_the_pages_is_the_sources(tmp_path: Path) -> None:
    built = build(tmp_path, {"sub/talk.rst": TALK}, roundtables=["sub/talk"])
    assert {"sub/people/ann.html", "sub/topics/one.html"} <= built.written


@pytest.mark.parametrize(
    ("prefix", "page"),
    [("", "people/ann.html"), ("a/b", "a/b/people/ann.html"), ("a/b/", "a/b/people/ann.html")],
)
def test_the_folder_of_the_pages_is_the_sidecars(tmp_path: Path, prefix: str, page: str) -> None:
    files = {"sub/talk.rst": TALK, "sub/talk.toml": f'prefix = "{prefix}"'}
    built = build(tmp_path, files, roundtables=["sub/talk"])
    assert page in built.written
    assert built.warnings == ""


def test_two_roundtables_with_folders_of_their_own(tmp_path: Path) -> None:
    files = {
        "index.rst": "Index\n=====\n\n.. toctree::\n\n   talk\n   other\n",
        "talk.rst": TALK,
        "other.rst": TALK,
        "other.toml": 'prefix = "other"',
    }
    built = build(tmp_path, files, roundtables=["talk", "other"])
    assert {"people/ann.html", "other/people/ann.html"} <= built.written
    assert built.warnings == ""


def test_a_changed_sidecar_is_read_again(tmp_path: Path) -> None:
    files = {"talk.rst": TALK, "talk.toml": '[people.ann]\nrole = "The first role"'}
    assert "The first role" in build(tmp_path, files, roundtables=["talk"]).read("people/ann.html")
    files["talk.toml"] = files["talk.toml"].replace("first", "second")
    built = build(tmp_path, files, roundtables=["talk"])
    assert "The second role" in built.read("people/ann.html")
    built = build(tmp_path, {"talk.toml": None}, roundtables=["talk"])
    assert "role" not in built.read("people/ann.html").partition("<body>")[2].replace('role="', "")


def test_titles_of_the_sidecar_are_on_the_pages(tmp_path: Path) -> None:
    files = {
        "talk.rst": TALK,
        "talk.toml": (
            'title = "The Book"\nlabels = { people = "The Cast", topics = "Questions" }\n'
            '[topics.one]\ntitle = "Question One"\n'
        ),
    }
    built = build(tmp_path, files, roundtables=["talk"])
    assert built.warnings == ""
    assert "<h1>The Cast" in built.read("people/index.html")
    assert "<h1>Questions" in built.read("topics/index.html")
    assert "<h1>Question One" in built.read("topics/one.html")
    assert "Question One" in built.read("people/ann.html")
