"""What a site costs with the extension, and as ordinary files that show the very same pages.

    python -m benchmarks.same_pages               # the book
    python -m benchmarks.same_pages --people 250  # a made-up conversation: ``conversation.py``

The pages are ejected, and plain Sphinx builds them with the same settings and the same theme. The
site ``usual`` keeps their toctrees, ``floor`` has none, so that their sidebars cost nothing. No
site has the search index or the data. Each build is a process of its own, by turns; what counts is
the ratio to the floor of the CPU time of each round.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.conversation import Conversation, files_of
from benchmarks.site import run, write

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOT = Path(__file__).parent.parent
#: The settings of a project from another folder, and what differs.
_CONF = """
from pathlib import Path

root = Path({root!r})
exec(compile((root / "conf.py").read_text("utf-8"), "conf.py", "exec"))
for setting in ("templates_path", "html_static_path"):
    globals()[setting] = [str(root / path) for path in globals().get(setting, [])]
if globals().get("html_favicon"):
    html_favicon = str(root / html_favicon)
{more}
"""
_OURS = "roundtable_pagefind = False\nroundtable_data = []\n"
_PLAIN = """
extensions = [name for name in extensions if not name.startswith("sphinx_roundtable")]
suppress_warnings = ["ref.footnote", "toc.not_included", "toc.no_title"]
smartquotes = False
"""
_TOCTREE = re.compile(r"^\.\. toctree::.*\n(?:[ \t]+.*\n|\n)*", re.MULTILINE)
_STEPS = ("cold", "nothing changed")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--people", type=int, help="of a made-up conversation, in place of the book"
    )
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, source = _ROOT, _ROOT / "source"
        if asked.people:
            root = source = folder / "made-up"
            write(source, files_of(Conversation(asked.people, 5), "ours"))
        sites = _sites(folder, root, source)
        costs: dict[str, dict[str, list[float]]] = {step: {} for step in _STEPS}
        for number in range(asked.rounds):
            for site, where in sites.items():
                out = folder / f"{site}-{number}"
                command = [sys.executable, "-m", "sphinx", "-q", "-c", str(folder / site)]
                command += ["-d", str(out / "doctrees"), str(where), str(out / "html")]
                for step in _STEPS:
                    costs[step].setdefault(site, []).append(run(command)[0])
        for site in sites:
            print(site, len([*(folder / f"{site}-0/html").rglob("*.html")]), "pages")
    _print(costs)


def _sites(folder: Path, root: Path, source: Path) -> Mapping[str, Path]:
    """Return where the sources of each site are; its settings are in the folder of its name."""
    usual, floor = folder / "usual-source", folder / "floor-source"
    eject = [sys.executable, "-m", "sphinx_roundtable.cli", "eject", "-c", str(root)]
    run([*eject, str(source), str(usual)])
    (usual / "conf.py").unlink()
    shutil.copytree(usual, floor)
    for path in floor.rglob("*.rst"):
        path.write_text(_TOCTREE.sub("", path.read_text("utf-8")), "utf-8")
    for site, more in {"floor": _PLAIN, "usual": _PLAIN, "ours": _OURS}.items():
        write(folder / site, {"conf.py": _CONF.format(root=str(root), more=more)})
    return {"floor": floor, "usual": usual, "ours": source}


def _print(costs: Mapping[str, Mapping[str, list[float]]]) -> None:
    print("| step | floor | usual | ours | ours, of the floor |\n| --- | --- | --- | --- | --- |")
    for step, found in costs.items():
        pairs = zip(found["ours"], found["floor"], strict=True)
        ratio = statistics.median(ours / floor for ours, floor in pairs)
        cells = [f"{statistics.median(seconds):.2f} s" for seconds in found.values()]
        print(f"| {step} | {' | '.join(cells)} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
