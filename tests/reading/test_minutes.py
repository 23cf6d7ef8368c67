"""Minutes and recordings: who was there, what is no speech, and what frames the talk."""

from __future__ import annotations

import pytest

from tests.reading.claims import Read, read

TALK = "AL: One saw.\n\nBO: Two saws.\n\nAL: Three.\n\nBO: Four.\n\nCX: Only once.\n"
AGENDA = "## Agenda\n\n- Saws\n\n"
NAMES = ["Ann Lee", "Bo Ostrom", "Cy Fox"]


def people(talk: Read) -> list[tuple[str, tuple[str, ...], str]]:
    return [(person.name, person.aliases, person.role) for person in talk.reading.people]


@pytest.mark.parametrize(
    "roster",
    [
        "Present: Ann Lee (AL), Bo Ostrom (BO), Cy Fox (CX), Dee Roe (DR)",
        "Ann Lee (AL), Bo Ostrom (BO), and Cy Fox (CX)",
        (
            "| Who | Short | From |\n| --- | --- | --- |\n| Ann Lee | AL | Acme |\n"
            "| Bo Ostrom | BO | |\n| Dee Roe | DR | Hill |\n| Cy Fox | CX | |"
        ),
        "| Who | Short |\n| --- | --- |\n| Ann Lee | AL |\n| Bo Ostrom | BO |\n| Cy Fox | CX |",
        "- Ann Lee (AL)\n- Bo Ostrom (BO)\n- Cy Fox (CX)\n- Dee Roe (DR)",
    ],
    ids=["line", "no label", "table", "two columns", "list"],
)
@pytest.mark.parametrize("heading", ["", "## Attendees\n\n"])
def test_who_was_there_speaks_by_short_forms(roster: str, heading: str) -> None:
    talk = read(f"# Talk\n\n{heading}{roster}\n\n## Saws\n\n{TALK}", ".md")
    assert [(name, aliases) for name, aliases, _ in people(talk)] == list(
        zip(NAMES, [("AL",), ("BO",), ("CX",)], strict=True)
    )
    assert talk.topics == ["saws"]
    assert talk.said["cy-fox/saws"] == "CX: Only once."
    # Who was there need not have spoken.
    assert talk.doubts == []
    assert [place for place, _ in talk.asides] == ["the cast"]


def test_a_table_tells_where_people_are_from() -> None:
    table = "========== ===== =====\nAnn Lee    AL    Acme\nBo Ostrom  BO    Hill\n"
    table += "Cy Fox     CX    Acme\n========== ===== =====\n\n"
    talk = read(f"Talk\n====\n\n{table}Saws\n----\n\n{TALK}")
    assert [role for _, _, role in people(talk)] == ["Acme", "Hill", "Acme"]


def test_names_without_short_forms_are_found_by_initials() -> None:
    text = (
        f"# Talk\n\n## Attendees\n\n- Ann Lee\n- Bo Ostrom\n- Cyd Xu\n- Tim Oz\n\n## Saws\n\n{TALK}"
    )
    talk = read(text, ".md")
    assert [name for name, _, _ in people(talk)] == ["Ann Lee", "Bo Ostrom", "Cyd Xu"]
    assert talk.doubts == []


def test_a_short_form_of_two_who_were_there_is_nobodys() -> None:
    there = "Ann Lee (ALE), Alf Lund (ALU), Bo Ostrom (BO), Cy Fox (CX)"
    text = f"# Talk\n\n{there}\n\n## Saws\n\nBO: First.\n\n{TALK}\nALE: Mine.\n\nALU: His.\n"
    talk = read(text, ".md")
    assert [subtype for subtype, _ in talk.doubts] == ["ambiguous_name", "ambiguous_name"]
    assert talk.said["bo-ostrom/saws"] == "BO: First."
    assert ("saws", "AL: One saw.") in talk.asides


@pytest.mark.parametrize(
    "label",
    [
        "Presenter: Ann Lee (AL)",
        "Champions: Ann Lee and Bo Ostrom",
        "**Presenter:** Ann Lee",
        "**Break:** [22:08]",
        "**Jingle:** [22:08] to [22:40]",
    ],
)
def test_what_stands_before_names_times_and_links_does_not_speak(label: str) -> None:
    turns = "Ann Lee: One.\n\nBo Ostrom: Two."
    talk = read(f"# Talk\n\n{turns}\n\n{label}\n\n{turns}\n\n{label}\n\n{turns}\n", ".md")
    assert [name for name, _, _ in people(talk)] == ["Ann Lee", "Bo Ostrom"]
    assert len(talk.reading.answers) == 6
    assert "Jingle" not in " ".join(talk.said.values())
    assert not [
        words for words in talk.said.values() if label.partition(":")[0].strip("*") in words
    ]
    assert talk.doubts == []


