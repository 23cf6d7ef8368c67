"""Which documents have to be written again, though they were not read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .plan import is_crowded
from .stale import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..domain import RoundtableDomain
    from .plan import Page

__all__ = ["affected", "listed"]


def affected(app: Sphinx, domain: RoundtableDomain, planned: dict[str, list[Page]]) -> set[str]:
    """Return the documents that show what has changed in the records or in the structure.

    That is, since this builder wrote last: others may have used the doctrees since.
    """
    titles, seen = domain.env.titles, domain.seen_by(app.builder)
    tables = domain.roundtables
    docnames = [
        docname
        for name, pages in planned.items()
        for docname in dict.fromkeys(
            [
                *([tables[name].home] if tables[name].home else []),
                *tables[name].sources,
                *(page.docname for page in pages),
            ]
        )
    ]
    ours = set(docnames)
    toctrees = sorted(
        (parent, [child for child in children if child in ours])
        for parent, children in domain.env.toctree_includes.items()
        if not ours.isdisjoint(children)
    )
    #: What the heads of all pages tell programs of the whole.
    whole = [
        (
            table.title,
            sidecar.date,
            sidecar.license,
            [(person.id, person.kind) for person in table.people],
        )
        for name, table in tables.items()
        for sidecar in [domain.configured[name].sidecar]
    ]
    #: The sections of pages: in a sidebar that is not too long they may be shown.
    sections = [
        domain.contents[page.docname]
        for name, pages in planned.items()
        if not is_crowded(tables[name], pages, app.config.roundtable_sidebar)
        for page in pages
    ]
    structure = digest_of(
        [[(docname, str(titles[docname])) for docname in docnames], sections, toctrees, whole]
    )
    outline = digest_of(
        [
            (
                table.people,
                [topic.id for topic in table.topics],
                sorted(table.portraits.items()),
                table.systems,
                sorted((id, sorted(counts.items())) for id, counts in table.named_by.items()),
                [(answer.id, answer.words) for answer in table.answers],
            )
            for table in tables.values()
        ]
    )
    ways = {source: _ways(domain, source) for table in tables.values() for source in table.sources}
    found = {source for source in ways if ways[source] != seen.get("ways", {}).get(source)}
    if outline != seen.get("outline"):
        found.update(domain.listings)
    if structure != seen.get("structure"):
        # Titles and order are shown in sidebars anywhere, and only Sphinx knows where.
        found.update(domain.env.found_docs)
    seen.update(outline=outline, structure=structure, ways=ways)
    return found


def listed(domain: RoundtableDomain) -> Iterator[tuple[str, str]]:
    """Yield pages, each with one that its toctree lists.

    Sphinx would write the first whenever the second has changed. But nothing is shown of that
    toctree, and a sidebar is a matter of the structure.
    """
    for parent in domain.pages:
        for child in domain.env.toctree_includes.get(parent, ()):
            if child in domain.pages:
                yield parent, child


def _ways(domain: RoundtableDomain, source: str) -> str:
    """Return a digest of where a source leads to: other sources have a say in it."""
    reading = domain.readings[source]
    places = [place.key for person in reading.people for place in person.introductions]
    ways = [
        *(domain.way("people", key) for key in places),
        *(
            domain.way(kind, answer.key)
            for answer in reading.answers
            for kind in ("people", "topics")
        ),
    ]
    return digest_of(ways)
