"""The pages of a library are made in batches, and only those that are not as they should be."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec
import pytest

from sphinx_roundtable.library.config import load
from sphinx_roundtable.library.join import make_batch
from sphinx_roundtable.library.merged import Merged
from sphinx_roundtable.library.pages import pages
from sphinx_roundtable.library.plan import plan
from sphinx_roundtable.library.records import Record, Said, Subject, Table, Voice, record_name
from sphinx_roundtable.library.run import Here, Outcome, build_library
from sphinx_roundtable.library.shelves import Count, Entry
from sphinx_roundtable.library.state import Order
from tests.library.shelf import EPOCH, state
from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sphinx_roundtable.library.shelves import Page

pytestmark = pytest.mark.xdist_group("library")

#: Each page runs a script that no other has, so each has a policy of its own.
TEMPLATE = (
    '{% extends "!layout.html" %}{% block footer %}<script>{{ pagename }}</script>{% endblock %}'
)

#: Who answers what, with how many words, in each volume.
SAID = {
    "spring": [("ann", "tools", 3), ("bo", "tools", 4), ("bo", "rain", 5)],
    "summer": [("ann", "rain", 6), ("cy", "tools", 7)],
    "autumn": [("dee", "frost", 8)],
}


class Shelf:
    """A library whose volumes need not be built: they have their records."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"

    def write(self, said: dict[str, list[tuple[str, str, int]]], title: str = "Seasons") -> None:
        volumes = "".join(f"[volumes.{name}]\n" for name in said)
        head = f'title = "{title}"\nconf = "conf"\naddress = "https://example.org/"\n'
        files = {
            "library.toml": head + volumes,
            "conf/conf.py": 'roundtable_policy = {}\ntemplates_path = ["own"]\n',
            "conf/own/layout.html": TEMPLATE,
        }
        for name, answers in said.items():
            record = msgspec.json.encode(_record(name, answers))
            files[f"out/{record_name(name)}"] = record.decode()
        write(self.folder, files)

    @property
    def order(self) -> Order:
        out = str(self.out)
        return Order(load(str(self.folder / "library.toml"), out), out, EPOCH)

    def join(self) -> Sequence[Outcome]:
        outcomes = list(build_library(Here(0), {}, self.order))
        assert [outcome.error for outcome in outcomes if outcome.error] == []
        return outcomes

    def times(self) -> dict[str, int]:
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_mtime_ns
            for path in self.out.rglob("*")
            if path.is_file() and "_library" not in path.parts
        }

    def written_by(self, work: Callable[[], object]) -> set[str]:
        """Return the files that *work* writes, or writes again."""
        before = self.times()
        work()
        return {name for name, time in self.times().items() if before.get(name) != time}


def _record(title: str, answers: Sequence[tuple[str, str, int]]) -> Record:
    people = sorted({person for person, _, _ in answers})
    topics = sorted({topic for _, topic, _ in answers})
    table = Table(
        title,
        [Voice(id, id.title(), f"people/{id}.html", introduced=True) for id in people],
        [Subject(id, id.title(), f"topics/{id}.html") for id in topics],
        [Said(who, what, f"topics/{what}.html#{who}", words) for who, what, words in answers],
    )
    policy = "script-src 'self'"
    return Record(f"digest of {answers}", title=title, tables=[table], policy=policy)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joined")
    shelf = Shelf(folder)
    shelf.write(SAID)
    assert len(shelf.join()) == 2  # the plan, and all pages at once
    return folder


