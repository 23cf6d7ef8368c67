"""What the pages of a volume get on top: ways to the library that the volume is in.

The addresses of the library's pages follow from the ids alone, so a volume can link to them before
the library is joined.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes

from .. import __version__
from ..editions.site.directory import Directory
from ..locale import _
from ..nodes import roundtable_navigation
from .assets import share
from .editions import Edition, files_of, lead_out
from .headers import policy_of
from .records import Record, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["VOLUMES", "Bound", "result", "setup"]

#: The pages of a volume, from the top of the library.
VOLUMES = "volumes"
#: The folders of the library's pages on what pages of volumes show.
_FOLDERS = {"person": "people", "topic": "topics", "system": "systems"}


class Bound(msgspec.Struct, frozen=True):
    """What a volume must know of its library."""

    name: str  #: of the volume
    library: str  #: title
    title: str  #: of the volume; empty for that of its project
    #: Ids in the library of people, topics and systems that have another in the volume.
    ids: dict[str, dict[str, str]]
    inventories: dict[str, str]  #: files, by the names of the volumes that this one refers to
    volumes: str = ""  #: address of the folder of all volumes, if it is known
    editions: tuple[Edition, ...] = ()  #: besides the pages


def setup(app: Sphinx) -> ExtensionMetadata:
    """Join the build of a volume."""
    app.add_config_value("roundtable_library", None, "env", dict)
    app.setup_extension("sphinx_roundtable")
    app.setup_extension("sphinx.ext.intersphinx")
    if "pdf" in _bound(app.config).editions:
        app.setup_extension("sphinx_roundtable.typst")
    # Before intersphinx looks at the setting.
    app.connect("config-inited", _add_inventories, priority=700)
    # Before what is added to documents at the default of 500, and after it.
    app.connect("doctree-resolved", _Links().add, priority=400)
    app.connect("html-page-context", _style)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def result(app: Sphinx) -> Record | None:
    """Return the record of a volume that has been built; its pages use the common assets.

    There is none of another edition.
    """
    if not _is_of_pages(app):
        return None
    return Record(
        title=_bound(app.config).title or app.config.project,
        tables=tables_of(app),
        assets=share(app.outdir, "../../"),
        policy=policy_of(Path(app.outdir)),
        search=app.config.roundtable_pagefind,
        editions=list(files_of(app.config, _bound(app.config).editions)),
    )


def _is_of_pages(app: Sphinx) -> bool:
    """Return whether the pages are built, and not another edition of them."""
    return app.builder.name == "html"


def _bound(config: Config) -> Bound:
    return msgspec.convert(config.roundtable_library, Bound)


def _add_inventories(app: Sphinx, config: Config) -> None:
    found = {name: (f"../{name}", path) for name, path in _bound(config).inventories.items()}
    config.intersphinx_mapping = {**config.intersphinx_mapping, **found}


def _style(app: Sphinx, pagename: str, *more: object) -> None:
    if _is_of_pages(app):
        app.add_css_file("roundtable.css")


class _Links:
    """Adds the ways from the documents of a volume to the library."""

    def __init__(self) -> None:
        self._directory = Directory()

    def add(self, app: Sphinx, document: nodes.document, docname: str) -> None:
        """Add the ways from one document."""
        bound = _bound(app.config)
        if not _is_of_pages(app):
            lead_out(document, bound.inventories, bound.volumes)
            return
        here = f"{VOLUMES}/{bound.name}/{app.builder.get_target_uri(docname)}"

        def link(address: str, words: str) -> nodes.reference:
            uri = posixpath.relpath(address, posixpath.dirname(here))
            return nodes.reference("", words, refuri=uri, internal=True)

        _add_trail(document, link("index.html", bound.library), app.env.titles[docname].astext())
        if docname == app.config.root_doc:
            _add_ways(
                document,
                [
                    link(f"{VOLUMES}/{bound.name}/{file.name}", file.words)
                    for file in files_of(app.config, bound.editions)
                ],
            )
        shown = self._directory.shown(app).get(docname)
        kind = _FOLDERS.get(shown.kind) if shown is not None else None
        if shown is None or kind is None:
            return
        id = bound.ids[kind].get(shown.id, shown.id)
        _add_ways(document, [link(f"{kind}/{id}.html", _("In all of %s") % bound.library)])


def _add_trail(document: nodes.document, to: nodes.reference, title: str) -> None:
    """Begin the breadcrumbs with the library; a document that has none gets some."""
    for trail in document.findall(roundtable_navigation):
        if "roundtable-trail" in trail["classes"]:
            steps = trail[0]
            if isinstance(steps, nodes.Element):
                steps.insert(0, [to, nodes.Text(" › ")])
            return
    paragraph = nodes.paragraph("", "", to, nodes.Text(f" › {title}"))
    classes = ["roundtable-trail", "no-search"]
    label = _("Breadcrumbs")
    document.insert(0, roundtable_navigation("", paragraph, classes=classes, label=label))


def _add_ways(document: nodes.document, links: Sequence[nodes.reference]) -> None:
    """Add links to the ways at the head of a page."""
    section = next(document.findall(nodes.section), None)
    if links and section is not None:
        items = (nodes.list_item("", nodes.paragraph("", "", to)) for to in links)
        _ways(section).extend(items)


def _ways(section: nodes.section) -> nodes.Element:
    """Return the list of ways at the head of a page."""
    for node in section.children:
        if isinstance(node, roundtable_navigation) and "roundtable-facts" in node["classes"]:
            return next(node.findall(nodes.bullet_list))
    ways = nodes.bullet_list()
    classes = ["roundtable-ways", "roundtable-facts", "no-search"]
    section.insert(1, roundtable_navigation("", ways, classes=classes))
    return ways
