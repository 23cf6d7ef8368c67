"""The builder: assembles each book, translates it, and has it compiled where it changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from sphinx.builders import Builder
from sphinx.errors import ConfigError, NoUri
from sphinx.locale import _, __
from sphinx.util import logging

from sphinx_roundtable.typst.assemble import assemble
from sphinx_roundtable.typst.compiler import Compiler, TypstCompileError
from sphinx_roundtable.typst.config import Book, book_settings
from sphinx_roundtable.typst.index import index_groups
from sphinx_roundtable.typst.labels import INDEX_LABEL, SCHEME, address
from sphinx_roundtable.typst.literals import string, value
from sphinx_roundtable.typst.notices import Subtype, warn
from sphinx_roundtable.typst.stamp import Stamp, digest, files, input_digest, state
from sphinx_roundtable.typst.translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from docutils import nodes

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_IMAGES = "images"

# Under these a screen reader must be told what each image shows.
_ACCESSIBLE = ("ua-1", "a-1a", "a-2a", "a-3a")


class TypstBuilder(Builder):
    """Writes one PDF for each entry of ``typst_documents``."""

    name = "typst"
    format = "typst"
    epilog = __("The PDF files are in %(outdir)s.")
    default_translator_class = TypstTranslator
    allow_parallel = False
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
    ]

    def init(self) -> None:
        """Read the settings, so that a mistake in them ends the build before it reads."""
        self.books = book_settings(self.config)
        self.needs_alt = any(one in _ACCESSIBLE for one in self.config.typst_pdf_standards)
        self._included: AbstractSet[str] = frozenset()
        self._generated: AbstractSet[str] = frozenset()
        self._broken: set[str] = set()
        self.imagedir = self.imgpath = _IMAGES  # where Graphviz puts what it draws
        self._compiler = Compiler(
            root=Path(self.outdir),
            font_paths=tuple(str(self.confdir / path) for path in self.config.typst_font_paths),
            ignore_system_fonts=self.config.typst_ignore_system_fonts,
            standards=tuple(self.config.typst_pdf_standards),
        )
        template = self.config.typst_template
        self._template = self.confdir / template if template else _HERE / "template.typ"
        if not self._template.is_file():
            raise ConfigError(f"typst_template: there is no file {template!r}")

    # What is out of date

    def get_outdated_docs(self) -> Iterable[str]:
        """Return all documents if any book may have changed, else none: a PDF is one piece."""
        inputs = input_digest(self, self._environment())
        if all(self._is_current(book, inputs) for book in self.books):
            return []
        return sorted(self.env.all_docs)

    def _environment(self) -> list[str | bytes]:
        """Return what every book is made with, whatever its text."""
        sources = [_HERE / "elements.typ", self._template]
        fonts = [state(path) for folder in self._compiler.font_paths for path in files(folder)]
        return [*(path.read_bytes() for path in sources), *fonts, self._compiler.signature()]

    def _is_current(self, book: Book, inputs: str) -> bool:
        stamp = Stamp.read(self._path(book, "stamp"))
        return stamp is not None and stamp.inputs == inputs and self._path(book, "pdf").is_file()

    # Addresses

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a document, or of the index.

        One outside the book has an address too: the link takes its text from there. So have
        pages that HTML generates.
        """
        if docname in self.env.found_docs or docname in self._generated:
            return address(docname)
        raise NoUri(docname, typ)

    def is_elsewhere(self, uri: str) -> bool:
        """Return whether *uri*, an address made here, is in a document outside the book."""
        docname = uri.removeprefix(SCHEME).partition("#")[0]
        return docname in self._generated or (
            docname in self.env.found_docs and docname not in self._included
        )

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of *to*: all documents are in one book."""
        return self.get_target_uri(to, typ)

    # Writing

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: a book is assembled when it is written."""

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write each book whose source changed."""
        inputs = input_digest(self, self._environment())
        for book in self.books:
            if not self._is_current(book, inputs):
                self._write_book(book, inputs)

    def _write_book(self, book: Book, inputs: str) -> None:
        if book.start not in self.env.found_docs:
            raise ConfigError(f"typst_documents: 'start' names no document: {book.start!r}")
        tree, self._included = assemble(self.env, book.start, self.tags)
        self._generated = {"genindex", "modindex", "search"} | {
            f"{domain.name}-{index.name}"
            for domain in self.env.domains.sorted()
            for index in domain.indices
        }
        self.env.resolve_references(tree, book.start, self)
        self.post_process_images(tree)
        self._copy_files()
        translator = self._translate(book, tree)
        stamp = Stamp(inputs, self._source_digest(book))
        old = Stamp.read(self._path(book, "stamp"))
        if old is None or old.source != stamp.source or not self._path(book, "pdf").is_file():
            self._compile(book, tree, translator)
            # An image that proved broken has changed the source.
            stamp = Stamp(inputs, self._source_digest(book))
        stamp.write(self._path(book, "stamp"))

    def _translate(self, book: Book, tree: nodes.document) -> TypstTranslator:
        translator = cast("TypstTranslator", self.create_translator(tree, self))
        groups = index_groups(self, self._included, translator.labels.resolve)
        if groups:
            translator.labels.add(INDEX_LABEL)
        tree.walkabout(translator)
        translator.report_unknown()
        stray = translator.unprinted_labels()
        stray.pop(INDEX_LABEL, None)
        for name, node in stray.items():
            warn(Subtype.REFERENCE, "%r is not printed", name[1:], location=node)
        lines = [
            '#import "elements.typ": *',
            '#import "template.typ": *',
            *self._style_lines(),
            f"#show: template.with({value(_metadata(book, translator.headings))})",
            f"#anchor({string(address(book.start))})",
            f"#{translator.source()}",
            # Typst refuses a link to a label that is nowhere; the end is as good as any place.
            *(f"#anchor({string(name)})" for name in stray),
        ]
        if groups:
            lines.append(f"#book-index({string(_('Index'))}, {string(INDEX_LABEL)}, {groups})")
        self._path(book, "typ").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return translator

    def _style_lines(self) -> list[str]:
        styles = self.config.typst_styles
        if not styles:
            return []
        pairs = ",\n".join(f"{string(name)}: ({styles[name]}\n)" for name in sorted(styles))
        return [
            f"#let styles = (\n{pairs},\n)",
            "#let styled(name, body) = (styles.at(name))(body)",
        ]

    def _compile(self, book: Book, tree: nodes.document, translator: TypstTranslator) -> None:
        source = self._path(book, "typ")
        # Before the compiler: under a strict standard a missing glyph is an error.
        self._report_glyphs(book, translator)
        try:
            pdf, notes = self._compiler.compile(source)
        except TypstCompileError:
            if not self._find_broken_images():
                raise
            self._translate(book, tree)
            pdf, notes = self._compiler.compile(source)
        for note in dict.fromkeys(notes):
            warn(Subtype.COMPILER, "%s", note, location=book.start)
        # Only a complete PDF replaces the one of the build before.
        fresh = self._path(book, "pdf.new")
        fresh.write_bytes(pdf)
        fresh.replace(self._path(book, "pdf"))

    def _report_glyphs(self, book: Book, translator: TypstTranslator) -> None:
        fonts = (*book.fonts, *book.code_fonts)
        for char in self._compiler.missing_glyphs(translator.characters, fonts):
            code = f"U+{ord(char):04X}"
            place = translator.characters[char]
            warn(Subtype.GLYPH, "no font has the character %s (%s)", char, code, location=place)

    def _path(self, book: Book, suffix: str) -> Path:
        return Path(self.outdir) / f"{book.name}.{suffix}"

    def _source_digest(self, book: Book) -> str:
        parts = [*self._environment(), self._path(book, "typ").read_bytes()]
        for name in sorted(set(self.images.values())):
            file = Path(self.outdir, _IMAGES, name)
            parts += [name, file.read_bytes() if file.is_file() else ""]
        return digest(parts)

    # Files

    def _copy_files(self) -> None:
        out = Path(self.outdir)
        (out / _IMAGES).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_HERE / "elements.typ", out / "elements.typ")
        shutil.copyfile(self._template, out / "template.typ")
        for uri, name in self.images.items():
            file = Path(self.srcdir, uri)
            if file.is_file():
                shutil.copyfile(file, out / _IMAGES / name)

    def image_file(self, node: nodes.image) -> str | None:
        """Return the path of the copied image below the output folder, if it can be shown."""
        name = self.images.get(node["uri"])
        if name is None or name in self._broken or not Path(self.outdir, _IMAGES, name).is_file():
            return None
        return f"{_IMAGES}/{name}"

    def _find_broken_images(self) -> bool:
        """Note the images that Typst can't read; return whether there are any new ones."""
        broken = {
            name
            for name in sorted(set(self.images.values()) - self._broken)
            if Path(self.outdir, _IMAGES, name).is_file()
            and not self._compiler.can_show(f"{_IMAGES}/{name}")
        }
        self._broken |= broken
        return bool(broken)


def _metadata(book: Book, headings: Iterable[tuple[int, str]]) -> dict[str, object]:
    """Return what a template is given: the settings of the book, the language in two parts.

    And the headings that its contents will name, each with its level.
    """
    language, _sep, region = book.language.replace("_", "-").partition("-")
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": book.authors,
        "keywords": book.keywords,
        "description": book.description,
        "date": book.date,
        "rights": book.rights,
        "paper": book.paper,
        "lang": language.lower(),
        "region": region.upper() if len(region) == 2 else "",  # noqa: PLR2004  (an ISO code)
        "contents-depth": book.contents_depth,
        "headings": [one for one in headings if one[0] <= book.contents_depth],
        "fonts": book.fonts,
        "code-fonts": book.code_fonts,
        "variant": book.variant,
        "font-size": book.font_size,
        "page-word": book.page_word,
    }
