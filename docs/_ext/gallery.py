"""Build the sites of the gallery beside the manual: ``python docs/_ext/gallery.py BUILD``.

Each is a project of its own, with a ``conf.py`` that anybody could have: what is in
``gallery/NAME``, and a real conversation from ``tests/corpora``, unchanged, in a folder ``text``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).parents[2]
#: The folders of the conversations, by the names of the sites.
SITES: Final = {
    "bitcoin-core": "bitcoin-core-roundtable",
    "governance": "pep-8002",
    "steering": "k8s-steering-2024",
}


def main(build: Path) -> int:
    """Put the sites into ``docs/gallery`` below *build*; return the exit status."""
    for name, corpus in SITES.items():
        work = build / "gallery" / name
        # Files keep their times, so that only what has changed is built again.
        shutil.copytree(TOP / "docs/gallery" / name, work / "source", dirs_exist_ok=True)
        shutil.copytree(TOP / "tests/corpora" / corpus, work / "source/text", dirs_exist_ok=True)
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "--keep-going", "-b", "html"]
        command += ["-d", str(work / "doctrees"), str(work / "source")]
        done = subprocess.run([*command, str(build / "docs/gallery" / name)], check=False)  # noqa: S603 - our own
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
