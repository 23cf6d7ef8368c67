"""The truths say what is in the files: no recogniser is asked, only the text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.corpora.plain import seen, words
from tests.corpora.truths import (
    FOLDER,
    NAMES,
    Doubt,
    Heading,
    Passage,
    Share,
    Trap,
    Truth,
    Turn,
    load,
)

Item = Heading | Turn | Passage

LICENCES = {
    "bitcoin-core-roundtable": "1901feb84a6a925200031861708c0286f9d3c98d31ff1d93cb8839f79df02823",
    "k8s-end-user-panel": "b40930bbcf80744c86c46a12bc9da056641d722716c378f5659b9e555ef833e1",
    "k8s-steering-2024": "b40930bbcf80744c86c46a12bc9da056641d722716c378f5659b9e555ef833e1",
}

each = pytest.mark.parametrize("name", NAMES)


@cache
def truth_of(name: str) -> Truth:
    return load(name)


@cache
def raw(path: str) -> str:
    return (FOLDER / path).read_bytes().decode("utf-8")


def file_names(truth: Truth) -> list[str]:
    """Return how the records of *truth* name its files."""
    several = len(truth.sources) > 1
    return [Path(source.path).name if several else "" for source in truth.sources]


def turns_of(truth: Truth) -> list[Turn]:
    return [turn for answers in truth.answers for turn in answers.turns]


def items_of(truth: Truth, file: str) -> list[Item]:
    """Return all that a file consists of, in its order."""
    items: list[Item] = [*truth.headings, *turns_of(truth), *truth.passages]
    return sorted((item for item in items if item.file == file), key=lambda item: item.line)


def before(item: Item) -> list[str]:
    """Return the words that name a topic or a speaker, and are nobody's."""
    if isinstance(item, Heading):
        return item.text.split()
    return [*item.mark.split(), *item.time.split()] if isinstance(item, Turn) else []


def spoken(item: Item) -> int:
    return 0 if isinstance(item, Heading) else item.words


def test_every_corpus_has_a_truth() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert folders | {"case-studies"} == set(NAMES)


@each
def test_the_sources_are_byte_for_byte_what_was_read(name: str) -> None:
    truth = truth_of(name)
    for source in truth.sources:
        assert hashlib.sha256((FOLDER / source.path).read_bytes()).hexdigest() == source.sha256
        assert len(raw(source.path).splitlines()) == source.lines
    if (FOLDER / name).is_dir():
        kept = {path.name for path in (FOLDER / name).iterdir()}
        assert kept - {"LICENSE"} == {Path(source.path).name for source in truth.sources}


@pytest.mark.parametrize("name", LICENCES)
def test_the_licence_is_with_the_text(name: str) -> None:
    assert hashlib.sha256((FOLDER / name / "LICENSE").read_bytes()).hexdigest() == LICENCES[name]


@each
def test_ids_are_slugs_and_lead_somewhere(name: str) -> None:
    truth = truth_of(name)
    people = [person.id for person in truth.people]
    topics = [topic.id for topic in truth.topics]
    for ids in (people, topics):
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", one) for one in ids)
    assert [answers.topic for answers in truth.answers] == topics
    assert {turn.by for turn in turns_of(truth)} <= set(people)
    named: list[Heading | Passage | Doubt] = [*truth.headings, *truth.passages, *truth.doubts]
    assert {record.person for record in named} - {""} <= set(people)
    assert {record.topic for record in named} - {""} <= set(topics)
    assert {role.person for role in truth.roles} <= set(people)
    files = set(file_names(truth))
    placed: list[Item | Doubt | Trap]
    placed = [*truth.headings, *turns_of(truth), *truth.passages, *truth.doubts, *truth.traps]
    assert {record.file for record in placed} <= files


@each
def test_the_records_are_the_whole_text_in_its_order(name: str) -> None:
    """Read the words of each file one by one: each belongs to one record, and none is left."""
    truth = truth_of(name)
    for file in file_names(truth):
        path = truth.file(file)
        left = words(raw(path), truth.parser)
        for item in items_of(truth, file):
            assert left[0][0] == item.line, f"{path}:{left[0][0]}: {item}"
            mark = before(item)
            assert [word for _, word in left[: len(mark)]] == mark
            end = len(mark) + spoken(item)
            said = " ".join(word for _, word in left[len(mark) : end])
            if not isinstance(item, Heading):
                assert item.words == len(said.split()) > 0
                assert said.startswith(item.first)
                assert said.endswith(item.last)
                assert min(item.words, 5) <= len(item.first.split()) <= 8
                assert min(item.words, 5) <= len(item.last.split()) <= 8
            left = left[end:]
        assert not left


