"""Building one Sphinx project in a process of its own: what :mod:`.volume` and :mod:`.join` start.

Sphinx and ``conf.py`` change what all of a process shares, so no two projects are built in one: a
worker with several threads would mix them up. The process is told what to do by a file, and ends
when nobody waits for it any more: a worker that is killed leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from traceback import FrameSummary, extract_tb
from typing import Any

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.tags import Tags

__all__ = ["BuildError", "Project", "Told", "build"]

#: The files in the folder that a build has for itself.
_PROJECT, _TOLD = "project.json", "told.json"


class BuildError(Exception):
    """A project that can't be built; the message says why, on one line."""


class Project(msgspec.Struct, frozen=True):
    """What Sphinx is to build."""

    documents: str  #: folder of the documents
    conf: str  #: folder of ``conf.py``; empty where there is none
    settings: dict[str, Any]  #: before those of ``conf.py``
    extension: str  #: is loaded last; its ``result`` returns what came of the build
    builder: str = "html"


class Told(msgspec.Struct, frozen=True):
    """What came of it."""

    result: Any  #: of the module that completed the build
    warnings: list[str]


def build(work: Path, project: Project, epoch: str) -> Told:
    """Build *project* in a process of its own, into the folder of *work* that the builder names.

    :param epoch: ``SOURCE_DATE_EPOCH``, or empty
    :raises BuildError: where it can't be built
    """
    (work / _PROJECT).write_bytes(msgspec.json.encode(project))
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    if epoch:
        environment["SOURCE_DATE_EPOCH"] = epoch
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-P", "-m", __name__, str(work)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        # Its input stays open: when it closes, there is nobody to build for.
        said = process.stderr.read().decode("utf-8", "replace")  # type: ignore[union-attr]
        status = process.wait()
        process.stdin.close()  # type: ignore[union-attr]
    if status:
        lines = said.strip().splitlines() or [f"the process ended with status {status}"]
        raise BuildError(lines[-1])
    return msgspec.json.decode((work / _TOLD).read_bytes(), type=Told)


def main(work: Path) -> int:
    """Build the project that *work* tells of; return the exit status."""
    threading.Thread(target=_end_with_parent, args=(work,), daemon=True).start()
    project = msgspec.json.decode((work / _PROJECT).read_bytes(), type=Project)
    warnings = Path(work, "warnings.txt")
    try:
        with warnings.open("w+", encoding="utf-8") as said:
            app = Sphinx(
                project.documents,
                project.conf or None,
                work / project.builder,
                work / "doctrees",
                project.builder,
                {**project.settings, "extensions": _extensions(project)},
                status=None,
                warning=said,
            )
            app.build()
            result = import_module(project.extension).result(app)
    except Exception as error:  # noqa: BLE001 - conf.py and extensions may raise anything
        words = " ".join(_reason(error).split()).replace(f"{project.documents}{os.sep}", "")
        print(words, file=sys.stderr)  # noqa: T201 - told to the parent
        return 2
    lines = strip_colors(warnings.read_text("utf-8")).replace(f"{project.documents}{os.sep}", "")
    told = Told(result, [line for line in lines.splitlines() if line.strip()])
    (work / _TOLD).write_bytes(msgspec.json.encode(told))
    return 0


def _reason(error: Exception) -> str:
    """Return why a project can't be built."""
    cause = error.__cause__
    if isinstance(error, ConfigError) and isinstance(cause, Exception):
        # What conf.py raises: Sphinx tells all of where it comes from, of which this is the end.
        lines = [frame.lineno for frame in extract_tb(cause.__traceback__) if _is_conf(frame)]
        if lines:
            return f"conf.py:{lines[-1]}: {type(cause).__name__}: {cause}"
    if isinstance(error, (SphinxError, UnicodeDecodeError, OSError)):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _is_conf(frame: FrameSummary) -> bool:
    return os.path.basename(frame.filename) == "conf.py"  # noqa: PTH119 - it may be no path


def _extensions(project: Project) -> list[str]:
    """Return the extensions of a project, and last that of this package."""
    found: Any = project.settings.get("extensions")
    if found is None:  # Sphinx can't add to what conf.py lists
        found = Config.read(project.conf, overrides={}, tags=Tags()).extensions
    return [*found, project.extension]


def _end_with_parent(work: Path) -> None:
    # Not by `sys.stdin`, which could not be closed while this waits.
    while os.read(0, 1):
        pass
    shutil.rmtree(work, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
