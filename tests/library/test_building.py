"""What has not changed is not built again; what can't be built is reported, the others stand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.cli import main
from sphinx_roundtable.library.config import load
from sphinx_roundtable.library.jobs import jobs
from sphinx_roundtable.library.run import Here, Task
from sphinx_roundtable.library.volume import build_volume
from tests.library.shelf import EPOCH, FILES, LIBRARY, TOOLS, arguments, library, state
from tests.support import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(serial: Path, tmp_path: Path) -> Path:
    """A copy of the library that a test may change."""
    folder = tmp_path / "library"
    shutil.copytree(serial, folder)
    return folder


def test_nothing_is_built_where_nothing_changed(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (copy / "out").rglob("*")}
    (copy / "tools/index.rst").touch()
    assert library(copy, "-j", "1") == (0, "0 built, 2 unchanged, 0 failed", "")
    assert {path: path.stat().st_mtime_ns for path in (copy / "out").rglob("*")} == before


def test_only_the_volume_that_changed_is_built(copy: Path) -> None:
    files = {**FILES, "tools/index.rst": TOOLS.replace("Kale", "Chard")}
    untouched = state(copy / "out/volumes/weather")
    assert library(copy, "-j", "1", files=files).told == "1 built, 1 unchanged, 0 failed"
    assert "Chard" in (copy / "out/volumes/tools/topics/gardens.html").read_text("utf-8")
    assert state(copy / "out/volumes/weather") == untouched


def test_a_dry_run_tells_what_would_be_built(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.chdir(copy)
    write(copy, {"tools/index.rst": TOOLS.replace("Kale", "Chard")})
    before = state(copy / "out")
    assert main(["library", "library.toml", "out", "-j", "1", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "1 to be built, 1 unchanged, 0 failed\n",
        "tools: to be built\n",
    )
    assert state(copy / "out") == before


def test_what_refers_to_a_volume_follows_its_inventory(copy: Path) -> None:
    files = {**FILES, "tools/index.rst": TOOLS.replace("Gardens\n----", "Greens\n----")}
    assert library(copy, "-j", "1", files=files).told == "2 built, 0 unchanged, 0 failed"
    assert not (copy / "out/volumes/tools/topics/gardens.html").exists()
    assert not (copy / "out/topics/gardens.html").exists()
    assert (copy / "out/topics/greens.html").is_file()


def test_an_incremental_build_is_a_clean_one(copy: Path, tmp_path: Path) -> None:
    files = {**FILES, "tools/index.rst": TOOLS.replace("Kale", "Chard")}
    library(copy, "-j", "1", files=files)
    library(tmp_path / "clean", "-j", "1", files=files)
    assert state(copy / "out") == state(tmp_path / "clean/out")


def test_settings_are_what_a_volume_is_made_from(copy: Path) -> None:
    files = {**FILES, "library.toml": LIBRARY + '[volumes.tools.settings]\nrelease = "2"\n'}
    assert library(copy, "-j", "1", files=files).told == "1 built, 1 unchanged, 0 failed"


def test_a_broken_volume_is_reported_and_the_others_stand(copy: Path) -> None:
    files = {
        **FILES,
        "tools/conf.py": "raise RuntimeError('out of\\nink')",
        "library.toml": LIBRARY.replace("[settings]", '[settings]\nrelease = "2"'),
    }
    before = state(copy / "out/volumes/tools")
    ran = library(copy, "-j", "1", files=files)
    assert (ran.status, ran.told) == (1, "1 built, 0 unchanged, 1 failed")
    assert ran.errors == "tools: ERROR: conf.py:1: RuntimeError: out of ink"
    # What readers have of it stays.
    assert state(copy / "out/volumes/tools") == before
    assert "The tools panel" in (copy / "out/index.html").read_text("utf-8")


def test_a_volume_that_never_stood_is_left_out(tmp_path: Path) -> None:
    files = {**FILES, "texts/weather/conf.py": "import nowhere_to_be_found"}
    ran = library(tmp_path, "-j", "1", files=files)
    assert (ran.status, ran.told) == (1, "1 built, 0 unchanged, 1 failed")
    assert "The weather panel" not in (tmp_path / "out/index.html").read_text("utf-8")
    assert not (tmp_path / "out/volumes/weather").exists()


def test_a_volume_that_is_no_more_is_deleted(copy: Path) -> None:
    files = {**FILES, "library.toml": LIBRARY.partition("[volumes.weather]")[0]}
    assert library(copy, "-j", "1", files=files) == (0, "0 built, 1 unchanged, 0 failed", "")
    assert not (copy / "out/volumes/weather").exists()
    assert not (copy / "out/people/cy.html").exists()


def test_what_was_interrupted_is_built_again(copy: Path) -> None:
    (copy / "out/volumes/tools/topics/gardens.html").unlink()
    assert library(copy, "-j", "1").told == "1 built, 1 unchanged, 0 failed"
    assert (copy / "out/volumes/tools/topics/gardens.html").is_file()


def test_warnings_name_the_volume(tmp_path: Path) -> None:
    files = {**FILES, "tools/index.rst": TOOLS + "\n:nothing:`x`\n"}
    ran = library(tmp_path, "-j", "1", files=files)
    assert ran.status == 0
    assert "tools: index.rst:" in ran.errors
    assert str(tmp_path) not in ran.errors


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "Two panels"', "title = 3", "title: expected `str`"),
        ('title = "Two', "title = Two", "not TOML"),
        ("refers", "refer", "volumes.weather.refer: no such key"),
        ('refers = ["tools"]', 'refers = ["tool"]', "volumes.weather.refers: there is no volume"),
        ('refers = ["tools"]', 'refers = ["weather"]', "volumes.weather.refers: volumes refer to"),
        ('ids = ["weather/', 'ids = ["', "people.bo-ek-junior.ids: expected VOLUME/ID, got"),
        ('ids = ["weather/', 'ids = ["rain/', "people.bo-ek-junior.ids: there is no volume 'rain'"),
        ("[volumes.tools]", "[volumes.Tools]", "volumes.Tools: expected an id"),
        ('folder = "texts', 'folder = "out', "volumes.weather.folder: it and the output are in"),
        ('folder = "texts/weather', 'folder = ".', "volumes.weather.folder: it and the output"),
        ('folder = "texts', 'folder = "no://x', "volumes.weather.folder: no://x/weather: Protocol"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in LIBRARY
    files = {**FILES, "library.toml": LIBRARY.replace(old, new)}
    ran = library(tmp_path, files=files)
    assert ran.status == 2
    (said,) = ran.errors.splitlines()
    line = LIBRARY[: LIBRARY.index(old)].count("\n") + 1
    assert said.startswith(f"sphinx-roundtable: library.toml:{line}: {message}")
    assert not (tmp_path / "out").exists()


def test_a_library_has_a_title(tmp_path: Path) -> None:
    ran = library(tmp_path, files={"library.toml": "[volumes.a]\n"})
    assert ran.errors == "sphinx-roundtable: library.toml:1: title: a library has a title"


def test_no_library(tmp_path: Path) -> None:
    given = arguments(tmp_path, files={})
    ran = subprocess.run(**given, check=False)
    assert ran.returncode == 2
    assert ran.stderr == "sphinx-roundtable: library.toml: No such file or directory\n"


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("library.toml", "library.toml: this is a file, not a folder"),
        ("no://x", "no://x: Protocol not known: no"),
    ],
)
def test_no_place_for_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    message: str,
) -> None:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    assert main(["library", "library.toml", out]) == 2
    assert capsys.readouterr().err == f"sphinx-roundtable: {message}\n"


@pytest.mark.parametrize("option", [("-j", "0"), ("-j", "many"), ("--retries", "-1")])
def test_numbers_that_make_no_sense(
    capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit):
        main(["library", "library.toml", "out", *option])
    assert capsys.readouterr().err.splitlines()[-1].endswith(f", got {option[1]!r}")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('folder = "nowhere"', "there is no folder {0}/nowhere"),
        ('folder = "empty"', "there are no documents in {0}/empty"),
        ('documents = "docs"', "there are no documents in {0}/tools/docs"),
    ],
)
def test_a_volume_without_documents(tmp_path: Path, key: str, message: str) -> None:
    text = f'title = "T"\n[volumes.tools]\n{key}\n'
    write(tmp_path, {**FILES, "library.toml": text, "empty/.hidden": ""})
    out = str(tmp_path / "out")
    job = jobs(load(str(tmp_path / "library.toml"), out), out)["tools"]
    (outcome,) = Here(0).run({"tools": Task(build_volume, (job,))})
    assert outcome.error == message.format(tmp_path)


def test_what_the_command_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sphinx_roundtable.library.cli.find_spec", lambda _name: None)
    assert main(["library", "library.toml", "out"]) == 2
    assert capsys.readouterr().err == (
        "sphinx-roundtable: dask, distributed, fsspec not installed:"
        " pip install 'sphinx-roundtable[library]'\n"
    )


def test_dask_is_not_loaded_for_other_commands() -> None:
    code = "import sys, sphinx_roundtable.cli\nprint({'dask', 'fsspec'} & sys.modules.keys())"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "set()\n"
