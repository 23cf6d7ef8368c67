"""What HTML and EPUB need: a style sheet, and answers that the search finds once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import TocTree
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..reading import BODY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["STATIC", "HideFromSearch", "setup_html"]

#: Style sheets and scripts.
STATIC = Path(__file__).parent.parent / "static"


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
    """Take the parts of a large roundtable out of the sidebar of every page.

    Themes resolve the whole table of contents for each page: what is done and
    written would grow as people times pages. The indexes list everybody,
    previous and next go from one to the other, and each page has contents of
    its own. In this build only: the environment has been pickled by now. EPUB
    needs all of it, once.
    """
    if builder.format != "html" or builder.name in {"epub", "singlehtml"}:
        return
    domain: Any = app.env.domains["roundtable"]
    domain.contents.clear()
    for table in domain.roundtables.values():
        for kind, listed, others in (
            ("people", table.people, table.topics),
            ("topics", table.topics, table.people),
        ):
            if len(listed) > app.config.roundtable_sidebar:
                _shorten(app, domain, table.docname(kind))
            if len(others) > app.config.roundtable_sidebar:
                for entry in listed:
                    _shorten(app, domain, table.docname(kind, entry.id))


def _shorten(app: Sphinx, domain: Any, docname: str) -> None:
    """Leave only the title of a page in the table of contents."""
    contents = app.env.tocs.get(docname)
    if docname in domain.pages and contents is not None:
        domain.contents[docname] = contents
        short = contents.deepcopy()
        for below in [node for node in short.findall() if isinstance(node, _BELOW)]:
            if below is not short:
                below.parent.remove(below)
        app.env.tocs[docname] = short


#: What stands below the title of a page in the table of contents.
_BELOW = (nodes.bullet_list, addnodes.toctree)


def show_own_contents(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give a page the contents of its own that its sidebar shows, while themes ask for them."""
    if _swap_contents(app, pagename):
        own = TocTree(app.env).get_toc_for(pagename, app.builder)
        context["toc"] = app.builder.render_partial(own)["fragment"]  # type: ignore[attr-defined]


def put_contents_back(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Take the contents of a page out of the table of contents again."""
    _swap_contents(app, pagename)


def restore_contents(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build of this process find the whole table of contents."""
    domain: Any = app.env.domains["roundtable"]
    app.env.tocs.update(domain.contents)
    domain.contents.clear()


def _swap_contents(app: Sphinx, docname: str) -> bool:
    """Exchange the short and the full contents of a page, if it has both."""
    contents: dict[str, nodes.bullet_list] = app.env.domains["roundtable"].contents  # type: ignore[attr-defined]
    if docname not in contents:
        return False
    app.env.tocs[docname], contents[docname] = contents[docname], app.env.tocs[docname]
    return True


def setup_html(app: Sphinx) -> None:
    """Register the transform and the style sheet."""
    app.add_post_transform(HideFromSearch)
    # As many as a reader takes in at a glance.
    app.add_config_value("roundtable_sidebar", 50, "html", int)
    app.connect("write-started", shorten_sidebars)
    # Around the default of 500, at which themes take the contents over.
    app.connect("html-page-context", show_own_contents, priority=400)
    app.connect("html-page-context", put_contents_back, priority=600)
    app.connect("write-started", leave_comparison_out)
    app.connect("build-finished", restore_contents)
    app.connect("builder-inited", _add_static)


def _add_static(app: Sphinx) -> None:
    # A site that only loads the extension is not changed in any way.
    if app.builder.format == "html" and app.config.roundtables:
        app.config.html_static_path.append(str(STATIC))
    if app.builder.name == "epub" and app.config.roundtables:
        # A book has no search page, and its reader copies by other means.
        unused = [f"_static/roundtable-{part}" for part in ("choice.css", "search.css", "take.css")]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *unused]


def leave_comparison_out(app: Sphinx, builder: Builder) -> None:
    """Leave the page that compares people out of an EPUB, which has no scripts."""
    if builder.name == "epub":
        domain: Any = app.env.domains["roundtable"]
        pages = {table.comparison for table in domain.roundtables.values()} & domain.pages.keys()
        unused = [f"{docname}.xhtml" for docname in sorted(pages)]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *unused]
