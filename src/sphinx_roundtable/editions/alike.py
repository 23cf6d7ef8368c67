"""Tables of contents that are alike: those of pages which stand beside each other.

Themes ask for the table of contents of each page, and Sphinx resolves all of it each time. In a
list of a large roundtable, that of a page is that of the page before, but for the few entries in
sight. So it is made once for such pages, and cut where these entries stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from sphinx.builders.html import StandaloneHTMLBuilder

__all__ = ["Alike"]

#: What a writer of HTML writes in another way than it stands there.
_WRITTEN_OTHERWISE = frozenset("&<>\"'@")


class Alike:
    """Makes the table of contents of pages that are written one after the other."""

    def __init__(self) -> None:
        self._list: Hashable = None
        #: The text before, between and behind the entries.
        self._parts: dict[Hashable, Sequence[str]] = {}

    def contents(
        self,
        make: Callable[..., str],
        builder: StandaloneHTMLBuilder,
        here: str,
        near: Sequence[tuple[str | None, str]],
        of: Hashable,
    ) -> Callable[..., str]:
        """Return what gives the same table of contents of the page *here* as *make* does.

        :param near: the entries in sight, as a toctree has them: a title, if it is given, and a
            docname
        :param of: tells the list that they are from
        """
        found = [_entry(builder, here, *entry) for entry in near]
        entries = [entry for entry in found if entry is not None]
        if len(entries) < len(found):
            return make

        def toctree(**how: Any) -> str:
            # Below a title there may be the page's own sections.
            if not how.get("titles_only"):
                return make(**how)
            if of != self._list:
                self._list, self._parts = of, {}
            depth = here.rpartition("/")[0], builder.get_relative_uri(here, "")
            key = depth, tuple(name == here for _, name in near), *sorted(how.items())
            if key in self._parts:
                first, *others = self._parts[key]
                return first + "".join(a + b for a, b in zip(entries, others, strict=True))
            whole = make(**how)
            if parts := _cut(whole, entries):
                self._parts[key] = parts
            return whole

        return toctree


def _entry(
    builder: StandaloneHTMLBuilder, here: str, title: str | None, docname: str
) -> str | None:
    """Return how the entry of *docname* ends in HTML; nothing if that is not simple."""
    heading = builder.env.titles[docname]
    if title is None and not all(isinstance(child, nodes.Text) for child in heading.children):
        return None
    words = title or heading.astext()
    uri = "#" if docname == here else builder.get_relative_uri(here, docname)
    if not _WRITTEN_OTHERWISE.isdisjoint(words + uri):
        return None
    return f'href="{uri}">{words}</a>'


def _cut(whole: str, entries: Sequence[str]) -> Sequence[str]:
    """Return what is before, between and behind *entries*; nothing if one is not there once."""
    if any(whole.count(entry) != 1 for entry in entries):
        return ()
    parts, rest = [], whole
    for entry in entries:
        before, _entry, rest = rest.partition(entry)
        parts.append(before)
    return [*parts, rest]
