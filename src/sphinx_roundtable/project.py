"""A project of Sphinx, as the commands are given one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .commands import refuse

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["Project", "add_project", "project_of"]


@dataclass(frozen=True)
class Project:
    """What ``sphinx-build`` is given, too."""

    source: Path  #: folder of the documents
    configuration: Path | None = None  #: folder of ``conf.py``, where that is another
    settings: Sequence[str] = ()  #: ``name=value``, in the place of settings in ``conf.py``

    def build(self, builder: str, folder: Path, *settings: str) -> int:
        """Build into an empty *folder*, and return the status of ``sphinx-build``.

        It reports on standard error. The output is in *folder*, in ``out``.
        """
        configuration = self.configuration or self.source
        if not self.source.is_dir():
            return refuse(f"{self.source}: no such folder")
        if not (configuration / "conf.py").is_file():
            return refuse(f"{configuration}: there is no conf.py")
        # Here, for it takes a while: who asks for help need not wait.
        from sphinx.cmd.build import build_main  # noqa: PLC0415

        given = (part for setting in (*self.settings, *settings) for part in ("-D", setting))
        return build_main(
            [
                *("-q", "-b", builder, "-c", str(configuration)),
                *("-d", str(folder / "doctrees")),
                *given,
                str(self.source),
                str(folder / "out"),
            ]
        )


def add_project(command: argparse.ArgumentParser) -> None:
    """Let *command* take a project, as ``sphinx-build`` does."""
    command.add_argument(
        "source",
        nargs="?",
        default=Path(),
        type=Path,
        metavar="SOURCE",
        help="folder of the documents; default: the current one",
    )
    command.add_argument(
        "-c",
        dest="configuration",
        type=Path,
        metavar="PATH",
        help="folder of conf.py, where that is another",
    )
    command.add_argument(
        "-D",
        dest="setting",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting that takes the place of one in conf.py",
    )


def project_of(options: argparse.Namespace) -> Project:
    """Return the project that a command was given."""
    return Project(options.source, options.configuration, options.setting)
