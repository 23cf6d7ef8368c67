"""How names are compared, and which addresses they give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.ids import ID, LONGEST, RESERVED
from sphinx_roundtable.model import Person
from sphinx_roundtable.reading.names import Cast, Slugs, fold
from sphinx_roundtable.reading.person_ids import PersonIds, speaking
from tests.reading.claims import read
from tests.support import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Ned Batchelder", "ned  batchelder"),
        ("Ned Batchelder", "Ned\nBatchelder"),
        ("Ned Batchelder", "Ned\N{NO-BREAK SPACE}Batchelder"),
        ("José Núñez", "Jose Nunez"),
        ("Dvořák", "DVORAK"),
        ("Zoë", "Zoe\N{COMBINING DIAERESIS}"),
        ("Weiß", "WEISS"),
        ("ﬁona", "Fiona"),  # a ligature
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ],
)
def test_names_are_the_same_without_case_accents_and_space(name: str, same: str) -> None:
    assert fold(name) == fold(same)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ann", "Anne"),
        ("Ann Lee", "Annlee"),
        ("かとう", "がとう"),  # the marks look like accents, and make another syllable
        ("ハナ", "パナ"),
        ("김민수", "김민서"),
        ("李", "里"),  # which have the same slug
    ],
)
def test_names_that_differ(name: str, other: str) -> None:
    assert fold(name) != fold(other)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Ned Batchelder", "ned-batchelder"),
        ("Why Django?", "why-django"),
        ("José Núñez", "jose-nunez"),
        ("Weiß & Söhne", "weiss-sohne"),
        ("../../x", "x"),
        ("..\\..\\x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("a\0b", "a-b"),
        ("index", "person-index"),
        ("Index", "person-index"),
        ("Search", "person-search"),
        ("con", "person-con"),
        ("NUL", "person-nul"),
        ("LPT1", "person-lpt1"),
        ("COM10", "com10"),
        ("50 Cent", "person-50-cent"),
        ("", "person"),
        ("?!", "person"),
        ("👩‍🚀", "person"),
        ("山田 太郎", "shan-tian-tai-lang"),
        ("محمد علي", "mhmd-ly"),
        ("שלום", "shlvm"),
        ("Анна Каренина", "anna-karenina"),
    ],
)
def test_slugs(words: str, slug: str) -> None:
    assert Slugs("person").give(words) == slug


@pytest.mark.parametrize("words", ["x" * 10_000, "why " * 2_500, "山" * 10_000, "é" * 10_000])
def test_a_slug_fits_any_file_system(words: str) -> None:
    slugs = Slugs("topic")
    first, second = slugs.give(words), slugs.give(words)
    assert len(first) <= LONGEST
    assert second == f"{first}-2"


def test_a_long_title_is_cut_between_words() -> None:
    assert Slugs("topic").give("alpha beta " * 50).split("-")[-1] in {"alpha", "beta"}


def test_slugs_are_unique() -> None:
    slugs = Slugs("person")
    given = [slugs.give(name) for name in ["Ann", "ann", "Ann 2", "Änn", "!", "?", "Person"]]
    assert given == ["ann", "ann-2", "ann-2-2", "ann-3", "person", "person-2", "person-3"]


@pytest.mark.parametrize("words", [*sorted(RESERVED), "1", "x", "-", "a" * 500, "über/uns"])
def test_every_slug_is_an_id(words: str) -> None:
    """A sidecar can name whatever address the text has."""
    assert re.match(ID, Slugs("topic").give(words))


def test_short_forms_find_a_person_where_they_fit_one() -> None:
    people = [Person("josh-m", "Josh Mickelson"), Person("josh-b", "Josh Berkus")]
    cast = Cast([*people, Person("kw", "Kim Wall"), Person("jane", "Dr. Jane Roe")])
    for name in ("JoshM", "Josh M", "Josh M.", "JM"):
        assert [person.id for person in cast.find(name)] == ["josh-m"], name
    assert [person.id for person in cast.find("KW")] == ["kw"]
    assert [person.id for person in cast.find("Kim")] == ["kw"]
    assert [person.id for person in cast.find("Jane Roe")] == ["jane"]
    assert len(cast.find("Josh")) == 2
    assert [person.id for person in cast.find("Wall")] == ["kw"]
    assert [person.id for person in cast.find("Mr. Wall")] == ["kw"]
    assert cast.find("Wall", family=False) == []


def test_a_whole_name_goes_before_a_short_form() -> None:
    cast = Cast([Person("ann-lee", "Ann Lee"), Person("ann", "Ann")])
    assert [person.id for person in cast.find("Ann")] == ["ann"]


def test_aliases_and_case() -> None:
    cast = Cast([Person("david-cramer", "David Cramer"), Person("ned", "Ned", ("N. B.",))])
    assert [person.id for person in cast.find("DAVID CRAMER")] == ["david-cramer"]
    assert [person.id for person in cast.find("n. b.")] == ["ned"]


def test_an_alias_that_repeats_the_name_is_no_second_person() -> None:
    assert len(Cast([Person("ann", "Ann", ("ann", "ANN"))]).find("Ann")) == 1


def test_the_closest_name_is_suggested() -> None:
    cast = Cast([Person("ned", "Ned Batchelder"), Person("ann", "Ann Lee", ("A. Lee",))])
    assert cast.closest("Ned Bachelder") == "Ned Batchelder"
    assert cast.closest("A Lee") == "Ann Lee"
    assert cast.closest("Zoe") is None


@pytest.mark.parametrize(
    "name",
    ["山田", "محمد علي", "Zoë Ωmega", "index", "con", "<script>x</script>", "x" * 9_000, "O'Neil"],
)
@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_people_and_topics_of_any_name(name: str, suffix: str) -> None:
    written = name.replace("<", "\\<") if suffix == ".md" else name
    title = f"# {written}\n" if suffix == ".md" else f"{name}\n{'=' * min(2 * len(name), 9_500)}\n"
    mark, quote = ("-", "> ") if suffix == ".md" else ("*", "    ")
    talk = read(f"{title}\n{mark} *{written}* is one.\n\n*{written}*:\n\n{quote}Hello.\n", suffix)
    (answer,) = talk.reading.answers
    assert talk.text(answer.key) == "Hello."
    assert re.match(ID, answer.person)
    assert re.match(ID, answer.topic)
    assert [person.name for person in talk.reading.people] == [name]
    assert [topic.title for topic in talk.reading.topics] == [name]
    assert talk.doubts == []


@pytest.mark.parametrize("colon", [":", "\N{FULLWIDTH COLON}"])
def test_a_wide_colon_is_one_too(colon: str) -> None:
    talk = read(f"* *山田*{colon} one.\n\n*山田*{colon}\n\n    はい。\n")
    assert talk.said == {"shan-tian/talk": "はい。"}


def test_case_accents_and_space_do_not_matter_in_the_text() -> None:
    talk = read("* *José Núñez* is one.\n\n*jose\nNUNEZ*:\n\n    Hello.\n")
    assert talk.said == {"jose-nunez/talk": "Hello."}
    assert talk.reading.people[0].name == "José Núñez"


def test_names_of_one_address_are_different_people() -> None:
    talk = read("* *李* is one.\n* *里* is two.\n\n*里*:\n\n    Hello.\n\n*李*:\n\n    Hi.\n")
    assert talk.said == {"li-2/talk": "Hello.", "li/talk": "Hi."}
    assert talk.doubts == []


def test_a_name_over_two_lines_is_one_line() -> None:
    talk = read("* *Ned\n  Batchelder* is one.\n\n*Ned Batchelder*:\n\n    Hello.\n")
    assert talk.reading.people[0].name == "Ned Batchelder"


def test_topics_of_one_title_have_addresses_of_their_own() -> None:
    talk = read("One\n===\n\n*Ann*:\n\n    Aha.\n\nOne\n===\n\n*Ann*:\n\n    Bah.\n")
    assert talk.said == {"ann/one": "Aha.", "ann/one-2": "Bah."}


TWICE = "One\n===\n\n*Ann*:\n\n    Aha.\n\n*Bob*:\n\n    Bah.\n\n*Ann*:\n\n    Chk.\n"


def test_who_answers_twice_has_two_anchors() -> None:
    talk = read(TWICE)
    assert talk.said == {"ann/one": "Aha.", "bob/one": "Bah.", "ann/one-2": "Chk."}
    assert [answer.on_topic_page for answer in talk.reading.answers] == ["ann", "bob", "ann-2"]
    assert [answer.number for answer in talk.reading.answers] == [1, 1, 2]


@pytest.mark.parametrize(
    "others",
    [
        "\nOne\n===\n\n*Ann*:\n\n    Duh.\n",  # the topic one-2
        "\nOne 2\n=====\n\n*Ann*:\n\n    Duh.\n",
        "\n*Ann 2*:\n\n    Duh.\n",  # the person ann-2
    ],
)
def test_a_second_answer_is_not_taken_for_another_topic_or_person(others: str) -> None:
    """The checks of `read` fail where two answers have one address."""
    talk = read(TWICE + others)
    assert talk.said["ann/one-3"] == "Chk."
    assert "Duh." in talk.said.values()


def test_a_family_name_alone_is_somebodys_where_it_fits_one() -> None:
    text = (
        "# Talk\n\n- **Ann Park** is one.\n- **Bo Ek** is two.\n- **Cy Ek** is three.\n\n"
        "**Ann Park:** One.\n\n**Bo Ek:** Two.\n\n**Park:** Three.\n\n**Mr. Park:** Four.\n\n"
        "Park is a green place.\n\n**Cy:** Five.\n\n**Ek:** Six.\n"
    )
    talk = read(text, ".md")
    assert talk.said["ann-park/talk-3"] == "Mr. Park: Four. Park is a green place."
    assert talk.said["ann-park/talk-2"] == "Park: Three."
    assert [subtype for subtype, _ in talk.doubts] == ["ambiguous_name"]


def test_a_given_name_goes_before_a_family_name() -> None:
    text = "- **Scott Lee** is one.\n- **Ann Scott** is two.\n\n**Scott:** Mine.\n\n**Ann:** Yes.\n"
    assert read(text, ".md").said == {
        "scott-lee/talk": "Scott: Mine.",
        "ann-scott/talk": "Ann: Yes.",
    }


def _alike(count: int) -> list[str]:
    slugs = Slugs("topic")
    slugs.claim("tools-3")
    return [slugs.give("Tools") for _ in range(count)]


def _in_short(count: int) -> list[tuple[str, ...]]:
    """Return the short names of so many people, each of whom also speaks under one."""
    first = [f"{chr(65 + n % 26)}{chr(97 + n // 26)}na" for n in range(count)]
    names = [*(f"{name} Lee" for name in first), *first]
    return [person.aliases for person in speaking(PersonIds({}), names)]


def test_equal_titles_are_numbered_past_what_is_taken() -> None:
    assert _alike(4) == ["tools", "tools-2", "tools-4", "tools-5"]


def test_who_speaks_under_a_short_name_too_is_one_person() -> None:
    assert _in_short(3) == [("Aana",), ("Bana",), ("Cana",)]


@pytest.mark.parametrize("work", [_alike, _in_short])
def test_twice_as_many_names_are_twice_the_work(work: Callable[[int], object]) -> None:
    work(10)
    assert lines_of(lambda: work(400)) < 2.2 * lines_of(lambda: work(200))
