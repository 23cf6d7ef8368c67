"""Directives that show people, topics and answers in any document of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .nodes import roundtable_listing

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

__all__ = ["DIRECTIVES"]


def _display(argument: str) -> str:
    return directives.choice(argument, ("list", "cards"))


class _Listing(SphinxDirective):
    """Leaves a node that is filled once all sources have been read.

    The optional argument is the name of a roundtable, for sites with several.
    """

    kind: ClassVar[str]
    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        node = roundtable_listing(
            kind=self.kind,
            roundtable=self.arguments[0] if self.arguments else "",
            display=self.options.get("display", "list"),
            caption=self.options.get("caption", ""),
            classes=self.options.get("class", []),
        )
        self.set_source_info(node)
        domain = self.env.domains["roundtable"]
        domain.data["listings"][self.env.current_document.docname] = True
        return [node]


class People(_Listing):
    """``roundtable:people``: everybody, as a list or as cards."""

    kind = "people"
    option_spec: ClassVar[OptionSpec] = {**_Listing.option_spec, "display": _display}


class Topics(_Listing):
    """``roundtable:topics``: all topics, as a list or as cards."""

    kind = "topics"
    option_spec: ClassVar[OptionSpec] = {**_Listing.option_spec, "display": _display}


class Matrix(_Listing):
    """``roundtable:matrix``: who answered what."""

    kind = "matrix"
    option_spec: ClassVar[OptionSpec] = {
        **_Listing.option_spec,
        "caption": directives.unchanged_required,
    }


DIRECTIVES = {"people": People, "topics": Topics, "matrix": Matrix}
