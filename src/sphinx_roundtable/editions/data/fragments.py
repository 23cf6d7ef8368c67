"""What pages show of each record: its words, and its HTML with addresses that hold anywhere.

Words are taken from the doctrees of the pages, resolved as they are when a page is written: they
are what pages show, whichever of them this build has written.
"""

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

__all__ = ["Fragment", "Renderer"]

#: Of the headings within an answer: those of topics and answers are above them.
_LEVEL = 2
_SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:", re.ASCII)


class Fragment(NamedTuple):
    """What is shown of one record."""

    text: str = ""
    html: str = ""
    docname: str = ""  #: where


class Renderer:
    """Renders parts of documents with the builder of an application, which must be for HTML."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._builder: Any = app.builder

    def fragments(self, docname: str, mark: str) -> Mapping[str, Fragment]:
        """Map records to what *docname* shows of them.

        :param mark: the attribute of nodes that holds the key of their record
        """
        document = self._app.env.get_doctree(docname)
        with suppress_logging():  # whoever writes the page reports what is wrong with it
            self._app.env.resolve_references(document, docname, self._builder)
        self._builder.post_process_images(document)
        records: dict[str, list[nodes.Element]] = {}
        for node in list(document.findall(nodes.Element)):
            if isinstance(node, roundtable_navigation) or NAME in node:
                node.parent.remove(node)
            elif mark in node and not isinstance(node, nodes.footnote):
                node["classes"] = [name for name in node["classes"] if name != "no-search"]
                records.setdefault(node[mark], []).append(node)
        notes = {id: note for note in document.findall(nodes.footnote) for id in note["ids"]}
        with self._at(docname):
            return {
                key: Fragment(
                    "\n\n".join(filter(None, map(text_of, bodies))),
                    self._html(docname, [*bodies, *_referred(bodies, notes)]),
                    docname,
                )
                for key, bodies in records.items()
            }

    @contextmanager
    def _at(self, docname: str) -> Iterator[None]:
        """Let the builder write as for *docname*, but with addresses from the top of the site."""
        env, builder = self._app.env, self._builder
        settings = {
            "current_docname": docname,
            "secnumbers": env.toc_secnumbers.get(docname, {}),
            "fignumbers": env.toc_fignumbers.get(docname, {}),
            "imgpath": top(self._app, builder.imagedir),
            "dlpath": top(self._app, "_downloads"),
            "add_permalinks": False,
        }
        before = {name: getattr(builder, name, None) for name in settings}
        vars(builder).update(settings)
        try:
            yield
        finally:
            vars(builder).update(before)

    def _html(self, docname: str, bodies: Sequence[nodes.Element]) -> str:
        document = new_document("", self._builder.docsettings)
        document += [body.deepcopy() for body in bodies]
        ids = {id for node in document.findall(nodes.Element) for id in node["ids"]}
        for reference in document.findall(nodes.reference):
            uri = reference.get("refuri")
            if uri is None and reference.get("refid") not in ids:
                uri = f"#{reference.attributes.pop('refid', '')}"
            if uri is not None:
                reference["refuri"] = self._from_top(docname, uri)
        translator = self._builder.create_translator(document, self._builder)
        translator.section_level = _LEVEL
        document.walkabout(translator)
        return "".join(translator.fragment).strip()

    def _from_top(self, docname: str, uri: str) -> str:
        """Return an address that counts from *docname* as one that counts from the top."""
        here = self._builder.get_target_uri(docname)
        # Not parted: authors may write addresses that are none, such as https://[x/.
        if _SCHEME.match(uri) or uri.startswith("/"):
            return uri
        path, mark, anchor = uri.partition("#")
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        slash = "/" if path.endswith("/") else ""
        return top(self._app, f"{joined}{slash}" if path else here) + mark + anchor


def _referred(
    bodies: Sequence[nodes.Element], notes: Mapping[str, nodes.footnote]
) -> Sequence[nodes.footnote]:
    """Return the notes that *bodies* refer to, and those refer to, which are not among them."""
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
