"""What a large conversation costs as a site: ours, plain Sphinx on the same pages, and Hugo.

    python -m benchmarks.site 250 1000 4000

writes the same text, theme and pages for each site as ordinary files (``conversation.py`` tells
which), and builds each in a process of its own: cold, again with nothing changed, again with one
answer edited, and cold with two processes. What counts is the ratio to the floor, of the CPU time
of one round; the tables have the medians of all rounds. Seconds are those of the machine.

The table, the figures and a plot are written to ``build/bench``. With ``--quick``, two small sites
are made, and only counts are compared: pages, bytes and doctrees, and how they grow; no time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.conversation import LAYOUTS, SITES, Conversation, files_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

STEPS = ("cold", "nothing", "edit", "cold -j 2")
#: What is to grow no faster than the number of people.
GROWING = ("cpu", "megabytes", "bytes")
#: What grows as it does on any machine, whatever else it does.
COUNTED = ("pages", "bytes", "doctrees")
#: The exponent that is allowed.
EXPONENT = 1.05
#: Sizes at which the default settings cut pages and sidebars.
QUICK = [60, 120]


class Cost(NamedTuple):
    """What one build needed, and what it left."""

    site: str
    people: int
    step: str
    cpu: float  #: seconds, of all processes, in user and system mode
    wall: float  #: seconds
    megabytes: float  #: of the largest process, at its peak
    pages: int  #: that there are
    written: int  #: pages that this build wrote
    bytes: int  #: of the pages
    doctrees: int  #: bytes of the doctrees and the environment
    digest: str  #: of all pages


def main() -> None:
    """Measure what is asked for, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("people", nargs="*", type=int, default=[250, 1000, 4000])
    parser.add_argument("--topics", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--layout", choices=LAYOUTS, default="files")
    parser.add_argument("--theme", default="furo")
    parser.add_argument("--sites", nargs="*", choices=SITES, default=list(SITES))
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=list(STEPS))
    parser.add_argument("--usual", type=int, default=250, help="most people of the site `usual`")
    parser.add_argument("--quick", action="store_true", help="compare counts of small sites")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    asked = parser.parse_args()
    if asked.quick:
        asked.people, asked.rounds, asked.sites, asked.steps = QUICK, 1, ["ours"], ["cold"]
    costs: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.rounds):
            for people in asked.people:
                for site in asked.sites:
                    if site == "usual" and (people > asked.usual or number):
                        continue  # it takes very long, and one figure says it
                    costs += _measure(Path(folder), site, people, asked)
                    _report(costs, asked)
    print((asked.out / _name(asked, "md")).read_text())
    if asked.quick:
        _check_growth(costs)


def _check_growth(costs: Sequence[Cost]) -> None:
    few, many = costs
    for what in COUNTED:
        exponent = _exponent(few, many, getattr(few, what), getattr(many, what))
        print(f"{what}: exponent {exponent:.2f}")
        if exponent > EXPONENT:
            raise SystemExit(f"{what} grow faster than the number of people")


def _exponent(few: Cost, many: Cost, before: float, after: float) -> float:
    return math.log(after / before) / math.log(many.people / few.people)


def _name(asked: argparse.Namespace, suffix: str) -> str:
    return f"site-{asked.layout}-{asked.theme}.{suffix}"


