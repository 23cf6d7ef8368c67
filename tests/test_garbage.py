"""Python looks for garbage more rarely while a roundtable is built, and as before afterwards."""

from __future__ import annotations

import gc
import weakref
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


def test_the_next_build_lets_go_of_the_last(tmp_path: Path) -> None:
    last = weakref.ref(build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"]).app.env)
    assert gc.get_freeze_count()
    build(tmp_path / "next", {"panel.rst": PANEL}, roundtables=["panel"])
    assert last() is None
