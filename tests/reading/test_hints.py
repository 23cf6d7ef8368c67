"""What the sidecar changes in a reading."""

from __future__ import annotations

from typing import Any

import msgspec

from sphinx_roundtable.reading import sections
from sphinx_roundtable.sidecar import Sidecar
from tests.reading.claims import read

CAST = "* *Ned Batchelder* is one.\n* *Bob* is two.\n\n"
BOB = "*Bob*:\n\n    Hi.\n\n"
NED = "*Ned Batchelder*:\n\n    Hello.\n\n"


def _sidecar(**keys: Any) -> Sidecar:
    return msgspec.convert(keys, Sidecar)


def test_role_and_links() -> None:
    links = {"Site": "https://example.org/"}
    sidecar = _sidecar(people={"bob": {"role": "Builder", "links": links}})
    bob = read(CAST + NED + BOB, sidecar=sidecar).reading.people[1]
    assert (bob.role, bob.links) == ("Builder", (("Site", "https://example.org/"),))
    assert (bob.name, bob.line, bob.introductions[0].source) == ("Bob", 2, "talk")


def test_an_alias_speaks_for_the_person() -> None:
    sidecar = _sidecar(people={"ned-batchelder": {"aliases": ["Ned", "N. B."]}})
    text = f"{CAST}*Ned*:\n\n    Aha.\n\n{BOB}*N. B.*:\n\n    Bah.\n\n*Neddy*:\n\n    Chk.\n"
    talk = read(text, sidecar=sidecar)
    assert talk.said == {
        "ned-batchelder/talk": "Aha.",
        "bob/talk": "Hi.",
        "ned-batchelder/talk-2": "Bah.",
    }
    assert talk.doubts == [("unknown_person", 16)]
    assert talk.doubt("unknown_person").endswith("did you mean 'Ned Batchelder'?")


def test_a_cast_is_found_by_aliases_alone() -> None:
    sidecar = _sidecar(people={"ned-batchelder": {"aliases": ["Ned"]}})
    talk = read("* *Ned Batchelder* is one.\n\n*Ned*:\n\n    Aha.\n", sidecar=sidecar)
    assert talk.said == {"ned-batchelder/talk": "Aha."}
    assert talk.reading.people[0].introductions[0].anchor == "ned-batchelder"
    assert talk.doubts == []


def test_an_alias_of_two_people_is_ambiguous() -> None:
    people = {"ned-batchelder": {"aliases": ["N"]}, "bob": {"aliases": ["N"]}}
    talk = read(f"{CAST}{NED}{BOB}*N*:\n\n    Chk.\n", sidecar=_sidecar(people=people))
    assert talk.doubts == [("ambiguous_name", 12)]
    assert ("talk", "N: Chk.") in talk.asides


def test_another_name() -> None:
    sidecar = _sidecar(people={"ned-batchelder": {"name": "Edward Batchelder"}})
    talk = read(CAST + NED + BOB, sidecar=sidecar)
    assert talk.reading.people[0].name == "Edward Batchelder"
    assert talk.said["ned-batchelder/talk"] == "Hello."  # as the text calls him
    assert talk.doubts == []


def test_another_address() -> None:
    sidecar = _sidecar(people={"ned": {"name": "Ned Batchelder"}})
    talk = read(CAST + NED + BOB, sidecar=sidecar)
    assert talk.people == ["ned", "bob"]
    assert talk.said["ned/talk"] == "Hello."
    assert talk.doubts == []


def test_a_person_whom_only_the_sidecar_names() -> None:
    sidecar = _sidecar(people={"zoe": {"name": "Zoe", "role": "Guest"}})
    talk = read(f"{CAST}{NED}{BOB}*Zoe*:\n\n    Me too.\n", sidecar=sidecar)
    assert talk.people == ["ned-batchelder", "bob", "zoe"]
    assert talk.said["zoe/talk"] == "Me too."
    assert talk.doubts == []
    zoe = talk.reading.people[2]
    assert (zoe.introductions, zoe.role) == ((), "Guest")


def test_a_person_whom_nobody_names() -> None:
    talk = read(CAST + NED + BOB, sidecar=_sidecar(people={"zoe": {"role": "Guest"}}))
    assert talk.people == ["ned-batchelder", "bob"]
    assert talk.doubt("sidecar") == "the sidecar's people.zoe is not in the text"


