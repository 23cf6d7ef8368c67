"""The pinned requirements are those that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
FILES = {
    "requirements.txt": ["book"],
    "requirements-dev.txt": ["dev"],
    "requirements-oldest.txt": ["dev", "oldest"],
}


def _group(name: str) -> list[Requirement]:
    """Return what the dependency group *name* asks for, with the groups that it includes."""
    found = []
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, dict):
            found += _group(entry["include-group"])
        else:
            found.append(Requirement(entry))
    return found


def _asked(groups: list[str]) -> list[Requirement]:
    declared = PROJECT["project"]
    asked = [*declared["dependencies"], *declared["optional-dependencies"]["pdf"]]
    return [*map(Requirement, asked), *(entry for group in groups for entry in _group(group))]


def _pins(file: str) -> dict[str, str]:
    """Return the version of each requirement in *file*, by its normal name."""
    text = (TOP / file).read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)==([\w.!+-]+)(?: ;.*)? \\\n +--hash=", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), "a line is no pinned hash"
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("file", FILES)
def test_each_dependency_is_pinned_within_its_range(file: str) -> None:
    pins = _pins(file)
    for requirement in _asked(FILES[file]):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in {file}: run `make lock`"
        assert requirement.specifier.contains(version), f"{requirement}, but {file} has {version}"


def test_what_builds_the_book_is_what_is_tested() -> None:
    assert _pins("requirements.txt").items() <= _pins("requirements-dev.txt").items()


def test_the_oldest_run_differs_in_sphinx() -> None:
    assert _pins("requirements-oldest.txt")["sphinx"].startswith("8.2.")
    assert _pins("requirements-oldest.txt")["docutils"].startswith("0.21")
    assert _pins("requirements-dev.txt")["sphinx"].startswith("9.")


@pytest.mark.parametrize("file", FILES)
def test_no_index_and_no_path_is_named(file: str) -> None:
    text = (TOP / file).read_text("utf-8")
    assert not re.search(r"://|^-|^\.|/\w", text, re.MULTILINE)
