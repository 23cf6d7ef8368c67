"""One tree of all documents of a book, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util.nodes import process_only_nodes

from sphinx_roundtable.typst.notices import Subtype, warn

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags


class part(nodes.General, nodes.TextElement):  # noqa: N801  (docutils names nodes in lower case)
    """The caption of a toctree of the start document: it opens a part of the book."""


def assemble(env: BuildEnvironment, start: str, tags: Tags) -> tuple[nodes.document, set[str]]:
    """Return the tree of the book that starts at *start*, and the docnames in it.

    References are not resolved yet. Each document is in it once, at its first mention.
    """
    seen = {start}
    tree = _inlined(env, start, tags, seen, start)
    tree["docname"] = start
    return tree, seen


def _inlined(
    env: BuildEnvironment, docname: str, tags: Tags, seen: set[str], start: str
) -> nodes.document:
    tree = env.get_doctree(docname)
    # Before toctrees are followed: one inside an ``only`` that does not hold brings no chapter.
    process_only_nodes(tree, tags)
    for toctree in list(tree.findall(addnodes.toctree)):
        replacement: list[Node] = []
        caption = toctree.get("caption")
        links = [
            _external(title or target, target)
            for title, target in toctree["entries"]
            if "://" in target
        ]
        for name in map(str, toctree["includefiles"]):
            if name in seen:
                continue
            seen.add(name)
            if name not in env.found_docs:
                warn(Subtype.TOCTREE, "there is no document %r", name, location=toctree)
                continue
            file = addnodes.start_of_file(docname=name)
            file.extend(_inlined(env, name, tags, seen, start).children)
            for section in file.findall(nodes.section):
                section.setdefault("docname", name)
            replacement.append(file)
        if links:
            replacement.append(nodes.bullet_list("", *links))
        if replacement and caption and not _names_the_list(caption):
            title_class = part if docname == start else nodes.rubric
            heading: Element = title_class(caption, caption)
            heading.source, heading.line = toctree.source, toctree.line
            replacement.insert(0, heading)
        toctree.replace_self(replacement)
    return tree


def _names_the_list(caption: str) -> bool:
    """Return whether *caption* is the one of Sphinx's quickstart, which is no name of a part."""
    return caption.strip(" :") in {"Contents", _("Contents")}


def _external(title: str, target: str) -> nodes.list_item:
    link = nodes.reference("", title, refuri=target, internal=False)
    return nodes.list_item("", nodes.paragraph("", "", link))
