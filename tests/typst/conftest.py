"""The fixture that makes a book of a small project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.typst.books import CONF, Build, Built, make

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytest.importorskip("typst")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def run(
        files: Mapping[str, str | bytes], conf: str = "", folder: str = "p", name: str = "book"
    ) -> Built:
        source = tmp_path / folder / "src"
        for path, content in {"conf.py": CONF + conf, **files}.items():
            target = source / path
            target.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            # Untouched files keep their time: what is rebuilt depends on it.
            if not target.is_file() or target.read_bytes() != data:
                target.write_bytes(data)
        return make(tmp_path / folder, name=name)

    return run
