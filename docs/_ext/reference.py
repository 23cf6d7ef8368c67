"""Tables of the manual that are read from the code, so that they can't fall behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def described(module: str, *classes: str) -> Iterable[tuple[str, str, str]]:
    """Yield class, name and description of the documented attributes of *classes*, in order."""
    analyzer = ModuleAnalyzer.for_module(module)
    documented = analyzer.find_attr_docs()
    for owner in classes:
        names = [name for (of, name) in documented if of == owner]
        for name in sorted(names, key=lambda name: analyzer.tagorder[f"{owner}.{name}"]):
            yield owner, name, " ".join(documented[owner, name]).strip()


class _Definitions(SphinxDirective):
    """A definition list of what :meth:`entries` yields."""

    def entries(self) -> Iterable[tuple[str, str]]:
        """Yield terms and their descriptions."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        items = nodes.definition_list()
        for term, text in self.entries():
            definition = nodes.definition()
            self.state.nested_parse(StringList([text], term), 0, definition)
            items += nodes.definition_list_item(
                "", nodes.term("", "", nodes.literal(term, term)), definition
            )
        return [items]


class Warnings(_Definitions):
    """The subtypes of warnings."""

    def entries(self) -> Iterable[tuple[str, str]]:
        """Yield each subtype, as ``suppress_warnings`` takes it."""
        from sphinx_roundtable.model import Subtype  # noqa: PLC0415

        for _, name, text in described("sphinx_roundtable.model.subtypes", "Subtype"):
            yield f"roundtable.{Subtype[name]}", text


class SidecarKeys(_Definitions):
    """The keys of the sidecar, below its tables."""

    TABLES: ClassVar[dict[str, str]] = {
        "Sidecar": "",
        "PersonHints": "people.ID.",
        "TopicHints": "topics.ID.",
        "SystemHints": "systems.ID.",
        "MentionRules": "mentions.",
        "Labels": "labels.",
    }

    def entries(self) -> Iterable[tuple[str, str]]:
        """Yield each key with the tables that it stands in."""
        for owner, name, text in described("sphinx_roundtable.sidecar.keys", *self.TABLES):
            yield self.TABLES[owner] + name, text


class LibraryKeys(_Definitions):
    """The keys of a library's file, below its tables."""

    TABLES: ClassVar[dict[str, str]] = {
        "Library": "",
        "Volume": "volumes.NAME.",
        "Who": "people.ID.",
        "What": "topics.ID.",
        "Which": "systems.ID.",
    }

    def entries(self) -> Iterable[tuple[str, str]]:
        """Yield each key with the tables that it stands in."""
        for owner, name, text in described("sphinx_roundtable.library.config", *self.TABLES):
            yield self.TABLES[owner] + name, text


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("warning-subtypes", Warnings)
    app.add_directive("sidecar-keys", SidecarKeys)
    app.add_directive("library-keys", LibraryKeys)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
