"""A small library, and how tests build it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support import write

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The time that all tests take for now.
EPOCH = "1700000000"

LIBRARY = """
title = "Two panels"
text = "What gardeners and engineers say."
conf = "shared"

[settings]
language = "en"

[volumes.tools]
title = "The tools panel"
text = "Recorded in a workshop."

[volumes.weather]
folder = "texts/weather"
title = "The weather panel"
refers = ["tools"]

[people.bo-ek-junior]
name = "Bo Ek junior"
ids = ["weather/bo-ek"]
"""

TOOLS = """
Panel
=====

* *Ann Lee* is an engineer.
* *Bo Ek* is a gardener.

Tools
-----

*Ann Lee*:

    A hammer, from my grandmother.

*Bo Ek*:

    A spade.

Gardens
-------

*Bo Ek*:

    Kale.
"""

#: Nobody introduces Ann here, and Bo is somebody else.
WEATHER = """
Weather
=======

Ann Lee said more :external+tools:roundtable:answer:`before <ann-lee/tools>`.

* *Ann Lee* is an engineer.
* *Bo Ek* is a pilot.
* *Cy* is a sailor.

Tools
-----

*Ann Lee*:

    A barometer, from my grandmother.

*Cy*:

    A compass.

Rain
----

*Bo Ek*:

    It falls.
"""

CONF = """
extensions = ["sphinx_roundtable"]
roundtables = ["index"]
html_theme = "furo"
html_static_path = ["own"]
html_css_files = ["own.css"]
templates_path = ["templates"]
roundtable_policy = {}
"""

#: The book's: it names the two landmarks of the theme, which a screen reader could not tell apart.
PAGE = Path(__file__).parents[2] / "source/_templates/page.html"

FILES = {
    "library.toml": LIBRARY,
    "shared/conf.py": CONF,
    "shared/own/own.css": "h1 { letter-spacing: 0 }",
    "shared/templates/page.html": PAGE.read_text("utf-8"),
    "tools/index.rst": TOOLS,
    "texts/weather/index.rst": WEATHER,
}


class Ran(NamedTuple):
    """What the command said."""

    status: int
    told: str
    errors: str


def library(folder: Path, *options: str, files: Mapping[str, str] = FILES, out: str = "out") -> Ran:
    """Write *files* into *folder* and build the library there, into *out*."""
    result = subprocess.run(**arguments(folder, *options, files=files, out=out), check=False)
    return Ran(result.returncode, result.stdout.strip(), result.stderr.removesuffix("\n"))


def arguments(
    folder: Path, *options: str, files: Mapping[str, str] = FILES, out: str = "out"
) -> dict[str, Any]:
    """Write *files* into *folder*; return how the command is run there."""
    write(folder, files)
    command = [sys.executable, "-m", "sphinx_roundtable.cli", "library", "library.toml", out]
    return {
        "args": [*command, *options],
        "cwd": folder,
        "env": {**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }


def state(folder: Path) -> dict[str, str]:
    """Return digests of all files below *folder*."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
