"""Examples are built, but do not stand in the manual's sidebar, nor in its search.

They are all the same conversation: a reader would find it as many times as there are forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

#: Pages of the manual are ``forms/spoken``; what is below is an example.
FOLDER, DEPTH = "forms/", 2


def put_aside(app: Sphinx, env: BuildEnvironment) -> None:
    """Say of each example what an author would say in its head."""
    for docname in env.found_docs:
        if docname.startswith(FOLDER) and docname.count("/") >= DEPTH:
            env.metadata[docname].update({"orphan": True, "no-search": True})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the step, after the pages have been made."""
    app.connect("env-updated", put_aside)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
