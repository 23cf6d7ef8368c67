"""Which formats of the data a project publishes: the setting ``roundtable_data``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from ...config import refuse
from ...data.formats import FORMATS
from ...data.records import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from ...data.formats import Format

__all__ = ["check", "chosen", "data_files", "setting"]


def check(app: Sphinx, config: Config) -> None:
    """End a build that asks for a format that there is not."""
    value = config.roundtable_data
    known = ", ".join(FORMATS)
    if not isinstance(value, (list, tuple)):
        refuse(ConfigError(f"conf.py: roundtable_data: {value!r} is no list of: {known}"))
    for name in value:
        if name not in FORMATS:
            refuse(ConfigError(f"conf.py: roundtable_data: no format {name!r}; there are: {known}"))


def setting(app: Sphinx) -> Sequence[str]:
    """Return the names of the formats in which data is published, in our order."""
    return [name for name in FORMATS if name in app.config.roundtable_data]


def chosen(app: Sphinx) -> Sequence[Format]:
    """Return the formats in which data is published."""
    return [FORMATS[name] for name in setting(app)]


def data_files(app: Sphinx) -> Collection[str]:
    """Return the names of the files that stand beside the pages."""
    names = {form.file for form in chosen(app)}
    return names | ({SCHEMA} if "json" in setting(app) else set())
