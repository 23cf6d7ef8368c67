"""What is wrong in an answer is reported once, though several pages show the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

TALK = """
Talk
====

* *Ann* is one.

One
---

*Ann*:

    See :ref:`nowhere` and :doc:`elsewhere`,
    and :term:`nothing`.

    Then :ref:`nowhere` again.
"""
QUOTE = ".. roundtable:quote:: ann/one\n\n.. toctree::\n\n   talk\n"
#: Each with its line: the same target is missing in two places.
MISSING = {
    "12: WARNING: undefined label: 'nowhere' [ref.ref]",
    "12: WARNING: unknown document: 'elsewhere' [ref.doc]",
    "12: WARNING: term not in glossary: 'nothing' [ref.term]",
    "15: WARNING: undefined label: 'nowhere' [ref.ref]",
}


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text", "latex", "epub"])
def test_a_reference_that_leads_nowhere_is_reported_once(tmp_path: Path, builder: str) -> None:
    files = {"index.rst": f"Index\n=====\n\n{QUOTE}", "talk.rst": TALK}
    built = build(tmp_path, files, builder, roundtables=["talk"])
    # Where a page is resolved before its source, the document is named from the top.
    warnings = built.warnings.replace("'/", "'")
    found = [line.partition(".rst:")[2] for line in warnings.splitlines() if "[ref." in line]
    assert len(found) == len(set(found))
    assert set(found) == MISSING


def test_it_is_reported_again_by_the_next_build(tmp_path: Path) -> None:
    files = {"index.rst": f"Index\n=====\n\n{QUOTE}", "talk.rst": TALK}
    build(tmp_path, files, roundtables=["talk"])
    built = build(tmp_path, {"talk.rst": f"{TALK}\n    More.\n"}, roundtables=["talk"])
    assert built.warnings.count("undefined label: 'nowhere'") == 2


def test_what_is_in_no_source_is_reported_as_ever(tmp_path: Path) -> None:
    files = {"index.rst": "Index\n=====\n\n:ref:`nowhere` and :ref:`nowhere`\n"}
    built = build(tmp_path, files)
    assert built.warnings.count("undefined label: 'nowhere'") == 2
