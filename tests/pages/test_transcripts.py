"""Real transcripts as sites: each turn at its place and in order, with its time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.book import soup
from tests.corpora.truths import FOLDER, load
from tests.support import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpora.truths import Truth
    from tests.support import Built

INDEX = "# Start\n\n```{toctree}\ntalk\n```\n"
QUIET = ["myst.header", "roundtable.unlisted_person"]


def built(folder: Path, name: str, builder: str = "html") -> Built:
    truth = load(name)
    text = (FOLDER / truth.sources[0].path).read_text("utf-8")
    done = build(
        folder,
        {"index.md": INDEX, "talk.md": text},
        builder,
        root_doc="index",
        roundtables=["talk"],
        suppress_warnings=QUIET,
        smartquotes=False,
        nitpicky=True,
    )
    assert done.warnings == ""
    return done


def anchors(truth: Truth) -> list[tuple[str, str, str, str]]:
    """Return topic, anchor, first and last words of each turn, in the order of the text."""
    found = []
    for cell in truth.answers:
        count: Counter[str] = Counter()
        for turn in cell.turns:
            count[turn.by] += 1
            number = count[turn.by]
            anchor = turn.by if number == 1 else f"{turn.by}-{number}"
            found.append((cell.topic, anchor, turn.first, turn.last))
    return found


@pytest.mark.parametrize("name", ["bitcoin-core-roundtable", "k8s-end-user-panel"])
def test_each_turn_is_at_its_address_in_its_order(tmp_path: Path, name: str) -> None:
    site = built(tmp_path, name)
    expected = anchors(load(name))
    pages = {topic: soup(site, f"topics/{topic}") for topic in {row[0] for row in expected}}
    for topic, page in pages.items():
        assert page.select_one("section.roundtable-topic")["id"] == topic
        order = [section["id"] for section in page.select("section.roundtable-answer")]
        assert order == [anchor for of, anchor, _, _ in expected if of == topic]
    for topic, anchor, first, last in expected:
        said = " ".join(pages[topic].find(id=anchor).get_text(" ").split())
        for words in (first, last):
            assert "".join(words.split()) in "".join(said.split()), f"{topic}#{anchor}"


@pytest.mark.parametrize("name", ["bitcoin-core-roundtable", "k8s-end-user-panel"])
def test_a_joined_edition_has_each_turn_once(tmp_path: Path, name: str) -> None:
    page = soup(built(tmp_path, name, "singlehtml"), "index").select_one("div.body")
    said = "".join(page.get_text().split())
    firsts = Counter("".join(first.split()) for _, _, first, _ in anchors(load(name)))
    for first, count in firsts.items():
        if len(first) > 25:
            assert said.count(first) == count, first


def test_times_and_what_was_said_before(tmp_path: Path) -> None:
    page = soup(built(tmp_path, "bitcoin-core-roundtable"), "people/gloria-zhao")
    first = page.select_one("section.roundtable-answer")
    assert first.select_one(".roundtable-time").get_text() == "00:00:10"
    before = first.find("a", string="After Adam Jonas")
    assert before["href"].startswith("../topics/")
    assert before["href"].endswith("#adam-jonas")
