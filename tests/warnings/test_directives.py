"""Directives that ask for what there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

TALK = "Talk\n====\n\n* *Ann* is one.\n\nOne\n---\n\n*Ann*:\n\n    Hello.\n"
INDEX = "Index\n=====\n\nBefore.\n\n{}\n\nAfter.\n\n.. toctree::\n\n   talk\n"
TWO = {"talk.rst": TALK, "other/talk.rst": TALK}


@pytest.mark.parametrize("directive", ["people", "topics", "matrix"])
@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("tlak", "there is no roundtable 'tlak'; there are: talk, other/talk"),
        ("<b>%s", "there is no roundtable '<b>%s'; there are: talk, other/talk"),
        ("", "say which roundtable is meant; there are: talk, other/talk"),
    ],
)
def test_a_roundtable_that_does_not_exist_or_is_not_named(
    tmp_path: Path, directive: str, argument: str, message: str
) -> None:
    listing = f".. roundtable:{directive}:: {argument}"
    files = {"index.rst": INDEX.format(listing) + "   other/talk\n", **TWO}
    built = build(tmp_path, files, roundtables=["talk", "other/talk"])
    assert built.own_warnings == [f"index.rst:6: WARNING: {message} [roundtable.listing]"]
    page = built.read("index.html")
    assert "Before." in page
    assert "After." in page


@pytest.mark.parametrize("directive", ["people", "topics", "matrix"])
def test_a_site_without_roundtables(tmp_path: Path, directive: str) -> None:
    files = {"index.rst": INDEX.format(f".. roundtable:{directive}::"), "talk.rst": TALK}
    built = build(tmp_path, files)
    assert built.own_warnings == [
        "index.rst:6: WARNING: say which roundtable is meant; there are: none [roundtable.listing]"
    ]


@pytest.mark.parametrize("directive", ["people", "topics", "matrix"])
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_named_roundtables_are_shown(tmp_path: Path, directive: str, suffix: str) -> None:
    if suffix == "rst":
        index = INDEX.format(f".. roundtable:{directive}:: other/talk") + "   other/talk\n"
    else:
        index = (
            f"# Index\n\n```{{roundtable:{directive}}} other/talk\n```\n\n"
            "```{toctree}\ntalk\nother/talk\n```\n"
        )
    files = {f"index.{suffix}": index, **TWO}
    built = build(tmp_path, files, roundtables=["talk", "other/talk"])
    assert built.warnings == ""
    page = built.read("index.html").partition('role="main"')[2]
    kind = "topics/one" if directive == "topics" else "people/ann"
    assert f'href="other/{kind}.html' in page.partition("After.")[0]


def test_an_option_that_does_not_exist_is_the_parsers_error(tmp_path: Path) -> None:
    listing = ".. roundtable:people::\n   :display: circle"
    files = {"index.rst": INDEX.format(listing), "talk.rst": TALK}
    built = build(tmp_path, files, roundtables=["talk"])
    assert "index.rst:6: ERROR:" in built.warnings
    assert '"circle" unknown; choose from "list", or "cards"' in built.warnings
    assert "After." in built.read("index.html")


@pytest.mark.parametrize(
    ("role", "message"),
    [
        (":roundtable:person:`zoe`", "nobody is called zoe"),
        (":roundtable:topic:`two`", "no topic is called two"),
        (":roundtable:answer:`ann/two`", "there is no answer ann/two"),
    ],
)
def test_references_to_what_there_is_not(tmp_path: Path, role: str, message: str) -> None:
    files = {"index.rst": INDEX.format(f"See {role}."), "talk.rst": TALK}
    built = build(tmp_path, files, roundtables=["talk"])
    (line,) = built.warnings.splitlines()
    assert line.endswith(f"index.rst:6: WARNING: {message} [ref.{role.split(':')[2]}]")
    assert "See" in built.read("index.html")
