"""Which pages have to be made again.

A page is made of the nodes of some sources, and of what all sources together say: who there is,
what was asked, who answered, and where that stands. If the latter is what it was in the last build,
only pages that are made of a source that was read again can differ.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .. import _sphinx
from ..reading import sections
from .plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..model import Roundtable
    from .plan import Page

__all__ = ["by_sources", "digest_of", "fingerprint", "is_current", "note_headings", "outline"]

#: What changes with each edit, and is on no page.
_UNSEEN = frozenset({"line", "words"})


def note_headings(app: Sphinx, document: nodes.document) -> None:
    """Note which ids the headings of a source have: the pages of topics stand for all of them."""
    domain: Any = app.env.domains["roundtable"]
    docname = app.env.current_document.docname
    if docname in domain.readings:
        # Sphinx keeps doctrees for when they are written. Pages are made before, of those on disk.
        _sphinx.forget_doctrees(app.env)
        domain.headings[docname] = {
            topic: list(heading["ids"]) for topic, heading in sections(document).items()
        }


def is_current(app: Sphinx, docname: str) -> bool:
    """Return whether a page has been made, and its doctree is still there."""
    domain: Any = app.env.domains["roundtable"]
    return docname in domain.pages and _sphinx.has_doctree(app, docname)


def outline(roundtable: Roundtable, headings: object) -> str:
    """Return a digest of what pages are made by, other than the nodes of the sources."""
    occupied = [page.docname for page in plan(roundtable) if page.docname in roundtable.authored]
    parts = [
        _seen(getattr(roundtable, field.name))
        for field in fields(roundtable)
        if field.name != "authored"
    ]
    return digest_of([parts, occupied, headings])


def digest_of(data: object) -> str:
    """Return a digest of *data*, which has the same ``repr`` in each build."""
    return hashlib.blake2b(repr(data).encode(), digest_size=32).hexdigest()


def fingerprint(document: nodes.Element) -> str:
    """Return a digest of all that *document* holds: its nodes, their attributes and texts.

    This is what ``pformat`` writes down, without the trouble of making it look well.
    """
    return digest_of([_held(node) for node in document.findall()])


def _held(node: Any) -> object:
    if isinstance(node, nodes.Text):
        return str(node)
    return node.tagname, len(node.children), node.attributes


def by_sources(roundtable: Roundtable) -> Callable[[Page], int]:
    """Return a key that sorts pages by the last source that they are made of.

    In this order, a source is not needed any more soon after it was needed first.
    """
    order = {docname: number for number, docname in enumerate(roundtable.sources)}

    def last(page: Page) -> int:
        folder = {"topic": "topics", "person": "people"}.get(page.kind)
        keys = roundtable.parts(folder, page.id)[page.number - 1] if folder else ()
        answers = (roundtable.answer[key] for key in keys if key in roundtable.answer)
        return max((order[answer.source] for answer in answers), default=0)

    return last


def _seen(value: Any) -> Any:
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name not in _UNSEEN)
        return [_seen(getattr(value, name)) for name in names]
    if isinstance(value, (list, tuple)):
        return [_seen(part) for part in value]
    return value
