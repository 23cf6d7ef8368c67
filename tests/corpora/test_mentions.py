"""What is found to be named is what a careful reader finds: no less, and no more."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from sphinx_roundtable.mentions import Finder
from sphinx_roundtable.model import Said
from sphinx_roundtable.sidecar import Sidecar, SystemHints
from sphinx_roundtable.sidecar import load as load_sidecar
from tests.corpora.plain import seen
from tests.corpora.test_recognition import SIDECARS, read
from tests.corpora.truths import FOLDER, NAMES, Truth, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docutils import nodes

    from sphinx_roundtable.model import Mention, Reading

SIDECAR = FOLDER / "../../source/appendix-a.toml"
READ = [name for name in NAMES if load(name).mentions]

each = pytest.mark.parametrize("name", READ)

#: By, topic or nothing, line and first words of the sentence, words that name, id of what is named.
Place = tuple[str, str, str, str, str]

#: What is not found. Lines of a roster that stand in one paragraph tell roles: they are no
#: biographies, and roles are not searched.
MISSED: dict[str, Counter[Place]] = {
    "k8s-end-user-panel": Counter(
        [
            (
                "federico-hernandez",
                "",
                "Federico Hernandez Mellwater, provides",
                "kubernetes",
                "kubernetes",
            )
        ]
    )
}


def spelled(truth: Truth) -> dict[str, str]:
    """Return which system each spelling is of."""
    return {spelling: system.id for system in truth.systems for spelling in system.spellings}


def as_sidecar(truth: Truth, sidecar: Sidecar) -> Sidecar:
    """Return *sidecar* with the systems of *truth*, as an author would write them."""
    systems = {
        system.id: SystemHints(system.spellings[0], tuple(system.spellings[1:]))
        for system in truth.systems
    }
    return msgspec.structs.replace(sidecar, systems=systems)


def wanted(truth: Truth) -> Counter[Place]:
    systems = spelled(truth)
    return Counter(
        (said.by, said.topic, sentence.first, words, id)
        for said in truth.mentions
        for sentence in said.sentences
        for words, id in [*((words, systems[words]) for words in sentence.of), *sentence.people]
    )


def mentions(
    sidecar: Sidecar, reading: Reading, bodies: Mapping[str, Sequence[nodes.Element]]
) -> Iterator[Mention]:
    records = [
        *(
            Said(place.key, person.id)
            for person in reading.people
            for place in person.introductions
        ),
        *(Said(answer.key, answer.person) for answer in reading.answers),
    ]
    return Finder(sidecar, reading.people, "en").examine(records, bodies).mentions()


def found(name: str, truth: Truth) -> Counter[Place]:
    """Return what the program finds, with the beginnings of sentences as the truth writes them."""
    sidecar = (
        load_sidecar(SIDECAR)
        if name == "case-studies"
        else as_sidecar(truth, SIDECARS.get(name, Sidecar()))
    )
    reading, bodies = read(truth, sidecar)
    topics = {answer.key: answer.topic for answer in reading.answers}
    beginnings = {
        (said.by, said.topic, sentence.first)
        for said in truth.mentions
        for sentence in said.sentences
    }
    places: Counter[Place] = Counter()
    for mention in mentions(sidecar, reading, bodies):
        topic = topics.get(mention.key, "")
        whole = f"{mention.before}{mention.words}{mention.after}"
        first = next(
            (
                words
                for by, on, words in sorted(beginnings)
                if (by, on) == (mention.by, topic) and whole.startswith(words)
            ),
            whole,
        )
        places[mention.by, topic, first, mention.words, mention.target] += 1
    return places


@each
def test_every_mention_is_found_and_no_other(name: str) -> None:
    truth = load(name)
    assert found(name, truth) == wanted(truth) - MISSED.get(name, Counter())


@each
def test_sentences_stand_where_the_truth_says(name: str) -> None:
    truth = load(name)
    systems = spelled(truth)
    assert sum(len(system.spellings) for system in truth.systems) == len(systems)
    for said in truth.mentions:
        text = seen((FOLDER / truth.file(said.file)).read_text("utf-8"), truth.parser)
        lines = text.split("\n")
        for sentence in said.sentences:
            rest = " ".join(" ".join(lines[sentence.line - 1 :]).split())
            start = rest.find(sentence.first)
            assert 0 <= start < len(" ".join(lines[sentence.line - 1].split())), sentence
            at = start
            for words in [*sentence.of, *(words for words, _ in sentence.people)]:
                assert words in rest[start : start + 1500], words
                if words in sentence.of:
                    at = rest.find(words, at) + 1
                    assert at, words


@each
def test_every_system_is_named(name: str) -> None:
    truth = load(name)
    used = {
        words for said in truth.mentions for sentence in said.sentences for words in sentence.of
    }
    assert used == set(spelled(truth))


def test_lines_are_those_of_the_file() -> None:
    truth, sidecar = load("case-studies"), load_sidecar(SIDECAR)
    lines = (FOLDER / truth.sources[0].path).read_text("utf-8").splitlines()
    reading, bodies = read(truth, sidecar)
    for mention in mentions(sidecar, reading, bodies):
        assert mention.words.split()[0] in lines[mention.line - 1], mention


def test_the_sidecar_of_the_book_describes_what_the_truth_lists() -> None:
    truth, sidecar = load("case-studies"), load_sidecar(SIDECAR)
    assert set(sidecar.systems) == {system.id for system in truth.systems}
    for system in truth.systems:
        hints = sidecar.systems[system.id]
        assert hints.kind == system.kind
        assert {*system.spellings} <= {hints.name, *hints.aliases}
        if system.work_of:
            assert hints.people == (system.work_of,)


def test_traps_of_the_appendix_are_no_mentions() -> None:
    text = (FOLDER / "../../source/appendix-a.rst").read_text("utf-8")
    traps = ["code review tool", "bug tracker", "keep track", "Pythonic", "David\n    Trowbridge"]
    assert all(trap in text for trap in traps)
    words = Counter(words for *_, words, _ in wanted(load("case-studies")).elements())
    # Each "Python" but the one in "Pythonic", counted in the text from the first introduction on.
    body = text[text.index("* *Ned Batchelder* is") :]
    assert words["Python"] == len(re.findall(r"Python(?!ic)", body))
    assert words["Trac"] == len(re.findall(r"\bTrac\b", body))
    assert Path(SIDECAR).is_file()
