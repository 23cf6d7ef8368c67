"""What is recognised in the corpora is what a careful reader says is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.reading import marked
from sphinx_roundtable.reading.merge import merge
from sphinx_roundtable.reading.recognise import recognise
from sphinx_roundtable.sidecar import Sidecar, TopicHints
from tests.corpora.truths import FOLDER, NAMES, load
from tests.support import parse, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from sphinx_roundtable.model import Reading
    from tests.corpora.truths import Truth

#: What the text of a corpus does not say, and its author would say in a sidecar.
SIDECARS = {
    "pep-8002": Sidecar(
        topics={"planning-a-new-release": TopicHints(aliases=("Planning releases",))},
    )
}


def read(truth: Truth, sidecar: Sidecar) -> tuple[Reading, dict[str, Sequence[nodes.Element]]]:
    """Return what the sources of *truth* say together, and the nodes of each record."""
    several = len(truth.sources) > 1
    readings: list[Reading] = []
    bodies: dict[str, Sequence[nodes.Element]] = {}
    for source in truth.sources:
        text = (FOLDER / source.path).read_text("utf-8")
        document = parse(text, f".{truth.parser}")
        name = source.path.rpartition("/")[2] if several else truth.title
        readings.append(recognise(document, name, sidecar, several=several))
        bodies |= marked(document)
    return merge(readings, sidecar), bodies


@pytest.mark.parametrize("name", NAMES)
def test_people_topics_and_turns_are_those_of_the_truth(name: str) -> None:
    truth = load(name)
    reading, bodies = read(truth, SIDECARS.get(name, Sidecar()))
    assert [(p.id, p.name) for p in reading.people] == [(p.id, p.name) for p in truth.people]
    assert [p.kind for p in reading.people] == [p.kind for p in truth.people]
    assert [(t.id, t.title) for t in reading.topics] == [
        (t.id, " ".join(t.title.split())) for t in truth.topics
    ]
    place = {topic.id: number for number, topic in enumerate(reading.topics)}
    found = [
        (
            place[answer.topic],
            answer.source if len(truth.sources) > 1 else "",
            answer.line,
            answer.person,
            answer.time,
            words_of(bodies[answer.key]),
        )
        for answer in sorted(reading.answers, key=lambda answer: place[answer.topic])
    ]
    expected = [(number, turn) for number, cell in enumerate(truth.answers) for turn in cell.turns]
    assert [cell.topic for cell in truth.answers] == [topic.id for topic in reading.topics]
    assert len(found) == len(expected) == truth.counts.turns
    for (topic, source, line, person, time, words), (number, turn) in zip(
        found, expected, strict=True
    ):
        where = f"{name}, {turn.file} line {turn.line}"
        assert (topic, source, line) == (number, turn.file, turn.line), where
        assert (person, time) == (turn.by, turn.time), where
        assert len(words) == turn.words, where
        assert " ".join(words).startswith(" ".join(turn.first.split())), where
        assert " ".join(words).endswith(" ".join(turn.last.split())), where


@pytest.mark.parametrize("name", NAMES)
def test_the_doubts_are_real_ones_and_none_is_missing(name: str) -> None:
    """Without a sidecar: each place where a careful reader hesitates is reported, and no other."""
    truth = load(name)
    reading, _ = read(truth, Sidecar())
    must = {doubt.line for doubt in truth.doubts if doubt.report == "must"}
    may = {doubt.line for doubt in truth.doubts if doubt.report == "may"}
    lines = [doubt.line for doubt in reading.doubts]
    assert must <= set(lines) <= must | may
    assert len(lines) == len(set(lines))
