"""Which CSV files are documents: those that a roundtable names, and no others.

A project has CSV files for tables and downloads, too, and they stay what they are, even beside a
document of the same name. So ``.csv`` is no suffix for the project, which takes every file with a
known suffix for a document and ``exclude_patterns`` for what is to be copied, too: the project is
told of single files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util.matching import Matcher

from .. import _sphinx
from ..config import GLOB, configured
from .parser import FILETYPE, TranscriptParser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from ..config import Configured

__all__ = ["admit_transcripts", "setup_transcripts"]

SUFFIX = ".csv"


def setup_transcripts(app: Sphinx) -> None:
    """Register the parser, and the steps of a build that lead to it."""
    app.add_source_parser(TranscriptParser)
    # After 800, at which Sphinx gathers the suffixes of all extensions.
    app.connect("config-inited", add_suffix, priority=900)


def names(roundtables: Iterable[Configured]) -> frozenset[str]:
    """Return the docnames, or globs of docnames, that may stand for a CSV file."""
    patterns = (pattern for entry in roundtables for pattern in entry.patterns)
    return frozenset(pattern for pattern in patterns if _is_sound(pattern))


def _is_sound(pattern: str) -> bool:
    """Return whether *pattern* can match; what can't, such as ``[z-a]``, is reported later."""
    try:
        Matcher([pattern])
    except re.error:
        return False
    return True


def add_suffix(app: Sphinx, config: Config) -> None:
    """Let Sphinx find the parser, where there is something to parse.

    An extension that reads all CSV files goes before this one.
    """
    is_needed = any(_may_be_csv(name, app.srcdir) for name in _named(app))
    if is_needed and SUFFIX not in config.source_suffix:
        # A new table: the one that is there by default is shared by all applications.
        config.source_suffix = {**config.source_suffix, SUFFIX: FILETYPE}


def admit_transcripts(env: BuildEnvironment) -> None:
    """Let the project find the named CSV files among its documents.

    No event is between the making of the project and its first use, but the domains are set up.
    """
    app = _sphinx.application(env)
    if _is_ours(app):
        _sphinx.admit_files(env, SUFFIX, _named(app))


def _is_ours(app: Sphinx) -> bool:
    return bool(app.config.source_suffix.get(SUFFIX) == FILETYPE)


def _named(app: Sphinx) -> frozenset[str]:
    try:
        return names(configured(app.config, app.srcdir).values())
    except ConfigError:
        return frozenset()  # what is wrong is said when the builder is there


def _may_be_csv(name: str, srcdir: Path) -> bool:
    return not GLOB.isdisjoint(name) or (srcdir / f"{name}{SUFFIX}").is_file()
