"""The real appendix: expectations were written by hand, from reading it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_roundtable.model import CAST
from tests.reading.claims import Read, read

TEXT = (Path(__file__).parents[2] / "source" / "appendix-a.rst").read_text("utf-8")

NED, JOHANNES, DAVID, CHRISTIAN = (
    "ned-batchelder",
    "johannes-beigel",
    "david-cramer",
    "christian-hammond",
)
WHO_ANSWERS = {
    "why-django": [NED, JOHANNES, DAVID, CHRISTIAN],
    "getting-started": [JOHANNES, DAVID, CHRISTIAN],
    "porting-existing-code": [JOHANNES, DAVID],
    "how-did-it-go": [NED, JOHANNES, DAVID, CHRISTIAN],
    "team-structure": [NED, JOHANNES, DAVID, CHRISTIAN],
    "deployment": [NED, JOHANNES, DAVID, CHRISTIAN],
}


@pytest.fixture(scope="module")
def appendix() -> Read:
    return read(TEXT)


def test_nothing_is_doubtful(appendix: Read) -> None:
    assert appendix.reading.doubts == ()


def test_people(appendix: Read) -> None:
    assert [(person.id, person.name, person.line) for person in appendix.reading.people] == [
        (NED, "Ned Batchelder", 15),
        (JOHANNES, "Johannes Beigel", 25),
        (DAVID, "David Cramer", 41),
        (CHRISTIAN, "Christian Hammond", 55),
    ]


def test_topics(appendix: Read) -> None:
    assert [(topic.id, topic.title) for topic in appendix.reading.topics] == [
        ("why-django", "Why Django?"),
        ("getting-started", "Getting Started"),
        ("porting-existing-code", "Porting Existing Code"),
        ("how-did-it-go", "How Did It Go?"),
        ("team-structure", "Team Structure"),
        ("deployment", "Deployment"),
    ]


def test_who_answers_what(appendix: Read) -> None:
    answers: dict[str, list[str]] = {}
    for answer in appendix.reading.answers:
        answers.setdefault(answer.topic, []).append(answer.person)
    assert answers == WHO_ANSWERS
    assert len(appendix.reading.answers) == 21
    assert all(answer.number == 1 for answer in appendix.reading.answers)


@pytest.mark.parametrize(
    ("person", "start", "end"),
    [
        (NED, "Ned Batchelder is the lead engineer", "interesting pieces of our technology."),
        (JOHANNES, "Johannes Beigel is a lead developer", "is [now] based on Django."),
        (DAVID, "David Cramer is the lead developer", "into games beyond World of Warcraft."),
        (CHRISTIAN, "Christian Hammond is a senior", "open source and commercial projects."),
    ],
)
def test_biographies_are_whole(appendix: Read, person: str, start: str, end: str) -> None:
    text = appendix.text(f"person talk {person}")
    assert text.startswith(start)
    assert text.endswith(end)


@pytest.mark.parametrize(
    ("answer", "start", "end"),
    [
        (f"{NED}/why-django", "Before I joined Tabblo, Antonio", "as we’ve built Tabblo."),
        (f"{JOHANNES}/why-django", "As we have been coding in", "more fun to work with."),
        (f"{JOHANNES}/getting-started", "After coding mostly in C++", "actually needed them."),
        (f"{DAVID}/getting-started", "The Web site documentation", "great. Stick with it."),
        (f"{CHRISTIAN}/getting-started", "David and I both had prior", "invaluable to us."),
        (f"{DAVID}/porting-existing-code", "The previous site was", "are single cycle)]."),
        (f"{NED}/how-did-it-go", "Django has really enabled us", "when the server is started."),
        (f"{DAVID}/how-did-it-go", "We managed to push out", "do, can, with Django."),
        (f"{NED}/team-structure", "We’re a pretty standard Web", "so on. Memcached rocks."),
        (f"{DAVID}/deployment", "Our structure is still up", "similar to Amazon’s S3."),
        (f"{CHRISTIAN}/deployment", "There are two main", "hosted on VMware Server."),
    ],
)
def test_answers_are_whole(appendix: Read, answer: str, start: str, end: str) -> None:
    text = appendix.said[answer].replace("'", "’")
    assert text.startswith(start)
    assert text.endswith(end)


def test_words_are_those_between_one_name_and_what_follows(appendix: Read) -> None:
    """Counted on the lines of the file, without docutils."""
    counts: list[tuple[str, int]] = []
    speaker = ""
    for line in TEXT.splitlines():
        if name := re.fullmatch(r"\*(\w+ \w+)\*:", line.rstrip()):
            speaker = name[1].lower().replace(" ", "-")
            counts.append((speaker, 0))
        elif line.strip() and not line.startswith(" "):
            speaker = ""
        elif speaker:
            counts[-1] = (speaker, counts[-1][1] + len(line.split()))
    assert [(answer.person, answer.words) for answer in appendix.reading.answers] == counts
    assert sum(count for _, count in counts) == 1978


def test_asides_stay_where_they_stand(appendix: Read) -> None:
    assert [(place, text[:33]) for place, text in appendix.asides] == [
        ("", "To help answer questions about ho"),
        (CAST, "Let's meet our cast and their pro"),
        ("why-django", "We asked each developer why he de"),
        ("getting-started", "Since Django's a relatively new t"),
        ("getting-started", "We didn't have to bribe Christian"),
        ("porting-existing-code", "Although Review Board and Tabblo "),
        ("how-did-it-go", "Now for the million-dollar questi"),
        ("team-structure", "Often successful projects are mad"),
        ("deployment", "The Django developers take ease o"),
    ]


def test_the_remark_on_christian_follows_his_answer_and_is_nobodys(appendix: Read) -> None:
    topic = appendix.reading.topics[1]
    remark = next(aside for aside in appendix.reading.asides if "bribe" in appendix.text(aside.key))
    assert topic.items[-2:] == (f"answer talk {CHRISTIAN}/getting-started", remark.key)
    assert not any("bribe" in words for words in appendix.said.values())


def test_david_who_is_not_of_the_cast_is_not_taken_for_david_who_is(appendix: Read) -> None:
    """Christian's "David and I" is David Trowbridge."""
    assert appendix.said[f"{CHRISTIAN}/getting-started"].startswith("David and I")
    assert "David and I" not in "".join(
        words for answer, words in appendix.said.items() if not answer.startswith(CHRISTIAN)
    )
    # The mark of a speaker is another thing: there the given name of one of the cast will do.
    text = TEXT.replace("*David Cramer*:\n\n    The Web", "*David*:\n\n    The Web")
    changed = read(text)
    assert changed.said[f"{DAVID}/getting-started"].startswith("The Web site")
    assert changed.doubts == []


def test_lines_lead_to_the_places_in_the_file(appendix: Read) -> None:
    lines = TEXT.splitlines()
    for answer in appendix.reading.answers:
        name = next(p.name for p in appendix.reading.people if p.id == answer.person)
        assert lines[answer.line - 1].rstrip() == f"*{name}*:"
    for topic in appendix.reading.topics:
        # docutils takes the line below a title for the section's.
        assert topic.title in lines[topic.line - 2 : topic.line]
