"""Several sources are one roundtable: who is who, what is one topic, and what only all can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.model import Answer, Introduction, Person, Question, Reading, Subtype, Topic
from sphinx_roundtable.reading.drift import drift
from sphinx_roundtable.reading.merge import merge
from sphinx_roundtable.reading.recognise import recognise
from sphinx_roundtable.sidecar import PersonHints, Sidecar, TopicHints
from tests.support import PANEL, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

NOBODY = Sidecar()
#: Ann and Bo again, elsewhere: Ann on tools, Bo on bread. Nobody is introduced.
SECOND = """
Second
======

Tools
-----

*Ann Lee*:

    A saw.

*Ann Lee*:

    And a file.

Bread
-----

*Bo*:

    Rye.
"""


def together(texts: Mapping[str, str], sidecar: Sidecar = NOBODY) -> Reading:
    """Return what several texts say together; the key is the name of the source."""
    readings = [recognise(parse(text), source, sidecar) for source, text in texts.items()]
    return merge(readings, sidecar)


def doubts(reading: Reading) -> list[tuple[str, str, str, int]]:
    return [
        (doubt.subtype.value, doubt.message, doubt.source, doubt.line) for doubt in reading.doubts
    ]


def test_one_reading_is_what_it_was() -> None:
    reading = recognise(parse(PANEL), "panel")
    assert merge([reading], NOBODY) == reading


def test_no_reading_says_nothing() -> None:
    assert merge([], NOBODY) == Reading("")


def test_people_and_topics_with_one_id_are_one() -> None:
    merged = together({"one": PANEL, "two": SECOND})
    assert [(person.id, person.name) for person in merged.people] == [
        ("ann-lee", "Ann Lee"),
        ("bo-ek", "Bo Ek"),
    ]
    assert [topic.id for topic in merged.topics] == ["tools", "gardens", "bread"]
    assert merged.topics[0].source == "one"
    assert [answer.id for answer in merged.answers] == [
        "ann-lee/tools",
        "bo-ek/tools",
        "bo-ek/gardens",
        "ann-lee/tools-2",
        "ann-lee/tools-3",
        "bo-ek/bread",
    ]
    assert [answer.source for answer in merged.answers] == ["one"] * 3 + ["two"] * 3
    assert merged.source == ""


def test_keys_and_anchors_stay() -> None:
    readings = [
        recognise(parse(text), name) for name, text in {"one": PANEL, "two": SECOND}.items()
    ]
    merged = merge(readings, NOBODY)
    before = [(answer.key, answer.anchor) for reading in readings for answer in reading.answers]
    assert [(answer.key, answer.anchor) for answer in merged.answers] == before
    assert len({answer.key for answer in merged.answers}) == len(merged.answers)
    assert merged.topics[0].items == readings[0].topics[0].items + readings[1].topics[0].items
    assert merged.asides == readings[0].asides + readings[1].asides


def test_the_order_of_the_sources_is_that_of_the_records() -> None:
    merged = together({"two": SECOND, "one": PANEL})
    assert [topic.id for topic in merged.topics] == ["tools", "bread", "gardens"]
    assert [a.id for a in merged.answers if a.topic == "tools"] == [
        "ann-lee/tools",
        "ann-lee/tools-2",
        "ann-lee/tools-3",
        "bo-ek/tools",
    ]


def test_the_order_of_the_sidecar_holds_for_all_people() -> None:
    merged = together({"one": PANEL, "two": SECOND}, Sidecar(order=("bo-ek",)))
    assert [person.id for person in merged.people] == ["bo-ek", "ann-lee"]


def test_a_number_is_no_id_of_another_source() -> None:
    # Ann's second answer can't have the anchor of the topic "Tools 2".
    other = SECOND.replace("Bread\n-----", "Tools 2\n-------")
    merged = together({"one": PANEL, "two": other})
    assert [a.id for a in merged.answers if a.person == "ann-lee"] == [
        "ann-lee/tools",
        "ann-lee/tools-3",
        "ann-lee/tools-4",
    ]


@pytest.mark.parametrize("name", ["Bo", "bo", "BE", "Bo E."])
def test_a_short_name_is_somebody_of_another_source(name: str) -> None:
    merged = together({"one": PANEL, "two": SECOND.replace("*Bo*", f"*{name}*")})
    assert [person.id for person in merged.people] == ["ann-lee", "bo-ek"]
    (bread,) = (answer for answer in merged.answers if answer.topic == "bread")
    assert bread.person == "bo-ek"
    assert merged.people[1].aliases == (name,)


def test_a_full_name_may_come_after_the_short_ones() -> None:
    names = {"zero": "JM", "one": "Jo M.", "two": "Jo Moe"}
    merged = together(
        {
            source: (PANEL if source == "two" else SECOND).replace("Ann Lee", name)
            for source, name in names.items()
        }
    )
    assert {person.id: person.aliases for person in merged.people} == {
        "jo-moe": ("Jo M.", "JM"),
        "bo-ek": ("Bo",),
    }
    assert {answer.person for answer in merged.answers} == {"jo-moe", "bo-ek"}


def test_a_short_name_that_fits_two_is_nobody_elses() -> None:
    two = PANEL.replace("Ann Lee", "Bo Adu")
    merged = together({"one": two, "two": SECOND.replace("Ann Lee", "Zoe Zed")})
    assert [person.id for person in merged.people] == ["bo-adu", "bo-ek", "zoe-zed", "bo"]


def test_a_short_name_of_the_same_source_is_another_person() -> None:
    merged = together(
        {"one": PANEL.replace("Ann Lee", "Bo"), "two": SECOND.replace("*Bo*", "*Cy*")}
    )
    assert {"bo", "bo-ek"} <= {person.id for person in merged.people}


def test_somebody_whom_the_sidecar_knows_is_nobody_else() -> None:
    sidecar = Sidecar(people={"bo": PersonHints(role="Baker")})
    merged = together({"one": PANEL, "two": SECOND}, sidecar)
    assert [person.id for person in merged.people] == ["ann-lee", "bo-ek", "bo"]


def test_what_sources_tell_of_a_person_is_joined() -> None:
    here, there = Introduction("k1", "one", "ann", 3), Introduction("k2", "two", "ann", 5)
    first = Person("ann", "Ann", ("A.",), asks=True, introductions=(here,))
    second = Person("ann", "ANN", ("Annie",), "Engineer", kind="project", introductions=(there,))
    merged = merge([Reading("one", (first,)), Reading("two", (second,))], NOBODY)
    assert merged.people == (
        Person(
            "ann",
            "Ann",
            ("A.", "ANN", "Annie"),
            "Engineer",
            kind="project",
            introductions=(here, there),
        ),
    )


def test_questions_are_those_of_the_joined_person() -> None:
    full = Person("ann-lee", "Ann Lee", asks=True)
    asked = Question("q", "ann", "tools", "two")
    one = Reading("one", (full,), (Topic("tools", "Tools"),))
    two = Reading(
        "two", (Person("ann", "Ann", asks=True),), (Topic("tools", "Tools"),), questions=(asked,)
    )
    merged = merge([one, two], NOBODY)
    assert [question.person for question in merged.questions] == ["ann-lee"]
    assert [person.asks for person in merged.people] == [True]


# Doubts


def test_who_answers_in_one_source_is_not_silent() -> None:
    merged = together({"one": PANEL, "two": PANEL.replace("*Ann Lee*:\n\n    A hammer.\n", "")})
    assert doubts(merged) == []


def test_who_answers_in_no_source_is_silent_once() -> None:
    silent = PANEL.replace("* *Bo Ek*", "* *Cy Fox* is a cook.\n* *Bo Ek*")
    assert doubts(together({"one": silent, "two": silent})) == [
        ("silent_person", "'Cy Fox' answers nothing", "one", 6)
    ]


def test_a_cast_in_one_source_is_enough() -> None:
    assert doubts(together({"one": PANEL, "two": SECOND})) == []
    assert doubts(together({"zero": SECOND, "one": SECOND.replace("Bread", "Cake")})) == [
        (
            "no_cast",
            "nobody introduces the people; those who speak are taken for the cast",
            "zero",
            19,
        )
    ]


def test_what_the_sidecar_names_must_be_in_one_of_the_sources() -> None:
    sidecar = Sidecar(
        people={"bo-ek": PersonHints(role="x"), "zoe": PersonHints(role="x")},
        topics={"bread": TopicHints(title="Bread"), "cake": TopicHints(title="Cake")},
    )
    assert doubts(together({"one": PANEL, "two": SECOND}, sidecar)) == [
        ("sidecar", "the sidecar's people.zoe is not in the text", "", 0),
        ("sidecar", "the sidecar's topics.cake is not in the text", "", 0),
    ]


def test_a_topic_that_one_source_leaves_open() -> None:
    open_ = PANEL.replace("*Bo Ek*:\n\n    Kale.\n", "What grows?\n")
    assert doubts(together({"one": open_, "two": PANEL})) == []
    assert doubts(together({"one": open_, "two": open_})) == [
        ("unanswered", "nobody answers 'Gardens'", "one", 19)
    ]


# Topics that drift


def topics(*titles: str) -> list[Topic]:
    return [Topic(f"t{number}", title, "talk", line=number) for number, title in enumerate(titles)]


def said(*people: str) -> list[Answer]:
    """Return answers: the people of one word answer one topic, in order."""
    return [
        Answer(f"{number}{person}", person, f"t{number}")
        for number, names in enumerate(people)
        for person in names
    ]


def test_close_titles_are_a_doubt_at_the_rarer() -> None:
    (doubt,) = drift(topics("Planning a new release", "Planning releases"), said("a", "bc"))
    assert (doubt.subtype, doubt.source, doubt.line) == (Subtype.TOPIC_DRIFT, "talk", 0)
    assert doubt.message == (
        "'Planning a new release' is close to 'Planning releases': if they are one topic, name"
        " it as an alias in the sidecar"
    )
    (doubt,) = drift(topics("Planning a new release", "Planning releases"), said("a", "b"))
    assert doubt.line == 1


@pytest.mark.parametrize(
    "titles",
    [
        ("Tools", "Gardens"),
        ("Tools", "TOOLS"),  # equal: no alias would help
        ("Week 1", "Week 2"),
        ("What do you grow?", "Who taught you to sew?"),
        ("", ""),
    ],
)
def test_other_titles_are_none(titles: tuple[str, str]) -> None:
    assert drift(topics(*titles), said("a", "b")) == []


def test_whoever_answers_both_knows_them_apart() -> None:
    close = topics("What is your role?", "What was your role?")
    assert drift(close, said("a", "b"))
    assert drift(close, said("ab", "bc")) == []
    on_both = [replace(said("a")[0], also=("t1",)), *said("", "b")]
    assert drift(close, on_both) == []


def test_each_title_has_the_closest_as_its_doubt() -> None:
    found = drift(
        topics("Your favourite tool", "Your favourite tools", "Your favorite tools"),
        said("a", "bcd", "e"),
    )
    assert [(doubt.line, doubt.message.split("'")[3]) for doubt in found] == [
        (0, "Your favourite tools"),
        (2, "Your favourite tools"),
    ]


def test_many_titles_with_the_same_words_are_compared_with_few() -> None:
    many = topics(*(f"What do you think of thing{number:x}?" for number in range(2000)))
    close = topics("What do you think of gardening?", "What do you think of gardenings?")
    close = [replace(topic, id=f"c{topic.id}") for topic in close]
    answers = [Answer("x", "x", "ct0"), Answer("y", "y", "ct1")]
    found = drift([*many, *close], answers)
    assert "gardenings" in " ".join(doubt.message for doubt in found if doubt.line == 1)


def test_topics_of_several_sources_are_compared() -> None:
    other = SECOND.replace("Bread\n-----", "Garden\n------").replace("*Bo*", "*Cy Fox*")
    assert doubts(together({"one": PANEL, "two": other})) == [
        (
            "topic_drift",
            (
                "'Garden' is close to 'Gardens': if they are one topic, name it as an alias in the"
                " sidecar"
            ),
            "two",
            16,
        )
    ]
    sidecar = Sidecar(topics={"gardens": TopicHints(aliases=("Garden",))})
    assert doubts(together({"one": PANEL, "two": other}, sidecar)) == []
