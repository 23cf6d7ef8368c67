"""Answers that directives mark: heard as they are said, beside whatever else speaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.book import soup
from tests.reading.claims import Read
from tests.support import build

if TYPE_CHECKING:
    from tests.support import Built

MANUAL = Path(__file__).parents[2] / "docs" / "forms"

INDEX = "Index\n=====\n\n.. toctree::\n\n   talk\n\n"

REST = """
Talk
====

Tools
-----

.. roundtable:answer:: Note
    :time: 00:01
    :topic: Spades;  Big   hammers ; Spades

    A *hammer*.

    * One nail.

.. roundtable:aside:: Laughter.

.. roundtable:answer:: Bo Ek

    A spade.
"""

MYST = """
# Talk

## Tools

```{roundtable:answer} Note
:time: 00:01
:topic: Spades;  Big   hammers ; Spades

A *hammer*.

* One nail.
```

```{roundtable:aside}
Laughter.
```

```{roundtable:answer} Bo Ek
A spade.
```
"""


def _read(built: Built, name: str = "talk") -> Read:
    domain = built.app.env.domains["roundtable"]
    document, reading = built.doctree(name), domain.data["readings"][name]
    return Read(document, reading)


@pytest.mark.parametrize(("suffix", "text"), [(".rst", REST), (".md", MYST)])
def test_answers_are_heard_and_nobody_need_be_introduced(
    tmp_path: Path, suffix: str, text: str
) -> None:
    built = build(tmp_path, {f"talk{suffix}": text}, roundtables=["talk"])
    assert built.warnings == ""
    found = _read(built)
    assert found.said == {"note/spades": "A hammer. One nail.", "bo-ek/tools": "A spade."}
    assert found.asides == [("tools", "Laughter.")]
    assert [person.name for person in found.reading.people] == ["Note", "Bo Ek"]
    answer = found.reading.answers[0]
    assert (answer.time, answer.words, answer.also) == ("00:01", 4, ("big-hammers",))
    assert found.topics == ["tools", "spades", "big-hammers"]


def test_the_name_and_the_time_are_in_the_text_as_written_and_not_on_pages(tmp_path: Path) -> None:
    built = build(tmp_path, {"talk.rst": REST}, roundtables=["talk"])
    label = soup(built, "talk").select_one("#note-spades")
    assert label is not None
    assert label.get_text() == "Note 00:01"
    page = soup(built, "topics/spades").select_one("#note")
    assert page is not None
    assert [p.get_text() for p in page.find_all("p")][:3] == ["00:01", "A hammer.", "One nail."]


def test_words_right_below_the_name_are_the_answer(tmp_path: Path) -> None:
    text = (
        "Talk\n====\n\n.. roundtable:answer:: Ann Lee\n   A hammer,\n   I say.\n\n   And *nails.\n"
    )
    built = build(tmp_path, {"talk.rst": text}, roundtables=["talk"])
    assert _read(built).said == {"ann-lee/talk": "A hammer, I say. And *nails."}
    (warning,) = built.warnings.splitlines()
    assert "talk.rst:8: WARNING: Inline emphasis" in warning


def test_explicit_answers_stand_among_those_of_other_forms(tmp_path: Path) -> None:
    text = (
        "Talk\n====\n\n* *Ann Lee* is one.\n* *Bo Ek* is two.\n\n"
        "**Ann Lee:** A hammer.\n\nMore of Ann.\n\n.. roundtable:aside::\n\n   Laughter.\n\n"
        "Nobody says this.\n\n**Bo:** A spade.\n\n.. roundtable:answer:: ANN\n\n   A saw.\n\n"
        "Nor this.\n"
    )
    built = build(tmp_path, {"talk.rst": text}, roundtables=["talk"])
    assert built.warnings == ""
    assert _read(built).said == {
        "ann-lee/talk": "Ann Lee: A hammer. More of Ann.",
        "bo-ek/talk": "Bo: A spade.",
        "ann-lee/talk-2": "A saw.",
    }


def test_a_name_that_the_cast_does_not_have_is_a_doubt(tmp_path: Path) -> None:
    text = (
        "Talk\n====\n\n.. roundtable:cast::\n\n   * *Lars Ek* is one.\n\n"
        ".. roundtable:answer:: Lars Ek\n\n   A hammer.\n\n"
        ".. roundtable:answer:: Lar Ek\n\n   A saw.\n"
    )
    built = build(tmp_path, {"talk.rst": text}, roundtables=["talk"])
    message = "'Lar Ek' is not of the cast; did you mean 'Lars Ek'?"
    warning = f"talk.rst:12: WARNING: {message} [roundtable.unknown_person]"
    assert built.own_warnings == [warning]
    assert _read(built).asides == [("talk", "Lar Ek A saw.")]


@pytest.mark.parametrize("directive", ["cast", "aside"])
def test_an_empty_directive_is_the_parsers_error(tmp_path: Path, directive: str) -> None:
    text = f"{REST}\n.. roundtable:{directive}::\n"
    built = build(tmp_path, {"talk.rst": text}, roundtables=["talk"])
    assert "talk.rst:22: ERROR: Content block expected" in built.warnings


def test_answers_in_a_document_that_is_no_source_are_plain_text(tmp_path: Path) -> None:
    files = {
        "index.rst": f"{INDEX}.. roundtable:answer::\n\n   Words.\n",
        "talk.rst": REST,
    }
    built = build(tmp_path, files, roundtables=["talk"])
    assert built.warnings == ""
    assert "Words." in built.read("index.html")


def test_the_manuals_example(tmp_path: Path) -> None:
    text = (MANUAL / "explicit" / "market.rst").read_text("utf-8")
    built = build(tmp_path, {"talk.rst": text}, roundtables=["talk"])
    assert built.warnings == ""
    found = _read(built)
    assert found.said == {
        "ada-brook/the-cold": "Beans are patient. They wait in the tin until the ground is warm.",
        "emil-sand/the-cold": ("Mine were less so: the first row froze, the second one was eaten."),
    }
    assert [answer.time for answer in found.reading.answers] == ["00:00:12", "00:00:47"]
    assert found.asides[-1] == ("the-cold", "Emil puts his tin on the table.")
