"""What is found to be named is what a careful reader finds: no less, and no more."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from sphinx_roundtable.mentions.finder import Finder
from sphinx_roundtable.model import Said
from sphinx_roundtable.sidecar import PersonHints, Sidecar, SystemHints
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

INTRODUCTIONS = "introductions-and-motivations-for-working-on-bitcoin-core"
DISCUSSION = "open-discussion-on-specific-soft-fork-proposals-opcat-and-ctv"

#: How people are named that nobody can know but the author: a family name alone, a misheard name.
ALIASES: dict[str, Mapping[str, PersonHints]] = {
    "bitcoin-core-roundtable": {
        "adam-jonas": PersonHints(aliases=("Jonas",)),
        "cory-fields": PersonHints(aliases=("Corey",)),
    }
}

#: What is not found.
MISSED: dict[str, list[Place]] = {
    # Lines of a roster that stand in one paragraph tell roles: they are no biographies, and roles
    # are not searched.
    "k8s-end-user-panel": [
        (
            "federico-hernandez",
            "",
            "Federico Hernandez Mellwater, provides",
            "kubernetes",
            "kubernetes",
        )
    ],
    # What stands in code is looked for only where the sidecar asks for it.
    "bitcoin-core-roundtable": [
        ("antoine-poinsot", INTRODUCTIONS, "All of them at once", "Signet", "signet")
    ],
    "k8s-steering-2024": [
        (
            "marko-mudrinic",
            "what-i-have-done",
            "I was leading migration",
            "pkgs.k8s.io",
            "pkgs-k8s-io",
        )
    ],
}
#: What is found, and is none.
WRONG: dict[str, list[Place]] = {
    # The name of a band, in a joke. An alias is taken at its word.
    "bitcoin-core-roundtable": [
        ("audience-1", DISCUSSION, "What was it like growing up a", "Jonas", "adam-jonas")
    ],
    # Footnotes that are collected at the end of somebody's section: they are taken for a biography.
    "pep-8002": [
        ("astropy", "", "Astropy roles and responsibilities", "Astropy", "astropy"),
        ("astropy", "", "Astropy Proposals for Enhancement", "Astropy", "astropy"),
        ("astropy", "", "Astropy-dev mailing list", "Astropy", "astropy"),
        ("astropy", "", "Vision for a Common", "Python", "python"),
    ],
}
#: Where a sentence is found to begin earlier than it does: after "me." there may be a capital.
EARLIER = {"I read about Bitcoin,": "That seems stupid to me."}


def spelled(truth: Truth) -> dict[str, str]:
    """Return which system each spelling is of."""
    return {spelling: system.id for system in truth.systems for spelling in system.spellings}


def as_sidecar(name: str, truth: Truth, sidecar: Sidecar) -> Sidecar:
    """Return *sidecar* with the systems of *truth*, as an author would write them."""
    systems = {
        system.id: SystemHints(system.spellings[0], tuple(system.spellings[1:]))
        for system in truth.systems
    }
    people = {**sidecar.people, **ALIASES.get(name, {})}
    return msgspec.structs.replace(sidecar, systems=systems, people=people)


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
        else as_sidecar(name, truth, SIDECARS.get(name, Sidecar()))
    )
    reading, bodies = read(truth, sidecar)
    topics = {answer.key: answer.topic for answer in reading.answers}
    beginnings = Beginnings(truth, [*WRONG.get(name, ())])
    places: Counter[Place] = Counter()
    for mention in mentions(sidecar, reading, bodies):
        topic = topics.get(mention.key, "")
        if not truth.sampled or topic in truth.sampled:
            first = beginnings.of(mention.by, topic, mention)
            places[mention.by, topic, first, mention.words, mention.target] += 1
    return places


class Beginnings:
    """The first words of sentences, as the truth writes them."""

    def __init__(self, truth: Truth, more: Sequence[Place]) -> None:
        """Take those of *truth*, and those of *more*, which the truth does not have."""
        self.known: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for by, topic, first, *_ in more:
            self.known[by, topic][first] = ""
        for said in truth.mentions:
            text = seen((FOLDER / truth.file(said.file)).read_text("utf-8"), truth.parser)
            for sentence in said.sentences:
                after = " ".join(text.split("\n", sentence.line - 1)[-1].split())
                after = after[after.index(sentence.first) :]
                self.known[said.by, said.topic][sentence.first] = after

    def of(self, by: str, topic: str, mention: Mention) -> str:
        """Return the first words of the sentence of *mention*; its own where the truth has none."""
        whole = f"{mention.before}{mention.words}{mention.after}"
        known = self.known[by, topic]
        if whole.startswith("\u2026 "):  # a long sentence, of which the beginning is not shown
            return min(known, key=lambda first: known[first].find(whole[2:300]) % sys.maxsize)
        return next(
            (first for first in sorted(known) if whole.startswith(EARLIER.get(first, first))), whole
        )


@each
def test_every_mention_is_found_and_no_other(name: str) -> None:
    truth = load(name)
    missed, wrong = Counter(MISSED.get(name, ())), Counter(WRONG.get(name, ()))
    assert missed <= wanted(truth)
    assert found(name, truth) == wanted(truth) - missed + wrong


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
