"""Transcripts: a name and a colon, then the words, until the next name."""

from __future__ import annotations

import pytest

from sphinx_roundtable.reading import marked
from sphinx_roundtable.reading.recognise import recognise
from tests.support import parse, words_of


def said(text: str, suffix: str = ".md") -> list[tuple[str, str]]:
    """Return who says what in *text*, by name; asides have no name."""
    document = parse(text, suffix)
    reading = recognise(document, "talk")
    names = {person.id: person.name for person in reading.people}
    bodies = marked(document)
    records = [(names[a.person], a.key) for a in reading.answers]
    records += [("", aside.key) for aside in reading.asides]
    place = {key: number for number, key in enumerate(bodies)}
    return [
        (name, " ".join(words_of(bodies[key])))
        for name, key in sorted(records, key=lambda record: place[record[1]])
    ]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize(
    "mark",
    ["**{}:** {}", "**{}**: {}", "*{}*: {}", "*{}:* {}", "{}: {}", "**{}** [00:01:02]: {}"],
)
def test_a_mark_at_the_start_of_a_paragraph(mark: str, suffix: str) -> None:
    turns = [("Ann Lee", "One."), ("Bo Ek", "Two."), ("Ann Lee", "Three."), ("Bo Ek", "Four.")]
    text = "\n\n".join(mark.format(*turn) for turn in turns)
    assert said(text, suffix) == turns


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize("mark", ["**{}:** 00:00:10", "**{}:**", "{}:", "*{}*:", "**{}** 1:02"])
def test_a_mark_alone_and_the_words_below(mark: str, suffix: str) -> None:
    blocks = []
    for name in ("Ann Lee", "Bo Ek", "Ann Lee", "Bo Ek"):
        blocks += [mark.format(name), "First words.", "And more."]
    text = "\n\n".join(blocks)
    assert said(text, suffix) == [
        (name, "First words. And more.") for name in ("Ann Lee", "Bo Ek", "Ann Lee", "Bo Ek")
    ]


def test_words_go_on_until_the_next_name_or_heading() -> None:
    text = (
        "# Talk\n\n## One\n\n**Ann Lee:** A.\n\nB.\n\n* C\n\n> D\n\n**Bo Ek:** E.\n\n"
        "## Two\n\nLead.\n\n**Ann Lee:** F.\n"
    )
    assert said(text) == [
        ("Ann Lee", "A. B. C D"),
        ("Bo Ek", "E."),
        ("", "Lead."),
        ("Ann Lee", "F."),
    ]


@pytest.mark.parametrize(
    "remark",
    ["[laughter]", "(They pause.)", "... inaudible ...", "Bo talked about bread.", "Ann Lee left."],
)
def test_a_remark_of_the_editor_is_nobodys(remark: str) -> None:
    text = f"**Ann Lee:** One.\n\n{remark}\n\n**Bo Ek:** Two.\n\n**Ann Lee:** Three.\n"
    assert ("", remark) in said(text)


def test_times_are_data_as_they_are_written() -> None:
    text = "**Ann:** 00:00:10\n\nOne.\n\n**Bo** [1:02]: Two.\n\n**Cy** 00:37:24\n\nThree.\n"
    reading = recognise(parse(text, ".md"), "talk")
    assert [answer.time for answer in reading.answers] == ["00:00:10", "1:02", "00:37:24"]
    assert [answer.words for answer in reading.answers] == [1, 1, 1]


def test_another_may_speak_in_the_middle_of_a_paragraph() -> None:
    text = (
        "Ann: One thing. Bo: Two. Ann: Three.\n\nBo: The ratio is this: four. Cy: five.\n\n"
        "Ann: Done.\n\nBo: Yes.\n"
    )
    assert said(text) == [
        ("Ann", "One thing."),
        ("Bo", "Two."),
        ("Ann", "Three."),
        ("Bo", "The ratio is this: four. Cy: five."),
        ("Ann", "Done."),
        ("Bo", "Yes."),
    ]


@pytest.mark.parametrize("word", ["Note", "Update", "Q", "Warning", "https"])
def test_words_before_a_colon_that_are_nobody(word: str) -> None:
    text = (
        f"**Ann Lee:** One.\n\n{word}: two.\n\n**Bo Ek:** Three.\n\n{word}: four.\n\n"
        "**Ann Lee:** Five.\n"
    )
    assert {name for name, _ in said(text)} == {"Ann Lee", "Bo Ek"}


def test_once_before_a_colon_is_not_a_speaker() -> None:
    text = "Ann: One.\n\nThe list: two.\n\nBo: Three.\n\nAnn: Four.\n\nBo: Five.\n"
    assert said(text)[0] == ("Ann", "One. The list: two.")


HEADS = {
    ".md": "---\nspeakers:\n  - Ann Lee\n  - Josh Berkus\n---\n\n# Talk\n\n## One\n\n",
    ".rst": ":speakers: Ann Lee, Josh Berkus\n\nTalk\n====\n\nOne\n---\n\n",
}


@pytest.mark.parametrize("suffix", HEADS)
def test_the_head_of_a_document_lists_the_speakers(suffix: str) -> None:
    text = HEADS[suffix] + "JoshB: One.\n\nAnn: Two.\n\nJosh: Three.\n\nann lee: Four.\n"
    reading = recognise(parse(text.replace("ann lee", "Ann Lee"), suffix), "talk")
    assert [person.name for person in reading.people] == ["Ann Lee", "Josh Berkus"]
    assert [answer.person for answer in reading.answers] == [
        "josh-berkus",
        "ann-lee",
        "josh-berkus",
        "ann-lee",
    ]
    assert reading.doubts == ()


