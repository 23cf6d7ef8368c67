"""Each mistake that an author can make: a warning with file, line and subtype, and no text lost."""

from __future__ import annotations

import ast
import html
import inspect
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import sphinx_roundtable
from sphinx_roundtable.model import Subtype, subtypes
from tests.support import Built, build

CAST = "Talk\n====\n\n* *Ann* is one.\n* *Bob* is two.\n\nOne\n---\n\n"
ANN = "*Ann*:\n\n    Words of Ann.\n\n"
BOB = "*Bob*:\n\n    Words of Bob.\n\n"
#: The modules of the extension that warn.
MODULES = [
    path
    for path in sorted(Path(sphinx_roundtable.__file__).parent.rglob("*.py"))
    if "logger.warning(" in path.read_text("utf-8")
]


@dataclass
class Case:
    """A talk with one mistake."""

    subtype: Subtype
    talk: str
    said: list[tuple[str, str, str]]  #: all warnings: place, message and subtype
    kept: dict[str, list[str]] = field(default_factory=dict)  #: what stands on which page
    files: dict[str, str] = field(default_factory=dict)
    suffix: str = ".rst"

    @property
    def warnings(self) -> list[str]:
        return [f"{at}: WARNING: {what} [roundtable.{subtype}]" for at, what, subtype in self.said]


