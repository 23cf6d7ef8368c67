"""The sidebar of a large roundtable: its sections, and the neighbours of the page at hand.

Themes resolve the whole table of contents for each page: with everybody in it, what is done and
written would grow as people times pages. So while pages are written, the table of contents has no
more of a large roundtable than its indexes and, for each page in turn, those next to it. The
indexes list everybody, previous and next go from one to the other, and each page has contents of
its own.

Only while HTML is written, and only in memory: by then the environment has been pickled, and the
order of the pages is known. An EPUB needs all of it, once.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import TocTree
from sphinx.util.docutils import new_document

from .. import _sphinx
from ..nodes import OWN
from ..pages.plan import is_crowded, plan
from .alike import Alike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


__all__ = ["setup_sidebar"]


class Contents(dict[str, nodes.bullet_list]):
    """The contents of documents; of some, no more than the title, made when it is asked for."""

    def __init__(self, whole: Mapping[str, nodes.bullet_list], titled: AbstractSet[str]) -> None:
        """Take over *whole*, all contents by document, but only the titles of those in *titled*."""
        super().__init__((name, found) for name, found in whole.items() if name not in titled)
        self._untitled = {name: whole[name] for name in titled}

    def __missing__(self, docname: str) -> nodes.bullet_list:
        self[docname] = titled = _only_title(self._untitled[docname])
        return titled


def _only_title(contents: nodes.bullet_list) -> nodes.bullet_list:
    """Return the title in the *contents* of a document, and its toctrees."""
    item = nodes.list_item("", *(child.deepcopy() for child in contents[0].children[:1]))
    toctrees = [toctree.copy() for toctree in contents.findall(addnodes.toctree)]
    if toctrees:
        item += nodes.bullet_list("", *toctrees)
    return nodes.bullet_list("", item)


class Crowd:
    """A toctree that would grow with the people."""

    def __init__(self, parent: str, toctree: addnodes.toctree, hidden: AbstractSet[str]) -> None:
        """Take *hidden* entries out of *toctree*, which stands in the contents of *parent*."""
        self.parent = parent
        self._toctree = toctree
        self._list: nodes.Element = toctree.parent
        self._entries: list[tuple[str | None, str]] = toctree["entries"]
        self.hidden = {name: n for n, (_, name) in enumerate(self._entries) if name in hidden}
        self._kept = [n for n, (_, name) in enumerate(self._entries) if name not in hidden]
        self._item = self._list.parent if len(self._list) == 1 and not self._kept else None
        self._enter(self._kept)

    def show(self, name: str, *, neighbours: bool) -> None:
        """Let the hidden entry *name* be seen, with those next to it or alone."""
        here = self.hidden[name]
        around = range(max(here - 1, 0), here + 2) if neighbours else [here]
        near = [n for n in around if n < len(self._entries) and self._entries[n][1] in self.hidden]
        self._enter(sorted([*self._kept, *near]))

    def near(self) -> Sequence[tuple[str | None, str]]:
        """Return the hidden entries that are seen now."""
        return [entry for entry in self._toctree["entries"] if entry[1] in self.hidden]

    def leave(self) -> None:
        """Let no hidden entry be seen."""
        self._enter(self._kept)

    def _enter(self, shown: Sequence[int]) -> None:
        self._toctree["entries"] = [self._entries[n] for n in shown]
        self._toctree["includefiles"] = [self._entries[n][1] for n in shown]
        if self._item is None:
            return
        # Themes offer to unfold a list, even if nothing is in it.
        is_there = self._list in self._item.children
        if shown and not is_there:
            self._item.append(self._list)
        elif is_there and not shown:
            self._item.remove(self._list)


class Sidebar:
    """The table of contents of one application, as the sidebars of its pages have it."""

    def __init__(self) -> None:
        #: The environment's own contents and toctrees, while it has the short ones.
        self._whole: tuple[dict[str, nodes.bullet_list], dict[str, list[str]]] | None = None
        self._contents = Contents({}, frozenset())
        #: Documents that have contents of their own on their own page only.
        self._titled: AbstractSet[str] = frozenset()
        self._includes: dict[str, list[str]] = {}
        #: The toctree that hides a document; all toctrees of a document that has such a one.
        self._crowds: dict[str, Crowd] = {}
        self._toctrees: dict[str, list[addnodes.toctree]] = {}
        #: What the page at hand sees more than others: entries, and its own contents.
        self._shown: list[Crowd] = []
        self._short: tuple[str, nodes.bullet_list | None] | None = None
        #: Documents that more than one toctree lists.
        self._often: AbstractSet[str] = frozenset()
        self._alike = Alike()

    def show(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Let the sidebar of a page have its neighbours and its own contents, and no other's."""
        env = app.env
        if app.builder.format != "html" or app.builder.name in {"epub", "singlehtml"}:
            return
        # Several pages in a row are only written in a process that has resolved them all before.
        was_short = self._whole is not None
        self.leave(app)
        if not self._contents:
            self._shorten(env)
        self._whole = env.tocs, env.toctree_includes
        env.tocs, env.toctree_includes = self._contents, self._includes
        if pagename in self._titled:
            self._short = pagename, self._contents.get(pagename)
            self._contents[pagename] = self._whole[0][pagename]
            if was_short:
                own = TocTree(env).get_toc_for(pagename, app.builder)
                context["toc"] = app.builder.render_partial(own)["fragment"]  # type: ignore[attr-defined]
        name = pagename
        while (crowd := self._crowds.get(name)) and crowd not in self._shown:
            crowd.show(name, neighbours=name == pagename)
            self._shown.append(crowd)
            self._include(crowd)
            name = crowd.parent
        if env.config.root_doc in self._toctrees:
            context["toctree"] = self._of_start_page(env, context["toctree"])
        if self._shown and pagename not in self._includes and pagename not in self._often:
            direct, *around = self._shown
            outer = [name for crowd in around for _, name in crowd.near()]
            context["toctree"] = self._alike.contents(
                context["toctree"],
                app.builder,  # type: ignore[arg-type]
                pagename,
                direct.near(),
                (direct.parent, *outer),
            )

    def _of_start_page(self, env: BuildEnvironment, make: Callable[..., str]) -> Callable[..., str]:
        """Return what makes the global table of contents of a page as *make* does, but short.

        Of the start page, Sphinx looks for toctrees in the text, not in the contents.
        """
        document = new_document(env.config.root_doc)
        document += [toctree.copy() for toctree in self._toctrees[env.config.root_doc]]

        def toctree(**how: Any) -> str:
            with _sphinx.stand_in(env, document):
                return make(**how)

        return toctree

    def leave(self, app: Sphinx, *args: object) -> None:
        """Give the environment its own contents back: the text of the next page may list them."""
        if self._whole:
            app.env.tocs, app.env.toctree_includes = self._whole
            self._whole = None
        if self._short:
            docname, contents = self._short
            del self._contents[docname]
            if contents is not None:  # it has been asked for
                self._contents[docname] = contents
            self._short = None
        for crowd in self._shown:
            crowd.leave()
            self._include(crowd)
        self._shown = []

    def forget(self, app: Sphinx, *args: object) -> None:
        """Let the next build of this process look for itself what there is."""
        self.leave(app)
        self.__init__()  # type: ignore[misc]

    def _include(self, crowd: Crowd) -> None:
        """Let Sphinx, which looks for the ancestors of each page, see what *crowd* shows."""
        self._includes[crowd.parent] = [
            name for toctree in self._toctrees[crowd.parent] for name in toctree["includefiles"]
        ]

    def _shorten(self, env: BuildEnvironment) -> None:
        domain: Any = env.domains["roundtable"]
        limit = env.config.roundtable_sidebar
        hidden: set[str] = set()
        titled: set[str] = set()
        for table in domain.roundtables.values():
            pages = [page for page in plan(table) if page.docname in domain.pages]
            hidden.update(page.docname for page in pages if page.number > 1)
            if is_crowded(table, pages, limit):
                parts = [page.docname for page in pages if page.id]
                hidden.update(parts, table.sources if len(table.sources) > limit else ())
                titled.update(parts, table.sources)
            elif len(table.systems) > limit:
                # Many things may be talked about by few: these stay to be seen.
                hidden.update(page.docname for page in pages if page.kind == "system")
        parents = [
            parent
            for parent, children in env.toctree_includes.items()
            if parent in env.tocs and not hidden.isdisjoint(children)
        ]
        lists = Counter(name for names in env.toctree_includes.values() for name in names)
        self._often = {name for name, count in lists.items() if count > 1}
        titled = {name for name in titled if name in env.tocs and env.tocs[name].children}
        self._contents, self._includes = Contents(env.tocs, titled), dict(env.toctree_includes)
        # The text of a page that lists others is the list.
        self._titled = titled - (domain.pages.keys() & {*parents})
        for parent in parents:
            self._hide(parent, hidden, limit)

    def _hide(self, parent: str, hidden: AbstractSet[str], limit: int) -> None:
        """Take *hidden* documents out of the toctrees of *parent*, unless an author names a few."""
        contents = self._contents[parent] = self._contents[parent].deepcopy()
        self._toctrees[parent] = list(contents.findall(addnodes.toctree))
        for toctree in self._toctrees[parent]:
            if OWN in toctree or len(hidden & {*toctree["includefiles"]}) > limit:
                crowd = Crowd(parent, toctree, hidden)
                self._crowds |= dict.fromkeys(crowd.hidden, crowd)
                self._include(crowd)


def setup_sidebar(app: Sphinx) -> None:
    """Register the setting and the steps."""
    # As many as a reader takes in at a glance.
    app.add_config_value("roundtable_sidebar", 50, "html", int)
    sidebar = Sidebar()
    # Before the default of 500, at which themes ask for contents; others ask in their templates.
    app.connect("html-page-context", sidebar.show, priority=400)
    app.connect("doctree-resolved", sidebar.leave)
    app.connect("build-finished", sidebar.forget)
