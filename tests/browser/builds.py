"""Builds by the command, as readers of the manual make them, with the themes that are tested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["OTHER_THEMES", "TOP", "run_sphinx"]

TOP = Path(__file__).parents[2]
#: Besides Furo, which is the book's.
OTHER_THEMES = ("alabaster", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")


def run_sphinx(builder: str, *arguments: str | Path) -> None:
    """Run ``sphinx-build`` at the top of the repository; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-W", "-n", "--keep-going"]
    result = subprocess.run(
        [*command, *map(str, arguments)], cwd=TOP, check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, f"{builder}: {result.stderr}"
