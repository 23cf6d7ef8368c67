"""Directives that show people, topics and answers in any document of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .excerpts.passage import numbers
from .nodes import roundtable_excerpt, roundtable_listing

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

__all__ = ["DIRECTIVES"]


def _display(argument: str) -> str:
    return directives.choice(argument, ("list", "cards"))


def _list_or_whole(argument: str) -> str:
    return directives.choice(argument, ("list", "whole"))


def _ids(argument: str) -> tuple[str, ...]:
    ids = tuple(filter(None, (id.strip() for id in argument.split(","))))
    if not ids:
        raise ValueError("no id is given")
    return ids


def _depend(env: BuildEnvironment, name: str) -> None:
    """Let the document be read again when the data of another project that it shows changes."""
    domain: Any = env.domains["roundtable"]
    if path := domain.files.get(name.partition(":")[0]):
        env.note_dependency(str(path.resolve()))


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
            most=self.options.get("most", 0),
            systems="systems" in self.options,
            classes=self.options.get("class", []),
        )
        self.set_source_info(node)
        domain: Any = self.env.domains["roundtable"]
        _depend(self.env, node["roundtable"])
        domain.listings[self.env.current_document.docname] = True
        return [node]


class _Cards(_Listing):
    """A list, or cards."""

    option_spec: ClassVar[OptionSpec] = {**_Listing.option_spec, "display": _display}


class People(_Cards):
    """``roundtable:people``: everybody."""

    kind = "people"


class Topics(_Cards):
    """``roundtable:topics``: all topics."""

    kind = "topics"


class Systems(_Cards):
    """``roundtable:systems``: what is talked about."""

    kind = "systems"
    option_spec: ClassVar[OptionSpec] = {**_Cards.option_spec, "most": directives.positive_int}


class Matrix(_Listing):
    """``roundtable:matrix``: who answered what, or who speaks of which systems."""

    kind = "matrix"
    option_spec: ClassVar[OptionSpec] = {
        **_Listing.option_spec,
        "caption": directives.unchanged_required,
        "systems": directives.flag,
    }


class _Excerpt(SphinxDirective):
    """Leaves a node that is filled with copies of answers once all sources have been read."""

    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option}

    def _excerpt(self, kind: str, **what: Any) -> list[nodes.Node]:
        classes = self.options.get("class", [])
        node = roundtable_excerpt(kind=kind, classes=classes, **what)
        self.set_source_info(node)
        _depend(self.env, what.get("roundtable") or what.get("target", ""))
        domain: Any = self.env.domains["roundtable"]
        domain.excerpts[self.env.current_document.docname] = True
        return [node]


class Quote(_Excerpt):
    """``roundtable:quote``: an answer, or a part of it, with its attribution."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **_Excerpt.option_spec,
        "paragraphs": numbers,
        "from": directives.unchanged_required,
        "to": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        options = self.options
        passage = (options.get("paragraphs", ()), options.get("from", ""), options.get("to", ""))
        return self._excerpt("quote", target=self.arguments[0], passage=passage)


class Answers(_Excerpt):
    """``roundtable:answers``: the answers that fit a filter, as a list or whole."""

    optional_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **_Excerpt.option_spec,
        "display": _list_or_whole,
        "limit": directives.positive_int,
        "person": _ids,
        "topic": _ids,
        "system": _ids,
        "contains": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        options = self.options
        ids = [options.get(name, ()) for name in ("person", "topic", "system")]
        return self._excerpt(
            "answers",
            roundtable=self.arguments[0] if self.arguments else "",
            display=options.get("display", "list"),
            limit=options.get("limit", 0),
            filter=(*ids, options.get("contains", "")),
        )


DIRECTIVES = {
    "people": People,
    "topics": Topics,
    "systems": Systems,
    "matrix": Matrix,
    "quote": Quote,
    "answers": Answers,
}
