"""Where systems and people are named is recorded: from the text alone, in every kind of build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.pages.plan import Page
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_roundtable.model import Roundtable

PANEL = """
Panel
=====

* *Ann Lee* tends Memcached at Acme.
* *David Ek* is a gardener.
* *Zoë Ek* reads.

Tools
-----

*Ann Lee*:

    We like *Review*
    Board, and Review
    **Board**. See ``Memcached``, http://memcached.org/ or `Memcached <https://memcached.org/>`__.

    .. code:: sh

       Memcached -d

    Memcached
        runs, as David Ek and Zoe say.

    ======= ====
    a       SVN
    ======= ====

*David Ek*:

    David Nobody and Ann use Subversion. David rests, so does Zoë.

*Zoë Ek*:

    David and I sow. David Ek digs. Ask David Bo.
"""
SIDECAR = """
[systems.memcached]
name = "Memcached"
aliases = ["memcached.org"]
[systems.review-board]
name = "Review Board"
[systems.subversion]
name = "Subversion"
aliases = ["SVN"]
"""
ALL = [
    ("ann-lee", "memcached", "Memcached"),
    ("ann-lee", "review-board", "Review Board"),
    ("ann-lee", "review-board", "Review Board"),
    ("ann-lee", "memcached", "Memcached"),
    ("ann-lee", "memcached", "Memcached"),
    ("ann-lee", "david-ek", "David Ek"),
    ("ann-lee", "zoe-ek", "Zoe"),
    ("ann-lee", "subversion", "SVN"),
    ("david-ek", "ann-lee", "Ann"),
    ("david-ek", "subversion", "Subversion"),
    ("david-ek", "zoe-ek", "Zoë"),
    ("zoe-ek", "david-ek", "David Ek"),
]


def project(sidecar: str = SIDECAR, panel: str = PANEL) -> dict[str, str]:
    return {
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   panel\n",
        "panel.rst": panel,
        "panel.toml": sidecar,
    }


def table_of(folder: Path, files: dict[str, str], **more: object) -> Roundtable:
    built = build(folder, files, "dummy", roundtables=["panel"], **more)
    domain: Any = built.app.env.domains["roundtable"]
    table: Roundtable = domain.roundtables["panel"]
    return table


def named(table: Roundtable) -> list[tuple[str, str, str]]:
    return [(mention.by, mention.target, mention.words) for mention in table.mentions]


def test_what_is_named(tmp_path: Path) -> None:
    assert named(table_of(tmp_path, project())) == ALL


def test_code_and_addresses_on_request(tmp_path: Path) -> None:
    sidecar = "mentions = { code = true, addresses = true }\n" + SIDECAR
    table = table_of(tmp_path, project(sidecar))
    words = [mention.words for mention in table.mentions if mention.target == "memcached"]
    assert words == [*["Memcached"] * 2, "memcached.org", *["Memcached"] * 3]


def test_the_sentence_and_the_place(tmp_path: Path) -> None:
    table = table_of(tmp_path, project())
    (first, second) = table.mentions_of["system", "review-board"]
    assert (first.before, first.after) == ("We like ", ", and Review Board.")
    assert (second.before, second.after) == ("We like Review Board, and ", ".")
    assert (first.block, first.start, first.end) == (0, 8, 20)
    assert (first.line, second.line) == (14, 15)
    answer = table.answer[first.key]
    assert (answer.person, answer.topic) == ("ann-lee", "tools")
    assert [mention.words for mention in table.mentions_in[answer.key]][-1] == "SVN"


def test_a_sentence_without_end_is_cut(tmp_path: Path) -> None:
    words = "so it goes on " * 200
    panel = PANEL.replace("David Nobody and Ann use", f"{words} Ann uses")
    (place,) = table_of(tmp_path, project(panel=panel)).mentions_of["person", "ann-lee"]
    assert place.before.startswith("… ")
    assert place.before.endswith(" goes on ")
    assert len(place.before) < 310


def test_a_change_of_the_sidecar_or_of_the_text_finds_anew(tmp_path: Path) -> None:
    before = table_of(tmp_path, project())
    assert table_of(tmp_path, project()).mentions == before.mentions
    sidecar = SIDECAR.replace('"SVN"', '"Acme"')
    found = table_of(tmp_path, project(sidecar)).mentions_of["system", "subversion"]
    assert [mention.words for mention in found] == ["Acme", "Subversion"]
    panel = PANEL.replace("use Subversion", "use nothing")
    found = table_of(tmp_path, project(sidecar, panel)).mentions_of["system", "subversion"]
    assert [mention.words for mention in found] == ["Acme"]


def test_people_of_another_source_are_known(tmp_path: Path) -> None:
    files = {
        "index.rst": "Start\n=====\n\n.. toctree::\n   :glob:\n\n   talks/*\n",
        "talks/one.rst": "One\n===\n\nTools\n-----\n\n*Ann Lee*:\n\n    Ask Bo, or Bo Ek.\n",
        "talks/two.rst": "Two\n===\n\nGardens\n-------\n\n*Bo Ek*:\n\n    Ann sows.\n",
        "talk.toml": 'sources = ["talks/*"]\n',
    }
    for jobs in (1, 2):
        built = build(tmp_path, files, "dummy", roundtables=["talk"], parallel=jobs, freshenv=True)
        (table,) = built.app.env.domains["roundtable"].roundtables.values()
        assert named(table) == [
            ("ann-lee", "bo-ek", "Bo"),
            ("ann-lee", "bo-ek", "Bo Ek"),
            ("bo-ek", "ann-lee", "Ann"),
        ]


def test_two_thousand_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[Page] = []
    hash_of = Page.__hash__

    def counted(page: Page) -> int:
        looked_up.append(page)
        return hash_of(page)

    monkeypatch.setattr(Page, "__hash__", counted)
    many = "".join(f'[systems.s{n}]\nname = "Name {n}"\naliases = ["N{n}"]\n' for n in range(2_000))
    panel = PANEL.replace("David Nobody", "Name 1999, N17, N17.")
    table = table_of(tmp_path, project(many, panel))
    found = [mention.target for mention in table.mentions if mention.kind == "system"]
    assert found == ["s1999", "s17", "s17"]
    assert len(looked_up) < 20_000, "a few times for each page, not for each pair"


@pytest.mark.parametrize("text", ["", "x" * 50_000, "Ann " * 5_000, "Review " * 5_000 + "Board"])
def test_odd_texts(tmp_path: Path, text: str) -> None:
    table_of(tmp_path, project(panel=PANEL.replace("David Nobody and", text)))
