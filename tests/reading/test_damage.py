"""The appendix with random lines deleted, doubled, moved and indented: always read, never lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.reading.claims import read

LINES = (Path(__file__).parents[2] / "source" / "appendix-a.rst").read_text("utf-8").splitlines()
#: Lines at which the structure hangs are hit more often than others.
BEARING = [
    number
    for number, line in enumerate(LINES)
    if line.startswith(("*", "=", "    *")) or not line.strip()
]


def _damaged(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - nothing is secret
    lines = list(LINES)
    for _ in range(chance.randint(1, 40)):
        at = min(chance.choice([*BEARING, chance.randrange(len(LINES))]), len(lines) - 1)
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at] = " " * chance.randint(1, 8) + lines[at]
            case 3:
                lines[at] = lines[at].strip()
            case 4:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case 5:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_text_is_read_whole(seed: int) -> None:
    text = _damaged(seed)
    assert text.splitlines() != LINES
    talk = read(text)  # which checks that each word is in one record
    assert all(0 <= doubt.line <= text.count("\n") + 1 for doubt in talk.reading.doubts)


@pytest.mark.parametrize("seed", range(10))
def test_damaged_markdown_is_read_whole(seed: int) -> None:
    read(_damaged(seed).replace("\n    ", "\n> "), ".md")


def test_reading_is_deterministic() -> None:
    text = _damaged(3)
    assert read(text).reading == read(text).reading
