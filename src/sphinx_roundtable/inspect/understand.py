"""Reading files as a build would, without a project around them.

Sphinx itself reads: so directives, includes, sidecars and CSV files mean here
what they mean in a build. What it writes is in a folder that is gone afterwards.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..reading.merge import OF_ALL
from ..sidecar import SidecarError, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from ..model import Doubt, Reading, Roundtable
    from ..sidecar import Sidecar

__all__ = ["Conversation", "Understood", "UnreadableError", "conversation", "understand"]

#: The parsers, by the suffixes of their files; CSV files are found by the extension.
_PARSERS = {".rst": "restructuredtext", ".txt": "restructuredtext", ".md": "markdown"}
_SUFFIXES = frozenset({*_PARSERS, ".csv", ".toml"})
#: Extensions that read what authors of Markdown are used to.
_MYST = ["attrs_block", "colon_fence", "deflist", "fieldlist"]


class UnreadableError(Exception):
    """A file that can't be read at all; the message names it."""


@dataclass(frozen=True)
class Understood:
    """What one conversation was understood to say."""

    table: Roundtable
    readings: Sequence[Reading]  #: of its sources, in order
    paths: dict[str, str]  #: files of the sources, as they were asked for, by docname
    doubts: Sequence[tuple[str, Doubt]]  #: each with its file


@dataclass(frozen=True)
class Conversation:
    """A conversation while its documents are at hand."""

    understood: Understood
    sidecar: Sidecar  #: an empty one where there is none
    document: Callable[[str], nodes.document]  #: returns that of a source, by docname


def understand(files: Sequence[Path], progress: Callable[[int, int], None]) -> Understood:
    """Return what *files* say together: see :func:`conversation`."""
    with conversation(files, progress) as read:
        return read.understood


@contextmanager
def conversation(
    files: Sequence[Path], progress: Callable[[int, int], None]
) -> Iterator[Conversation]:
    """Read *files*, and keep what Sphinx made of them until the end of the context.

    :param files: documents, all of one conversation; or one sidecar, for the sources it lists
    :param progress: told how many documents have been read, and of how many
    :raises UnreadableError: where a file is missing, is no text, or there is a mistake in a sidecar
    """
    for path in files:
        _check(path)
    folder = Path(os.path.commonpath([path.resolve().parent for path in files]))
    names = [_docname(path, folder) for path in files]
    sidecars = [path for path in files if path.suffix == ".toml"]
    if sidecars and len(files) > 1:
        raise UnreadableError(f"{sidecars[0]}: a sidecar says itself which its sources are")
    documents = _listed(sidecars[0], folder) if sidecars else [path.resolve() for path in files]
    asked = {_docname(path, folder): str(path) for path in files if not sidecars}
    alone = len(names) == 1
    conf = {
        "extensions": ["sphinx_roundtable", *(["myst_parser"] if find_spec("myst_parser") else [])],
        "myst_enable_extensions": _MYST,
        "source_suffix": {
            suffix: parser
            for suffix, parser in _PARSERS.items()
            if parser != "markdown" or find_spec("myst_parser")
        },
        "include_patterns": [_literal(path.relative_to(folder)) for path in documents],
        "root_doc": _docname(documents[0], folder),
        "roundtables": names if alone else [],
        "roundtable_together": [] if alone else names,
    }
    with tempfile.TemporaryDirectory() as out, patch_docutils(), docutils_namespace():
        yield _read(folder, Path(out), conf, asked, progress)


def _read(
    folder: Path,
    out: Path,
    conf: dict[str, Any],
    asked: dict[str, str],
    progress: Callable[[int, int], None],
) -> Conversation:
    said = io.StringIO()
    try:
        app = Sphinx(folder, None, out, out / "doctrees", "dummy", conf, status=None, warning=said)
        _follow(app, progress)
        app.builder.read()
    except (SphinxError, UnicodeDecodeError) as error:
        raise UnreadableError(str(error)) from error
    domain: Any = app.env.domains["roundtable"]
    (table,) = domain.roundtables.values()
    readings = [domain.readings[name] for name in table.sources]
    files = {name: app.env.doc2path(name) for name in table.sources}
    paths = {name: asked.get(name, os.path.relpath(file)) for name, file in files.items()}
    shown = {str(files[name]): path for name, path in paths.items()}
    doubts = [(shown.get(file, file), doubt) for file, doubt in _doubts(table, readings, paths)]
    sidecar = domain.configured[table.name].sidecar
    understood = Understood(table, readings, paths, doubts)
    return Conversation(understood, sidecar, app.env.get_doctree)


def _doubts(
    table: Roundtable, readings: Sequence[Reading], paths: dict[str, str]
) -> Iterator[tuple[str, Doubt]]:
    for reading in readings:
        for doubt in reading.doubts:
            if len(readings) == 1 or doubt.subtype not in OF_ALL:
                yield doubt.file or paths[reading.source], doubt
    for doubt in table.doubts:
        yield paths.get(doubt.source, table.name), doubt


def _follow(app: Sphinx, progress: Callable[[int, int], None]) -> None:
    counts = [0, 0]

    def begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        counts[1] = len(docnames)

    def advance(app: Sphinx, doctree: object) -> None:
        counts[0] += 1
        progress(*counts)

    app.connect("env-before-read-docs", begin)
    app.connect("doctree-read", advance)


def _check(path: Path) -> None:
    """Say what is wrong with a file before Sphinx does, in one line."""
    if path.suffix not in _SUFFIXES:
        raise UnreadableError(f"{path}: not a file in reST (.rst, .txt), Markdown (.md) or CSV")
    if path.suffix == ".md" and not find_spec("myst_parser"):
        raise UnreadableError(f"{path}: Markdown needs myst-parser: pip install myst-parser")
    try:
        path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{path}:{line}: not UTF-8") from error


def _listed(sidecar: Path, folder: Path) -> list[Path]:
    """Return the files of the documents that *sidecar* names."""
    try:
        sources = load(sidecar).sources or (sidecar.stem,)
    except SidecarError as error:
        raise UnreadableError(str(error)) from error
    documents = [
        path
        for source in sources
        for path in sorted(folder.glob(f"{source.lstrip('/')}.*"))
        if path.suffix in _SUFFIXES - {".toml"}
    ]
    if not documents:
        raise UnreadableError(f"{sidecar}: there is none of its sources")
    for path in documents:
        _check(path)
    return list(dict.fromkeys(documents))


def _docname(path: Path, folder: Path) -> str:
    return path.resolve().relative_to(folder).with_suffix("").as_posix()


def _literal(path: Path) -> str:
    """Return a pattern of Sphinx's that matches *path* only."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path.as_posix())
