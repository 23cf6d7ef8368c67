"""The index at the end of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_roundtable.typst.literals import array, string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet
    from typing import Literal

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    Targets = Iterable[tuple[str | None, str | Literal[False]]]
    Resolve = Callable[[str], str | None]

_SEE = ("see", "seealso")


def index_groups(builder: Builder, docnames: AbstractSet[str], resolve: Resolve) -> str:
    """Return the index of *docnames* as a Typst array of letters; empty if nothing is in it.

    Sphinx sorts and groups the entries, as for its HTML index. *resolve* gives the label of an
    address; places that are not in the book have none, and are left out.
    """
    seen = _terms_with_see(builder.env, docnames)
    groups = []
    for letter, entries in IndexEntries(builder.env).create_index(builder):
        items = []
        for term, (targets, subitems, _key) in entries:
            own = _places(targets, resolve)
            below = []
            for text, places in subitems:
                found = _places(places, resolve)
                if found or (not places and term in seen):
                    below.append(f"({string(text)}, {array(found)})")
            if not own and len(below) == 1 and not any(places for _text, places in subitems):
                # It only refers to another term, which is told in one line.
                items.append(f"({string(f'{term}, {subitems[0][0]}')}, (), ())")
            elif own or below:
                items.append(f"({string(term)}, {array(own)}, {array(below)})")
        if items:
            groups.append(f"({string(str(letter))}, {array(items)})")
    return array(groups) if groups else ""


def _terms_with_see(env: BuildEnvironment, docnames: AbstractSet[str]) -> set[str]:
    """Return the terms that refer to another: such an entry has no place to tell its book by."""
    entries = env.domains.index_domain.entries
    return {
        value.partition(";")[0].strip()
        for docname in docnames
        for kind, value, *_rest in entries.get(docname, ())
        if kind in _SEE
    }


def _places(targets: Targets, resolve: Resolve) -> list[str]:
    """Return the places as Typst pairs of label and whether it is the main one."""
    places: dict[str, bool] = {}
    for main, uri in targets:
        name = resolve(uri) if uri else None
        if name is not None:
            places[name] = places.get(name, False) or bool(main)
    return [f"({string(name)}, {'true' if main else 'false'})" for name, main in places.items()]
