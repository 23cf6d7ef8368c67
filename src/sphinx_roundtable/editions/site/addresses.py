"""Addresses of places, as programs outside the site need them."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ...model import Portrait

__all__ = ["address", "is_authors", "picture", "top"]


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


def picture(app: Sphinx, here: str, portrait: Portrait | None) -> str:
    """Return the address of a portrait, or nothing where no page shows it: then it is not there.

    :param here: the address in which it stands; empty for the top of the site
    """
    known = portrait is not None and app.env.images.get(portrait.path)
    if not known:
        return ""
    file = posixpath.join(app.builder.imagedir, quote(known[1]))
    return top(app, file if app.config.html_baseurl else relative_uri(here, file))


def is_authors(app: Sphinx, name: str) -> bool:
    """Return whether the author puts a file *name* of their own at the top of the site."""
    extra = [Path(app.confdir, path) for path in app.config.html_extra_path]
    return any(path.name == name or (path / name).is_file() for path in extra)
