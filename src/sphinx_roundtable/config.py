"""The roundtables that a project's configuration names."""

from __future__ import annotations

import hashlib
import os
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from .sidecar import Sidecar, SidecarError, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.config import Config

__all__ = ["Configured", "configured"]


@dataclass(frozen=True)
class Configured:
    """One entry of ``roundtables`` in ``conf.py``, with its sidecar."""

    name: str  #: docname of the source
    prefix: str  #: folder of its pages: empty, or with a slash at the end
    sidecar: Sidecar
    digest: str  #: of the sidecar's bytes, to see whether it has changed


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
        roundtables[name] = entry = _entry(name, srcdir / f"{name}.toml")
        other = folders.setdefault(entry.prefix, name)
        if other != name:
            raise ConfigError(
                f"conf.py: roundtables: the pages of {name!r} and {other!r} would share the"
                f" folder {entry.prefix or './'!r}; give one a prefix in its sidecar"
            )
    return roundtables


def _entry(name: str, path: Path) -> Configured:
    sidecar, digest = Sidecar(), ""
    if os.path.lexists(path):  # a broken link, too, is meant to be a sidecar
        try:
            sidecar = load(path)
        except SidecarError as error:
            raise ConfigError(str(error)) from error
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    folder = posixpath.dirname(name) if sidecar.prefix is None else sidecar.prefix.rstrip("/")
    return Configured(name, f"{folder}/" if folder else "", sidecar, digest)
