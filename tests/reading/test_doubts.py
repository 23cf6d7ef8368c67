"""Whatever is not sure is said, with its line, and attributed to nobody."""

from __future__ import annotations

import pytest

from sphinx_roundtable.model import Doubt, Subtype
from tests.reading.claims import read

CAST = "* *Ann Lee* is one.\n* *Bob* is two.\n\n"
BOB = "*Bob*:\n\n    Hi.\n"
ANN = "*Ann Lee*:\n\n    Hello.\n\n"


def test_an_unknown_name() -> None:
    talk = read(f"{CAST}{ANN}*Ann Leigh*:\n\n    Words.\n\n{BOB}")
    assert talk.doubts == [("unknown_person", 8)]
    message = "'Ann Leigh' is not of the cast; did you mean 'Ann Lee'?"
    assert talk.doubt("unknown_person") == message
    assert talk.said == {"ann-lee/talk": "Hello.", "bob/talk": "Hi."}
    assert talk.asides == [("talk", "Ann Leigh: Words.")]


def test_a_name_that_is_like_none() -> None:
    talk = read(f"{CAST}{ANN}*Zoe*:\n\n    Words.\n\n{BOB}")
    assert talk.doubt("unknown_person") == "'Zoe' is not of the cast"


@pytest.mark.parametrize(
    "place",
    [
        "Title\n=====\n\n{}" + CAST + "One\n---\n\n" + ANN + BOB,  # the introduction
        "Title\n=====\n\nCast\n----\n\n{}" + CAST + "One\n---\n\n" + ANN + BOB,
        "Title\n=====\n\n" + CAST + "One\n---\n\n" + ANN + BOB + "\nTwo\n---\n\n{}",
        "Title\n=====\n\n" + CAST + "One\n---\n\n" + ANN + BOB + "\nTwo\n...\n\n{}",
    ],
)
def test_unknown_names_are_noted_wherever_they_stand(place: str) -> None:
    text = place.format("*Zoe*:\n\n    Words.\n\n")
    talk = read(text)
    line = text.split("*Zoe*")[0].count("\n") + 1
    assert ("unknown_person", line) in talk.doubts


@pytest.mark.parametrize("word", ["Note", "NOTE", "Warning", "Q", "Example"])
def test_words_before_a_quotation_that_are_no_names(word: str) -> None:
    talk = read(f"{CAST}{ANN}*{word}*:\n\n    Words.\n\n{BOB}")
    assert talk.doubts == []
    assert talk.asides == [("talk", f"{word}: Words.")]
    talk = read(f"*{word}*:\n\n    Words.\n\n{BOB}")  # no cast: those who speak
    assert talk.people == ["bob"]


def test_a_person_may_have_such_a_name() -> None:
    talk = read("* *Tip* is one.\n\n*Tip*:\n\n    Hello.\n\n*Bob*:\n\n    Hi.\n")
    # It is nobody's name until it is introduced, and one list does so.
    assert talk.people == ["bob"]
    talk = read("* *Tip* is one.\n* *Bob* is two.\n\n*Tip*:\n\n    Hello.\n\n*Bob*:\n\n    Hi.\n")
    assert talk.said == {"tip/talk": "Hello.", "bob/talk": "Hi."}


def test_an_ambiguous_name() -> None:
    talk = read(
        f"* *Ann* is one.\n* *Ann* is two.\n* *Bob* is three.\n\n*Ann*:\n\n    Aha.\n\n{BOB}"
    )
    assert talk.people == ["ann", "ann-2", "bob"]
    assert talk.said == {"bob/talk": "Hi."}
    assert talk.asides == [("talk", "Ann: Aha.")]
    assert ("ambiguous_name", 5) in talk.doubts
    assert talk.doubt("ambiguous_name") == "'Ann' may be any of 2 people"
    assert ("duplicate_person", 2) in talk.doubts
    assert talk.doubt("duplicate_person") == "2 people of the cast are called 'Ann'"


