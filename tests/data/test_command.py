"""The command ``export`` writes what a build would write beside its pages."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from sphinx_roundtable.data.formats import FORMATS
from sphinx_roundtable.data.records import SCHEMA
from tests.book import REPOSITORY
from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

BASE = "https://example.org/book/"
FILES = {SCHEMA, *(form.file for form in FORMATS.values())}


def run(*arguments: str | Path) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_roundtable.cli", "export", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def test_the_command_writes_what_a_build_writes(tmp_path: Path) -> None:
    conf = "extensions = ['sphinx_roundtable']\nroundtables = ['panel']\nroot_doc = 'panel'\n"
    source = tmp_path / "source"
    source.mkdir()
    (source / "panel.rst").write_text(PANEL)
    (tmp_path / "conf.py").write_text(conf)
    out = tmp_path / "deep" / "out"
    done = run(source, out, "-c", tmp_path, "-D", f"html_baseurl={BASE}", "--dirhtml")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert {path.name for path in out.iterdir()} == FILES
    built = build(
        tmp_path / "b",
        {"panel.rst": PANEL},
        "dirhtml",
        roundtables=["panel"],
        html_baseurl=BASE,
        copyright="",
    )
    for name in FILES:
        assert (out / name).read_bytes() == (built.out / name).read_bytes(), name
    assert {path.name for path in source.iterdir()} == {"panel.rst"}
    done = run(source, out / "one", "-c", tmp_path, "--format", "jsonl")
    assert {path.name for path in (out / "one").iterdir()} == {"answers.jsonl"}


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    done = run(tmp_path, tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == f"sphinx-roundtable: {tmp_path}: there is no conf.py\n"
    done = run(tmp_path / "none", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr == f"sphinx-roundtable: {tmp_path / 'none'}: no such folder\n"
    assert not (tmp_path / "out").exists()