def _measure(folder: Path, site: str, people: int, asked: argparse.Namespace) -> Iterator[Cost]:
    shutil.rmtree(folder / site, ignore_errors=True)
    talk = Conversation(people, asked.topics)
    steps = ("cold",) if site == "usual" else asked.steps
    if site == "hugo":
        if shutil.which("hugo") is None:
            print("hugo is not installed", flush=True)
            return
        steps = ("cold",)
    for step in steps:
        source, out = folder / site / "source", folder / site / "html"
        if step.startswith("cold"):
            shutil.rmtree(folder / site, ignore_errors=True)
        someone = list(talk.people)[people // 2]
        edited = someone if step == "edit" else ""
        write(source, files_of(talk, site, layout=asked.layout, theme=asked.theme, edited=edited))
        before = times(out)
        if site == "hugo":
            command = ["hugo", "--quiet", "--source", str(source), "--destination", str(out)]
        else:
            processes = "2" if step.endswith("-j 2") else "1"
            command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", processes]
            command += ["-d", str(folder / site / "doctrees"), str(source), str(out)]
        cpu, wall, megabytes = run(command)
        after = times(out)
        cost = Cost(
            site,
            people,
            step,
            cpu,
            wall,
            megabytes,
            len(after),
            sum(before.get(path) != state for path, state in after.items()),
            sum(size for _time, size in after.values()),
            sum(size for _time, size in times(folder / site / "doctrees", "*").values()),
            _digest(out),
        )
        print(*cost[:10], flush=True)
        yield cost


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files*; those that are there with the same content keep their time."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)


def times(folder: Path, pattern: str = "*.html") -> dict[Path, tuple[int, int]]:
    """Return when files were written, and their sizes in bytes."""
    states = ((path, path.stat()) for path in folder.rglob(pattern) if path.is_file())
    return {path: (state.st_mtime_ns, state.st_size) for path, state in states}


def _digest(out: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(out.rglob("*.html")):
        found.update(path.read_bytes())
    return found.hexdigest()


def run(command: Sequence[str]) -> tuple[float, float, float]:
    """Run *command*; return its seconds of CPU and of the clock, and megabytes at the peak."""
    cpu, wall, megabytes, said = run_aloud(command)
    if said.strip():
        raise SystemExit(f"{' '.join(command)}\n{said[-2000:]}")
    return cpu, wall, megabytes


def run_aloud(command: Sequence[str]) -> tuple[float, float, float, str]:
    """Run *command*, which may say something; return what :func:`run` does, and what it said."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = log.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{said[-2000:]}")
    wall = time.perf_counter() - start
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, said


# What is found


def _report(costs: Sequence[Cost], asked: argparse.Namespace) -> None:
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / _name(asked, "json")).write_text(
        json.dumps({"machine": _machine(), "costs": [cost._asdict() for cost in costs]}, indent=1)
    )
    tables = "\n".join([_machine(), "", *_table(costs), "", *_ratios(costs), "", *_growth(costs)])
    (asked.out / _name(asked, "md")).write_text(tables + "\n")
    _plot(costs, asked.out / _name(asked, "svg"))


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("sphinx", "docutils", "furo"))
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, {packages}"
    )


def _grouped(costs: Sequence[Cost]) -> dict[tuple[str, int, str], list[Cost]]:
    groups: dict[tuple[str, int, str], list[Cost]] = {}
    for cost in costs:
        groups.setdefault((cost.site, cost.people, cost.step), []).append(cost)
    return groups


def _median(costs: Iterable[Cost], what: str) -> float:
    return float(statistics.median(getattr(cost, what) for cost in costs))


def _table(costs: Sequence[Cost]) -> Iterator[str]:
    yield "| people | site | step | CPU s | s | MB | pages | written | pages per CPU s |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for (site, people, step), group in sorted(
        _grouped(costs).items(), key=lambda one: (one[0][1], one[0][2], one[0][0])
    ):
        cpu, last = _median(group, "cpu"), group[-1]
        yield (
            f"| {people} | {site} | {step} | {cpu:.2f} | {_median(group, 'wall'):.1f} |"
            f" {_median(group, 'megabytes'):.0f} | {last.pages} | {last.written} |"
            f" {last.written / cpu:.0f} |"
        )


def _ratios(costs: Sequence[Cost]) -> Iterator[str]:
    """Yield the ratios to the floor, each of one round, as medians."""
    yield "| people | step | of the floor's CPU time | of the floor's memory |"
    yield "| --- | --- | --- | --- |"
    groups = _grouped(costs)
    for (site, people, step), ours in groups.items():
        floor = groups.get(("floor", people, step), [])
        if site == "ours" and floor:
            pairs = list(zip(ours, floor, strict=False))
            cpu, memory = (
                statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)
                for what in ("cpu", "megabytes")
            )
            yield f"| {people} | {step} | {cpu:.2f} | {memory:.2f} |"


def _growth(costs: Sequence[Cost]) -> Iterator[str]:
    """Yield how what a cold build needs grows with the number of people, as an exponent."""
    yield "| site | from | to | CPU time | peak memory | bytes written |"
    yield "| --- | --- | --- | --- | --- | --- |"
    groups = _grouped(costs)
    for site in SITES:
        sizes = sorted(people for name, people, step in groups if (name, step) == (site, "cold"))
        for few, many in pairwise(sizes):
            one, other = groups[site, few, "cold"], groups[site, many, "cold"]
            exponents = (
                _exponent(one[0], other[0], _median(one, what), _median(other, what))
                for what in GROWING
            )
            cells = " | ".join(f"{exponent:.2f}" for exponent in exponents)
            yield f"| {site} | {few} | {many} | {cells} |"


def _plot(costs: Sequence[Cost], path: Path) -> None:
    """Draw the CPU time of cold builds over the number of people, by the typesetter of the PDF."""
    if find_spec("typst") is None:
        return
    import typst  # noqa: PLC0415 - it need not be installed

    lines: dict[str, list[tuple[int, float]]] = {}
    for (site, people, step), group in _grouped(costs).items():
        if step == "cold":
            lines.setdefault(site, []).append((people, _median(group, "cpu")))
    drawing = typst.compile(
        str(Path(__file__).with_name("plot.typ")),
        format="svg",
        sys_inputs={"lines": json.dumps(lines)},
    )
    path.write_bytes(drawing)


if __name__ == "__main__":
    main()
