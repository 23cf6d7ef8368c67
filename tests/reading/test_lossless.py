"""No word is lost, none is claimed twice, whatever an author writes: `read` checks it."""

from __future__ import annotations

import itertools
from textwrap import indent

import pytest
from docutils import nodes

from sphinx_roundtable.model import CAST
from sphinx_roundtable.reading import marked
from tests.reading.claims import Read, read, recognised
from tests.reading.constructs import (
    ANN,
    BOB,
    CAST_MD,
    CAST_RST,
    CONSTRUCTS,
    MARKDOWN,
    PLACES,
    talk_with,
)
from tests.support import parse


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", CONSTRUCTS)
def test_every_construct_at_every_place(name: str, place: str) -> None:
    talk = read(talk_with(CONSTRUCTS[name], place))
    # An opening quote after an answer can't be told from it; all else changes nobody's words.
    assert set(talk.said) == {"ann/first", "bob/first", "bob/second"}
    assert talk.said["bob/second"] == "So."
    assert talk.people == ["ann", "bob"]


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise([*CONSTRUCTS, "paragraphs"])))
def test_constructs_side_by_side(first: str, second: str) -> None:
    text = f"{CONSTRUCTS[first]}\n\n{CONSTRUCTS[second]}\n"
    read(text)  # nobody speaks
    talk = read(f"{CAST_RST}*Ann*:\n\n{indent(text, '    ')}\n*Bob*:\n\n    Hi.\n\n{text}")
    assert set(talk.said) == {"ann/talk", "bob/talk"}


def test_an_answer_holds_what_is_indented_below_its_name_and_no_more() -> None:
    constructs = "\n\n".join(
        text for name, text in CONSTRUCTS.items() if name not in {"contents", "a broken directive"}
    )
    talk = read(
        f"{CAST_RST}*Ann*:\n\n{indent(constructs, '    ')}\n\nRemark.\n\n*Bob*:\n\n    Hi.\n"
    )
    words = talk.said["ann/talk"]
    for said in ("One.", "x = 1", "Legend.", "verbose", "Take care.", "Somebody", "Two.", "three"):
        assert said in words
    assert "Remark." not in words
    assert ("talk", "Remark.") in talk.asides


