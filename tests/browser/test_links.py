"""Every address in the built book leads to something, and nothing comes from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sitecheck import check

if TYPE_CHECKING:
    from pathlib import Path


def test_the_site(book: Path) -> None:
    assert check(book) == []


def test_the_epub(book: Path) -> None:
    assert check(book / "case-studies.epub") == []


def test_the_pages_of_the_plan(book: Path) -> None:
    assert sorted(page.stem for page in (book / "people").glob("*.html")) == [
        "christian-hammond", "david-cramer", "index", "johannes-beigel", "ned-batchelder",
    ]  # fmt: skip
    assert (book / "topics/why-django.html").is_file()
    assert len(list((book / "topics").glob("*.html"))) == 6 + 1
