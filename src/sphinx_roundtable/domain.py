"""The domain: people, topics, answers and systems as objects, and the state of a build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from ._sphinx import application
from .config import sources_of
from .directives import DIRECTIVES
from .indices import indices
from .locale import _
from .markup import MARKUP
from .mentions import Finder, systems_of
from .model import Answer, Person, Roundtable
from .reading.merge import merge
from .transcripts import admit_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from docutils.parsers.rst import Directive
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .config import Configured
    from .elsewhere import Elsewhere
    from .model import Mention, Reading, Topic

__all__ = ["RoundtableDomain"]

Record = Answer | Person


class Layout(NamedTuple):
    """What a roundtable is made of, to see whether it has changed."""

    digest: str = ""  #: of the sidecar
    home: str = ""  #: the document of its name
    sources: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Return whether there is one source."""
        return len(self.sources) == 1


class Object(NamedTuple):
    """What a role or another project may link to."""

    docname: str
    anchor: str
    words: str  #: that are shown
    permanent: str  #: docname that others may keep; the first, where *docname* is a numbered page


class RoundtableDomain(Domain):
    """People, topics, answers and systems.

    Read data is kept by source, and merged; what is derived from it is made
    again by :meth:`settle`, once all sources have been read.
    """

    name = "roundtable"
    label = "Roundtable"
    #: To be raised whenever what is kept from build to build changes its form.
    data_version = 8
    object_types: ClassVar[dict[str, ObjType]] = {
        "person": ObjType("person", "person"),
        "topic": ObjType("topic", "topic"),
        "answer": ObjType("answer", "answer"),
        "system": ObjType("system", "system"),
    }
    roles = {
        "person": XRefRole(warn_dangling=True),
        "topic": XRefRole(warn_dangling=True),
        "answer": XRefRole(warn_dangling=True),
        "system": XRefRole(warn_dangling=True),
    }
    directives: ClassVar[dict[str, type[Directive]]] = {**DIRECTIVES, **MARKUP}
    initial_data: ClassVar[dict[str, Any]] = {
        "readings": {},
        "headings": {},
        "listings": {},
        "excerpts": {},
        "mentions": {},
        "pages": {},
        "uses": {},
        "made": {},
        "retired": set(),
        "numbered": {},
        "adopted": {},
        "seen": {},
        "layouts": {},
    }
    dangling_warnings: ClassVar[dict[str, str]] = {
        "person": "nobody is called %(target)s",
        "topic": "no topic is called %(target)s",
        "answer": "there is no answer %(target)s",
    }

    def __init__(self, env: BuildEnvironment) -> None:
        """Start without configuration; it comes with the builder."""
        super().__init__(env)
        self.configured: Mapping[str, Configured] = {}
        #: Numbers of figures and the like that stand in quotations, by document.
        self.quoted: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
        #: Conversations of other projects, and the files that they are from.
        self.elsewhere: Mapping[str, Elsewhere] = {}
        self.files: Mapping[str, Path] = {}
        #: The sources of each roundtable, and the roundtable of each source.
        self.sources: Mapping[str, tuple[str, ...]] = {}
        self.owners: Mapping[str, str] = {}
        #: Roundtables that have other sources, or another sidecar, than in the last build.
        self.rearranged: frozenset[str] = frozenset()
        #: Documents that the author wrote, and those that this build reads.
        self.authored: frozenset[str] = frozenset()
        self.reread: frozenset[str] = frozenset()
        self._roundtables: Mapping[str, Roundtable] | None = None
        self._objects: Mapping[tuple[str, str], Object] | None = None
        self._answers: Mapping[str, tuple[Roundtable, Answer]] | None = None
        self._records: Mapping[str, tuple[Roundtable, Record]] | None = None
        self._finders: dict[str, Finder] = {}

    def setup(self) -> None:
        """Join an application that has just made its project."""
        if application(self.env).config.roundtables:  # a site without is not changed in any way
            self.indices.extend(indices())
        super().setup()
        admit_transcripts(self.env)

    # What is read, by document

    @property
    def readings(self) -> dict[str, Reading]:
        """Map sources to what they say."""
        readings: dict[str, Reading] = self.data["readings"]
        return readings

    @property
    def headings(self) -> dict[str, dict[str, list[str]]]:
        """Map sources to what carries titles of topics, or holds the cast: ids by the topic's."""
        headings: dict[str, dict[str, list[str]]] = self.data["headings"]
        return headings

    @property
    def listings(self) -> dict[str, bool]:
        """Documents in which a directive shows people, topics or a matrix."""
        listings: dict[str, bool] = self.data["listings"]
        return listings

    @property
    def excerpts(self) -> dict[str, bool]:
        """Documents in which a directive shows answers."""
        excerpts: dict[str, bool] = self.data["excerpts"]
        return excerpts

    @property
    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Map sources to what is named in them, by the names of the last build."""
        mentions: dict[str, tuple[Mention, ...]] = self.data["mentions"]
        return mentions

    def clear_doc(self, docname: str) -> None:
        """Forget what was read from a document."""
        self.readings.pop(docname, None)
        self.headings.pop(docname, None)
        self.mentions.pop(docname, None)
        self.listings.pop(docname, None)
        if self.excerpts.pop(docname, False):
            self.numbered.pop(docname, None)
        self.adopted.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for table in (
            "readings",
            "headings",
            "listings",
            "excerpts",
        ):  # mentions are found when all are together
            for docname in docnames & otherdata[table].keys():
                self.data[table][docname] = otherdata[table][docname]

    # What is kept from build to build

    @property
    def pages(self) -> dict[str, str]:
        """Map the docnames of the pages to digests of their doctrees."""
        pages: dict[str, str] = self.data["pages"]
        return pages

    @property
    def uses(self) -> dict[str, frozenset[str]]:
        """Map the docnames of the pages to the sources whose nodes they were made of."""
        uses: dict[str, frozenset[str]] = self.data["uses"]
        return uses

    @property
    def made(self) -> dict[tuple[str, str], str]:
        """Map roundtables, and what of them, to digests of what their pages were made by."""
        made: dict[tuple[str, str], str] = self.data["made"]
        return made

    def is_made(self, name: str, what: str, digest: str) -> bool:
        """Return whether *digest* is that of the last build, and note it for the next.

        :param name: of a roundtable
        :param what: was made by what the digest is of
        """
        known = self.made.get((name, what)) == digest
        self.made[name, what] = digest
        return known

    @property
    def retired(self) -> set[str]:
        """Docnames of pages that once were: their outputs may still lie about."""
        retired: set[str] = self.data["retired"]
        return retired

    @property
    def numbered(self) -> dict[str, list[tuple[str, str, str]]]:
        """Map pages to what may have a number on them: id, document and id of the original."""
        numbered: dict[str, list[tuple[str, str, str]]] = self.data["numbered"]
        return numbered

    @property
    def adopted(self) -> dict[str, tuple[str, ...]]:
        """Map sources to the indexes that stand below them in the table of contents."""
        adopted: dict[str, tuple[str, ...]] = self.data["adopted"]
        return adopted

    @property
    def layouts(self) -> dict[str, Layout]:
        """Map roundtables to what they are made of, as they were last built."""
        layouts: dict[str, Layout] = self.data["layouts"]
        return layouts

    def seen_by(self, builder: Builder) -> dict[str, Any]:
        """Return what *builder* has written of, to compare: builders may share the doctrees."""
        seen: dict[tuple[str, str], dict[str, Any]] = self.data["seen"]
        return seen.setdefault((builder.name, str(builder.outdir)), {})

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

    # What is derived

    def settle(self) -> None:
        """Forget what was derived: something was read."""
        self._roundtables = self._objects = self._records = self._answers = None
        self._finders = {}

    @property
    def roundtables(self) -> Mapping[str, Roundtable]:
        """Map names to roundtables, in the order of the configuration."""
        if self._roundtables is None:
            self._roundtables = {
                entry.name: self._roundtable(entry) for entry in self.configured.values()
            }
        return self._roundtables

    def _roundtable(self, entry: Configured) -> Roundtable:
        given = entry.sidecar.labels
        labels = {
            # What the sidecar does not say is said in the language of the build.
            "people": _("People") if given.people == "People" else given.people,
            "topics": _("Topics") if given.topics == "Topics" else given.topics,
            "systems": _("Systems") if given.systems == "Systems" else given.systems,
        }
        sources = [name for name in self.sources.get(entry.name, ()) if name in self.readings]
        reading = merge([self.readings[name] for name in sources], entry.sidecar)
        home = entry.home(self.authored)
        return Roundtable(
            entry.name,
            entry.sidecar.title or self._title(home or entry.name),
            entry.prefix,
            home,
            [person for person in reading.people if not person.asks],
            [person for person in reading.people if person.asks],
            reading.topics,
            reading.answers,
            reading.questions,
            reading.asides,
            reading.doubts if len(sources) > 1 else (),
            {name: self._title(name) for name in sources},
            labels,
            entry.portraits,
            self.authored,
            list(systems_of(entry.sidecar)),
            entry.sidecar.mentions.runs_on or "",
            self._mentions(sources),
            self.env.config.roundtable_page_size,
        )

    def _mentions(self, sources: Iterable[str]) -> list[Mention]:
        return [mention for source in sources for mention in self.mentions.get(source, ())]

    def record_mentions(self, name: str, found: Mapping[str, tuple[Mention, ...]]) -> Roundtable:
        """Keep what is named in the sources of the roundtable *name*; return it with that."""
        self.mentions.update(found)
        table = self.roundtables[name]
        table = replace(table, mentions=self._mentions(table.sources))
        self._roundtables = {**self.roundtables, name: table}
        self._answers = None
        return table

    def finder(self, name: str) -> Finder:
        """Return what finds the systems of the roundtable *name*, and nobody."""
        if name not in self._finders:
            sidecar = self.configured[name].sidecar
            self._finders[name] = Finder(sidecar, (), self.env.config.language)
        return self._finders[name]

    def _title(self, source: str) -> str:
        """Return the title of a document: its head's, its heading, or else its name."""
        title = self.env.metadata.get(source, {}).get("title")
        heading = self.env.titles[source].astext() if source in self.env.titles else ""
        return str(title or (heading if heading != "<no title>" else "") or source)

    def way(self, kind: str, key: str) -> tuple[str, str]:
        """Return where a source leads to from one of its records, and in which words.

        :param kind: of the page: ``people`` or ``topics``
        :param key: of an answer, or of the introduction of a person
        :return: document and anchor, as ``docname#anchor``, or nothing if there is no such page;
            words, or nothing where any will do
        """
        if self._records is None:
            self._records = dict(self._all_records())
        found = self._records.get(key)
        if found is None:
            return "", ""
        table, record = found
        if isinstance(record, Person):
            return f"{table.docname(kind, record.id)}#", ""
        if kind == "people":
            words = table.person[record.person].name
            return f"{table.on_page(kind, record)}#{record.on_person_page}", words
        words = self.title_of(table, table.topic[record.topic])
        return f"{table.on_page(kind, record)}#{record.on_topic_page}", words

    def _all_records(self) -> Iterator[tuple[str, tuple[Roundtable, Record]]]:
        for table in self.roundtables.values():
            for answer in table.answers:
                yield answer.key, (table, answer)
            for person in table.people:
                for introduction in person.introductions:
                    yield introduction.key, (table, person)

    @property
    def objects(self) -> Mapping[tuple[str, str], Object]:
        """Map (type, name) to objects."""
        if self._objects is None:
            self._objects = dict(self._all_objects())
        return self._objects

    def _all_objects(self) -> Iterator[tuple[tuple[str, str], Object]]:
        for table in self.roundtables.values():
            for person in table.people:
                page = table.docname("people", person.id)
                yield ("person", table.prefix + person.id), Object(page, "", person.name, page)
            for topic in table.topics:
                page = table.docname("topics", topic.id)
                words = self.title_of(table, topic)
                yield ("topic", table.prefix + topic.id), Object(page, "", words, page)
            for system in table.systems:
                page = table.docname("systems", system.id)
                yield ("system", table.prefix + system.id), Object(page, "", system.name, page)
            for answer in table.answers:
                page, anchor = table.place(answer)
                permanent, _anchor = table.permanent(answer)
                name = table.person[answer.person].name
                words = f"{name}: {self.title_of(table, table.topic[answer.topic])}"
                answer_object = Object(page, anchor, words, permanent)
                yield ("answer", table.prefix + answer.id), answer_object

    def title_of(self, table: Roundtable, topic: Topic) -> str:
        """Return the title of a topic's page, in the language of the build."""
        page = table.docname("topics", topic.id)
        return self.env.titles[page].astext() if page in self.pages else topic.title

    # Sphinx's questions

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects, for inventories and the search."""
        for (type_, name), found in self.objects.items():
            if found.docname in self.pages:
                # An answer's text is found as such: as an object, it would be found twice.
                yield name, found.words, type_, found.permanent, found.anchor, -1

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return a link to the object *target*, or nothing if there is none."""
        found = self._find(typ, target, fromdocname)
        if found is None or found.docname not in self.pages:
            return None
        docname, anchor, words, _permanent = found
        if not node.get("refexplicit"):
            contnode = nodes.inline(words, words, classes=contnode.get("classes", []))
        return make_refnode(builder, fromdocname, docname, anchor, contnode, words)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return links to all objects called *target*, or to the page that it is the file of.

        Markdown links to documents by file name. A page has none, so MyST asks here.
        """
        if docname := self._page_of_file(target, fromdocname):
            _, _, anchor = target.partition("#")
            title = self.env.titles[docname].astext()
            if not contnode.children:
                contnode = nodes.inline(title, title, classes=contnode.get("classes", []))
            return [("std:doc", make_refnode(builder, fromdocname, docname, anchor, contnode))]
        links = (
            (type_, self.resolve_xref(env, fromdocname, builder, type_, target, node, contnode))
            for type_ in self.object_types
        )
        return [(f"roundtable:{type_}", link) for type_, link in links if link is not None]

    def _page_of_file(self, target: str, fromdocname: str) -> str | None:
        path = target.partition("#")[0]
        for suffix in self.env.config.source_suffix:
            if path.endswith(suffix):
                docname = docname_join(fromdocname, path.removesuffix(suffix))
                return docname if docname in self.pages else None
        return None

    def _find(self, type_: str, target: str, docname: str) -> Object | None:
        name = self._full_name(type_, target, docname)
        return None if name is None else self.objects[type_, name]

    def _full_name(self, type_: str, target: str, docname: str) -> str | None:
        """Look for *target* as it is, then in the folder of *docname* and of its parents."""
        names = [target]
        folder = docname
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            names.append(f"{folder}/{target}")
        for name in names:
            if (type_, name) in self.objects:
                return name
        named = [
            table.prefix + target
            for table in self.roundtables.values()
            if (type_, table.prefix + target) in self.objects
        ]
        return named[0] if len(named) == 1 else None

    def find_answer(self, target: str, docname: str) -> tuple[Roundtable, Answer] | None:
        """Return the answer that a role in *docname* would lead to, with its roundtable.

        One of another project has the name of the project before it, and a colon.
        """
        if self._answers is None:
            self._answers = {
                table.prefix + answer.id: (table, answer)
                for table in self.roundtables.values()
                for answer in table.answers
            } | {
                f"{name.partition(':')[0]}:{answer.key}": (table, answer)
                for name, table in self.elsewhere.items()
                for answer in table.answers
            }
        return self._answers.get(self._full_name("answer", target, docname) or target)

    def table(self, name: str) -> Roundtable | str:
        """Return the roundtable *name*, or the only one; or what is wrong with the name."""
        if not name and len(self.roundtables) == 1:
            return next(iter(self.roundtables.values()))
        tables = {**self.elsewhere, **self.roundtables}
        if name in tables:
            return tables[name]
        known = ", ".join(tables) or "none"
        if name:
            return f"there is no roundtable {name!r}; there are: {known}"
        return f"say which roundtable is meant; there are: {known}"

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return the name under which intersphinx looks for *node*."""
        target: str | None = node.get("reftarget")
        return target
