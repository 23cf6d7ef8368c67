"""Pages become documents of the project: once all is read, before anything is written.

The order of a build, and what happens here at each step:

=======================  ========================================================
``builder-inited``       the configuration and the sidecars are read
``env-get-outdated``     pages have no file: keep them from being purged for that
``env-before-read-docs`` the indexes join the project, so that toctrees may name them
(sources are read)       :mod:`sphinx_roundtable.pages.source` records who speaks
``env-updated``          the pages are planned, composed, and written as doctrees
``env-get-updated``      copies of figures get the numbers of their originals
``write-started``        outputs of pages that are no more are deleted
=======================  ========================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging

from .. import _sphinx
from ..config import configured, refuse
from ..data import DataError
from ..elsewhere import files, read
from ..excerpts import fill
from ..model import Subtype
from .affected import affected, listed
from .doubts import place_of, report, warn
from .parts import hidden_toctree
from .plan import indexes, plan
from .stale import digest_of, is_current, note_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..domain import RoundtableDomain
    from ..model import Roundtable
    from .plan import Page

__all__ = ["setup_pages"]

logger = logging.getLogger(__name__)

#: Class of the toctree that a source gets where no document of the author's lists the indexes.
ADOPTION = "roundtable-adoption"


def setup_pages(app: Sphinx) -> None:
    """Connect the steps of a build."""
    app.connect("builder-inited", configure)
    app.connect("env-get-outdated", keep_pages)
    app.connect("env-before-read-docs", admit_indexes)
    app.connect("doctree-read", note_headings)
    # Before the default of 500: others may count on all documents being there.
    app.connect("env-updated", publish, priority=400)
    # After the default of 500, at which Sphinx counts figures.
    app.connect("env-get-updated", number, priority=600)
    app.connect("write-started", prepare_writing)
    app.connect("build-finished", finish)
    app.connect("html-page-context", complete_context)
    app.connect("html-collect-pages", tidy_search)


def domain_of(env: BuildEnvironment) -> RoundtableDomain:
    """Return the domain of this extension."""
    return env.domains["roundtable"]  # type: ignore[return-value]


def configure(app: Sphinx) -> None:
    """Read the configuration and the sidecars."""
    try:
        domain_of(app.env).configured = configured(app.config, app.srcdir)
        elsewhere = files(app.config, Path(app.confdir))
    except ConfigError as error:
        refuse(error)
    domain = domain_of(app.env)
    domain.files = {name: path for name, (_, path) in elsewhere.items()}
    domain.elsewhere = {}
    for name, (address, path) in elsewhere.items():
        try:
            domain.elsewhere = {**domain.elsewhere, **dict(read(name, address, path))}
        except DataError as error:
            warn(Subtype.LISTING, f"roundtable_elsewhere: {name!r}: {error}", "conf.py")


def keep_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Keep pages from being purged; return the sources that must be read again."""
    domain = domain_of(env)
    removed.difference_update(domain.pages)
    try:
        outdated = domain.arrange(env.found_docs)
    except ConfigError as error:
        refuse(error)
    # An author's new file at the address of a page may be older than the page.
    return [*outdated, *(domain.pages.keys() & env.found_docs)]


