"""Directives for those who would rather say who speaks than have it recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .doubts import note
from .model import Doubt, Subtype
from .reading.forms import explicit

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.util.typing import OptionSpec

__all__ = ["MARKUP"]


class _AnyOption(dict[str, "Callable[[str], Any]"]):
    """Options, of which an unknown one is kept: as an error, it would take the words with it."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class _Marked(SphinxDirective):
    """Wraps its content, which is parsed as usual."""

    has_content = True

    def fill(self, container: nodes.container) -> nodes.container:
        """Add the content to *container*."""
        self.set_source_info(container)
        for child in container.findall(lambda node: node is not container):
            child.source, child.line = container.source, container.line
        container += self.parse_content_to_nodes()
        return container

    def doubt(self, subtype: Subtype, message: str) -> None:
        """Say what is wrong with this directive."""
        file, line = self.get_source_info()
        note(self.env, Doubt(subtype, message, line, file))


class Answer(_Marked):
    """``roundtable:answer``: what the person named as argument said."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = _AnyOption(
        time=directives.unchanged, topic=directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        name, *rest = self.arguments[0].splitlines() if self.arguments else [""]
        if rest:
            # Without an empty line above, the first words were taken for the argument.
            file, line = self.get_source_info()
            lines = StringList(rest, items=[(file, line + at) for at in range(len(rest))])
            lines.append("", file, line + len(rest))
            self.content = lines + self.content
            self.content_offset = line
        for option in sorted(self.options.keys() - self.option_spec.keys()):
            self.doubt(Subtype.MARKUP, f"an answer has no option {option!r}")
        name = " ".join(name.split())
        if not name:
            self.doubt(Subtype.MARKUP, "an answer has no name")
            return [self.fill(explicit.aside())]
        topics = (" ".join(title.split()) for title in (self.options.get("topic") or "").split(";"))
        time = " ".join((self.options.get("time") or "").split())
        tags = list(dict.fromkeys(title for title in topics if title))
        return [self.fill(explicit.answer(name, time, tags))]


class Cast(_Marked):
    """``roundtable:cast``: the lists in it introduce people."""

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        return [self.fill(explicit.cast())]


class Aside(_Marked):
    """``roundtable:aside``: words that are nobody's, among those of a speaker."""

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        return [self.fill(explicit.aside())]


MARKUP = {"answer": Answer, "cast": Cast, "aside": Aside}
