"""What the largest input costs that anybody may bring: one answer of 5 MB, 20,000 people.

    python -m benchmarks.extremes crowd-in-files --shares 20 5 1

makes each conversation at a twentieth, a fifth and the whole of its size, and builds it, each step
in a process of its own: cold, again with nothing changed, again with one answer edited, and the
commands that read a text. ``CASES`` tells which conversations there are, ``STEPS`` which steps. The
table says what each took, how many files it wrote, how large the largest is, and how many lines
it has to say. With an exponent near 1, what is twice as large takes twice as long.

A process that takes more memory or time than is allowed fails, and ends the benchmark.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.conversation import Conversation
from benchmarks.site import run_aloud, times, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CONF = """\
project = "Extremes"
extensions = ["sphinx_roundtable", "sphinx_roundtable.typst"]
roundtables = ["talk"]
html_theme = "{theme}"
html_copy_source = False
html_show_sourcelink = False
epub_copyright = "Nobody"
"""
INDEX = "Start\n=====\n\n.. toctree::\n   :glob:\n\n   {listed}\n\n{shown}"
#: What a start page may show of everybody.
SHOWN = "".join(f".. roundtable:{kind}::\n\n" for kind in ("people", "topics", "matrix"))
COLUMNS = (
    *("case", "size", "step", "CPU s", "MB", "written", "files", "MB of files"),
    *("largest page", "lines said", "exponent"),
)
#: The word that an edit takes away, and what it puts there.
EDIT = ("Unedited", "Edited")


class Spent(NamedTuple):
    """What one step needed, and what it left."""

    cpu: float  #: seconds
    megabytes: float  #: at the peak
    files: int  #: that there are in the output
    written: int  #: of them, by this step
    bytes: int  #: of the output
    largest: tuple[int, str]  #: bytes and path of the largest page
    lines: int  #: that the step has to say


def main() -> None:
    """Measure what is asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], default=list(CASES))
    parser.add_argument("--shares", nargs="*", type=int, default=[20, 5, 1], help="1 is all")
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=["cold", "nothing", "edit"])
    parser.add_argument("--theme", default="basic")
    parser.add_argument("--gigabytes", type=float, default=8, help="of address space, at most")
    parser.add_argument("--minutes", type=float, default=45, help="of CPU time, at most")
    parser.add_argument("--keep", type=Path, help="a folder for what is made")
    asked = parser.parse_args()
    _limit(resource.RLIMIT_AS, asked.gigabytes * 2**30)
    _limit(resource.RLIMIT_CPU, asked.minutes * 60)
    print(f"| {' | '.join(COLUMNS)} |")
    print(f"|{' --- |' * len(COLUMNS)}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        before: dict[tuple[str, str], tuple[int, float]] = {}
        for case, share in product(asked.cases, asked.shares):
            full, make = CASES[case]
            size = full // share
            folder = (asked.keep or Path(temporary)) / f"{case}-{share}"
            files = {"conf.py": CONF.format(theme=asked.theme), **make(size)}
            for step in asked.steps:
                spent = _take(folder, step, files)
                known = before.get((case, step))
                exponent = math.log(spent.cpu / known[1], size / known[0]) if known else math.nan
                before[case, step] = size, spent.cpu
                print(_row(case, size, step, spent, exponent), flush=True)


def _limit(what: int, most: float) -> None:
    resource.setrlimit(what, (int(most), resource.getrlimit(what)[1]))


def _row(case: str, size: int, step: str, spent: Spent, exponent: float) -> str:
    kilobytes, path = spent.largest[0] / 1000, spent.largest[1]
    return (
        f"| {case} | {size:,} | {step} | {spent.cpu:.1f} | {spent.megabytes:.0f}"
        f" | {spent.written:,} | {spent.files:,} | {spent.bytes / 1e6:.1f}"
        f" | {path} {kilobytes:,.0f} kB | {spent.lines} | {exponent:.2f} |"
    )


def _take(folder: Path, step: str, files: Mapping[str, str]) -> Spent:
    source, out = folder / "source", folder / STEPS[step].out
    if step == "edit":
        files = {name: text.replace(*EDIT, 1) for name, text in files.items()}
    write(source, files)
    before = times(out, "*")
    command = STEPS[step].command(folder)
    cpu, _wall, megabytes, said = run_aloud(command)
    after = times(out, "*")
    pages = [
        (size, str(path.relative_to(out)))
        for path, (_time, size) in after.items()
        if path.suffix in {".html", ".xhtml", ".pdf", ".epub", ".json"}
    ]
    return Spent(
        cpu,
        megabytes,
        len(after),
        sum(before.get(path) != state for path, state in after.items()),
        sum(size for _time, size in after.values()),
        max(pages, default=(0, "")),
        len(said.splitlines()),
    )


# Steps


class Step(NamedTuple):
    """A command, and the folder below that of the case which it writes to."""

    out: str
    command: Callable[[Path], Sequence[str]]


def _sphinx(builder: str, *, fresh: bool = False) -> Step:
    def command(folder: Path) -> Sequence[str]:
        paths = [str(folder / name) for name in ("source", builder)]
        options = ["-q", "-b", builder, "-d", str(folder / "doctrees"), *(["-E"] if fresh else [])]
        return [sys.executable, "-m", "sphinx", *options, *paths]

    return Step(builder, command)


def _roundtable(name: str, *, out: str = "") -> Step:
    def command(folder: Path) -> Sequence[str]:
        called = [str(Path(sys.executable).with_name("sphinx-roundtable")), name]
        source = folder / "source"
        if out:
            return [*called, str(source), str(folder / out)]
        sidecar = source / "talk.toml"
        return [*called, str(sidecar if sidecar.is_file() else source / "talk.rst")]

    return Step(out or "nothing", command)


STEPS = {
    "cold": _sphinx("html", fresh=True),
    "nothing": _sphinx("html"),
    "edit": _sphinx("html"),
    "epub": _sphinx("epub"),
    "typst": _sphinx("typst"),
    "inspect": _roundtable("inspect"),
    "suggest": _roundtable("suggest"),
    "export": _roundtable("export", out="data"),
}

# Conversations


def _prose(number: int) -> str:
    return Conversation(1, paragraphs=1).answer(str(number), "")[0]


def _one(text: str) -> dict[str, str]:
    return {"index.rst": INDEX.format(listed="talk", shown=SHOWN), "talk.rst": text}


def _heading(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}\n\n"


def _said(name: str, words: str) -> str:
    return f"*{name}*:\n\n    {words}\n\n"


def _long(length: int, between: str) -> dict[str, str]:
    paragraphs = []
    while length > 0:
        paragraphs.append(_prose(length))
        length -= len(paragraphs[-1])
    words = f"{EDIT[0]}. " + between.join(paragraphs)
    cast = "* *Ann Lee* digs.\n* *Bo Ek* sings.\n\n"
    said = _said("Ann Lee", words) + _said("Bo Ek", "A rake.")
    return _one(_heading("Talk", "=") + cast + _heading("Tools", "-") + said)


def _talker(answers: int) -> dict[str, str]:
    said = "".join(
        f"**Ann Lee:** {EDIT[0]} {n}. {_prose(n)}\n\n**Bo Ek:** And then?\n\n"
        for n in range(answers)
    )
    return _one(_heading("Talk", "=") + _heading("Tools", "-") + said)


def _polymath(answers: int) -> dict[str, str]:
    said = "".join(
        _heading(f"On thing {n}", "-") + _said("Ann Lee", f"{EDIT[0]}. {_prose(n)}")
        for n in range(answers)
    )
    return _one(_heading("Talk", "=") + "* *Ann Lee* digs.\n* *Bo Ek* sings.\n\n" + said)


def _crowd_in_one_file(people: int) -> dict[str, str]:
    names = Conversation(people).people.values()
    cast = "".join(f"* *{name}* tends a garden.\n" for name in names)
    said = "".join(_said(name, f"{EDIT[0]}. {_prose(n)}") for n, name in enumerate(names))
    return _one(_heading("Talk", "=") + f"{cast}\n" + _heading("Tools", "-") + said)


def _crowd_in_files(people: int) -> dict[str, str]:
    files = {
        f"said/{id}.rst": f":name: {name}\n\n{_heading(name, '=')}Tends a garden.\n\n"
        f"{_heading('Tools', '-')}{EDIT[0] if n == people // 2 else 'Well'}. {_prose(n)}\n"
        for n, (id, name) in enumerate(Conversation(people).people.items())
    }
    return {
        **files,
        "talk.toml": 'title = "Talk"\nprefix = ""\nsources = ["said/*"]\n',
        "index.rst": INDEX.format(listed="said/*", shown=SHOWN),
    }


def _strangers(people: int) -> dict[str, str]:
    names = Conversation(people).people.values()
    cast = "".join(f"* *{name}* tends a garden.\n" for name in names)
    said = "".join(
        _heading(f"On thing {n}", "-") + _said(name, f"{EDIT[0]}. {_prose(n)}")
        for n, name in enumerate(names)
    )
    return _one(_heading("Talk", "=") + f"{cast}\n" + said)


def _silence(topics: int) -> dict[str, str]:
    said = _heading("Tools", "-") + _said("Ann Lee", f"{EDIT[0]}.") + _said("Bo Ek", "A rake.")
    unsaid = (f"{_heading(f'On thing {n}', '-')}Nobody says a thing.\n\n" for n in range(topics))
    cast = "* *Ann Lee* digs.\n* *Bo Ek* sings.\n\n"
    return _one(_heading("Talk", "=") + cast + said + "".join(unsaid))


def _capitals(people: int) -> dict[str, str]:
    pairs = [(name, name.swapcase()) for name in Conversation(people // 2).people.values()]
    names = [name for pair in pairs for name in pair]
    cast = "".join(f"* *{name}* tends a garden.\n" for name in names)
    said = "".join(_said(name, f"{EDIT[0]}. {_prose(n)}") for n, name in enumerate(names))
    return _one(_heading("Talk", "=") + f"{cast}\n" + _heading("Tools", "-") + said)


#: Conversations by name: the size that is all, and what makes their files.
CASES: Mapping[str, tuple[int, Callable[[int], dict[str, str]]]] = {
    "long-answer": (5_000_000, lambda length: _long(length, "\n\n    ")),
    "long-paragraph": (5_000_000, lambda length: _long(length, "\n    ")),
    "talker": (20_000, _talker),
    "polymath": (20_000, _polymath),
    "crowd-in-one-file": (20_000, _crowd_in_one_file),
    "crowd-in-files": (20_000, _crowd_in_files),
    "strangers": (20_000, _strangers),
    "silence": (1_000, _silence),
    "capitals": (2_000, _capitals),
}

if __name__ == "__main__":
    main()
