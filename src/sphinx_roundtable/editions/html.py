"""What HTML and EPUB need: a style sheet, and answers that the search finds once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..reading import BODY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["HideFromSearch", "setup_html"]


class HideFromSearch(SphinxPostTransform):
    """In a source, hide from the search what its pages show: they are the better hit."""

    formats = ("html",)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        domain: Any = self.env.domains["roundtable"]
        if self.env.current_document.docname not in domain.readings or not domain.pages:
            return
        for node in self.document.findall(nodes.Element):
            if BODY in node:
                node["classes"].append("no-search")


def shorten_sidebars(app: Sphinx, builder: Builder) -> None:
    """Take the people of a large roundtable out of the sidebar of every page.

    Themes show the whole table of contents on each page: what is written would
    grow as people times pages. The indexes list everybody, and previous and
    next go from one to the other. In this build only: the environment has been
    pickled by now. EPUB needs all of it, once.
    """
    if builder.format != "html" or builder.name in {"epub", "singlehtml"}:
        return
    domain: Any = app.env.domains["roundtable"]
    for table in domain.roundtables.values():
        for kind, listed in (("people", table.people), ("topics", table.topics)):
            toc = app.env.tocs.get(table.docname(kind))
            if toc is None or len(listed) <= app.config.roundtable_sidebar:
                continue
            for toctree in list(toc.findall(addnodes.toctree)):
                toctree.parent.remove(toctree)


def setup_html(app: Sphinx) -> None:
    """Register the transform and the style sheet."""
    app.add_post_transform(HideFromSearch)
    # As many as a reader takes in at a glance.
    app.add_config_value("roundtable_sidebar", 50, "html", int)
    app.connect("write-started", shorten_sidebars)
    app.connect("builder-inited", _add_static)


def _add_static(app: Sphinx) -> None:
    # A site that only loads the extension is not changed in any way.
    if app.builder.format == "html" and app.config.roundtables:
        app.config.html_static_path.append(str(Path(__file__).parent.parent / "static"))
