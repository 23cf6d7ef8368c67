"""The single HTML page, in which the ids of all documents meet.

Sphinx tells documents apart by a prefix there, but not their parts: six topics
would have six answers with the id ``ned-batchelder``.

Sphinx 9.0 writes links to an id of another document as ``#document-other#id``,
where nothing is. In the text this is mended here, for all documents; in the
sidebar, which is made elsewhere, such links stay as Sphinx makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from .joined import documents, is_joined, within

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["prefix_contents", "prefix_ids"]


def prefixed(docname: str, id: str) -> str:
    """Return the id of a page's element on the single page."""
    return f"{docname.replace('/', '-')}-{id}"


def prefix_ids(app: Sphinx, document: nodes.document, here: str) -> None:
    """Make the ids of pages unique over the whole document, and mend links to ids."""
    if app.builder.name != "singlehtml" or not is_joined(document):
        return
    domain: Any = app.env.domains["roundtable"]
    for docname, start in documents(document):
        for node in within(start):
            if isinstance(node, nodes.reference):
                _readdress(node, domain.pages)
            if docname not in domain.pages:
                continue
            for name in ("ids", "backrefs"):
                if node.get(name):
                    node[name] = [prefixed(docname, id) for id in node[name]]
            if node.get("refid"):
                node["refid"] = prefixed(docname, node["refid"])


def _readdress(node: nodes.reference, pages: dict[str, str]) -> None:
    if not node.get("refuri", "").startswith("#document-"):
        return
    document, _, id = node["refuri"].removeprefix("#document-").partition("#")
    if id:
        node["refuri"] = "#" + (prefixed(document, id) if document in pages else id)


def prefix_contents(app: Sphinx, builder: Builder) -> None:
    """Let the contents lead to the ids of :func:`prefix_ids`, in this build only.

    The environment has been pickled by now: what is changed here is not kept.
    """
    if builder.name != "singlehtml":
        return
    domain: Any = app.env.domains["roundtable"]
    for docname in domain.pages.keys() & app.env.tocs.keys():
        for reference in app.env.tocs[docname].findall(nodes.reference):
            if anchor := reference.get("anchorname"):
                reference["anchorname"] = "#" + prefixed(docname, anchor[1:])
        numbers = app.env.toc_secnumbers.get(docname, {})
        for anchor in [anchor for anchor in numbers if anchor]:
            numbers["#" + prefixed(docname, anchor[1:])] = numbers.pop(anchor)
        for kind, found in app.env.toc_fignumbers.get(docname, {}).items():
            app.env.toc_fignumbers[docname][kind] = {
                prefixed(docname, id): figure for id, figure in found.items()
            }