CASES = [
    Case(
        Subtype.EMPTY,
        "",
        [("talk.rst", "nobody is recognised to say anything", "empty")],
        {"people/index": [], "topics/index": []},
    ),
    Case(
        Subtype.EMPTY,
        "Talk\n====\n\nA text.\n\nOne\n---\n\nIn which nobody speaks.\n",
        [("talk.rst", "nobody is recognised to say anything", "empty")],
        {"topics/index": ["A text.", "In which nobody speaks."], "people/index": []},
    ),
    Case(
        Subtype.NO_CAST,
        f"Talk\n====\n\nLead.\n\n{ANN}{BOB}",
        [
            (
                "talk.rst:6",
                "nobody introduces the people; those who speak are taken for the cast",
                "no_cast",
            )
        ],
        {"topics/talk": ["Lead.", "Words of Ann.", "Words of Bob."], "people/ann": ["Words of A"]},
    ),
    Case(
        Subtype.UNLISTED_PERSON,
        ":speakers: Ann, Bob\n\nTalk\n====\n\n**Ann:** Words of Ann.\n\n**Zed:** Words of Zed.\n\n"
        "**Bob:** Words of Bob.\n",
        [
            (
                "talk.rst:8",
                "'Zed' speaks, but is not in the list of speakers",
                "unlisted_person",
            )
        ],
        {"topics/talk": ["Words of Ann.", "Words of Zed."], "people/zed": ["Words of Zed."]},
    ),
    Case(
        Subtype.UNKNOWN_PERSON,
        f"{CAST}{ANN}*Bobby*:\n\n    Words of whom?\n\n{BOB}",
        [("talk.rst:14", "'Bobby' is not of the cast; did you mean 'Bob'?", "unknown_person")],
        {"topics/one": ["Words of Ann.", "Bobby", "Words of whom?", "Words of Bob."]},
    ),
    Case(
        Subtype.UNKNOWN_PERSON,
        "# Talk\n\n- *Ann* is one.\n\n## One\n\n*Ann*:\n\n> Yes.\n\n**Zoe**:\n\n> No.\n",
        [("talk.md:11", "'Zoe' is not of the cast", "unknown_person")],
        {"topics/one": ["Yes.", "Zoe", "No."]},
        suffix=".md",
    ),
    Case(
        Subtype.AMBIGUOUS_NAME,
        f"{CAST}{ANN}*Both*:\n\n    Words of both.\n\n{BOB}",
        [("talk.rst:14", "'Both' may be any of 2 people", "ambiguous_name")],
        {"topics/one": ["Words of both."]},
        {"talk.toml": '[people.ann]\naliases = ["Both"]\n[people.bob]\naliases = ["Both"]\n'},
    ),
    Case(
        Subtype.DUPLICATE_PERSON,
        f"{CAST.replace('two', 'two, and')}{ANN}{BOB}".replace(
            "\n\nOne", "\n* *Zoe* is three.\n* *ZOE* is four.\n\nOne"
        ),
        [
            ("talk.rst:7", "2 people of the cast are called 'ZOE'", "duplicate_person"),
            ("talk.rst:6", "'Zoe' answers nothing", "silent_person"),
            ("talk.rst:7", "'ZOE' answers nothing", "silent_person"),
        ],
        {"people/zoe": ["is three."], "people/zoe-2": ["is four."]},
    ),
    Case(
        Subtype.SILENT_PERSON,
        f"{CAST}{BOB}",
        [("talk.rst:4", "'Ann' answers nothing", "silent_person")],
        {"people/ann": ["is one."], "topics/one": ["Words of Bob."]},
    ),
    Case(
        Subtype.EMPTY_ANSWER,
        f"{CAST}{ANN}{BOB}*Ann*:\n\nNot indented.\n",
        [("talk.rst:18", "'Ann' is named, but no words follow", "empty_answer")],
        {"topics/one": ["Words of Ann.", "Words of Bob.", "Not indented."]},
    ),
    Case(
        Subtype.CSV,
        'speaker,words,notes\nAnn,"One.,\nBob,Two.,Words of whom?\n',
        [
            (
                "talk.csv:2",
                "a quote is not closed, or closed within a value",
                "csv",
            ),
            (
                "talk.csv:2",
                "the row has more or fewer values than there are columns",
                "csv",
            ),
            ("talk.csv:3", "columns without a meaning, kept as asides: 'notes'", "csv"),
        ],
        {"topics/talk": ["One.,", "Two.", "notes: Words of whom?"], "people/bob": ["Two."]},
        suffix=".csv",
    ),
    Case(
        Subtype.MARKUP,
        f"{CAST}.. roundtable:answer::\n\n   Words of whom?\n\n"
        f".. roundtable:answer:: Ann\n   :tme: 3\n\n   Words of Ann.\n\n{BOB}",
        [
            ("talk.rst:10", "an answer has no name", "markup"),
            ("talk.rst:14", "an answer has no option 'tme'", "markup"),
        ],
        {"topics/one": ["Words of whom?", "Words of Ann."], "people/ann": ["Words of Ann."]},
    ),
    Case(
        Subtype.MISPLACED,
        f"{CAST}{ANN}* An item\n\n  .. roundtable:answer:: Bob\n\n     Within a list.\n\n{BOB}",
        [
            (
                "talk.rst:16",
                "the answer of 'Bob' stands inside of something else",
                "misplaced",
            )
        ],
        {"topics/one": ["Words of Ann.", "An item Bob Within a list.", "Words of Bob."]},
    ),
    Case(
        Subtype.UNANSWERED,
        f"{CAST}{ANN}{BOB}Two\n---\n\nWhat nobody answered.\n",
        [("talk.rst:18", "nobody answers 'Two'", "unanswered")],
        {"topics/two": ["What nobody answered."]},
    ),
    Case(
        Subtype.SIDECAR,
        f"{CAST}{ANN}{BOB}",
        [
            ("talk.rst", "the sidecar's people.zoe is not in the text", "sidecar"),
            ("talk.rst", "the sidecar's order names max, who is not in the text", "sidecar"),
            ("talk.rst", "the sidecar's topics.two is not in the text", "sidecar"),
        ],
        {"topics/one": ["Words of Ann.", "Words of Bob."]},
        {"talk.toml": 'order = ["max"]\n[people.zoe]\nrole = "Guest"\n[topics.two]\ntitle = "2"\n'},
    ),
    Case(
        Subtype.TOPIC_DRIFT,
        f"{CAST}{ANN}",
        [
            (
                "more.rst:6",
                (
                    "'Ones' is close to 'One': if they are one topic, name it as an alias in the"
                    " sidecar"
                ),
                "topic_drift",
            )
        ],
        {"topics/one": ["Words of Ann."], "topics/ones": ["Words of Bob."]},
        {
            "talk.toml": 'sources = ["talk", "more"]',
            "more.rst": f":orphan:\n\nMore\n====\n\nOnes\n----\n\n{BOB}",
        },
    ),
    Case(
        Subtype.OCCUPIED,
        f"{CAST}{ANN}{BOB}",
        [
            (
                "talk.rst",
                "people/ann is a document of its own: the page of this name is left out",
                "occupied",
            )
        ],
        {"people/ann": ["The words of the author."], "topics/one": ["Words of Ann."]},
        {"people/ann.rst": ":orphan:\n\nAnn\n===\n\nThe words of the author.\n"},
    ),
    Case(
        Subtype.LISTING,
        f"{CAST}{ANN}{BOB}.. roundtable:people:: tlak\n",
        [("talk.rst:18", "there is no roundtable 'tlak'; there are: talk", "listing")],
        {"topics/one": ["Words of Ann.", "Words of Bob."]},
    ),
]


