"""What a document shows of each record: its words, and HTML with addresses that hold anywhere."""

from __future__ import annotations

import posixpath
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from ...nodes import roundtable_navigation
from ...reading import NAME
from ..site.addresses import top
from ..site.directory import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

__all__ = ["Fragment", "fragments"]

#: Of the headings within an answer: those of topics and answers are above them.
_LEVEL = 2
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:", re.ASCII)


class Fragment(NamedTuple):
    """What is shown of one record."""

    text: str = ""
    html: str = ""
    docname: str = ""  #: where


def fragments(
    app: Sphinx, document: nodes.document, docname: str, mark: str
) -> Mapping[str, Fragment]:
    """Map records to what *document* shows of them, which stays as it is.

    :param document: resolved by the builder, which must be for HTML
    :param mark: the attribute of nodes that holds the key of their record
    """
    records: dict[str, list[nodes.Element]] = {}
    notes: dict[str, nodes.footnote] = {}
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.footnote):
            notes.update(dict.fromkeys(node["ids"], node))
        elif mark in node and NAME not in node:
            records.setdefault(node[mark], []).append(node)
    with _at(app, docname), suppress_logging():  # whoever writes it reports what is wrong with it
        return {
            key: _fragment(app, docname, bodies, _referred(bodies, notes))
            for key, bodies in records.items()
        }


@contextmanager
def _at(app: Sphinx, docname: str) -> Iterator[None]:
    """Let the builder write as for *docname*, but with addresses from the top of the site."""
    env, builder = app.env, app.builder
    settings = {
        "current_docname": docname,
        "secnumbers": env.toc_secnumbers.get(docname, {}),
        "fignumbers": env.toc_fignumbers.get(docname, {}),
        "imgpath": top(app, builder.imagedir),
        "dlpath": top(app, "_downloads"),
        "add_permalinks": False,
    }
    before = {name: getattr(builder, name, None) for name in settings}
    vars(builder).update(settings)
    try:
        yield
    finally:
        vars(builder).update(before)


def _fragment(
    app: Sphinx, docname: str, bodies: Sequence[nodes.Element], notes: Sequence[nodes.footnote]
) -> Fragment:
    builder: Any = app.builder
    copies = [*map(_copy, bodies)]
    text = "\n\n".join(filter(None, map(text_of, copies)))
    document = new_document("", builder.docsettings)
    document += [*copies, *map(_copy, notes)]
    ids = {id for node in document.findall(nodes.Element) for id in node["ids"]}
    for reference in document.findall(nodes.reference):
        uri = reference.get("refuri")
        if uri is None and reference.get("refid") not in ids:
            uri = f"#{reference.attributes.pop('refid', '')}"
        if uri is not None:
            reference["refuri"] = _from_top(app, docname, uri)
    builder.post_process_images(document)
    translator = builder.create_translator(document, builder)
    translator.section_level = _LEVEL
    document.walkabout(translator)
    return Fragment(text, "".join(translator.fragment).strip(), docname)


def _copy(body: nodes.Element) -> nodes.Element:
    """Return a copy of *body* without what is no word of the record."""
    copy = body.deepcopy()
    copy["classes"] = [name for name in copy["classes"] if name != "no-search"]
    for node in list(copy.findall(nodes.Element)):
        if node is not copy and (isinstance(node, roundtable_navigation) or NAME in node):
            node.parent.remove(node)
    return copy


def _from_top(app: Sphinx, docname: str, uri: str) -> str:
    """Return an address that counts from *docname* as one that counts from the top."""
    # Not parted: authors may write addresses that are none, such as https://[x/.
    if _SCHEME.match(uri) or uri.startswith("/"):
        return uri
    here = app.builder.get_target_uri(docname)
    path, mark, anchor = uri.partition("#")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    slash = "/" if path.endswith("/") else ""
    return top(app, f"{joined}{slash}" if path else here) + mark + anchor


def _referred(
    bodies: Sequence[nodes.Element], notes: Mapping[str, nodes.footnote]
) -> Sequence[nodes.footnote]:
    """Return the notes that *bodies* refer to, and those refer to, which are not among them."""
    if not notes:
        return ()
    found: dict[str, nodes.footnote] = {}
    inside = {id for body in bodies for node in body.findall(nodes.footnote) for id in node["ids"]}
    waiting: list[nodes.Element] = list(bodies)
    while waiting:
        for reference in waiting.pop(0).findall(nodes.footnote_reference):
            id = reference.get("refid", "")
            if id in notes and id not in inside and id not in found:
                found[id] = notes[id]
                waiting.append(notes[id])
    return list(found.values())
