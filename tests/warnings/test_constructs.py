"""Whatever stands in a biography, an answer or an aside: its pages are built, with its words."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from tests.reading.constructs import CAST_MD, CONSTRUCTS, MARKDOWN, PLACES, talk_with
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

#: docutils has these at the top of a section only, and says so elsewhere.
_TOP_ONLY = {"sidebar", "contents", "transition", "header"}
_TEXT = "\n\n".join(text for name, text in CONSTRUCTS.items() if name not in _TOP_ONLY)
#: Words of several constructs, and the last.
_WORDS = ["emphasised", "verbose", "three", "Legend.", "Take care.", "Second", "After.", "replaced"]


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
@pytest.mark.parametrize("place", [place for place in PLACES if place != "top"])
def test_all_constructs_at_one_place(tmp_path: Path, place: str, builder: str) -> None:
    talk = talk_with(f"{_TEXT}\n\nThe |last| one.\n\n.. |last| replace:: replaced", place)
    built = build(
        tmp_path, {"talk.rst": talk}, builder, roundtables=["talk"], html_copy_source=True
    )
    subtypes = {line.rpartition("[roundtable.")[2] for line in built.own_warnings}
    assert subtypes <= {"unknown_person]", "empty_answer]", "unanswered]"}
    assert "Traceback" not in built.warnings
    pages = {
        "introduction": "topics/index",
        "cast": "people/index",
        "item": "people/ann",
        "lead": "topics/first",
        "answer": "people/ann",
        "end": "topics/first",
        "below": "topics/second",
        "last": "topics/last",
    }
    page = f"{pages[place]}.html" if builder == "html" else "talk.html"
    text = re.sub(r"<[^>]*>", "", built.read(page))
    for word in _WORDS:
        assert word in text


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_at_all_places(tmp_path: Path, name: str) -> None:
    text = MARKDOWN[name]
    talk = (
        f"# T\n\n{CAST_MD}\n  {indent(text, '  ')}\n\n## One\n\n*Ann*:\n\n"
        f"{indent(text, '> ', lambda _: True)}\n\n*Bob*:\n\n> Hi.\n\nDone.\n"
    )
    built = build(
        tmp_path, {"talk.md": talk}, roundtables=["talk"], myst_enable_extensions=["dollarmath"]
    )
    assert built.own_warnings == []
    assert "Hi." in built.read("people/bob.html")
    assert "Done." in built.read("topics/one.html")