def test_a_mark_of_a_break_raises_no_doubt_where_others_go_on() -> None:
    talk = read(
        "**Ann Lee:** One.\n\n**Break:** [1:00]\n\n**Bo Ek:** Two.\n\n**Ann Lee:** Three.\n", ".md"
    )
    assert list(talk.said.values()) == ["Ann Lee: One.", "Bo Ek: Two.", "Ann Lee: Three."]
    assert talk.doubts == []


def test_somebody_who_speaks_once_is_heard_among_others() -> None:
    turns = "Ann Lee: One.\n\nBo Ostrom: Two.\n\n"
    text = f"{turns}Cy Fox: Once only.\n\n{turns}"
    talk = read(text, ".md")
    assert [name for name, _, _ in people(talk)] == NAMES
    assert talk.doubts == []


def test_words_of_the_text_are_no_names() -> None:
    text = (
        "Ann Lee: We talk of the patch release.\n\nPatch Release: it takes long.\n\n"
        "Bo Ostrom: Each release is a patch.\n\nAnn Lee: So it is.\n\nBo Ostrom: Yes.\n"
    )
    talk = read(text, ".md")
    assert [name for name, _, _ in people(talk)] == ["Ann Lee", "Bo Ostrom"]


def test_short_forms_beside_names_count_though_they_stand_there_once() -> None:
    turns = "Ann Lee (AL): One.\n\nBo Ostrom (BO): Two.\n\nCy Fox (CX): Three.\n\n"
    text = f"{turns}AL: Four.\n\nBO: Five.\n"
    talk = read(text, ".md")
    assert [name for name, _, _ in people(talk)] == NAMES
    assert len(talk.reading.answers) == 5


def test_sections_around_the_talk_are_no_topics() -> None:
    text = f"# Talk\n\n{AGENDA}## Saws\n\n{TALK}\n## Conclusions\n\nNone.\n\n## Nails\n\nNobody.\n"
    talk = read(text, ".md")
    assert talk.topics == ["saws", "nails"]
    assert ("", "Agenda Saws") in talk.asides
    assert ("the end", "Conclusions None.") in talk.asides
    assert ("unanswered", 23) in talk.doubts


def test_a_list_of_facts_is_no_cast() -> None:
    talk = read("# Talk\n\n- **Where**: at home\n- **When**: today\n\nNobody speaks.\n", ".md")
    assert talk.people == []
    assert [subtype for subtype, _ in talk.doubts] == ["empty"]


def test_one_word_before_a_colon_makes_no_conversation() -> None:
    text = "# Talk\n\n**Aim:** short words.\n\n## One\n\nA long text, in which nobody is named.\n"
    assert read(text, ".md").people == []


@pytest.mark.parametrize("title", ["Ann Lee Bio", "Ann Lee's answers", "Interview with Ann Lee"])
def test_what_a_heading_says_beside_a_name(title: str) -> None:
    text = f"# Talk\n\n## {title}\n\n### Saws\n\nI do.\n\n## Bo Ek\n\n### Saws\n\nI do not.\n"
    talk = read(text, ".md")
    assert [name for name, _, _ in people(talk)] == ["Ann Lee", "Bo Ek"]


def test_a_title_that_recurs_alone_is_no_person() -> None:
    topic = "## {}\n\n### Context\n\nOf it.\n\n### Notes\n\n- some\n\n"
    talk = read("# Talk\n\n" + topic.format("Saws") + topic.format("Nails"), ".md")
    assert "context" not in talk.people


@pytest.mark.parametrize(
    "head",
    [
        "- Name: Ann Lee\n- GitHub handle: @ann\n- Employer: Acme\n",
        "name: Ann Lee\nGitHub: @ann\nemployer: Acme\n",
    ],
)
def test_a_file_says_in_its_first_lines_whose_it_is(head: str) -> None:
    talk = read(f"{head}\n## Saws\n\nI do.\n\n## Nails\n\nI do not.\n", ".md")
    assert people(talk) == [("Ann Lee", ("@ann",), "Acme")]
    assert talk.topics == ["saws", "nails"]
