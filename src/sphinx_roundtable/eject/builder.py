"""The builder behind the command: a file in reStructuredText for each document and page."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

__all__ = ["EjectBuilder"]

#: Settings that the files depend on, or that a reader sees.
_SETTINGS = ("project", "author", "copyright", "version", "release", "language", "root_doc")


class EjectBuilder(Builder):
    """Writes a project that needs nothing but Sphinx."""

    name = "roundtable-eject"
    format = "rst"
    epilog = "The project is in %(outdir)s."
    allow_parallel = False
    supported_image_types = [  # noqa: RUF012 -- as Sphinx has it
        "image/svg+xml",
        "image/png",
        "image/gif",
        "image/jpeg",
        "image/webp",
        "application/pdf",
    ]

    def get_outdated_docs(self) -> Iterator[str]:
        """Return all documents: they are written into an empty folder."""
        return iter(sorted(self.env.found_docs))

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that tells the writer which document is meant."""
        return f"/{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same: it counts from the top."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write all documents."""
        # Here, for it takes a while, and every project registers this builder.
        from .blocks import Blocks  # noqa: PLC0415

        trees = {}
        for docname in sorted(self.env.found_docs):
            trees[docname] = self.env.get_doctree(docname)
            self.env.resolve_references(trees[docname], docname, self)
        labels = {f"{docname}#{id}" for docname, tree in trees.items() for id in _places(tree)}
        for docname, tree in trees.items():
            self._write(f"{docname}.rst", Blocks(tree, docname, labels).text())
            for image in tree.findall(nodes.image):
                self._copy(image["uri"].lstrip("/"))
        self._write("conf.py", self._configuration())

    def _configuration(self) -> str:
        settings = {name: getattr(self.config, name) for name in _SETTINGS}
        settings |= {
            "smartquotes": False,
            "suppress_warnings": ["ref.footnote", "toc.not_included", "toc.no_title"],
        }
        return "".join(f"{name} = {value!r}\n" for name, value in settings.items())

    def _copy(self, uri: str) -> None:
        path = Path(self.srcdir, uri)
        if path.is_file() and path.resolve().is_relative_to(Path(self.srcdir).resolve()):
            target = Path(self.outdir, uri)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)

    def _write(self, name: str, text: str) -> None:
        path = Path(self.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(tree: nodes.document) -> Iterator[str]:
    for node in tree.findall(nodes.Element):
        if not isinstance(node, (nodes.footnote, nodes.citation, nodes.Invisible, addnodes.index)):
            yield from node["ids"]
