"""Same input, same bytes: whatever the number of processes, the hash seed, the path."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.book import REPOSITORY, build_book

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from tests.book import build_book
built = build_book(Path(sys.argv[1]), sys.argv[2], epub_show_urls="no")
assert not built.warnings, built.warnings
"""


def outputs(folder: Path) -> dict[str, bytes]:
    """Return all files that do not bear the time of their making."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".epub" and path.name != ".buildinfo"
    }


def in_a_process(folder: Path, builder: str, seed: str) -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), builder],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1000000000"},
        check=True,
    )
    return outputs(folder / "out" / builder)


def test_two_hash_seeds_two_folders_the_same_bytes(tmp_path: Path) -> None:
    for builder in ("html", "epub", "latex"):
        first = in_a_process(tmp_path / "a", builder, "1")
        assert first
        assert first == in_a_process(tmp_path / "elsewhere" / "b", builder, "2")


def test_serial_and_parallel_the_same_bytes(tmp_path: Path) -> None:
    serial = build_book(tmp_path / "serial")
    # Enough documents for Sphinx to share the reading among processes.
    parallel = build_book(tmp_path / "parallel", parallel=2)
    assert parallel.warnings == ""
    assert outputs(serial.out) == outputs(parallel.out)


def test_many_documents_read_in_parallel(tmp_path: Path) -> None:
    more = {f"more/{number}.rst": f":orphan:\n\nMore {number}\n=======\n" for number in range(20)}
    serial = build_book(tmp_path / "serial", files=more)
    parallel = build_book(tmp_path / "parallel", files=more, parallel=2)
    assert parallel.warnings == ""
    assert outputs(serial.out) == outputs(parallel.out)