@pytest.fixture
def shelf(joined: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A copy of the library that a test may change, and join in batches of two pages."""
    monkeypatch.setattr("sphinx_roundtable.library.plan.BATCH", 2)
    shutil.copytree(joined, tmp_path / "shelf")
    return Shelf(tmp_path / "shelf")


def _clean(shelf: Shelf, said: dict[str, list[tuple[str, str, int]]]) -> dict[str, str]:
    """Return the state of the library that is joined from nothing."""
    clean = Shelf(shelf.folder.parent / "clean")
    clean.write(said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx_roundtable.library.plan.BATCH", 100)
        assert len(clean.join()) == 2  # all pages at once
    return state(clean.out)


def test_what_stands_is_not_touched(shelf: Shelf) -> None:
    assert shelf.written_by(shelf.join) == set()


def test_only_pages_that_show_the_change_are_written(shelf: Shelf) -> None:
    said = {**SAID, "summer": [("ann", "rain", 66), ("cy", "tools", 7)]}
    shelf.write(said)
    # No index says how long an answer is, and no search finds it here.
    assert shelf.written_by(shelf.join) == {"people/ann.html", "topics/rain.html"}
    assert "66 words" in (shelf.out / "people/ann.html").read_text("utf-8")


def test_an_incremental_join_is_a_clean_one(shelf: Shelf) -> None:
    """People and topics come, change and go; batches are of another size."""
    said = {
        "summer": [("ann", "rain", 6), ("bo", "rain", 2), ("eve", "hail", 2), ("fay", "hail", 3)],
        "autumn": [("dee", "frost", 8), ("gus", "hail", 9)],
        "winter": [("hal", "hail", 9), ("ida", "hail", 9)],
    }
    shelf.write(said)
    written = shelf.written_by(shelf.join)
    assert "people/dee.html" not in written
    assert not (shelf.out / "people/cy.html").exists()
    assert not (shelf.out / "topics/tools.html").exists()
    assert (shelf.out / "people/gus.html").is_file()
    # The host is asked to allow the scripts of all pages that there are, and of no others; the
    # search page has two.
    number = len(list(shelf.out.rglob("*.html")))
    assert (shelf.out / "_headers").read_text("utf-8").count("'sha256-") == number + 1
    assert state(shelf.out) == _clean(shelf, said)


def test_what_all_pages_share_is_on_all_pages(shelf: Shelf) -> None:
    shelf.write(SAID, title="The seasons")
    shelf.join()
    found = list(shelf.out.rglob("*.html"))
    assert len(found) == 11
    assert all("The seasons" in page.read_text("utf-8") for page in found)


def test_what_is_lost_is_made_again(shelf: Shelf) -> None:
    before = state(shelf.out)
    lost = {"people/cy.html", "index.html", "objects.inv"}
    for name in lost:
        (shelf.out / name).unlink()
    assert shelf.written_by(shelf.join) == lost
    assert state(shelf.out) == before


def test_an_interrupted_join_goes_on_from_there(shelf: Shelf) -> None:
    said = {**SAID, "winter": [("hal", "ice", 9), ("ida", "ice", 9), ("jo", "ice", 9)]}
    shelf.write(said)
    assert plan(shelf.order).batches == 2  # three people and a topic
    make_batch(shelf.order, 0)
    written = shelf.written_by(shelf.join)
    assert "people/hal.html" not in written
    assert {"people/jo.html", "topics/ice.html"} < written
    assert state(shelf.out) == _clean(shelf, said)


def test_one_batch_that_fails_leaves_the_front_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {**SAID, "winter": [("hal", "ice", 9), ("ida", "ice", 9), ("jo", "ice", 9)]}
    shelf.write(said)

    def fail(order: Order, number: int) -> object:
        if number:
            raise OSError("the disk is away")
        return make_batch(order, number)

    monkeypatch.setattr("sphinx_roundtable.library.run.make_batch", fail)
    outcomes: list[Outcome] = []
    written = shelf.written_by(lambda: outcomes.extend(build_library(Here(0), {}, shelf.order)))
    assert [outcome.error for outcome in outcomes] == ["", "", "the disk is away"]
    assert written == {"people/hal.html", "people/ida.html"}
    monkeypatch.undo()
    shelf.join()
    assert state(shelf.out) == _clean(shelf, said)


def _laid_out(shelf: Shelf) -> dict[str, Page]:
    library = shelf.order.library
    records = {name: _record(name, answers) for name, answers in SAID.items()}
    return dict(pages(library, records, Merged(library, records)))


def test_a_list_that_would_be_too_long_is_one_of_volumes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [part.title for part in _laid_out(shelf)["topics/tools"].sections] == [
        "spring",
        "summer",
    ]
    monkeypatch.setattr("sphinx_roundtable.library.pages.LISTED_AT_MOST", 2)
    found = _laid_out(shelf)
    assert [part.title for part in found["people/ann"].sections] == ["spring", "summer"]
    assert found["topics/tools"].sections == []
    assert found["topics/tools"].entries == [
        Entry("spring", "volumes/spring/topics/tools.html", "", (Count("answers", 2),)),
        Entry("summer", "volumes/summer/topics/tools.html", "", (Count("answers", 1),)),
    ]


def test_topics_of_one_volume_that_are_one_in_the_library_are_told_apart(shelf: Shelf) -> None:
    text = (shelf.folder / "library.toml").read_text("utf-8")
    ids = 'ids = ["spring/tools", "spring/rain", "autumn/frost"]'
    write(shelf.folder, {"library.toml": f"{text}[topics.all]\n{ids}\n"})
    sections = [part.title for part in _laid_out(shelf)["topics/all"].sections]
    assert sections == ["spring: Rain", "spring: Tools", "autumn"]
