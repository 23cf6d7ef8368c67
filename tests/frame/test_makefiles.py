"""`make` and `make.bat` offer the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
# They need tools that are rarely there on Windows.
ONLY_IN_MAKE = {"latexpdf", "messages", "lock", "lighthouse", "tei", "screenshots", "bench"}


def _targets_of_make() -> set[str]:
    phony = re.search(r"^\.PHONY: (.*)$", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony
    return set(phony[1].split())


def test_make_bat_has_the_targets_of_make() -> None:
    batch = (TOP / "make.bat").read_text("utf-8")
    listed = re.search(r"^for %%t in \((.*?)\)", batch, re.MULTILINE)
    assert listed
    assert set(listed[1].split()) == _targets_of_make() - ONLY_IN_MAKE
    labels = set(re.findall(r"^:(\w+)", batch, re.MULTILINE))
    jumps = set(re.findall(r"(?:call :|goto )(\w+)", batch))
    assert set(listed[1].split()) | jumps <= labels


def test_make_bat_has_the_line_ends_of_windows() -> None:
    content = (TOP / "make.bat").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")  # labels are missed otherwise


@pytest.mark.skipif(not shutil.which("make"), reason="no make: the help text can't be listed")
@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_make_lists_every_target(arguments: list[str]) -> None:
    command = ["make", "--no-print-directory", *arguments]
    result = subprocess.run(command, cwd=TOP, check=True, capture_output=True, text=True)
    assert set(re.findall(r"^  (\w+)  ", result.stdout, re.MULTILINE)) == _targets_of_make()
