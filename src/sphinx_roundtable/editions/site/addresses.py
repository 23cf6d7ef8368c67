"""Addresses of places, as programs outside the site need them."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["address", "is_authors", "top"]


def address(app: Sphinx, here: str, docname: str, anchor: str = "") -> str:
    """Return the address of a place: in full where ``html_baseurl`` is known, else from *here*.

    :param here: the document in which the address stands
    """
    target = app.builder.get_target_uri(docname)
    if app.config.html_baseurl:
        uri = posixpath.join(app.config.html_baseurl, target)
    else:
        # The document itself would be an empty address: then its own name, or its folder.
        uri = app.builder.get_relative_uri(here, docname) or posixpath.basename(target) or "./"
    return f"{uri}#{anchor}" if anchor else uri


def top(app: Sphinx, path: str) -> str:
    """Return the address of a file below the top of the site, from the top where that is all."""
    return posixpath.join(app.config.html_baseurl or "", path)


def is_authors(app: Sphinx, name: str) -> bool:
    """Return whether the author puts a file *name* of their own at the top of the site."""
    extra = [Path(app.confdir, path) for path in app.config.html_extra_path]
    return any(path.name == name or (path / name).is_file() for path in extra)
