"""What is written is read back, in every form; and whatever is damaged, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.claims import read
from tests.reading.conversations import FORMS, Conversation, conversations, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.reading.claims import Read

SETTINGS = settings(max_examples=40)
#: Forms in which nobody speaks twice on a topic: the name is a title, or a term.
ONCE = {"sections", "people"}
WAYS = [(form, suffix) for form, ways in FORMS.items() for suffix in ways]
WAYS += [("people", ".rst"), ("people", ".md")]


def heard(found: Read) -> list[tuple[str, str, str]]:
    """Return what was heard: topic, name and words, topic by topic."""
    names = {person.id: person.name for person in found.reading.people}
    titles = {topic.id: topic.title for topic in found.reading.topics}
    answers = {answer.key: answer for answer in found.reading.answers}
    return [
        (titles[topic.id], names[answers[key].person], _bare(found.text(key), names.values()))
        for topic in found.reading.topics
        for key in topic.items
        if key in answers
    ]


def _bare(words: str, names: Iterable[str]) -> str:
    """Return *words* without the name that stands in one paragraph with them."""
    for name in names:
        words = words.removeprefix(f"{name}:").strip()
    return words


def said(conversation: Conversation) -> list[tuple[str, str, str]]:
    return [
        (turn.topic, turn.name, turn.words)
        for topic in conversation.topics
        for turn in conversation.turns
        if turn.topic == topic
    ]


@pytest.mark.parametrize(("form", "suffix"), WAYS)
def test_what_is_written_is_read_back(form: str, suffix: str) -> None:
    @SETTINGS
    @given(conversations(once=form in ONCE))
    def holds(conversation: Conversation) -> None:
        found = read(written(conversation, form, suffix), suffix)
        assert [person.name for person in found.reading.people] == list(conversation.people)
        if form == "people":
            assert sorted(heard(found)) == sorted(said(conversation))
        else:
            assert heard(found) == said(conversation)
        assert {doubt for doubt, _ in found.doubts} <= {"silent_person", "topic_drift"}

    holds()


@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_each_topic_may_have_a_form_of_its_own(suffix: str) -> None:
    mixed = [form for form, ways in FORMS.items() if suffix in ways and form != "plain"]

    @SETTINGS
    @given(conversations(once=True, short=True), st.data())
    def holds(conversation: Conversation, data: st.DataObject) -> None:
        parts = []
        for number, topic in enumerate(conversation.topics):
            turns = tuple(turn for turn in conversation.turns if turn.topic == topic)
            form = data.draw(st.sampled_from(mixed), label=topic)
            text = written(Conversation(conversation.people, turns), form, suffix)
            head = "## " if suffix == ".md" else "\n\n"
            parts.append(text if not number else text[text.index(f"{head}{topic}") :])
        found = read("".join(parts), suffix)
        assert heard(found) == said(conversation)

    holds()


@pytest.mark.parametrize(("form", "suffix"), WAYS)
def test_damage_loses_nothing(form: str, suffix: str) -> None:
    """Every call of `read` asserts that each word is in one record."""

    @SETTINGS
    @given(conversations(), st.data())
    def holds(conversation: Conversation, data: st.DataObject) -> None:
        lines = written(conversation, form, suffix).splitlines()
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(lines) - 1))
            match data.draw(st.sampled_from(["drop", "double", "indent", "join", "move"])):
                case "drop":
                    del lines[at]
                case "double":
                    lines.insert(at, lines[at])
                case "indent":
                    lines[at] = f"   {lines[at]}"
                case "join":
                    lines[at : at + 2] = [" ".join(lines[at : at + 2])]
                case "move":
                    lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            if not lines:
                break
        read("\n".join(lines), suffix)

    holds()


@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_two_forms_that_alternate_lose_nothing(suffix: str) -> None:
    @SETTINGS
    @given(conversations(), conversations(), st.sampled_from(WAYS), st.sampled_from(WAYS))
    def holds(
        first: Conversation, second: Conversation, one: tuple[str, str], two: tuple[str, str]
    ) -> None:
        texts = [
            written(conversation, form if (form, suffix) in WAYS else "quoted", suffix)
            for conversation, (form, _) in ((first, one), (second, two))
        ]
        blocks = [text.split("\n\n") for text in texts]
        pairs = zip(*blocks, strict=False)
        read("\n\n".join(block for pair in pairs for block in pair), suffix)

    holds()
