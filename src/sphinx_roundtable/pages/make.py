"""Pages are made, or left as they are: those that a source which was read again is a part of."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator
from sphinx.util.docutils import new_document

from .. import _sphinx
from ..mentions.finder import Finder
from ..model import Subtype
from ..nodes import mention_link
from .compose import compose
from .doubts import unknown_in, warn
from .stale import by_sources, digest_of, fingerprint, is_current, outline
from .transplant import Sources
from .usage import mentions_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..domain import RoundtableDomain
    from ..model import Mention, Roundtable
    from .plan import Page
    from .transplant import Source

__all__ = ["make"]


def make(
    app: Sphinx, domain: RoundtableDomain, roundtable: Roundtable, pages: Sequence[Page]
) -> Iterable[str]:
    """Compose those of *pages* that may have changed; yield those that have."""
    env = app.env
    headings = {name: domain.headings.get(name, {}) for name in roundtable.sources}
    language = app.config.highlight_language
    sources = Sources(partial(_sphinx.read_once, env), headings, language)
    roundtable = _find_mentions(app, domain, roundtable, sources)
    if domain.is_outdated(roundtable):
        for message, place in unknown_in(roundtable, domain.configured[roundtable.name]):
            warn(Subtype.SIDECAR, message, place)
    for page in pages:
        # A page may have links to any other, so all are admitted before one is made.
        _sphinx.admit(app, page.docname)
        domain.retired.discard(page.docname)
    others = not domain.is_made(roundtable.name, "pages", outline(roundtable, headings))
    stale = [
        page
        for page in pages
        # Asked of each page: it notes the answer for the next build.
        if _names_anew(domain, roundtable, page)
        or others
        or not is_current(app, page.docname)
        or _is_outdated(domain, page)
    ]
    if not stale:
        return
    first = sources[next(iter(roundtable.sources))].document
    stale.sort(key=by_sources(roundtable))
    for page in _with_progress(app, stale):
        document = new_document(first["source"])
        document.settings = first.settings.copy()
        document.settings.env = env
        sources.used.clear()
        domain.numbered[page.docname] = compose(page, roundtable, sources, document, env)
        domain.uses[page.docname] = frozenset(sources.used)
        digest = fingerprint(document)
        if domain.pages.get(page.docname) == digest and is_current(app, page.docname):
            continue
        _join(app, page.docname, document)
        domain.pages[page.docname] = digest
        domain.contents[page.docname] = fingerprint(env.tocs[page.docname])
        yield page.docname
    sources.leave()


def _join(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Let *document* take the place of what Sphinx knows of *docname*."""
    env = app.env
    if docname in env.all_docs:
        # For a new one it would be in vain, and Sphinx looks through all toctrees for that.
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
    with _sphinx.entered(env, docname):
        _sphinx.collect(app, docname, document)
        _sphinx.write(app, docname, document)


def _with_progress(app: Sphinx, pages: Sequence[Page]) -> Iterable[Page]:
    return status_iterator(
        pages,
        "making pages... ",
        "purple",
        len(pages),
        app.verbosity,
        stringify_func=attrgetter("docname"),
    )


def _is_outdated(domain: RoundtableDomain, page: Page) -> bool:
    """Return whether a source that *page* was made of has been read again."""
    return not domain.reread.isdisjoint(domain.uses.get(page.docname, domain.reread))


def _names_anew(domain: RoundtableDomain, roundtable: Roundtable, page: Page) -> bool:
    """Return whether *page* is to show other mentions than in the last build."""
    shown = digest_of(mentions_on(roundtable, page))
    return not domain.is_made(roundtable.name, f"mentions on {page.docname}", shown)


def _find_mentions(
    app: Sphinx, domain: RoundtableDomain, roundtable: Roundtable, sources: Sources
) -> Roundtable:
    """Record what is named in *sources*, and link it there; return the roundtable with that.

    So each copy has the links. The doctrees of the sources stay without: they get theirs
    when they are written.
    """
    sidecar = domain.configured[roundtable.name].sidecar
    names = [(person.id, person.name, person.aliases) for person in roundtable.people]
    known = domain.mentions if domain.is_made(roundtable.name, "names", digest_of(names)) else {}
    finder = Finder(sidecar, roundtable.people, app.config.language)
    found: dict[str, tuple[Mention, ...]] = {}

    def prepare(source: Source) -> None:
        is_known = source.docname in known or source.docname in found
        if is_known and not roundtable.systems:
            return  # only systems are linked to
        said = roundtable.said_in.get(source.docname, ())
        examined = finder.examine(said, source.bodies)
        if not is_known:
            found[source.docname] = tuple(examined.mentions())
        examined.link(partial(mention_link, roundtable))

    sources.prepare = prepare
    # Pages begin with the first sources: these are loaded last, and still there.
    for docname in reversed(list(roundtable.sources)):
        if docname not in known and docname not in found:
            sources[docname]
    return domain.record_mentions(roundtable.name, found)
