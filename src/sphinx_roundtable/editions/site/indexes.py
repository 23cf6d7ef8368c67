"""The indices that Sphinx makes in each build: left as they are where they would be the same.

The general index has two entries for each answer. It takes longer than all else where nothing has
changed, and an edit of what is said does not change it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ... import _sphinx
from ...pages.stale import digest_of, fingerprint
from .directory import is_site

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_indexes"]

#: What the index is called, of all of Sphinx's.
NAME = "genindex"


class _Indices:
    """Whether the indices of one application are to be made."""

    def __init__(self) -> None:
        self._resolved = 0

    def spare(self, app: Sphinx) -> None:
        """Let the builder ask here before it makes them."""
        # Cut by letters, it has files whose names only Sphinx knows.
        if is_site(app) and app.config.html_use_index and not app.config.html_split_index:
            _sphinx.make_indices_if(app, lambda: self._are_wanted(app))

    def outdate(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Delete the index of the last build, if what indices and sidebars list has changed.

        So it is known until it has been made again, also if this build breaks off.
        """
        self._resolved = 0
        if is_site(app):
            domain: Any = env.domains["roundtable"]
            indices = (made(one) for one in env.domains.sorted() for made in one.indices)
            listed = digest_of(
                [
                    sorted(env.domains["index"].data["entries"].items()),
                    [index.generate() for index in indices],
                    # Titles, sections and toctrees: what sidebars are made of.
                    sorted(
                        (name, domain.contents.get(name) or fingerprint(contents))
                        for name, contents in env.tocs.items()
                    ),
                ]
            )
            seen = domain.seen_by(app.builder)
            if seen.get("listed") != listed:
                _file(app).unlink(missing_ok=True)
            seen["listed"] = listed
        return []

    def count(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Count the documents that are written."""
        self._resolved += 1

    def _are_wanted(self, app: Sphinx) -> bool:
        builder: Any = app.builder
        names = [NAME, *(name for name, *_content in builder.domain_indices)]
        if not all(_file(app, name).is_file() for name in names):
            return True
        if self._resolved >= len(app.env.found_docs):
            return True  # with all documents, the settings or the theme may be others
        return bool(builder.templates.newest_template_mtime() > _file(app).stat().st_mtime)


def _file(app: Sphinx, name: str = NAME) -> Path:
    return Path(app.builder.get_outfilename(name))  # type: ignore[attr-defined]


def setup_indexes(app: Sphinx) -> None:
    """Connect the steps."""
    indices = _Indices()
    app.connect("builder-inited", indices.spare)
    app.connect("env-updated", indices.outdate)
    app.connect("doctree-resolved", indices.count)
