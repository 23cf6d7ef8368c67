"""What the README tells a newcomer to write works as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that follows the README."""
    written = dict(re.findall(r"^```(python|rst)\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    folder = tmp_path_factory.mktemp("readme")
    (folder / "conf.py").write_text(written["python"])
    (folder / "panel.rst").write_text(written["rst"])
    (folder / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n    panel\n")
    return folder


@pytest.mark.parametrize(
    ("builder", "expected"),
    [
        (
            "html",
            ["people/ann-archer.html", "people/bob-baker.html", "topics/how-did-you-begin.html"],
        ),
        ("typst", ["panel.pdf"]),
    ],
)
def test_the_example_builds(project: Path, builder: str, expected: list[str]) -> None:
    output = project / "build" / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-b", builder]
    result = subprocess.run(
        [*command, str(project), str(output)], check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    assert [name for name in expected if not (output / name).is_file()] == []


def test_each_link_leads_to_a_file() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert [target for target in targets if not (TOP / target).exists()] == []


def test_each_command_is_a_target() -> None:
    targets = set(re.findall(r"^(\w+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE))
    assert {"html", "test"} <= commands <= targets