def test_where_all_names_are_ambiguous_each_is_noted() -> None:
    talk = read("* *Ann* is one.\n* *Ann* is two.\n\nOne\n===\n\n*Ann*:\n\n    Aha.\n")
    assert {("ambiguous_name", 7), ("duplicate_person", 2), ("empty", 0)} == set(talk.doubts)


@pytest.mark.parametrize("nothing", ["", "    .. a comment\n\n", "    ..\n\n"])
def test_an_empty_answer(nothing: str) -> None:
    talk = read(f"{CAST}{ANN}*Bob*:\n\n{nothing}Words.\n")
    assert talk.said == {"ann-lee/talk": "Hello."}
    assert ("empty_answer", 8) in talk.doubts
    assert talk.doubt("empty_answer") == "'Bob' is named, but no words follow"
    assert next(text for _, text in talk.asides).startswith("Bob:")


def test_a_silent_person() -> None:
    talk = read(f"{CAST}{BOB}")
    assert talk.doubts == [("silent_person", 1)]
    assert talk.doubt("silent_person") == "'Ann Lee' answers nothing"


def test_no_cast() -> None:
    talk = read(f"Words.\n\n{BOB}\n{ANN}")
    assert talk.people == ["bob", "ann-lee"]
    assert talk.doubts == [("no_cast", 3)]
    assert all(not person.introductions for person in talk.reading.people)


@pytest.mark.parametrize("text", ["", "\n\n", ".. nothing", "Title\n=====\n", "Words.", CAST])
def test_nobody_says_anything(text: str) -> None:
    talk = read(text)
    assert talk.doubts == [("empty", 0)]
    assert talk.reading.topics == ()


def test_a_list_that_names_none_of_the_speakers_is_no_cast() -> None:
    talk = read(f"{CAST}*Zoe*:\n\n    Words.\n")
    assert talk.people == ["zoe"]
    assert talk.doubts == [("no_cast", 4)]
    assert talk.asides == [("talk", "Ann Lee is one. Bob is two.")]


def test_an_unanswered_topic() -> None:
    talk = read(f"{CAST}One\n===\n\n{ANN}{BOB}\nTwo\n===\n\nWords.\n\nMore\n----\n\nWords.\n")
    assert talk.topics == ["one", "two"]
    assert talk.doubts == [("unanswered", 15)]
    assert talk.doubt("unanswered") == "nobody answers 'Two'"
    assert talk.asides == [("two", "Words. More Words.")]


def test_sections_of_a_text_in_which_nobody_speaks_are_no_topics() -> None:
    talk = read("Title\n=====\n\nOne\n---\n\nWords.\n")
    assert talk.asides == [("", "One Words.")]


@pytest.mark.parametrize(
    ("text", "subtype", "line"),
    [
        (
            "# T\n\n- *Bob* is.\n\n## One\n\n*Bob*:\n\n> Hi.\n\n**Zoe**:\n\n> A.\n",
            "unknown_person",
            11,
        ),
        ("# T\n\n*Bob*:\n\n> Hi.\n", "no_cast", 3),
        ("# T\n\n- *Bob* is.\n- *Ann* is.\n\n*Bob*:\n\n> Hi.\n", "silent_person", 4),
        ("# T\n\n- *Bob* is.\n\n*Bob*:\n\n> Hi.\n\n*Bob*:\n", "empty_answer", 9),
        ("# T\n\n- *Bob* is.\n\n## A\n\n*Bob*:\n\n> Hi.\n\n## B\n", "unanswered", 11),
        ("# T\n\n- *Bob* is.\n- *Bob* is.\n- *A* is.\n\n*A*:\n\n> Hi.\n", "duplicate_person", 4),
    ],
)
def test_lines_in_markdown(text: str, subtype: str, line: int) -> None:
    assert (subtype, line) in read(text, ".md").doubts


def test_doubts_are_plain_records() -> None:
    (doubt,) = read("").reading.doubts
    assert doubt == Doubt(Subtype.EMPTY, "nobody is recognised to say anything", 0)
