"""The text that is published is the text that was given, under its licence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "digest"),
    [
        (
            "source/appendix-a.rst",
            "395309b4387368c5052bac8716a51e1a6ad68a7ca7a5f5ef1651bf5823c7986e",
        ),
        (  # as the Free Software Foundation published it: "verbatim copies" only
            "source/GFDL-1.2.txt",
            "d8e94ae5fdb5433fcae2961aeb1a8cf17174d6f4a0465d24bf37dd8a038bd439",
        ),
    ],
)
def test_the_file_is_byte_for_byte_what_it_was(path: str, digest: str) -> None:
    assert hashlib.sha256((TOP / path).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", ["source/NOTICE", "source/license.rst"])
def test_the_notice_names_authors_and_licence(path: str) -> None:
    words = " ".join((TOP / path).read_text("utf-8").split())
    assert "Adrian Holovaty, Jacob Kaplan-Moss and contributors" in words
    assert "GNU Free Documentation License, Version 1.2 or any later version" in words
    assert "no Invariant Sections, no Front-Cover Texts, and no Back-Cover Texts" in words
