"""The data of a project in a folder of its own, by the command ``sphinx-roundtable export``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ...commands import refuse
from ...data.formats import FORMATS
from ...data.records import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...project import Project

__all__ = ["export"]


def export(
    project: Project, folder: Path, formats: Sequence[str] | None = None, *, dirhtml: bool = False
) -> int:
    """Write the data of a project; return an exit status.

    :param folder: where the files go; it is made where there is none
    :param formats: some of :data:`~sphinx_roundtable.data.formats.FORMATS`; all without it
    :param dirhtml: whether addresses are those of the builder ``dirhtml``
    """
    builder = "roundtable-data-dirhtml" if dirhtml else "roundtable-data"
    with tempfile.TemporaryDirectory() as temporary:
        chosen = ",".join(formats or FORMATS)
        if status := project.build(builder, Path(temporary), f"roundtable_data={chosen}"):
            return status
        written = Path(temporary, "out")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (*(form.file for form in FORMATS.values()), SCHEMA):
                if (written / name).is_file():
                    shutil.copyfile(written / name, folder / name)
        except OSError as error:
            return refuse(f"{folder}: {error.strerror}")
    return 0