def test_the_sidecar_may_be_the_cast() -> None:
    people = {
        "bob": {"name": "Bob"},
        "ned-batchelder": {"name": "Ned Batchelder", "aliases": ["Ned"]},
    }
    talk = read(f"{NED}*Ned*:\n\n    More.\n\n{BOB}", sidecar=_sidecar(people=people))
    assert talk.people == ["ned-batchelder", "bob"]  # as they speak
    assert talk.said["ned-batchelder/talk-2"] == "More."
    assert talk.doubts == []


def test_without_a_cast_who_speaks_under_two_names_is_one_person() -> None:
    sidecar = _sidecar(people={"ned-batchelder": {"aliases": ["Ned"]}})
    for text in (f"{NED}*Ned*:\n\n    More.\n", f"*Ned*:\n\n    Hello.\n\n{NED}"):
        talk = read(text, sidecar=sidecar)
        assert [(person.id, person.name) for person in talk.reading.people] == [
            ("ned-batchelder", "Ned Batchelder")
        ]
        assert list(talk.said) == ["ned-batchelder/talk", "ned-batchelder/talk-2"]
        assert [subtype for subtype, _ in talk.doubts] == ["no_cast"]


def test_a_hint_is_for_one_of_two_people_of_one_address() -> None:
    sidecar = _sidecar(people={"li": {"aliases": ["Li"]}})
    talk = read("*李*:\n\n    Aha.\n\n*里*:\n\n    Bah.\n\n*Li*:\n\n    Chk.\n", sidecar=sidecar)
    assert talk.said == {"li/talk": "Aha.", "li-2/talk": "Bah.", "li/talk-3": "Chk."}


def test_order() -> None:
    talk = read(CAST + NED + BOB, sidecar=_sidecar(order=["bob"]))
    assert talk.people == ["bob", "ned-batchelder"]
    talk = read(CAST + NED + BOB, sidecar=_sidecar(order=["bob", "zoe"]))
    assert talk.doubt("sidecar") == "the sidecar's order names zoe, who is not in the text"


def test_another_title() -> None:
    sidecar = _sidecar(topics={"one": {"title": "The first"}})
    talk = read(f"{CAST}One\n===\n\n{NED}{BOB}", sidecar=sidecar)
    (topic,) = talk.reading.topics
    assert (topic.id, topic.title, topic.retitled) == ("one", "The first", True)
    assert talk.doubts == []


def test_an_alias_gives_the_address_of_a_topic() -> None:
    sidecar = _sidecar(topics={"why": {"aliases": ["Why did you choose it?"]}})
    talk = read(
        f"{CAST}Why did you choose it?\n======================\n\n{NED}{BOB}", sidecar=sidecar
    )
    assert [(topic.id, topic.title) for topic in talk.reading.topics] == [
        ("why", "Why did you choose it?")
    ]
    assert talk.doubts == []


def test_sections_of_one_topic_are_joined() -> None:
    sidecar = _sidecar(topics={"why": {"aliases": ["For what reason?"]}})
    text = (
        f"{CAST}Why?\n====\n\nLead.\n\n{NED}How?\n====\n\n{BOB}"
        f"For what reason?\n================\n\n{BOB}{NED}"
    )
    talk = read(text, sidecar=sidecar)
    assert talk.topics == ["why", "how"]
    assert talk.said == {
        "ned-batchelder/why": "Hello.",
        "bob/how": "Hi.",
        "bob/why": "Hi.",
        "ned-batchelder/why-2": "Hello.",
    }
    why = talk.reading.topics[0]
    assert (why.title, why.anchor) == ("Why?", "why")
    assert [key for key in why.items if key.startswith("answer")] == [
        "answer talk ned-batchelder/why",
        "answer talk bob/why",
        "answer talk ned-batchelder/why-2",
    ]
    assert talk.doubts == []


def test_the_first_of_joined_sections_gives_title_and_anchor() -> None:
    sidecar = _sidecar(topics={"why": {"aliases": ["For what reason?"]}})
    text = f"{CAST}For what reason?\n================\n\n{NED}Why?\n====\n\n{BOB}"
    talk = read(text, sidecar=sidecar)
    (topic,) = talk.reading.topics
    assert (topic.id, topic.title, topic.anchor) == ("why", "For what reason?", "for-what-reason")
    assert talk.said == {"ned-batchelder/why": "Hello.", "bob/why": "Hi."}
    assert sections(talk.document)["why"]["ids"] == ["for-what-reason"]


def test_a_topic_that_the_text_does_not_have() -> None:
    talk = read(CAST + NED + BOB, sidecar=_sidecar(topics={"zoo": {"title": "Zoo"}}))
    assert talk.doubt("sidecar") == "the sidecar's topics.zoo is not in the text"