def _build(folder: Path, case: Case, **conf: Any) -> Built:
    files = {f"talk{case.suffix}": case.talk, **case.files}
    return build(folder, files, roundtables=["talk"], root_doc="talk", **conf)


def _text(built: Built, page: str) -> str:
    body = built.read(f"{page}.html").partition("<body>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", body)).split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.subtype.value)
def test_a_mistake_is_a_warning_and_its_text_is_kept(tmp_path: Path, case: Case) -> None:
    built = _build(tmp_path, case)
    assert built.own_warnings == case.warnings
    others = [line for line in built.warnings.splitlines() if "[roundtable." not in line]
    assert others == []
    for page, sentences in case.kept.items():
        text = _text(built, page)
        for sentence in sentences:
            assert sentence in text
            assert case.files or sentence in _text(built, "talk")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.subtype.value)
def test_each_warning_can_be_suppressed(tmp_path: Path, case: Case) -> None:
    silenced = {f"roundtable.{subtype}" for _, _, subtype in case.said}
    built = _build(tmp_path, case, suppress_warnings=sorted(silenced))
    assert built.warnings == ""
    for page in case.kept:
        assert f"{page}.html" in built.written


def test_all_can_be_suppressed_at_once(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.subtype is Subtype.NO_CAST)
    assert _build(tmp_path, case, suppress_warnings=["roundtable"]).warnings == ""


def test_suppressing_one_leaves_the_others(tmp_path: Path) -> None:
    talk = f"Talk\n====\n\n{ANN}Two\n---\n\n{BOB}*Ann*:\n"
    case = Case(Subtype.NO_CAST, talk, [])
    built = _build(tmp_path, case, suppress_warnings=["roundtable.no_cast"])
    assert [line.rpartition("[")[2] for line in built.own_warnings] == ["roundtable.empty_answer]"]


def test_every_subtype_is_shown_by_a_case() -> None:
    assert {case.subtype for case in CASES} == set(Subtype)
    assert all(case.subtype in {subtype for _, _, subtype in case.said} for case in CASES)


def test_every_subtype_is_described_where_it_is_defined() -> None:
    """The manual's table is made from these descriptions."""
    (definition,) = (
        node
        for node in ast.parse(inspect.getsource(subtypes)).body
        if isinstance(node, ast.ClassDef) and node.name == Subtype.__name__
    )
    described = {
        member.targets[0].id
        for member, below in zip(definition.body, definition.body[1:], strict=False)
        if isinstance(member, ast.Assign)
        and isinstance(member.targets[0], ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and str(below.value.value).endswith(".")
    }
    assert described == set(Subtype.__members__)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_warning_is_of_a_subtype(module: Path) -> None:
    text = module.read_text("utf-8")
    calls = re.findall(r"\blogger\.warning\(", text)
    assert len(re.findall(r"subtype=(?:doubt\.|Subtype\.|)\w+\.value", text)) == len(calls)


def test_warnings_are_repeated_when_the_document_is_read_again_and_only_then(
    tmp_path: Path,
) -> None:
    case = next(case for case in CASES if case.subtype is Subtype.SILENT_PERSON)
    assert _build(tmp_path, case).own_warnings == case.warnings
    assert _build(tmp_path, case).own_warnings == []
    case = replace(case, talk=f"{case.talk}\nMore words.\n")
    assert _build(tmp_path, case).own_warnings == case.warnings


def test_warnings_come_from_parallel_readers_too(tmp_path: Path) -> None:
    talk = f"Talk\n====\n\n{ANN}"
    names = [f"t{number}/talk" for number in range(12)]
    index = "Index\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    files = {"index.rst": index, **{f"{name}.rst": talk for name in names}}
    serial = build(tmp_path / "serial", files, roundtables=names)
    parallel = build(tmp_path / "parallel", files, roundtables=names, parallel=2)
    assert sorted(parallel.own_warnings) == sorted(serial.own_warnings)
    assert len(serial.own_warnings) == 12


def test_names_are_shown_as_they_are_written(tmp_path: Path) -> None:
    """A name may hold what a message's format, a terminal or HTML would take for its own."""
    talk = f"{CAST}{ANN}*100% <b> %s {{}}*:\n\n    Words.\n\n{BOB}"
    built = _build(tmp_path, Case(Subtype.UNKNOWN_PERSON, talk, []))
    assert built.own_warnings == [
        "talk.rst:14: WARNING: '100% <b> %s {}' is not of the cast [roundtable.unknown_person]"
    ]