def admit_indexes(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let the indexes be named in toctrees, and note what is about to be read."""
    domain = domain_of(env)
    domain.authored = frozenset(env.found_docs)
    domain.reread = frozenset(docnames)
    for entry in domain.configured.values():
        for index in indexes(entry.prefix, systems=bool(entry.sidecar.systems)):
            if index not in domain.authored:
                _sphinx.admit(app, index)


def publish(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Make the pages; return the documents that must be written."""
    domain = domain_of(env)
    domain.settle()
    planned = {
        name: _unoccupied(domain, roundtable, plan(roundtable))
        for name, roundtable in domain.roundtables.items()
    }
    #: Pages at whose address the author now has a document: links to them change.
    taken = domain.pages.keys() & domain.authored
    written: set[str] = set()
    changed = bool(taken)
    for docname in domain.pages.keys() - {p.docname for pages in planned.values() for p in pages}:
        _retire(app, domain, docname)
    for name, pages in planned.items():
        table = domain.roundtables[name]
        complete = all(is_current(app, page.docname) for page in pages)
        if domain.is_outdated(table) or taken or not complete:
            # Here, for it takes a while: where nothing has changed, pages need not be made.
            from .make import make  # noqa: PLC0415

            written.update(make(app, domain, table, pages))
            changed = True
            written.update(table.sources if taken else [])
        else:
            for page in pages:
                _sphinx.admit(app, page.docname)
        if domain.is_outdated(table):
            for doubt in table.doubts:
                report(env, doubt, place_of(domain.configured[name], table.home))
    written.update(fill(app, domain, changed=changed))
    written.update(_adopt(app, domain))
    return written | affected(app, domain, planned)


def _unoccupied(
    domain: RoundtableDomain, roundtable: Roundtable, pages: Sequence[Page]
) -> list[Page]:
    """Return the *pages* at whose address no document of the author's stands."""
    free = []
    for page in pages:
        if page.docname not in domain.authored:
            free.append(page)
        elif domain.is_outdated(roundtable) or page.docname in domain.pages:
            message = f"{page.docname} is a document of its own: the page of this name is left out"
            place = place_of(domain.configured[roundtable.name], roundtable.home)
            warn(Subtype.OCCUPIED, message, place)
    return free


def _retire(app: Sphinx, domain: RoundtableDomain, docname: str) -> None:
    del domain.pages[docname]
    domain.numbered.pop(docname, None)
    domain.uses.pop(docname, None)
    domain.contents.pop(docname, None)
    if docname in domain.authored:
        return  # the author's own document took the address
    app.events.emit("env-purge-doc", app.env, docname)
    app.env.clear_doc(docname)
    _sphinx.dismiss(app, docname)
    domain.retired.add(docname)


def _adopt(app: Sphinx, domain: RoundtableDomain) -> Iterable[str]:
    """Give the indexes a place in the table of contents, unless the author gave them one.

    That is below the document that bears the name of the roundtable, or else
    below the start page.
    """
    env, adopted = app.env, domain.adopted
    listed = {
        docname
        for parent, docnames in env.toctree_includes.items()
        for docname in docnames
        if docname not in adopted.get(parent, ())
    }
    wanted: dict[str, tuple[str, ...]] = dict.fromkeys(adopted.keys() & env.found_docs, ())
    for table in domain.roundtables.values():
        parent = table.home or app.config.root_doc
        orphans = [
            index
            for index in indexes(table.prefix, systems=bool(table.systems))
            if index in domain.pages and index not in listed
        ]
        wanted[parent] = (*wanted.get(parent, ()), *orphans)
    for name, children in wanted.items():
        if children != adopted.get(name, ()):
            _take_in(app, name, children)
            adopted[name] = children
            yield name


def _take_in(app: Sphinx, name: str, children: Sequence[str]) -> None:
    """Let the document *name* lead to *children*, and no more to what it led to for us."""
    env = app.env
    document = env.get_doctree(name)
    for toctree in [
        node for node in document.findall(nodes.compound) if ADOPTION in node["classes"]
    ]:
        toctree.parent.remove(toctree)
    if children:
        toctree = hidden_toctree(name, children)
        toctree["classes"].append(ADOPTION)
        (document.next_node(nodes.section) or document).append(toctree)
    with _sphinx.entered(env, name):
        _sphinx.collect_toctree(app, name, document)
        _sphinx.write(app, name, document)


def number(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give copies of figures and the like their numbers; return the pages where they changed."""
    domain = domain_of(env)
    changed = _numbered_anew(app, domain)
    seen = domain.seen_by(app.builder).setdefault("numbers", {})
    domain.quoted = {}
    for docname, copies in domain.numbered.items():
        numbers: dict[str, dict[str, tuple[int, ...]]] = {}
        for here, source, there in copies:
            for kind, found in env.toc_fignumbers.get(source, {}).items():
                if there in found:
                    numbers.setdefault(kind, {})[here] = found[there]
        if docname not in domain.pages:
            domain.quoted[docname] = numbers
        elif numbers:
            env.toc_fignumbers[docname] = numbers
        if numbers != seen.get(docname, {}):
            seen[docname] = numbers
            changed.append(docname)
    return changed


def _numbered_anew(app: Sphinx, domain: RoundtableDomain) -> list[str]:
    """Return the pages made of a source in which a number has changed: they may refer to it.

    Where what was read again refers to it, Sphinx writes it in any case; a page was not read.
    """
    env = app.env
    seen = domain.seen_by(app.builder)
    numbers = {
        source: digest_of([env.toc_fignumbers.get(source), env.toc_secnumbers.get(source)])
        for source in domain.readings
    }
    before = seen.get("numbers in sources", {})
    seen["numbers in sources"] = numbers
    changed = {source for source in numbers if numbers[source] != before.get(source)}
    return [page for page in domain.pages if not changed.isdisjoint(domain.uses.get(page, ()))]


def prepare_writing(app: Sphinx, builder: Builder) -> None:
    """Name the pages, and delete what earlier builds of HTML wrote for pages that are no more."""
    domain = domain_of(app.env)
    for docname in domain.pages:
        _sphinx.rename(app, docname)
    for parent, child in listed(domain):
        app.env.files_to_rebuild.get(child, set()).discard(parent)
    for docname, numbers in domain.quoted.items():
        # The document has numbers of its own, too, by which Sphinx tells whether it has changed: so
        # these join them when the environment has been pickled.
        for kind, found in numbers.items():
            app.env.toc_fignumbers.setdefault(docname, {}).setdefault(kind, {}).update(found)
    outfile = getattr(builder, "get_outfilename", None)
    if outfile is None:
        return
    for docname in domain.retired:
        path = Path(outfile(docname))
        if docname not in app.env.all_docs and path.is_relative_to(builder.outdir):
            path.unlink(missing_ok=True)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build of this process find the pages as this one did."""
    domain = domain_of(app.env)
    for docname in domain.pages:
        _sphinx.admit(app, docname)
    for parent, child in listed(domain):
        app.env.files_to_rebuild.setdefault(child, set()).add(parent)


def tidy_search(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Make the search index what a clean build makes it; add no page."""
    if domain_of(app.env).configured:
        _sphinx.tidy_search_index(app)
    return []


def complete_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: object
) -> None:
    """Style what is ours; a page has no source file to show or to edit."""
    domain = domain_of(app.env)
    tables = (domain.pages, domain.readings, domain.listings, domain.excerpts)
    if any(pagename in table for table in tables):
        app.add_css_file("roundtable.css")
    if pagename in domain.pages:
        context["sourcename"] = ""
        context["page_source_suffix"] = ""
        context["has_source"] = False
