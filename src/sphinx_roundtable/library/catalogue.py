"""The extension that builds the pages of a library, with its style sheet, search and policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .. import __version__
from ..editions.html import STATIC
from ..editions.site.directory import Directory
from ..editions.site.policy import apply_policy, mark
from ..editions.site.search import FOLDER, add_search, make_index
from .assets import share
from .shelves import PageParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["result", "setup"]

#: The file beside the index that says where those of the volumes are.
_VOLUMES = "volumes.json"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Join the build of the library's pages."""
    app.add_config_value("roundtable_library", None, "env", dict)
    app.setup_extension("sphinx_roundtable")
    app.add_source_parser(PageParser)
    app.connect("builder-inited", _add_static)
    app.connect("html-page-context", _complete_page)
    app.connect("build-finished", _finish)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def result(app: Sphinx) -> str:
    """Return the name of the set of assets; the pages that have been built use it."""
    return share(app.outdir, "")


def _add_static(app: Sphinx) -> None:
    app.config.html_static_path.append(str(STATIC))


def _complete_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    app.add_css_file("roundtable.css")
    context.update(sourcename="", page_source_suffix="", has_source=False)
    if app.config.roundtable_pagefind:
        add_search(app, pagename, _VOLUMES)
    if app.config.roundtable_policy is not None:
        # First in the head: it holds for what comes after it.
        context["metatags"] = mark() + context.get("metatags", "")


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    if app.config.roundtable_pagefind:
        make_index(app, Directory())
        listed = app.config.roundtable_library["volumes"]
        Path(app.outdir, FOLDER, _VOLUMES).write_bytes(msgspec.json.encode(listed))
    if app.config.roundtable_policy is not None:
        apply_policy(app)
