"""A library that is built once, one volume after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library.shelf import library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its project; the output is in ``out``. No test changes it."""
    folder = tmp_path_factory.mktemp("serial")
    ran = library(folder, "-j", "1")
    assert (ran.status, ran.told, ran.errors) == (0, "2 built, 0 unchanged, 0 failed", "")
    return folder
