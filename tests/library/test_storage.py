"""Volumes and libraries are wherever fsspec can read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from sphinx_roundtable.library.config import load
from sphinx_roundtable.library.jobs import jobs
from sphinx_roundtable.library.run import Here, build_library
from sphinx_roundtable.library.state import Order
from sphinx_roundtable.library.storage import Storage, files_in, is_within
from tests.library.shelf import EPOCH, FILES, library, state
from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def memory() -> Iterator[str]:
    """The address of an empty place in memory."""
    fs = fsspec.filesystem("memory")
    yield "memory://shelf"
    fs.rm("/shelf", recursive=True)


def test_a_library_in_memory(serial: Path, tmp_path: Path, memory: str) -> None:
    write(tmp_path / "files", FILES)
    Storage(memory).put(tmp_path / "files", files_in(tmp_path / "files"))
    out = "memory://shelf/out"
    found = load(f"{memory}/library.toml", out)
    work, order = jobs(found, out, EPOCH), Order(found, out, EPOCH)
    assert [outcome.error for outcome in build_library(Here(0), work, order)] == ["", "", "", ""]
    again = [outcome.done for outcome in build_library(Here(0), work, order)]
    assert [done.built for done in again if done] == [False, False, False]
    Storage(out).fetch(tmp_path / "out")
    assert state(tmp_path / "out") == state(serial / "out")


def test_addresses_of_files(serial: Path, tmp_path: Path) -> None:
    """A file system that is named is as good as one that is meant."""
    out = (tmp_path / "away/out").as_uri()
    ran = library(tmp_path, "-j", "1", out=out)
    assert ran.status == 0, ran.errors
    assert not (tmp_path / "out").exists()
    assert state(tmp_path / "away/out") == state(serial / "out")


def test_what_is_hidden_or_excluded_is_left_behind(tmp_path: Path) -> None:
    names = ["a.rst", ".git/config", "build/a.html", "sub/build/x.rst", "sub/b.md", "n/.venv/x"]
    write(tmp_path / "from", dict.fromkeys([*names, "__pycache__/x.pyc", "drafts/c.rst"], "x"))
    Storage(str(tmp_path / "from")).fetch(tmp_path / "to", ("build", "draft*"))
    assert files_in(tmp_path / "to") == ["a.rst", "sub/b.md", "sub/build/x.rst"]


def test_files_and_empty_folders_are_removed(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c": "", "a/b/d": "", "a/e": "", "f": ""})
    Storage(str(tmp_path)).remove(["a/b/c", "a/b/d", "gone/x"])
    assert files_in(tmp_path) == ["a/e", "f"]
    assert not (tmp_path / "a/b").exists()


@pytest.mark.parametrize(
    ("place", "other", "within"),
    [
        ("/a/b", "/a", True),
        ("/a", "/a/", True),
        ("/ab", "/a", False),
        ("file:///a/b", "/a", True),
        ("memory://a/b", "/a", False),
        ("memory://a/b", "memory://a", True),
    ],
)
def test_is_within(place: str, other: str, within: bool) -> None:
    assert is_within(place, other) is within
