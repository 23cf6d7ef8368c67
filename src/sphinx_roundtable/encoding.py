"""Sources that are not in the encoding of the project: said in one line, and not by a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from .config import refuse

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_encoding"]


def setup_encoding(app: Sphinx) -> None:
    """Register the check."""
    app.connect("env-before-read-docs", check_encoding)


def check_encoding(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """End the build where a source of a roundtable can't be decoded, with file and line.

    Sphinx would end it with a traceback, or lose the characters. Documents that are no
    sources are Sphinx's own.
    """
    encoding = app.config.source_encoding
    shown = "UTF-8" if encoding.startswith("utf-8") else encoding
    owners = env.domains["roundtable"].owners  # type: ignore[attr-defined]
    for path in (env.doc2path(docname) for docname in docnames if docname in owners):
        try:
            path.read_bytes().decode(encoding)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            refuse(ConfigError(f"{path}:{line}: not {shown}"))
