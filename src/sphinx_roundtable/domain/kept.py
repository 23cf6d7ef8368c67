"""What the domain keeps: what was read, and what the last build was like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar, overload

from sphinx.domains import Domain

from ..config import sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet
    from typing import Self

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..config import Configured
    from ..model import Mention, Reading, Roundtable

T = TypeVar("T")

__all__ = ["KeptDomain"]


class Kept(Generic[T]):
    """A table of the domain's data, under the name of the attribute."""

    def __init__(self, empty: Callable[[], T]) -> None:
        """Begin as *empty* makes it."""
        self.empty = empty
        self.name = ""

    def __set_name__(self, owner: type[Domain], name: str) -> None:
        """Take part in what a new project starts with."""
        self.name = name
        owner.initial_data[name] = self.empty()

    @overload
    def __get__(self, domain: None, owner: type[Domain]) -> Self: ...
    @overload
    def __get__(self, domain: Domain, owner: type[Domain]) -> T: ...
    def __get__(self, domain: Domain | None, owner: type[Domain]) -> T | Self:
        """Return the table, which Sphinx keeps with its environment."""
        if domain is None:
            return self
        table: T = domain.data[self.name]
        return table


class Layout(NamedTuple):
    """What a roundtable is made of, to see whether it has changed."""

    digest: str = ""  #: of the sidecar
    home: str = ""  #: the document of its name
    sources: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Return whether there is one source."""
        return len(self.sources) == 1


class KeptDomain(Domain):
    """The data of the domain, and what comes with the configuration."""

    name = "roundtable"
    #: To be raised whenever what is kept from build to build changes its form, doctrees included.
    data_version = 11
    initial_data: ClassVar[dict[str, Any]] = {}

    # What is read, by document

    #: What sources say.
    readings: Kept[dict[str, Reading]] = Kept(dict)
    #: What carries titles of topics in a source, or holds the cast: ids by the topic's.
    headings: Kept[dict[str, dict[str, list[str]]]] = Kept(dict)
    #: Documents in which a directive shows people, topics or a matrix.
    listings: Kept[dict[str, bool]] = Kept(dict)
    #: Documents in which a directive shows answers.
    excerpts: Kept[dict[str, bool]] = Kept(dict)
    #: What is named in a source, by the names of the last build: found when all are together.
    mentions: Kept[dict[str, tuple[Mention, ...]]] = Kept(dict)

    # What is kept from build to build

    #: Docnames of the pages, with digests of their doctrees.
    pages: Kept[dict[str, str]] = Kept(dict)
    #: Docnames of the pages, with digests of their contents: title, sections, toctrees.
    contents: Kept[dict[str, str]] = Kept(dict)
    #: Docnames of the pages, with the sources whose nodes they were made of.
    uses: Kept[dict[str, frozenset[str]]] = Kept(dict)
    #: Roundtables, and what of them, with digests of what their pages were made by.
    made: Kept[dict[tuple[str, str], str]] = Kept(dict)
    #: Docnames of pages that once were: their outputs may still lie about.
    retired: Kept[set[str]] = Kept(set)
    #: What may have a number on a page: id, document and id of the original.
    numbered: Kept[dict[str, list[tuple[str, str, str]]]] = Kept(dict)
    #: The indexes that stand below a source in the table of contents.
    adopted: Kept[dict[str, tuple[str, ...]]] = Kept(dict)
    #: What roundtables are made of, as they were last built.
    layouts: Kept[dict[str, Layout]] = Kept(dict)
    #: What builders have written of, by their names and folders.
    seen: Kept[dict[tuple[str, str], dict[str, Any]]] = Kept(dict)

    def __init__(self, env: BuildEnvironment) -> None:
        """Start without configuration; it comes with the builder."""
        super().__init__(env)
        self.configured: Mapping[str, Configured] = {}
        #: The sources of each roundtable, and the roundtable of each source.
        self.sources: Mapping[str, tuple[str, ...]] = {}
        self.owners: Mapping[str, str] = {}
        #: Roundtables that have other sources, or another sidecar, than in the last build.
        self.rearranged: frozenset[str] = frozenset()
        #: Documents that the author wrote, and those that this build reads.
        self.authored: frozenset[str] = frozenset()
        self.reread: frozenset[str] = frozenset()
        #: Numbers of figures and the like that stand in quotations, by document.
        self.quoted: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}

    def clear_doc(self, docname: str) -> None:
        """Forget what was read from a document."""
        if self.excerpts.pop(docname, False):
            self.numbered.pop(docname, None)
        for table in ("readings", "headings", "listings", "mentions", "adopted"):
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for table in ("readings", "headings", "listings", "excerpts"):
            for docname in docnames & otherdata[table].keys():
                self.data[table][docname] = otherdata[table][docname]

    def is_made(self, name: str, what: str, digest: str) -> bool:
        """Return whether *digest* is that of the last build, and note it for the next.

        :param name: of a roundtable
        :param what: was made by what the digest is of
        """
        known = self.made.get((name, what)) == digest
        self.made[name, what] = digest
        return known

    def seen_by(self, builder: Builder) -> dict[str, Any]:
        """Return what *builder* has written of, to compare: builders may share the doctrees."""
        return self.seen.setdefault((builder.name, str(builder.outdir)), {})

    def arrange(self, docnames: AbstractSet[str]) -> set[str]:
        """Find the sources among *docnames*; return those whose roundtable is not what it was.

        What has become a source, or is one no more, is among them; if the sidecar
        has changed, so are all sources. So they are where one source is left, or
        no longer alone: what is doubtful depends on that.

        :raises ConfigError: where a source is missing, or belongs to two roundtables
        """
        self.sources = sources_of(self.configured.values(), docnames)
        self.owners = {source: name for name, found in self.sources.items() for source in found}
        layouts = {
            name: Layout(entry.digest, entry.home(docnames), self.sources[name])
            for name, entry in self.configured.items()
        }
        changed: set[str] = set()
        for name in layouts.keys() | self.layouts.keys():
            old, new = self.layouts.get(name, Layout()), layouts.get(name, Layout())
            if old.digest == new.digest and old.is_alone == new.is_alone:
                changed.update({*old.sources} ^ {*new.sources})
            else:
                changed.update(old.sources, new.sources)
        self.rearranged = frozenset(
            name for name, layout in layouts.items() if layout != self.layouts.get(name)
        )
        self.layouts.clear()
        self.layouts.update(layouts)
        return changed

    def is_outdated(self, table: Roundtable) -> bool:
        """Return whether a part of *table* was read in this build, or is no more."""
        parts = (table.home, *self.sources[table.name])
        return table.name in self.rearranged or not self.reread.isdisjoint(parts)
