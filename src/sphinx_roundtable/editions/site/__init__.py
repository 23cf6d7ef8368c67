"""What a site gets beside its pages: for programs that read it, and for readers who take it along.

Nothing here changes what a page says. Each module adds one thing, to the head of a page or as a
file beside the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .card import draw
from .directory import Directory, is_site
from .files import llms, sitemap, write
from .head import tags
from .policy import apply_policy, check_policy, mark

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup_site"]


def setup_site(app: Sphinx) -> None:
    """Register the steps."""
    directory = Directory()

    def add_tags(
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        if not is_site(app):
            return
        if doctree is not None:
            context["metatags"] += tags(app, pagename, context, doctree, directory)
        if app.config.roundtable_policy is not None:
            # First in the head: it holds for what comes after it.
            context["metatags"] = mark() + context.get("metatags", "")

    app.add_config_value("roundtable_policy", None, "html", dict)
    app.connect("config-inited", check_policy)
    app.connect("html-page-context", add_tags)
    app.connect("build-finished", add_files)


def add_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages."""
    if exception is not None or not is_site(app):
        return
    domain: Any = app.env.domains["roundtable"]
    for table in domain.roundtables.values():
        draw(app, table)
    if "sphinx_sitemap" not in app.extensions:
        write(app, "sitemap.xml", sitemap(app))
    write(app, "llms.txt", llms(app))
    if app.config.roundtable_policy is not None:
        apply_policy(app)
