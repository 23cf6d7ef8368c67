"""The roundtables that a project's configuration names, and which documents are their sources."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from sphinx.errors import ConfigError
from sphinx.util import docname_join, logging
from sphinx.util.matching import patfilter

from .model import Portrait
from .sidecar import Sidecar, SidecarError, line_of, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx.config import Config

__all__ = ["TOGETHER", "Configured", "configured", "refuse", "sources_of"]

logger = logging.getLogger(__name__)

#: Name of the roundtable of ``roundtable_together``, which no conf.py needs: several documents
#: that a command was given, without a sidecar.
TOGETHER = "roundtable-together"
#: What makes a name a pattern, for Sphinx's own matching.
GLOB = frozenset("*?[")


@dataclass(frozen=True)
class Configured:
    """One entry of ``roundtables`` in ``conf.py``, with its sidecar."""

    name: str  #: docname of a source or of a sidecar
    prefix: str  #: folder of its pages: empty, or with a slash at the end
    sidecar: Sidecar
    digest: str  #: of the sidecar and its portraits, to see whether they have changed
    path: Path  #: of the sidecar, whether there is one or not
    portraits: Mapping[str, Portrait] = field(default_factory=dict)  #: by the id of the person

    def home(self, docnames: Collection[str]) -> str:
        """Return the document that bears the name of the roundtable, or nothing."""
        return self.name if self.name in docnames else ""

    @property
    def patterns(self) -> Sequence[str]:
        """Return the docnames of the sources, or globs of them, from the source folder."""
        listed = [docname_join(self.name, pattern) for pattern in self.sidecar.sources]
        return listed or [self.name]

    def place(self, *key: str) -> str:
        """Return path and line of the sidecar where *key* is given."""
        return f"{self.path}:{line_of(self.path, *key)}"


def configured(config: Config, srcdir: Path) -> Mapping[str, Configured]:
    """Return the roundtables of a project, by name.

    :raises ConfigError: where an entry or a sidecar can't be used
    """
    roundtables: dict[str, Configured] = {}
    folders: dict[str, str] = {}
    if not isinstance(config.roundtables, (list, tuple)):
        raise ConfigError(
            f"conf.py: roundtables: {config.roundtables!r} is not a list of documents"
        )
    for name in config.roundtables:
        if not isinstance(name, str) or not name:
            raise ConfigError(f"conf.py: roundtables: {name!r} is not the name of a document")
        if name in roundtables:
            raise ConfigError(f"conf.py: roundtables: {name!r} is named twice")
        roundtables[name] = entry = _entry(name, srcdir)
        other = folders.setdefault(entry.prefix, name)
        if other != name:
            raise ConfigError(
                f"conf.py: roundtables: the pages of {name!r} and {other!r} would share the"
                f" folder {entry.prefix or './'!r}; give one a prefix in its sidecar"
            )
    if config.roundtable_together:
        sidecar = Sidecar(sources=tuple(f"/{name}" for name in config.roundtable_together))
        roundtables[TOGETHER] = Configured(TOGETHER, f"{TOGETHER}/", sidecar, "", srcdir)
    return roundtables


def _entry(name: str, srcdir: Path) -> Configured:
    path = srcdir / f"{name}.toml"
    sidecar, digest = Sidecar(), ""
    portraits: Mapping[str, Portrait] = {}
    if os.path.lexists(path):  # a broken link, too, is meant to be a sidecar
        try:
            sidecar = load(path)
        except SidecarError as error:
            raise ConfigError(str(error)) from error
        portraits = dict(_portraits(name, sidecar, path, srcdir))
        parts = [path.read_bytes(), *(picture.digest.encode() for picture in portraits.values())]
        digest = hashlib.sha256(b"".join(parts)).hexdigest()
    folder = posixpath.dirname(name) if sidecar.prefix is None else sidecar.prefix.rstrip("/")
    return Configured(name, f"{folder}/" if folder else "", sidecar, digest, path, portraits)


def _portraits(
    name: str, sidecar: Sidecar, path: Path, srcdir: Path
) -> Iterator[tuple[str, Portrait]]:
    """Yield the portraits that a sidecar names, by the ids of the people.

    :raises ConfigError: where one can't be read
    """
    for id, hints in sidecar.people.items():
        if hints.portrait:
            picture = docname_join(name, hints.portrait)
            try:
                content = (srcdir / picture).read_bytes()
            except OSError as error:
                where = f"{path}:{line_of(path, 'people', id, 'portrait')}"
                raise ConfigError(
                    f"{where}: people.{id}.portrait: {hints.portrait}: {error.strerror}"
                ) from error
            yield id, Portrait(picture, hashlib.sha256(content).hexdigest())


def sources_of(
    entries: Iterable[Configured], docnames: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the sources of each roundtable, in the order in which they are read.

    :param docnames: all documents of the author
    :raises ConfigError: where a source is missing, or belongs to two roundtables
    """
    found: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for entry in entries:
        found[entry.name] = sources = tuple(dict.fromkeys(_sources(entry, docnames)))
        for source in sources:
            other = owners.setdefault(source, entry.name)
            if other != entry.name:
                raise ConfigError(
                    f"conf.py: roundtables: {source!r} is a source of both {other!r} and"
                    f" {entry.name!r}"
                )
    return found


def _sources(entry: Configured, docnames: Collection[str]) -> Iterator[str]:
    if not entry.sidecar.sources:
        if entry.name not in docnames:
            lists = ", and its sidecar lists no sources" if entry.digest else ""
            raise ConfigError(f"conf.py: roundtables: there is no document {entry.name!r}{lists}")
        yield entry.name
    for pattern in entry.sidecar.sources:
        name = docname_join(entry.name, pattern)
        is_glob = name not in docnames and not GLOB.isdisjoint(name)
        try:
            # As in a toctree: within a pattern by name.
            matching = sorted(patfilter(docnames, name)) if is_glob else {name} & set(docnames)
        except re.error:
            matching = []  # such as [z-a]
        if not matching:
            what = "no document matches" if is_glob else "there is no document"
            raise ConfigError(f"{entry.place('sources')}: sources: {what} {pattern!r}")
        yield from matching


def refuse(error: ConfigError) -> NoReturn:
    """End the build. Sphinx puts a long report around an error; this line says what is wrong."""
    logger.error("%s", error)
    raise error
