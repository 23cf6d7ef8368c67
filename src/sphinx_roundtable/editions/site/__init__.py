"""What a site gets beside its pages: for programs that read it, and for readers who take it along.

Nothing here changes what a page says. Each module adds one thing, to the head of a page or as a
file beside the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...indices import index_files
from ..data.choice import data_files
from .card import card_name, draw
from .directory import Directory, is_site
from .files import forget, llms, sitemap, write
from .head import tags
from .indexes import setup_indexes
from .numbered import lead_on
from .policy import apply_policy, check_policy, mark
from .search import FOLDER, add_search, check_search, make_index, records
from .take import add_script, offer, setup_take
from .voices import add_choices

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["setup_site"]


def setup_site(app: Sphinx) -> None:
    """Register the settings and the steps."""
    steps = _Steps()
    app.add_config_value("roundtable_policy", None, "html", dict)
    app.add_config_value("roundtable_pagefind", default=False, rebuild="html", types=bool)
    app.connect("config-inited", check_policy)
    app.connect("builder-inited", check_search)
    app.connect("env-updated", forget_files)
    # After other extensions, which may still change what stands on a page.
    app.connect("doctree-resolved", steps.complete_document, priority=900)
    app.connect("html-page-context", steps.complete_page)
    app.connect("build-finished", steps.add_files)
    setup_indexes(app)
    setup_take(app)


def forget_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Delete files of earlier builds that are no more; no document is changed by that."""
    if app.builder.format == "html":
        forget(app, _files(app) if is_site(app) else ())
    return []


def _files(app: Sphinx) -> set[str]:
    """Return what stands beside the pages: files, and the folder of the index."""
    domain: Any = app.env.domains["roundtable"]
    files = {"llms.txt", *(card_name(app, name) for name in domain.roundtables)} - {""}
    files.update(data_files(app))
    files.update(index_files(app))
    if app.config.html_baseurl and "sphinx_sitemap" not in app.extensions:
        files.add("sitemap.xml")
    if app.config.roundtable_policy is not None:
        files.add("_headers")
    if app.config.roundtable_pagefind:
        files.add(FOLDER)
    return files


class _Steps:
    """The steps of a build that ask the same directory."""

    def __init__(self) -> None:
        self._directory = Directory()

    def complete_document(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Add to what is shown of a document."""
        if is_site(app):
            offer(app, document, docname, self._directory)

    def complete_page(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add to the head of a page."""
        if not is_site(app):
            return
        if doctree is not None:
            context["metatags"] += tags(app, pagename, context, doctree, self._directory)
            add_script(app, doctree)
            lead_on(app, doctree)
            add_choices(app, pagename, doctree, self._directory)
        if app.config.roundtable_pagefind:
            add_search(app, pagename)
        if app.config.roundtable_policy is not None:
            # First in the head: it holds for what comes after it.
            context["metatags"] = mark() + context.get("metatags", "")

    def add_files(self, app: Sphinx, exception: Exception | None) -> None:
        """Write what stands beside the pages."""
        if exception is not None or not is_site(app):
            return
        domain: Any = app.env.domains["roundtable"]
        for table in domain.roundtables.values():
            draw(app, table)
        if "sitemap.xml" in _files(app):
            write(app, "sitemap.xml", sitemap(app))
        write(app, "llms.txt", llms(app))
        if app.config.roundtable_pagefind:
            make_index(app, records(app, self._directory))
        if app.config.roundtable_policy is not None:
            apply_policy(app)
