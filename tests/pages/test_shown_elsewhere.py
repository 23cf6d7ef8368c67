"""What is shown far from where it is said: an edit of it gives what a clean build gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.test_incremental import outputs
from tests.support import PANEL, Built, build

if TYPE_CHECKING:
    from pathlib import Path

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c"
    "63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
FIGURE = "    .. figure:: dot.png\n       :name: {0}\n\n       {0}\n\n"
TALK = PANEL.replace("    A spade.\n", f"{FIGURE.format('spade')}    A spade.\n").replace(
    "    Kale.\n", "    Kale, see :numref:`spade`.\n"
)
INDEX = "Start\n=====\n\n.. toctree::\n   :caption: All\n\n   panel\n   lists\n"
LISTS = "Lists\n=====\n\n.. roundtable:people::\n\n.. roundtable:matrix::\n"
FILES = {"index.rst": INDEX, "lists.rst": LISTS, "panel.rst": TALK, "dot.png": PNG}
CHANGES = {
    "the number of a figure": {
        "panel.rst": TALK.replace("    A hammer.\n", f"{FIGURE.format('hammer')}    A hammer.\n")
    },
    "what kind of person": {"panel.toml": "[people.ann-lee]\nkind = 'organisation'\n"},
    "a portrait": {"panel.toml": "[people.ann-lee]\nportrait = 'dot.png'\n"},
    "markup in the title of a source": {
        "panel.rst": TALK.replace("Panel\n=====", "*Panel*\n=======")
    },
    "markup in the title of a topic": {
        "panel.rst": TALK.replace("Tools\n-----", "*Tools*\n-------")
    },
    "the caption of a toctree": {"index.rst": INDEX.replace("All", "Everything")},
    "the words of a toctree": {"index.rst": INDEX.replace("   lists", "   All <lists>")},
}


def site(folder: Path, files: dict[str, Any], theme: str) -> Built:
    conf: dict[str, Any] = {"roundtable_sidebar": 2, "numfig": True, "html_theme": theme}
    return build(folder, files, roundtables=["panel"], **conf)


@pytest.mark.parametrize("theme", ["basic", "alabaster"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_gives_what_a_clean_build_gives(tmp_path: Path, change: str, theme: str) -> None:
    files = {**FILES, "panel.toml": "[people.ann-lee]\nrole = 'Engineer'\n"}
    site(tmp_path, files, theme)
    built = site(tmp_path, CHANGES[change], theme)
    clean = site(tmp_path / "clean", {**files, **CHANGES[change]}, theme)
    toctree = "toctree" in change  # other documents than the edited one: Sphinx leaves them
    found, expected = outputs(built), outputs(clean)
    names = {"genindex.html"} if toctree else expected.keys()
    assert {name: found.get(name) for name in names} == {name: expected[name] for name in names}


def test_an_index_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    (site(tmp_path, FILES, "basic").out / "roundtable-people.html").unlink()
    built = site(tmp_path, {}, "basic")
    assert "Ann Lee" in built.read("roundtable-people.html")
