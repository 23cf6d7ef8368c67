"""The files for hosts are what these hosts read, and the book they publish knows its address."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup

TOP = Path(__file__).parents[2]
FILES = {
    ".github/workflows/pages.yml": "vendor.github-workflows",
    ".github/workflows/checks.yml": "vendor.github-workflows",
    ".readthedocs.yaml": "vendor.readthedocs",
}


def _check(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(("path", "schema"), FILES.items())
def test_the_host_reads_it(path: str, schema: str) -> None:
    result = _check(schema, TOP / path)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("path", "schema"), FILES.items())
def test_a_mistake_in_it_is_noticed(path: str, schema: str, tmp_path: Path) -> None:
    text = (TOP / path).read_text("utf-8")
    wrong = tmp_path / Path(path).name
    wrong.write_text(text.replace("    runs-on:", "    runs:").replace("formats:", "format:"))
    assert _check(schema, wrong).returncode == 1


def _commands() -> dict[str, list[str]]:
    """Return what each host is told to run, as lines of a shell."""
    workflow: Any = yaml.safe_load((TOP / ".github/workflows/pages.yml").read_text("utf-8"))
    jobs: Any = yaml.safe_load((TOP / ".readthedocs.yaml").read_text("utf-8"))["build"]["jobs"]
    netlify = tomllib.loads((TOP / "netlify.toml").read_text("utf-8"))
    return {
        "github": [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step],
        "readthedocs": [
            *jobs["install"],
            *(line for form in jobs["build"].values() for line in form),
        ],
        "netlify": [netlify["build"]["command"], netlify["context"]["deploy-preview"]["command"]],
    }


@pytest.mark.parametrize("host", _commands())
def test_each_command_is_one_of_ours(host: str) -> None:
    makefile = (TOP / "Makefile").read_text("utf-8")
    makes = [line for line in _commands()[host] if line.startswith("make ")]
    assert makes
    for line in makes:
        target = line.split()[1].replace(".venv", "$(VENV)")
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), line
        syntax = subprocess.run(["/bin/sh", "-n", "-c", line], check=False, capture_output=True)
        assert syntax.returncode == 0


def test_what_is_published_is_what_is_built() -> None:
    workflow: Any = yaml.safe_load((TOP / ".github/workflows/pages.yml").read_text("utf-8"))
    upload = next(s for s in workflow["jobs"]["build"]["steps"] if "upload" in s.get("uses", ""))
    netlify = tomllib.loads((TOP / "netlify.toml").read_text("utf-8"))
    assert upload["with"]["path"] == netlify["build"]["publish"] == "build/html"
    copied = [line for line in _commands()["readthedocs"] if "cp " in line]
    assert all("build/html" in line for line in copied)
    assert len(copied) == 3


def test_a_site_in_a_folder_of_a_host_finds_its_way_from_anywhere(tmp_path: Path) -> None:
    address = "https://example.org/book/"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", ".", "-b", "html"]
    command += ["-D", f"html_baseurl={address}", "-d", str(tmp_path / "doctrees")]
    subprocess.run([*command, "source", str(tmp_path / "html")], cwd=TOP, check=True)
    page = BeautifulSoup((tmp_path / "html/404.html").read_text("utf-8"), "html.parser")
    links = [str(tag.get("href") or tag["src"]) for tag in page.select("[href], script[src]")]
    ways = [link for link in links if urlsplit(link).netloc in {"", "example.org"}]
    ways = [link for link in ways if not link.startswith("#")]
    assert len(ways) > 10
    for way in ways:
        path = urlsplit(way).path
        assert path.startswith("/book/"), way
        assert (tmp_path / "html" / path.removeprefix("/book/")).is_file(), way
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    assert (tmp_path / "html/sitemap.xml").read_text("utf-8").count(address) > 10


def test_what_is_kept_of_a_check_is_what_it_makes() -> None:
    workflow: Any = yaml.safe_load((TOP / ".github/workflows/checks.yml").read_text("utf-8"))
    *_, script, upload = workflow["jobs"]["checks"]["steps"]
    assert script["run"] == ".ci/run"
    ran = (TOP / script["run"]).read_text("utf-8")
    makefile = (TOP / "Makefile").read_text("utf-8")
    kept = upload["with"]["path"].split()
    assert kept == ["build/screenshots", "build/lighthouse"]
    assert re.search(r"^make .*\bscreenshots\b", ran, re.MULTILINE)
    assert "$(BUILD)/screenshots" in makefile
    assert "build/lighthouse" in ran