SHAPES = {
    "empty": "",
    "only a comment": ".. nothing",
    "only a title": "Title\n=====\n",
    "no title": CAST_RST + ANN,
    "answers below the title": f"Title\n=====\n\n{CAST_RST}{ANN}",
    "sections below answers": (
        f"Title\n=====\n\n{ANN}Cast\n----\n\nLead.\n\n{CAST_RST}"
        f"Other\n-----\n\nWords.\n\nMore\n....\n\n{BOB}"
    ),
    "several top sections": f"Cast\n====\n\n{CAST_RST}One\n===\n\n{ANN}Two\n===\n\n{BOB}",
    "words above the title": f"Words.\n\nTitle\n=====\n\n{CAST_RST}{ANN}",
    "parts of topics": (
        f"Title\n=====\n\n{CAST_RST}Part\n----\n\nLead.\n\nOne\n....\n\n{ANN}"
        f"Two\n....\n\nNobody.\n\nDeep\n,,,,\n\nWords.\n\nPart two\n--------\n\n{BOB}"
    ),
    "a topic in a topic": (
        f"Title\n=====\n\n{CAST_RST}One\n---\n\n{ANN}Deep\n....\n\n{BOB}"
        f"Quiet\n.....\n\nWords.\n\nThree\n-----\n\n{ANN}"
    ),
    "the cast below": (
        f"Title\n=====\n\nOne\n---\n\n{ANN}About\n-----\n\nLead.\n\n"
        f"Who\n...\n\nMore.\n\n{CAST_RST}What\n....\n\nThis.\n"
    ),
    "the cast in a topic": f"Title\n=====\n\nOne\n---\n\nBefore.\n\n{CAST_RST}After.\n\n{ANN}",
    "the cast is quoted": f"Title\n=====\n\nLead:\n\n{indent(CAST_RST, '   ')}{ANN}",
    "the cast is a cell": f"* - {indent(CAST_RST, '    ').lstrip()}{ANN}",
    "the cast is in an answer": f"*Ann*:\n\n{indent(CAST_RST, '    ')}{BOB}",
    "nobody of the cast speaks": f"{CAST_RST}*Zoe*:\n\n    Hello.\n",
    "nobody speaks": f"Title\n=====\n\nA\n-\n\n{CAST_RST}B\n-\n\nWords.\n",
    "transitions": f"Title\n=====\n\n{CAST_RST}----\n\n{ANN}----\n\n{BOB}",
    "quotes split by attributions": (
        f"{CAST_RST}*Ann*:\n\n    One.\n\n    -- A\n\n    Two.\n\n    -- B\n\n    Three.\n\n"
        "Aside.\n"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_a_document(shape: str) -> None:
    read(SHAPES[shape])


def test_answers_directly_below_the_title_are_on_one_topic() -> None:
    talk = read(SHAPES["answers below the title"])
    assert [(topic.id, topic.title) for topic in talk.reading.topics] == [("title", "Title")]
    assert talk.said == {"ann/title": "Hello."}


def test_without_a_title_the_topic_is_named_like_the_document() -> None:
    talk = read(f"{SHAPES['no title']}\n.. admonition:: Not the title\n\n   Words.\n")
    assert [(topic.id, topic.title, topic.anchor) for topic in talk.reading.topics] == [
        ("talk", "talk", "")
    ]


def test_several_top_sections_are_topics() -> None:
    assert read(SHAPES["several top sections"]).said == {"ann/one": "Hello.", "bob/two": "Hi."}


def test_a_section_in_which_sections_speak_is_no_topic() -> None:
    talk = read(SHAPES["parts of topics"])
    assert talk.topics == ["one", "two", "part-two"]
    assert talk.asides == [("", "Lead."), ("two", "Nobody. Deep Words.")]
    assert ("unanswered", 19) in talk.doubts


def test_topics_may_be_nested() -> None:
    talk = read(SHAPES["a topic in a topic"])
    assert talk.said == {"ann/one": "Hello.", "bob/deep": "Hi.", "ann/three": "Hello."}
    assert talk.asides == [("one", "Quiet Words.")]


def test_the_cast_may_be_introduced_anywhere() -> None:
    assert read(SHAPES["the cast below"]).asides == [
        (CAST, "Lead. More. What This."),
    ]
    assert read(SHAPES["sections below answers"]).asides == [
        (CAST, "Lead."),
        ("", "Words."),
    ]
    assert read(SHAPES["the cast in a topic"]).asides == [("one", "Before. After.")]


def test_a_list_in_an_answer_introduces_nobody() -> None:
    talk = read(SHAPES["the cast is in an answer"])
    assert talk.said["ann/talk"] == "Ann is one. Bob is two."
    assert ("no_cast", 1) in talk.doubts


def test_a_list_that_its_surroundings_need_introduces_nobody() -> None:
    talk = read(SHAPES["the cast is a cell"])
    assert [person.introductions for person in talk.reading.people] == [()]
    assert ("no_cast", 4) in talk.doubts


def test_the_list_that_names_the_speakers_is_the_cast() -> None:
    others = "* *First* of all\n* *Second* to none\n\n"
    talk = read(f"{others}\n.. apart\n\n{CAST_RST}*Bob*:\n\n    Hi.\n")
    assert talk.people == ["ann", "bob"]
    assert talk.asides == [("talk", "First of all Second to none")]


def test_quotes_one_after_the_other_are_one_answer() -> None:
    talk = read(SHAPES["quotes split by attributions"])
    assert talk.said == {"ann/talk": "One. A Two. B Three."}
    assert talk.asides == [("talk", "Aside.")]
    talk = read("*Ann*:\n\n    One.\n\n..\n\n    Two.\n\n*Bob*:\n\n    Hi.\n")
    assert talk.said["ann/talk"] == "One. Two."


def test_transitions_between_answers_are_no_asides() -> None:
    assert read(SHAPES["transitions"]).asides == []
    talk = read(f"{CAST_RST}Lead.\n\n----\n\n{ANN}----\n\nRemark.\n\n{BOB}")
    for aside in talk.reading.asides:
        assert [type(node) for node in marked(talk.document)[aside.key]] == [nodes.paragraph]
    talk = read("One.\n\n----\n\nTwo.\n")
    (aside,) = talk.reading.asides
    kinds = [type(node) for node in marked(talk.document)[aside.key]]
    assert kinds == [nodes.paragraph, nodes.transition, nodes.paragraph]


def test_metadata_is_no_text() -> None:
    talk = read(f".. a comment first\n\n:author: Somebody\n\nTitle\n=====\n\n{CAST_RST}")
    assert talk.asides == []
    talk = read(f"---\nauthor: Somebody\n---\n\n# Title\n\n{CAST_MD}", ".md")
    assert talk.asides == []
    talk = read("Title\n=====\n\n:author: Somebody\n")
    assert talk.asides == [("", "author Somebody")]


def test_headers_and_footers_are_no_asides() -> None:
    text = f".. header:: On each page\n\nTitle\n=====\n\n.. footer:: Too\n\n{CAST_RST}{ANN}{BOB}"
    talk = read(text)
    assert talk.asides == []
    assert talk.topics == ["title"]


def test_words_are_those_that_readers_see() -> None:
    text = """\
*Ann*:

    One two.

    .. three four five

    .. image:: x.png
       :alt: six seven

    * eight *ni*\\ ne

      ::

          ten

    .. [1] eleven
"""
    (answer,) = read(text).reading.answers
    assert answer.words == len(["One", "two.", "eight", "nine", "ten", "1", "eleven"])


# What Sphinx's own directives leave in a doctree


class only(nodes.General, nodes.Element):  # noqa: N801 - Sphinx's name
    """The wrapper of the ``only`` directive."""


class index(nodes.Invisible, nodes.Inline, nodes.TextElement):  # noqa: N801 - Sphinx's name
    """Entries of the index."""


class toctree(nodes.General, nodes.Element):  # noqa: N801 - Sphinx's name
    """A list of documents."""


def _conditional(talk: str) -> nodes.document:
    """Return a doctree in which ``.. container:: only`` is the wrapper of that name."""
    document = parse(talk)
    for node in list(document.findall(nodes.container)):
        if "only" in node["classes"]:
            node.replace_self(only("", *node.children))
    return document


@pytest.mark.parametrize(
    "talk",
    [
        f"{CAST_RST}*Ann*:\n\n.. container:: only\n\n   ..\n\n       Hello.\n\n*Bob*:\n\n    Hi.\n",
        f"{CAST_RST}.. container:: only\n\n   *Ann*:\n\n       Hello.\n\n*Bob*:\n\n    Hi.\n",
        f"{CAST_RST}*Ann*:\n\n   .. container:: only\n\n      Hello.\n\n*Bob*:\n\n    Hi.\n",
        f".. container:: only\n\n{indent(CAST_RST, '   ')}{ANN}{BOB}",
    ],
)
def test_conditional_wrappers_are_looked_through(talk: str) -> None:
    found = recognised(_conditional(talk))
    assert found.said == {"ann/talk": "Hello.", "bob/talk": "Hi."}
    assert found.people == ["ann", "bob"]
    assert found.doubts == []


def test_sections_in_conditional_wrappers_are_topics() -> None:
    document = parse(SHAPES["several top sections"])
    section = document[1]
    document[1] = only("", section)
    assert recognised(document).said == {"ann/one": "Hello.", "bob/two": "Hi."}


def test_entries_of_the_index_go_with_the_words_of_a_person() -> None:
    document = parse(f"{CAST_RST}{ANN}{BOB}")
    ann, bob = document.findall(nodes.block_quote)
    ann.insert(0, index())
    bob.children = [index()]
    (item, _) = document.findall(nodes.list_item)
    item += index()
    found = recognised(document)
    assert [answer.words for answer in found.reading.answers] == [1]
    marks = marked(document)
    assert [type(node) for node in marks["answer talk ann/talk"]] == [index, nodes.paragraph]
    assert [type(node) for node in marks["person talk ann"]] == [nodes.paragraph, index]
    assert ("empty_answer", 8) in found.doubts  # there is an entry, but no word


def test_lists_of_documents_are_no_asides() -> None:
    document = parse(f"{CAST_RST}*Ann*:\n\n    Hello.\n")
    document += toctree()
    document += nodes.compound("", toctree(), classes=["toctree-wrapper"])
    found = recognised(document)
    assert found.asides == []


# Markdown


def _md(read_: Read) -> dict[str, str]:
    assert read_.doubts == []
    return read_.said


@pytest.mark.parametrize(
    "label", ["*Ann*:", "**Ann**:", "*Ann:*", "**Ann:**", "_Ann_ :", "***Ann***:"]
)
def test_markdown_names(label: str) -> None:
    talk = read(f"# T\n\n{CAST_MD}## One\n\n{label}\n\n> Hello.\n\n*Bob*:\n> Hi.\n", ".md")
    assert _md(talk) == {"ann/one": "Hello.", "bob/one": "Hi."}


@pytest.mark.parametrize(
    "label", ["*Ann*:", "**Ann**:", "*Ann:*", "**Ann:**", "*Ann* :", "* Ann *:"]
)
def test_rest_names(label: str) -> None:
    talk = read(f"{CAST_RST}{label}\n\n    Hello.\n\n*Bob*:\n\n    Hi.\n")
    expected = {"ann/talk": "Hello.", "bob/talk": "Hi."}
    if label == "* Ann *:":  # a list
        del expected["ann/talk"]
    assert talk.said == expected


def test_markdown_paragraphs_quoted_one_by_one_are_one_answer() -> None:
    talk = read(f"# T\n\n{CAST_MD}*Ann*:\n\n> One.\n\n> Two.\n\nAside.\n\n*Bob*:\n\n> Hi.\n", ".md")
    assert _md(talk) == {"ann/t": "One. Two.", "bob/t": "Hi."}
    assert talk.asides == [("t", "Aside.")]


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_constructs(name: str) -> None:
    text = MARKDOWN[name]
    quoted = indent(text, "> ", lambda _: True)
    talk = read(
        f"# T\n\n{text}\n\n{CAST_MD}\n\n## One\n\n{text}\n\n*Ann*:\n\n{quoted}\n\n{text}\n\n"
        f"*Bob*:\n\n> Hi.\n\n## Two\n\n{text}\n",
        ".md",
    )
    assert set(talk.said) == {"ann/one", "bob/one"}


def test_markdown_subsections_and_casts() -> None:
    talk = read(
        f"# T\n\nIntro.\n\n## Cast\n\nLead.\n\n{CAST_MD}## One\n\n*Ann*:\n\n> Hello.\n\n"
        "### Deep\n\n**Bob**:\n\n> Hi.\n",
        ".md",
    )
    assert _md(talk) == {"ann/one": "Hello.", "bob/deep": "Hi."}
    assert talk.asides == [("", "Intro."), (CAST, "Lead.")]
