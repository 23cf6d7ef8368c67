"""A roundtable of several sources is rebuilt as little as may be, and as a clean build makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.talks import FIRST, SECOND, SITE, made
from tests.pages.test_incremental import edited, outputs, pages
from tests.support import PANEL

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_changed_nothing_written(tmp_path: Path) -> None:
    made(tmp_path)
    again = made(tmp_path, {})
    assert pages(again) == set()
    assert again.warnings == ""


def test_an_edit_rewrites_what_shows_it(tmp_path: Path) -> None:
    made(tmp_path)
    files = {"talks/two.rst": edited(SECOND, "Rye.", "Oat.")}
    built = made(tmp_path, files)
    assert pages(built) == {
        "talks/two.html",
        "people/bo-ek.html",
        "topics/bread.html",
        "index.html",
    }
    assert outputs(built) == outputs(made(tmp_path / "clean", {**SITE, **files}))


def test_a_number_that_changes_in_another_source_rewrites_this_one(tmp_path: Path) -> None:
    more = edited(
        FIRST,
        "*Bo Ek*:\n\n    A spade.\n",
        "*Ann Lee*:\n\n    A rake.\n\n*Bo Ek*:\n\n    A spade.\n",
    )
    made(tmp_path, roundtable_sidebar=1)  # a longer one shows the new answer, on all pages
    built = made(tmp_path, {"talks/one.rst": more}, roundtable_sidebar=1)
    assert "talks/two.html" in pages(built)
    assert 'href="../topics/tools.html#ann-lee-3"' in built.read("talks/two.html")
    assert "other.html" not in pages(built)
    assert outputs(built) == outputs(
        made(tmp_path / "clean", {**SITE, "talks/one.rst": more}, roundtable_sidebar=1)
    )


THIRD = PANEL.replace("Panel\n=====", "Third\n=====").replace("Kale.", "Leek.")
CHANGES: dict[str, dict[str, str | None]] = {
    "a source is added": {"talks/three.rst": THIRD},
    "a source goes": {"talks/two.rst": None},
    "the first source goes": {"talks/one.rst": None},
    "a source is renamed": {"talks/one.rst": None, "talks/third.rst": FIRST},
    "the title of a source": {
        "talks/two.rst": SECOND.replace("Second\n======", "The second\n==========")
    },
    "a name": {
        "talks/one.rst": FIRST.replace("* *Bo Ek*", "* *Bo Eck*").replace("*Bo Ek*:", "*Bo Eck*:")
    },
    "a topic": {"talks/two.rst": SECOND.replace("Bread\n-----", "Gardens\n-------")},
    "other sources": {"book.toml": 'title = "The book"\nsources = ["talks/one", "other"]'},
    "another order": {"book.toml": 'title = "The book"\nsources = ["talks/two", "talks/one"]'},
    "another title": {"book.toml": 'title = "A book"\nsources = ["talks/*"]'},
    "a document that is its home": {"book.rst": ":orphan:\n\nHome\n====\n"},
    "one source is left": {"book.toml": 'sources = ["talks/one"]'},
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what comes of the site without a change."""
    return outputs(made(tmp_path_factory.mktemp("original")))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_what_a_clean_build_gives(
    tmp_path: Path, original: dict[str, bytes], change: str
) -> None:
    made(tmp_path)
    built = made(tmp_path, CHANGES[change])
    files = {name: text for name, text in {**SITE, **CHANGES[change]}.items() if text is not None}
    clean = made(tmp_path / "clean", files)
    assert built.own_warnings == clean.own_warnings
    # Sphinx never deletes the output of a document that was deleted.
    gone = {name.replace(".rst", ".html") for name in SITE.keys() - files.keys()}
    found, expected = outputs(built), outputs(clean)
    assert found.keys() - gone == expected.keys()
    for name, content in expected.items():
        assert found[name] == content, name

    back = made(tmp_path, SITE | dict.fromkeys(files.keys() - SITE.keys()))
    again = outputs(back)
    for name, content in original.items():
        assert again[name] == content, name


def test_parallel_gives_the_same_bytes(tmp_path: Path) -> None:
    more = {
        f"talks/more{number}.rst": THIRD.replace("Leek", f"Leek {number}") for number in range(9)
    }
    serial = made(tmp_path / "serial", {**SITE, **more})
    parallel = made(tmp_path / "parallel", {**SITE, **more}, parallel=2)
    assert parallel.warnings == serial.warnings == ""
    assert outputs(serial) == outputs(parallel)
    files = {"talks/more3.rst": THIRD}
    assert outputs(made(tmp_path / "serial", files)) == outputs(
        made(tmp_path / "parallel", files, parallel=2)
    )
