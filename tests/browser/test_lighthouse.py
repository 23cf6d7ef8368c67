"""What Lighthouse says of the main pages, served as a host serves them.

The figure for performance is noted, not judged: it depends on the machine and on what else it
does. It is the median of the runs, in ``build/lighthouse/scores.txt`` beside the full reports.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.host import serving

if TYPE_CHECKING:
    from tests.browser.visits import Site

# By itself, so that it may run beside the other tests of the book.
pytestmark = pytest.mark.browser

TOP = Path(__file__).parents[2]
PROGRAM = TOP / ".lighthouse/node_modules/lighthouse/cli/index.js"
REPORTS = TOP / "build/lighthouse"
PAGES = ("index.html", "topics/deployment.html", "people/ned-batchelder.html", "appendix-a.html")
RUNS = 3
JUDGED = ("accessibility", "best-practices", "seo")
NOTED = "performance"


@pytest.fixture(scope="module")
def node() -> str:
    """Node.js; skips where it or Lighthouse is missing, or fails if they are required."""
    found = shutil.which("node")
    if found is None or not PROGRAM.is_file():
        reason = "no Lighthouse, or no Node.js: `make lighthouse` installs the one with the other"
        if os.environ.get("ROUNDTABLE_REQUIRE_LIGHTHOUSE"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def _judge(node: str, chromium: str, address: str, *options: str) -> dict[str, Any]:
    """Return the report on one page, loaded by a browser that is new."""
    command = [node, str(PROGRAM), address, "--output=json", "--quiet", *options]
    command += ["--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox"]
    surroundings = {**os.environ, "CHROME_PATH": chromium}
    result = subprocess.run(
        command, env=surroundings, check=False, capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, result.stderr
    report: dict[str, Any] = json.loads(result.stdout)
    assert "runtimeError" not in report, report["runtimeError"]
    return report


def _judge_all(node: str, chromium: str, addresses: list[str]) -> list[list[dict[str, Any]]]:
    """Return the reports of all runs on each page; two at a time, since it mostly waits.

    Only the first has what is judged, which is the same in each run.
    """
    again = [f"--only-categories={NOTED}"]
    with ThreadPoolExecutor(2) as pool:
        futures = [
            [
                pool.submit(_judge, node, chromium, address, *(again if run else []))
                for run in range(RUNS)
            ]
            for address in addresses
        ]
        return [[future.result() for future in of_page] for of_page in futures]


def _lacks(report: dict[str, Any], category: str) -> list[str]:
    """Return which audits keep a category from 100."""
    weights = {ref["id"]: ref["weight"] for ref in report["categories"][category]["auditRefs"]}
    return [
        f"{category}: {name}: {report['audits'][name]['title']}"
        for name, weight in weights.items()
        if weight
        and (report["audits"][name]["score"] or 0) < 1
        and report["audits"][name]["scoreDisplayMode"] not in {"notApplicable", "manual"}
    ]


def test_the_main_pages_have_full_marks(node: str, chromium: str, site: Site) -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    lines = [f"{'page':<28}" + "".join(f"{name:>16}" for name in (*JUDGED, NOTED))]
    lacking = {}
    judged = _judge_all(node, chromium, [site.address + path for path in PAGES])
    for path, reports in zip(PAGES, judged, strict=True):
        (REPORTS / f"{Path(path).stem}.json").write_text(json.dumps(reports[0], indent=1))
        marks = {name: 100 * reports[0]["categories"][name]["score"] for name in JUDGED}
        marks[NOTED] = median(100 * report["categories"][NOTED]["score"] for report in reports)
        lines.append(f"{path:<28}" + "".join(f"{mark:>16.0f}" for mark in marks.values()))
        if any(marks[name] < 100 for name in JUDGED):
            lacking[path] = [text for name in JUDGED for text in _lacks(reports[0], name)]
    (REPORTS / "scores.txt").write_text("\n".join(lines) + "\n")
    assert lacking == {}


def test_a_page_that_lacks_something_is_noticed(node: str, chromium: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>No title, no language, <img src='a.png'></p>")
    with serving(tmp_path) as site:
        report = _judge(node, chromium, site.address)
    lacking = " ".join(text for name in JUDGED for text in _lacks(report, name))
    assert "accessibility: html-has-lang" in lacking
    assert "best-practices: errors-in-console" in lacking
    assert "seo: document-title" in lacking or "seo: meta-description" in lacking