def test_who_speaks_and_is_not_listed_has_a_page_and_a_doubt() -> None:
    text = HEADS[".md"] + "**Zoe:** One.\n\n**Ann Lee:** Two.\n\n**Josh Berkuss:** Three.\n"
    reading = recognise(parse(text, ".md"), "talk")
    assert [person.name for person in reading.people] == ["Ann Lee", "Josh Berkus", "Zoe"]
    doubts = {doubt.subtype.value: doubt.message for doubt in reading.doubts}
    assert "'Zoe' speaks, but is not in the list" in doubts["unlisted_person"]
    assert "did you mean 'Josh Berkus'?" in doubts["unknown_person"]


ROSTER = (
    "Panel\n\nAnn Lee, Acme Tools\nBo Ek Big Garden\nCy Fox & Dee Roe, Both Inc.\n\n"
    "How did it begin?\n\nAnn: One.\n\nBo: Two.\n\nIs it done?\n\nCy: Three?\n\nAnn: Four.\n\n"
    "Bo: Five.\n\nCy: Six.\n"
)


def test_a_roster_of_plain_lines_is_the_cast() -> None:
    reading = recognise(parse(ROSTER, ".md"), "panel")
    assert [(person.name, person.role) for person in reading.people] == [
        ("Ann Lee", "Acme Tools"),
        ("Bo Ek", "Big Garden"),
        ("Cy Fox", "Both Inc."),
        ("Dee Roe", "Both Inc."),
    ]
    assert [aside.place for aside in reading.asides] == ["", "the cast"]


def test_paragraphs_that_ask_are_topics() -> None:
    reading = recognise(parse(ROSTER, ".md"), "panel")
    assert [topic.title for topic in reading.topics] == ["How did it begin?", "Is it done?"]
    assert [(answer.person, answer.topic) for answer in reading.answers] == [
        ("ann-lee", "how-did-it-begin"),
        ("bo-ek", "how-did-it-begin"),
        ("cy-fox", "is-it-done"),
        ("ann-lee", "is-it-done"),
        ("bo-ek", "is-it-done"),
        ("cy-fox", "is-it-done"),
    ]


def test_quotes_decide_for_the_form_of_interviews() -> None:
    text = "**Ann Lee:**\n\n> One.\n\nA remark.\n\n**Bo Ek:**\n\n> Two.\n\nAnother remark.\n"
    assert said(text) == [
        ("Ann Lee", "One."),
        ("", "A remark."),
        ("Bo Ek", "Two."),
        ("", "Another remark."),
    ]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_cast_of_strong_names(suffix: str) -> None:
    text = {
        ".md": "# P\n\n* **Ann Lee** digs.\n* *Bo Ek* bakes.\n\n## T\n\n**Ann Lee:**\n\n> One.\n",
        ".rst": "P\n=\n\n* **Ann Lee** digs.\n* *Bo Ek* bakes.\n\nT\n-\n\n*Ann Lee*:\n\n    One.\n",
    }[suffix]
    reading = recognise(parse(text, suffix), "p")
    assert [person.name for person in reading.people] == ["Ann Lee", "Bo Ek"]


def test_who_interrupts_goes_on_in_the_next_paragraph() -> None:
    text = "Ann: One. Bo: Two.\n\nMore of Bo.\n\nAnn: Three.\n\nBo: Four.\n\nBo: Five.\n"
    assert said(text) == [
        ("Ann", "One."),
        ("Bo", "Two. More of Bo."),
        ("Ann", "Three."),
        ("Bo", "Four."),
        ("Bo", "Five."),
    ]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_each_line_of_a_paragraph_may_be_anothers(suffix: str) -> None:
    text = "**Ann:** One.\n**Bo:** Two\n**Ann:** Three.\n\n**Bo:** Four.\n"
    assert said(text, suffix) == [
        ("Ann", "One."),
        ("Bo", "Two"),
        ("Ann", "Three."),
        ("Bo", "Four."),
    ]


def test_an_initial_at_the_start_of_a_sentence_is_nobody() -> None:
    text = (
        "**Ann Lee:** 00:01\n\nOne.\n\nA saw will do.\n\n**Ivo Ek:** 00:02\n\nI saw it.\n\nA lot."
    )
    assert said(text) == [("Ann Lee", "One. A saw will do."), ("Ivo Ek", "I saw it. A lot.")]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize("above", ["", "Notes of a call.\n\n"])
def test_each_line_may_be_a_turn(above: str, suffix: str) -> None:
    lines = "Ann Lee: One.\nBo: Two,\nin two lines.\nAnn Lee: Three\nBo: Four\nAnn: Five.\n"
    assert [turn for turn in said(above + lines, suffix) if turn[0]] == [
        ("Ann Lee", "One."),
        ("Bo", "Two, in two lines."),
        ("Ann Lee", "Three"),
        ("Bo", "Four"),
        ("Ann Lee", "Five."),
    ]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_name_in_the_middle_where_markup_stands_before(suffix: str) -> None:
    text = "**Ann Lee:** One *two*. Bo Ek: Three.\n\n**Bo Ek:** Four *five*.\nAnn Lee: Six.\n"
    assert said(text, suffix) == [
        ("Ann Lee", "One two."),
        ("Bo Ek", "Three."),
        ("Bo Ek", "Four five."),
        ("Ann Lee", "Six."),
    ]
