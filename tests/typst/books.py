"""Small projects made into books, and what can be read back from the PDF."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import pdfplumber
import pypdf
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass
class Link:
    """A link annotation: where it stands and where it leads."""

    page: int
    uri: str | None
    to_page: int | None
    top: float | None  # height of the target above the foot of its page, in points


@dataclass
class Built:
    """A finished build. The PDF is read once: another build makes another of these."""

    out: Path
    warnings: str
    name: str = "book"

    @property
    def path(self) -> Path:
        return self.out / f"{self.name}.pdf"

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.path.read_bytes()))

    @property
    def source(self) -> str:
        return (self.out / f"{self.name}.typ").read_text("utf-8")

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, its white space as single spaces."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def body(self) -> str:
        """The text behind the title page."""
        return " ".join(self.pages[1:])

    def page_of(self, text: str, after: int = 1) -> int:
        """Return the number of the first page with *text*, from page *after* on."""
        for number, page in enumerate(self.pages, 1):
            if number >= after and text in page:
                return number
        raise AssertionError(f"{text!r} is on no page: {self.pages}")

    def overprinted(self, last: int | None = None) -> list[tuple[int, str, str]]:
        """Return the pairs of words of which one stands over the other, each with its page.

        Also words that stand outside the page, as pairs with nothing. Page *last* is the last
        that is looked at.
        """
        found: list[tuple[int, str, str]] = []
        with pdfplumber.open(self.path) as pdf:
            for number, page in enumerate(pdf.pages[:last], 1):
                words = sorted(page.extract_words(), key=lambda word: float(word["top"]))
                for place, word in enumerate(words):
                    if not _is_on(page, word):
                        found.append((number, word["text"], ""))
                    for other in words[place + 1 :]:
                        if other["top"] > word["bottom"] - 2:
                            break
                        if _shared(word, other, "x0", "x1") > 1 and _shared(word, other) > 3:
                            found.append((number, word["text"], other["text"]))
        return found

    @property
    def links(self) -> list[Link]:
        reader = self.reader
        ids = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages, 1)
            if page.indirect_reference is not None
        }
        found = []
        for number, page in enumerate(reader.pages, 1):
            for entry in page.get("/Annots") or ():
                note = entry.get_object()
                action = note.get("/A")
                target = note.get("/Dest") or (action.get("/D") if action else None)
                uri = action.get("/URI") if action else None
                if target is None:
                    found.append(Link(number, uri, None, None))
                    continue
                place = target.get_object()
                if isinstance(place, str):
                    named = reader.named_destinations[place]
                    sheet, top = named.raw_get("/Page"), named["/Top"]
                else:
                    sheet, top = list.__getitem__(place, 0), place[3]
                found.append(Link(number, None, ids[sheet.idnum], float(str(top))))
        return found

    @property
    def root(self) -> Any:
        """The catalogue of the PDF."""
        return self.reader.trailer["/Root"]

    @property
    def fonts(self) -> list[Any]:
        """The fonts of all pages."""
        found = []
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            found += [font.get_object() for font in resources.get("/Font", {}).values()]
        return found

    def bold_on(self, number: int) -> list[str]:
        """Return the pieces of bold text on page *number*."""
        found: list[str] = []

        def visit(text: str, _page: object, _line: object, font: Any, _size: object) -> None:
            if font and "Bold" in str(font["/BaseFont"]):
                found.extend(text.split())

        self.reader.pages[number - 1].extract_text(visitor_text=visit)
        return found

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks as pairs of depth and title."""
        rows: list[tuple[int, str]] = []

        def walk(items: list[Any], depth: int) -> None:
            for item in items:
                if isinstance(item, list):
                    walk(item, depth + 1)
                else:
                    rows.append((depth, item.title))

        walk(self.reader.outline, 1)
        return rows


def _shared(one: Any, other: Any, start: str = "top", end: str = "bottom") -> float:
    """Return how many points two words share, from side to side or from top to bottom."""
    return float(min(one[end], other[end]) - max(one[start], other[start]))


def _is_on(page: Any, word: Any) -> bool:
    left, top, right, bottom = (word[side] for side in ("x0", "top", "x1", "bottom"))
    return bool(left >= 0 and right <= page.width and top >= 0 and bottom <= page.height)


class Build(Protocol):
    """Builds a project of *files* with the lines *conf* in its configuration."""

    def __call__(
        self, files: Mapping[str, str | bytes], conf: str = ..., folder: str = ..., name: str = ...
    ) -> Built: ...


CONF = """\
project = "Book"
author = "Ann Roe, Bob Roe"
extensions = ["sphinx_roundtable.typst", "myst_parser", "sphinx_design"]
today = "1 May 2026"
copyright = ""
keep_warnings = False
typst_documents = [{"contents_depth": 0, "rights": ""}]
suppress_warnings = ["myst.header", "toc.not_included"]
"""


#: A start document with chapters below it.
BOOK = {
    "index.rst": (
        "T\n=\n\nForeword.\n\n.. toctree::\n   :caption: Part the first\n\n   a\n   b\n\nAfterword."
    ),
    "a.rst": (
        "Alpha\n=====\n\n.. index:: thing\n\nText of a.\n\nInner\n-----\n\n"
        "More.\n\n.. toctree::\n\n   c\n"
    ),
    "b.rst": "Beta\n====\n\nText of b.",
    "c.rst": "Gamma\n=====\n\nText of c.",
}


def make(project: Path, builder: str = "typst", name: str = "book") -> Built:
    """Build the project in *project* once; its doctrees are shared by all builders."""
    warnings = io.StringIO()
    source, out = project / "src", project / builder
    # Both are global in docutils and Sphinx, and would leak from one project to the next.
    with docutils_namespace(), patch_docutils(source):
        app = Sphinx(
            source,
            source,
            out,
            project / "doctrees",
            builder,
            status=io.StringIO(),
            warning=warnings,
        )
        app.build()
    return Built(out, strip_colors(warnings.getvalue()), name)


def letters(text: str) -> str:
    """Return the letters and digits of *text*: how lines break is the page's own."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(re.findall(r"[^\W_]", plain)).casefold()


def png() -> bytes:
    """Return a small image."""
    return picture("PNG")


def jpeg() -> bytes:
    """Return a small photograph."""
    return picture("JPEG")


def svg() -> str:
    """Return a small drawing."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
        '<rect width="40" height="20"/></svg>'
    )


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """Return an image of a format that Pillow knows."""
    data = io.BytesIO()
    Image.new("RGB", size, "red").save(data, kind)
    return data.getvalue()
