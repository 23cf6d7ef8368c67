"""What pages show of records: noted while they are written, and kept until they are written again.

To resolve a page once more, only for its words, would cost as much as to write it. So they are
taken when it is written, when other extensions have done what they do, and kept beside the
doctrees. What was kept holds as long as the page is the very file that it was kept with. Else, and
where pages are not written at all, the page's doctree is resolved as if it were to be written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import docutils
import msgspec
import sphinx
from sphinx.util.logging import suppress_logging

from ... import __version__
from ...pages.transplant import CANONICAL
from ...reading import BODY
from .fragments import Fragment, fragments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["Words"]

#: When a file was written, in nanoseconds, and its size in bytes.
Stamp = tuple[int, int]

#: What is kept by other code may be of another form.
_VERSION = f"{__version__} {sphinx.__version__} {docutils.__version__}"


class _Kept(msgspec.Struct):
    """What is known from earlier builds."""

    version: str = _VERSION
    pages: dict[str, tuple[Stamp, dict[str, Fragment]]] = {}
    files: dict[str, Stamp] = {}


class Words:
    """What the documents of an application show of records."""

    def __init__(self) -> None:
        """Start without knowledge of earlier builds."""
        self._kept = _Kept()
        self._used: dict[str, Mapping[str, Fragment]] = {}
        self._is_idle = True

    def note(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Note the words of a page that is about to be written.

        Builders resolve documents in one process, also where several write.
        """
        self._is_idle = False
        if docname in _pages(app):
            self._used[docname] = fragments(app, document, docname, CANONICAL)

    def of(self, app: Sphinx, docname: str) -> Mapping[str, Fragment]:
        """Map records to what a page shows of them, or a source."""
        if docname not in self._used:
            stamp, kept = self._kept.pages.get(docname, (None, {}))
            is_as_it_was = stamp is not None and stamp == _stamp(_output(app, docname))
            self._used[docname] = kept if is_as_it_was else _resolved(app, docname)
        return self._used[docname]

    def recall(self, app: Sphinx) -> None:
        """Take up what earlier builds have kept; what can't be read is made again."""
        try:
            kept = msgspec.msgpack.decode(_store(app).read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            return
        if kept.version == _VERSION:
            self._kept = kept

    def is_written(self, app: Sphinx, names: Collection[str]) -> bool:
        """Return whether the last build has written the files *names*, and nothing is new since.

        That is, this build has neither read nor written any document.
        """
        domain: Any = app.env.domains["roundtable"]
        return (
            self._is_idle
            and not domain.reread
            and self._kept.files.keys() == {*names}
            and self._kept.files == _stamps(app, names)
        )

    def keep(self, app: Sphinx, names: Iterable[str]) -> None:
        """Keep what has been asked for, for the next build, and that it is in the files *names*."""
        pages = {
            docname: (stamp, {**found})
            for docname, found in self._used.items()
            if (stamp := _stamp(_output(app, docname)))
        }
        kept = _Kept(pages=pages, files=_stamps(app, names))
        if kept != self._kept:
            _store(app).write_bytes(msgspec.msgpack.encode(kept))


def _pages(app: Sphinx) -> Mapping[str, str]:
    domain: Any = app.env.domains["roundtable"]
    pages: Mapping[str, str] = domain.pages
    return pages


def _resolved(app: Sphinx, docname: str) -> Mapping[str, Fragment]:
    document = app.env.get_doctree(docname)
    with suppress_logging():  # whoever writes the page reports what is wrong with it
        app.env.resolve_references(document, docname, app.builder)
    mark = CANONICAL if docname in _pages(app) else BODY
    return fragments(app, document, docname, mark)


def _store(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"roundtable-words-{app.builder.name}")


def _output(app: Sphinx, docname: str) -> Path:
    builder: Any = app.builder
    return Path(builder.get_outfilename(docname))


def _stamps(app: Sphinx, names: Iterable[str]) -> dict[str, Stamp]:
    stamps = {name: _stamp(Path(app.outdir, name)) for name in names}
    return {name: stamp for name, stamp in stamps.items() if stamp}


def _stamp(path: Path) -> Stamp | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
