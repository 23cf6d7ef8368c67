"""The appendix, damaged: the build ends well, and says what it did not understand."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.support import build

TEXT = (Path(__file__).parents[2] / "source" / "appendix-a.rst").read_text("utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_appendix_is_built(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is secret
    lines = TEXT.splitlines()
    for _ in range(25):
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [f"    {lines[at]}"]])
    built = build(tmp_path, {"appendix-a.rst": "\n".join(lines)}, roundtables=["appendix-a"])
    assert all(re.match(r"appendix-a\.rst(:\d+)?: WARNING: ", line) for line in built.own_warnings)
    assert any(file.startswith("topics/") for file in built.written)
