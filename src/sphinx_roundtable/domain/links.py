"""People, topics, answers and systems as objects that roles and other projects link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from .._sphinx import application
from ..directives import DIRECTIVES
from ..indices import indices
from ..markup import MARKUP
from ..transcripts import admit_transcripts
from .settled import SettledDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst import Directive
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..model import Answer, Roundtable
    from .settled import Object

__all__ = ["RoundtableDomain"]


class RoundtableDomain(SettledDomain):
    """People, topics, answers and systems.

    Read data is kept by source, and merged; what is derived from it is made
    again by :meth:`settle`, once all sources have been read.
    """

    label = "Roundtable"
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
    dangling_warnings: ClassVar[dict[str, str]] = {
        "person": "nobody is called %(target)s",
        "topic": "no topic is called %(target)s",
        "system": "no system is called %(target)s",
        "answer": "there is no answer %(target)s",
    }

    def setup(self) -> None:
        """Join an application that has just made its project."""
        if application(self.env).config.roundtables:  # a site without is not changed in any way
            self.indices.extend(indices())
        super().setup()
        admit_transcripts(self.env)

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
