"""Python looks for garbage more rarely while a roundtable is built, and as before afterwards."""

from __future__ import annotations

import gc
import sys
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.garbage import OBJECTS
from tests.support import PANEL, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONF = """
import gc

def note(app, env):
    app.seen = gc.get_threshold()

def setup(app):
    app.connect("env-updated", note)
"""


@pytest.fixture(autouse=True)
def _ordinary() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize("listed", [True, False])
def test_only_while_a_roundtable_is_built(tmp_path: Path, *, listed: bool) -> None:
    files = {"panel.rst": PANEL, "conf.py": CONF}
    built = build(tmp_path, files, roundtables=["panel"] if listed else [])
    assert built.app.seen[0] == (OBJECTS if listed else 700)  # type: ignore[attr-defined]
    assert gc.get_threshold() == (700, 10, 10)


def _left(folder: Path, ballast: int) -> weakref.ref[object]:
    """Build, and let the build leave so many more objects."""
    env = build(folder, {"panel.rst": PANEL}, roundtables=["panel"]).app.env
    env.ballast = [[] for _ in range(ballast)]  # type: ignore[attr-defined]
    gc.freeze()
    return weakref.ref(env)


def test_the_next_build_lets_go_of_what_is_large(tmp_path: Path) -> None:
    _left(tmp_path / "first", 0)
    last = _left(tmp_path / "last", sys.getallocatedblocks())
    assert last() is not None
    _left(tmp_path / "next", 0)
    assert last() is None


def test_small_builds_do_not_search_all_that_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _left(tmp_path / "first", 0)
    _left(tmp_path / "large", sys.getallocatedblocks())
    searched: list[str] = []
    for name in ("one", "two", "three"):
        monkeypatch.setattr(gc, "collect", partial(searched.append, name))
        _left(tmp_path / name, 0)
    assert searched == ["one"]  # for what the large one has left
