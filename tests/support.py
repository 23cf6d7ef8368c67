"""What tests share: texts parsed without Sphinx, and small projects built with it."""

from __future__ import annotations

import contextlib
import cProfile
import io
import os
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RestParser
from docutils.utils import new_document
from jinja2 import BytecodeCache
from myst_parser.parsers.docutils_ import Parser as MystParser
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_roundtable.reading import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jinja2.bccache import Bucket

__all__ = ["PANEL", "Built", "build", "calls_of", "lines_of", "parse", "words_of", "write"]

#: A small conversation: Ann answers one question, Bo both.
PANEL = """
Panel
=====

* *Ann Lee* is an engineer.
* *Bo Ek* is a gardener.

Tools
-----

*Ann Lee*:

    A hammer.

*Bo Ek*:

    A spade.

Gardens
-------

*Bo Ek*:

    Kale.
"""


def parse(text: str, suffix: str = ".rst", **options: Any) -> nodes.document:
    """Return the doctree of *text* as the parser leaves it: no transform has run.

    This is the state in which the extension gets to see a document. What the
    parser finds wrong is in the doctree, as system messages, and nowhere else.

    :param suffix: ``.rst`` or ``.md``; the document's source is ``text`` and this suffix
    :param options: settings of the parser: ``myst_enable_extensions``
    """
    parser = {".rst": RestParser, ".md": MystParser}[suffix]()
    settings = get_default_settings(parser)
    settings.report_level = 2
    settings.halt_level = 6
    settings.warning_stream = io.StringIO()
    vars(settings).update(options)
    document = new_document(f"text{suffix}", settings)
    parser.parse(text, document)
    return document


class _Compiled(BytecodeCache):
    """Templates that were compiled in this process: a third of a small build, done once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template with the same place and the same text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code for the next project."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions *work* calls: how much it does, however busy the machine is."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def lines_of(work: Callable[[], object]) -> int:
    """Return how many lines *work* runs: also those of a loop that calls nothing. It is slow."""
    count = 0
    before = sys.gettrace()

    def trace(frame: object, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def words_of(bodies: Iterable[nodes.Element]) -> list[str]:
    """Return the words of the body nodes of an answer, without the name that stands in them."""
    words: list[str] = []
    for body in bodies:
        copy = body.deepcopy()
        for node in list(copy.findall(nodes.Element)):
            if (isinstance(node, nodes.inline) and NAME in node) or isinstance(
                node, nodes.system_message
            ):
                node.parent.remove(node)
            elif isinstance(node, nodes.footnote_reference) and not node.children:
                node.append(nodes.Text("#"))  # its number comes later, and is a word
        words += copy.astext().split()
    return words


@dataclass
class Built:
    """A finished build. All paths are absolute."""

    app: Sphinx
    source: Path  #: the project's documents, as the test wrote them
    out: Path  #: what the builder wrote; each builder has a folder of its own
    warnings: str  #: one warning per line, without colours
    written: frozenset[str]  #: files in *out* that this build wrote, relative, with slashes

    def read(self, file: str) -> str:
        """Return the text of a file in the output."""
        return (self.out / file).read_text("utf-8")

    def doctree(self, docname: str) -> nodes.document:
        """Return the doctree of a document or page before it is resolved for a builder."""
        return self.app.env.get_doctree(docname)

    @property
    def own_warnings(self) -> list[str]:
        """The warnings of this extension, each with its place: ``talk.rst:3: WARNING: ...``."""
        return [
            line.replace(f"{self.source}{os.sep}", "").replace(os.sep, "/")
            for line in self.warnings.splitlines()
            if "[roundtable." in line
        ]


def build(
    folder: Path,
    files: Mapping[str, str | bytes | None],
    builder: str = "html",
    *,
    extensions: Sequence[str] = (),
    parallel: int = 0,
    freshenv: bool = False,
    readonly: bool = False,
    tags: Sequence[str] = (),
    plain: bool = False,
    **conf: Any,
) -> Built:
    """Build a project once, and return what came of it.

    Building in the same *folder* again is an incremental build: only files
    with other content are written, and the doctrees of the last build are used,
    whatever its builder was. That the build leaves the source folder as it is,
    is asserted each time.

    Without a document ``index``, the only document there is, is the root.
    ``conf.py`` may be one of the files; without it there is just *conf*.

    :param folder: of the project; documents are in ``source`` below it, output is in
        ``out`` and the builder's name, doctrees are in ``doctrees``
    :param files: contents by path in the source folder; ``None`` deletes the file
    :param extensions: more of them; ``myst_parser`` joins where a document is in Markdown
    :param parallel: number of processes; 0 and 1 mean one
    :param freshenv: forget earlier builds, but leave their output
    :param readonly: take away all permissions to write to the source folder for the time
        of the build (which does not stop root)
    :param plain: load no extension at all
    :param conf: configuration, which overrides that of ``conf.py``
    """
    source, out, doctrees = folder / "source", folder / "out" / builder, folder / "doctrees"
    write(source, files)
    overrides = {
        "html_theme": "basic",
        "html_copy_source": False,
        "html_permalinks": False,
        **conf,
        "extensions": [] if plain else _extensions(source, extensions),
    }
    documents = [path for suffix in ("rst", "md") for path in source.rglob(f"*.{suffix}")]
    if len(documents) == 1 and documents[0].stem != "index":
        overrides.setdefault(
            "root_doc", documents[0].relative_to(source).with_suffix("").as_posix()
        )
    warnings = io.StringIO()
    texts, outputs = _state(source), _state(out)
    # PyData's theme and Sphinx Book Theme add their folders to Sphinx's own default, which the
    # next project in the process would get.
    Config.config_values["templates_path"].default.clear()
    # Both are global in docutils and Sphinx, and would leak from one project to the next.
    with docutils_namespace(), patch_docutils(source), _guarded(source, readonly=readonly):
        app = Sphinx(
            source,
            source if (source / "conf.py").is_file() else None,
            out,
            doctrees,
            builder,
            overrides,
            status=None,
            warning=warnings,
            freshenv=freshenv,
            tags=tags,
            parallel=max(parallel, 1),
        )
        if isinstance(app.builder, StandaloneHTMLBuilder):
            app.builder.templates.environment.bytecode_cache = _COMPILED
        app.build()
    assert _state(source) == texts, "the build wrote to the source folder"
    written = {path for path, state in _state(out).items() if outputs.get(path) != state}
    return Built(app, source, out, strip_colors(warnings.getvalue()), frozenset(written))


def write(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Put *files* into *folder*; those that are there with this content keep their time."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


def _extensions(source: Path, more: Sequence[str]) -> list[str]:
    myst = ["myst_parser"] if any(source.rglob("*.md")) else []
    return list(dict.fromkeys(["sphinx_roundtable", *myst, *more]))


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what changes when a file below *folder* is written: times and sizes, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in files
        if "__pycache__" not in path.parts  # Python's, of an extension that a test brings along
    }


@contextlib.contextmanager
def _guarded(source: Path, *, readonly: bool) -> Iterator[None]:
    paths = [source, *source.rglob("*")] if readonly else []
    modes = {path: path.stat().st_mode for path in paths}
    try:
        for path, mode in modes.items():
            path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
