"""The gallery shows others' texts under the licences that they have, with their names."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
#: What a reader of a site has to be told, by the licence of its text and by decency.
TOLD = {
    "bitcoin-core": ["garryk1612-cyber", "2021 Bitcoin Transcripts", "MIT License"],
    "governance": ["Barry Warsaw", "Łukasz Langa", "Carol Willing", "public domain"],
    "steering": ["by the candidates", "kubernetes/community", "Apache License 2.0"],
}


def _sites() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("gallery", TOP / "docs/_ext/gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sites: dict[str, str] = module.SITES
    return sites


@pytest.mark.parametrize(("name", "corpus"), _sites().items())
def test_a_site_names_authors_and_licence(name: str, corpus: str) -> None:
    (start,) = (TOP / "docs/gallery" / name).glob("index.*")
    words = " ".join(start.read_text("utf-8").split())
    for told in TOLD[name]:
        assert told in words
    licence = TOP / "tests/corpora" / corpus / "LICENSE"
    assert ("text/LICENSE" in words) == licence.is_file()
    assert "unchanged" in words


def test_the_manual_shows_each() -> None:
    page = (TOP / "docs/gallery.md").read_text("utf-8")
    for name in _sites():
        assert f"gallery/{name}/index.html" in page
        assert (TOP / f"docs/_static/gallery-{name}.png").is_file()
