"""Indices of people, topics and systems, for editions that have an index of their own for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.domains import Index, IndexEntry

from .locale import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from .model import Roundtable

__all__ = ["index_files", "indices"]

Content = tuple[list[tuple[str, list[IndexEntry]]], bool]


class _ObjectIndex(Index):
    """All objects of one type, by letters."""

    type: str

    def generate(self, docnames: Iterable[str] | None = None) -> Content:
        """Return the entries in *docnames*, or all of them, by letters."""
        wanted = None if docnames is None else set(docnames)
        letters: dict[str, list[IndexEntry]] = {}
        # An id is in plain letters, whatever the script of the name: so both agree on the order.
        for entry in sorted(self._entries(), key=lambda entry: (entry.anchor, entry.docname)):
            if wanted is None or entry.docname in wanted:
                letters.setdefault(entry.anchor[0].upper(), []).append(entry)
        return sorted(letters.items()), False

    def _entries(self) -> Iterator[IndexEntry]:
        domain: Any = self.domain
        several = len(domain.roundtables) > 1
        for table in domain.roundtables.values():
            for id, details in self._listed(table):
                shown = domain.objects[self.type, table.prefix + id]
                if shown.docname in domain.pages:
                    extra = table.title if several else ""
                    yield IndexEntry(shown.words, 0, shown.docname, id, extra, "", details)

    def _listed(self, table: Roundtable) -> Iterator[tuple[str, str]]:
        raise NotImplementedError


class _PeopleIndex(_ObjectIndex):
    name = "people"
    type = "person"

    def _listed(self, table: Roundtable) -> Iterator[tuple[str, str]]:
        for person in table.people:
            yield person.id, person.role


class _TopicsIndex(_ObjectIndex):
    name = "topics"
    type = "topic"

    def _listed(self, table: Roundtable) -> Iterator[tuple[str, str]]:
        for topic in table.topics:
            count = len(table.answers_on.get(topic.id, ()))
            yield topic.id, _("1 answer") if count == 1 else _("%d answers") % count


class _SystemsIndex(_ObjectIndex):
    name = "systems"
    type = "system"

    def _listed(self, table: Roundtable) -> Iterator[tuple[str, str]]:
        for system in table.systems:
            yield system.id, system.description


def indices() -> list[type[Index]]:
    """Return the indices, named in the language of the build.

    Sphinx reads the name from the class, so each application gets classes of its own.
    """
    return [
        type("PeopleIndex", (_PeopleIndex,), {"localname": str(_("People"))}),
        type("TopicsIndex", (_TopicsIndex,), {"localname": str(_("Topics"))}),
        type("SystemsIndex", (_SystemsIndex,), {"localname": str(_("Systems"))}),
    ]


def index_files(app: Sphinx) -> Iterator[str]:
    """Yield the files of the indices that a build of HTML writes, from the top of the site."""
    domain: Any = app.env.domains["roundtable"]
    setting, builder = app.config.html_domain_indices, app.builder
    for index in domain.indices:
        name = f"{domain.name}-{index.name}"
        wanted = setting if isinstance(setting, bool) else name in setting
        if wanted and index(domain).generate()[0]:
            path = Path(builder.get_outfilename(name))  # type: ignore[attr-defined]
            yield path.relative_to(builder.outdir).as_posix()
