"""The settings of a book, read from ``conf.py`` and checked once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from sphinx.errors import ConfigError
from sphinx.locale import _
from sphinx.util.i18n import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

# Name, default, type. They concern no reading, so none makes Sphinx read again (the rebuild key
# is empty): the builder compares the values itself.
VALUES: Final[tuple[tuple[str, Any, type], ...]] = (
    ("typst_documents", [], list),
    ("typst_styles", {}, dict),
    ("typst_show_pagerefs", False, bool),
    ("typst_font_paths", [], list),
    ("typst_ignore_system_fonts", True, bool),
    ("typst_pdf_standards", [], list),
    ("typst_math_preamble", "", str),
    ("typst_template", "", str),
)

VARIANTS: Final = ("normal", "compact", "large-print")

_NAME = re.compile(r"[^\w.]+")


@dataclass(frozen=True, slots=True)
class Book:
    """One PDF: an entry of ``typst_documents`` with every default filled in."""

    start: str = field(metadata={"help": "docname the book starts from"})
    name: str = field(metadata={"help": "file name of the PDF, without `.pdf`"})
    title: str = field(metadata={"help": "title of the book"})
    subtitle: str = field(default="", metadata={"help": "line under the title"})
    authors: tuple[str, ...] = field(default=(), metadata={"help": "names, in order"})
    keywords: tuple[str, ...] = field(default=(), metadata={"help": "for the PDF's metadata"})
    description: str = field(default="", metadata={"help": "for the PDF's metadata"})
    date: str = field(default="", metadata={"help": "date as printed on the title page"})
    rights: str = field(default="", metadata={"help": "printed behind the title page"})
    paper: str = field(default="a4", metadata={"help": "a paper name of Typst"})
    language: str = field(default="en", metadata={"help": "language tag, such as `pt_BR`"})
    contents_depth: int = field(default=2, metadata={"help": "levels of the contents; 0: none"})
    fonts: tuple[str, ...] = field(
        default=("Libertinus Serif",), metadata={"help": "text faces, the first that has a glyph"}
    )
    code_fonts: tuple[str, ...] = field(
        default=("DejaVu Sans Mono",), metadata={"help": "faces of code"}
    )
    variant: str = field(default="normal", metadata={"help": "`normal`, `compact`, `large-print`"})
    font_size: str = field(default="", metadata={"help": "size of the text; that of the variant"})
    page_word: str = field(default="p.", metadata={"help": "what stands before a page number"})


def book_settings(config: Config) -> tuple[Book, ...]:
    """Return the books that *config* asks for, one of the whole project if it names none.

    Raises ``ConfigError`` with one line that names the key.
    """
    _check_values(config)
    books = tuple(
        _book(config, entry, f"typst_documents[{number}]")
        for number, entry in enumerate(config.typst_documents or [{}])
    )
    names = [book.name for book in books]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"typst_documents: two books have the name {name!r}")
    return books


def plain_settings(config: Config) -> list[tuple[str, object]]:
    """Return all settings of Sphinx and its extensions that are plain data, sorted by name.

    Any of them may rule what a doctree is resolved to. Objects of conf.py's own have no lasting
    text to compare them by, so a change of a function is not seen.
    """
    return sorted((item.name, item.value) for item in config if _is_plain(item.value))


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(one) for key, one in value.items())
    return value is None or isinstance(value, str | int | float)


def _check_values(config: Config) -> None:
    for name, _default, kind in VALUES:
        if not isinstance(config[name], kind | tuple if kind is list else kind):
            raise ConfigError(f"{name}: expected {kind.__name__}, got {config[name]!r}")
    for key in ("typst_font_paths", "typst_pdf_standards"):
        if not all(isinstance(item, str) or hasattr(item, "__fspath__") for item in config[key]):
            raise ConfigError(f"{key}: expected a list of texts, got {config[key]!r}")
    for name, source in config.typst_styles.items():
        if not isinstance(name, str) or not isinstance(source, str) or not source.strip():
            raise ConfigError(f"typst_styles[{name!r}]: expected the text of a Typst function")


def _book(config: Config, entry: Any, where: str) -> Book:
    if not isinstance(entry, dict):
        raise ConfigError(f"{where}: expected a dict, got {entry!r}")
    known = {item.name: item for item in fields(Book)}
    for key in entry:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r} (known: {', '.join(known)})")
    values = {**_defaults(config), **entry}
    for key, item in known.items():
        if key in values:
            values[key] = _checked(values[key], str(item.type), f"{where}[{key!r}]")
    if not values["name"] or "/" in values["name"] or "\\" in values["name"]:
        raise ConfigError(f"{where}['name']: expected a file name, got {values['name']!r}")
    if values.get("variant", VARIANTS[0]) not in VARIANTS:
        known_ones = ", ".join(VARIANTS)
        raise ConfigError(
            f"{where}['variant']: expected one of {known_ones}, got {values['variant']!r}"
        )
    if not values["title"]:
        raise ConfigError(f"{where}['title']: a PDF needs a title")
    return Book(**values)


def _defaults(config: Config) -> Mapping[str, Any]:
    author = "" if config.author in ("", "unknown", "Author name not set") else config.author
    return {
        "start": config.root_doc,
        "name": _NAME.sub("-", config.project.lower()).strip("-.") or "book",
        "title": config.project or _("Contents"),
        "authors": [name.strip() for name in author.split(",") if name.strip()],
        "date": config.today
        or format_date(config.today_fmt or _("%b %d, %Y"), language=config.language),
        "rights": f"© {config.copyright}" if config.copyright else "",
        "language": config.language or "en",
    }


def _checked(value: Any, kind: str, where: str) -> Any:
    """Return *value* in the field's type; a list of texts may be given as one text."""
    if kind.startswith("tuple"):
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list | tuple) and all(isinstance(item, str) for item in items):
            return tuple(items)
        raise ConfigError(f"{where}: expected a list of texts, got {value!r}")
    if kind == "int":
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise ConfigError(f"{where}: expected a number, got {value!r}")
    if not isinstance(value, str):
        raise ConfigError(f"{where}: expected a text, got {value!r}")
    return value


def register(app: Sphinx) -> None:
    """Add the builder's configuration values to *app*."""
    for name, default, kind in VALUES:
        types = (list, tuple) if kind is list else (kind,)
        app.add_config_value(name, default, "", types)
