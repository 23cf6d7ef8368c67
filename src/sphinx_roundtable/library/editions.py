"""The other editions of a volume: which files they are, and where their links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec
from docutils import nodes

from ..typst.config import book_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx.config import Config

__all__ = ["BUILDERS", "Edition", "File", "files_of", "lead_out"]

Edition = Literal["pdf", "epub"]
#: What makes each of them.
BUILDERS: Mapping[Edition, str] = {"pdf": "typst", "epub": "epub"}


class File(msgspec.Struct, frozen=True, array_like=True):
    """An edition of a volume, beside its pages."""

    edition: Edition
    words: str  #: that lead to it
    name: str


def files_of(config: Config, editions: Sequence[Edition]) -> Iterator[File]:
    """Yield the files of *editions*, as the project names them: it may have several PDFs."""
    for edition in editions:
        if edition == "epub":
            yield File(edition, "EPUB", f"{config.epub_basename}.epub")
        else:
            books = book_settings(config)
            for book in books:
                words = "PDF" if len(books) == 1 else f"PDF: {book.title}"
                yield File(edition, words, f"{book.name}.pdf")


def lead_out(document: nodes.document, volumes: Collection[str], address: str) -> None:
    """Let links to other *volumes* be full ones: this edition may be read anywhere.

    :param address: of the folder of all volumes; without it, a link is its words only
    """
    for reference in list(document.findall(nodes.reference)):
        found = re.match(r"(?:\.\./)+([^/]+)/", reference.get("refuri", ""))
        if reference.get("internal") or not found or found[1] not in volumes:
            continue
        if address:
            reference["refuri"] = f"{address}/{reference['refuri'][found.start(1) :]}"
        else:
            reference.parent.replace(reference, reference.children)
