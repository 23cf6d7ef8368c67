"""The manual has all that an author can write: settings, roles, directives, commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import PANEL, build

if TYPE_CHECKING:
    from tests.support import Built

MANUAL = Path(__file__).parents[2] / "docs"
SOURCE = Path(__file__).parents[2] / "src"
#: What commands set for projects of their own.
INTERNAL = {"roundtable_together", "roundtable_library"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"index.rst": "Start\n=====\n\n.. toctree::\n\n   panel\n", "panel.rst": PANEL}
    extensions = ["sphinx_roundtable", "sphinx_roundtable.typst"]
    return build(
        tmp_path_factory.mktemp("manual"), files, roundtables=["panel"], extensions=extensions
    )


def test_every_setting_is_described(built: Built) -> None:
    names = {name for name in built.app.config.values if name.startswith(("roundtable", "typst_"))}
    assert {"roundtables", "roundtable_policy", "typst_documents"} <= names
    said = "".join(path.read_text("utf-8") for path in MANUAL.glob("*.md"))
    settings = (MANUAL / "configuration.md").read_text("utf-8")
    for name in names - INTERNAL:
        assert f"`{name}`" in (said if name.startswith("typst_") else settings), name


def test_every_role_and_directive_is_described(built: Built) -> None:
    domain: Any = built.app.env.domains["roundtable"]
    page = (MANUAL / "configuration.md").read_text("utf-8")
    for name in (*domain.roles, *domain.directives):
        where = (MANUAL / "forms/explicit.md").read_text("utf-8") + page
        assert f"roundtable:{name}" in where, name


def test_every_command_has_a_page() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "sphinx_roundtable.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    # Below COMMAND, each line begins with one; what wraps is further in.
    lines = shown.partition("COMMAND\n")[2].splitlines()
    commands = {line.split()[0] for line in lines if line.startswith("    ") and line[4] != " "}
    assert "inspect" in commands
    said = "".join(path.read_text("utf-8") for path in MANUAL.glob("*.md"))
    for command in commands:
        assert f"\nsphinx-roundtable {command} " in said, command


def test_every_package_is_told_of() -> None:
    """Whoever looks for something in the code begins at that table."""
    packages = {path.parent.name for path in (SOURCE / "sphinx_roundtable").glob("*/__init__.py")}
    page = (MANUAL / "how-it-works.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert {"model", "reading", "library"} <= packages
    for package in packages:
        assert any(f"`{package}`" in row.split("|")[1] for row in rows), package