@each
def test_no_mark_is_left_inside_what_somebody_says(name: str) -> None:
    truth = truth_of(name)
    marks = {mark for person in truth.people for mark in person.marks}
    for file in file_names(truth):
        left = [word for _, word in words(raw(truth.file(file)), truth.parser)]
        for item in items_of(truth, file):
            start = len(before(item))
            end = start + spoken(item)
            said = " ".join(left[start:end])
            assert not [mark for mark in marks if re.search(rf"(?<!\w){mark}:", said)]
            left = left[end:]


@each
def test_people_are_where_the_text_lists_them(name: str) -> None:
    truth = truth_of(name)
    whole = "\n".join(raw(source.path) for source in truth.sources)
    for person in truth.people:
        if person.line:
            text = raw(truth.file(person.file))
            assert person.name in text.splitlines()[person.line - 1]
            assert person.role in text
        else:  # who is not listed is heard, and is a doubt
            assert person.marks
            assert any(d.person == person.id and d.report == "must" for d in truth.doubts)
        assert all(alias in whole for alias in person.aliases)
        used = {turn.mark.rstrip(":") for turn in turns_of(truth) if turn.by == person.id}
        assert used - {""} == set(person.marks)


@each
def test_headings_bear_the_titles_of_their_topics(name: str) -> None:
    truth = truth_of(name)
    for topic in truth.topics:
        titles = {heading.text for heading in truth.headings if heading.topic == topic.id}
        assert titles == {topic.title, *topic.aliases}


@each
def test_turns_are_under_their_headings(name: str) -> None:
    """A turn is listed on the topic, and by the voice, whose heading it stands under."""
    truth = truth_of(name)
    topic_of = {id(turn): answers.topic for answers in truth.answers for turn in answers.turns}
    for file in file_names(truth):
        topic = person = ""
        for item in items_of(truth, file):
            if isinstance(item, Heading):
                topic = item.topic
                person = item.person or (person if topic else "")
            elif isinstance(item, Turn):
                assert topic_of[id(item)] == topic
                assert item.by == (person or item.by)
            elif item.topic:
                assert item.topic == topic


@each
def test_time_stamps_never_go_back(name: str) -> None:
    times = [turn.time for turn in turns_of(truth_of(name)) if turn.time]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d\d:[0-5]\d:[0-5]\d", time) for time in times)


@each
def test_doubts_and_traps_are_at_their_lines(name: str) -> None:
    truth = truth_of(name)
    records: list[Doubt | Trap] = [*truth.doubts, *truth.traps]
    for record in records:
        lines = seen(raw(truth.file(record.file)), truth.parser).split("\n")
        here, following = (" ".join(line.split()) for line in [*lines, ""][record.line - 1 :][:2])
        at = f"{here} {following}".find(record.text)
        assert 0 <= at < len(here), record


@each
def test_the_counts_add_up(name: str) -> None:
    truth = truth_of(name)
    counts, turns = truth.counts, turns_of(truth)
    cells = {(turn.by, answers.topic) for answers in truth.answers for turn in answers.turns}
    assert counts.people == len(truth.people)
    assert counts.speakers == len({turn.by for turn in turns})
    assert counts.topics == len(truth.topics)
    assert counts.answers == len(cells)
    assert counts.turns == len(turns)
    assert counts.passages == len(truth.passages)

    assert counts.words.headings == sum(len(heading.text.split()) for heading in truth.headings)
    assert counts.words.marks == sum(len(before(turn)) for turn in turns)
    assert counts.words.turns == sum(turn.words for turn in turns)
    assert counts.words.passages == sum(passage.words for passage in truth.passages)
    parts = counts.words.headings + counts.words.marks + counts.words.turns + counts.words.passages
    total = sum(len(words(raw(source.path), truth.parser)) for source in truth.sources)
    assert counts.words.total == parts == total

    said = Counter[str]()
    for turn in turns:
        said[turn.by] += turn.words
    introduced = Counter[str]()
    for passage in truth.passages:
        introduced[passage.person] += passage.words
    assert counts.shares == {
        person.id: Share(
            turns=sum(turn.by == person.id for turn in turns),
            topics=sum(by == person.id for by, _ in cells),
            words=said[person.id],
            passages=introduced[person.id],
        )
        for person in truth.people
    }
