"""What is recognised in the corpora is what a careful reader says is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_roundtable.reading import marked, recognise
from tests.corpora.truths import FOLDER, load
from tests.support import parse, words_of

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_roundtable.model import Reading
    from tests.corpora.truths import Truth

#: Corpora whose forms are known. The others follow with their forms.
UNDERSTOOD = ["bitcoin-core-roundtable", "case-studies", "k8s-end-user-panel"]


def read(truth: Truth) -> tuple[Reading, nodes.document]:
    (source,) = truth.sources
    text = (FOLDER / source.path).read_text("utf-8")
    document = parse(text, f".{truth.parser}")
    return recognise(document, truth.title), document


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_people_topics_and_turns_are_those_of_the_truth(name: str) -> None:
    truth = load(name)
    reading, document = read(truth)
    assert [(p.id, p.name) for p in reading.people] == [(p.id, p.name) for p in truth.people]
    assert [(t.id, t.title) for t in reading.topics] == [
        (t.id, " ".join(t.title.split())) for t in truth.topics
    ]
    bodies = marked(document)
    found = [
        (
            answer.topic,
            answer.person,
            answer.time,
            answer.line,
            words_of(bodies[answer.key]),
        )
        for answer in reading.answers
    ]
    expected = [(cell.topic, turn) for cell in truth.answers for turn in cell.turns]
    assert len(found) == len(expected) == truth.counts.turns
    for (topic, person, time, line, words), (in_topic, turn) in zip(found, expected, strict=True):
        where = f"{name}, line {turn.line}"
        assert (topic, person, time, line) == (in_topic, turn.by, turn.time, turn.line), where
        assert len(words) == turn.words, where
        assert " ".join(words).startswith(" ".join(turn.first.split())), where
        assert " ".join(words).endswith(" ".join(turn.last.split())), where


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_the_doubts_are_real_ones_and_none_is_missing(name: str) -> None:
    truth = load(name)
    reading, _ = read(truth)
    must = {doubt.line for doubt in truth.doubts if doubt.report == "must"}
    may = {doubt.line for doubt in truth.doubts if doubt.report == "may"}
    lines = [doubt.line for doubt in reading.doubts]
    assert must <= set(lines) <= must | may
    assert len(lines) == len(set(lines))
