"""The Typst compiler: it runs in this process, and its errors become Sphinx's."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

from sphinx_roundtable.typst.literals import string, value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# A probe under this standard fails for a character that no font has; Typst is silent else.
_STRICT = ["ua-1"]

# The first place that a diagnostic shows: its file and line, and the text of the line.
_PLACE = re.compile(r"┌─ (\S+?:\d+):\d+\n[^\n]*\n\s*\d+ │([^\n]*)")
_SHOWN = 60  # characters of that line


class TypstCompileError(SphinxError):
    """Typst could not make the PDF."""

    category = "Typst error"


@dataclass(frozen=True, slots=True)
class Compiler:
    """How to call Typst: the same for every book of a build."""

    root: Path
    font_paths: tuple[str, ...] = ()
    ignore_system_fonts: bool = True
    standards: tuple[str, ...] = ()

    def compile(self, source: Path) -> tuple[bytes, list[str]]:
        """Return the PDF of *source* and what Typst warns about.

        Raises ``TypstCompileError`` with one line that says what is wrong, and where.
        """
        typst = _typst()
        try:
            return self._run(typst, source, list(self.standards))
        except (typst.TypstError, RuntimeError, ValueError, OSError) as error:
            raise TypstCompileError(_told(error, source)) from error

    def signature(self) -> str:
        """Return all that rules a PDF besides its source, as text to compare."""
        version = getattr(_typst(), "__version__", "")
        return repr((version, self.standards, self.ignore_system_fonts, _epoch()))

    def can_show(self, image: str) -> bool:
        """Return whether Typst can read the image at *image*, a path below the root."""
        typst = _typst()
        try:
            self._run(typst, f"#image({string('/' + image)}, width: 1cm)".encode(), [])
        except (typst.TypstError, RuntimeError):
            return False
        return True

    def missing_glyphs(self, characters: Iterable[str], fonts: tuple[str, ...]) -> list[str]:
        """Return those of *characters* that no font has, sorted."""
        wanted = sorted(char for char in characters if _is_visible(char))
        return self._missing(wanted, value(fonts))

    def _missing(self, characters: list[str], fonts: str) -> list[str]:
        # Typst names one missing character at a time, so the set is halved until each is found.
        if not characters or self._has_all(characters, fonts):
            return []
        if len(characters) == 1:
            return characters
        middle = len(characters) // 2
        return self._missing(characters[:middle], fonts) + self._missing(characters[middle:], fonts)

    def _has_all(self, characters: list[str], fonts: str) -> bool:
        typst = _typst()
        texts = " ".join(f"#text({string(char)})" for char in characters)
        page = f'#set document(title: "glyphs")\n#set text(lang: "en", font: {fonts})\n{texts}\n'
        try:
            self._run(typst, page.encode(), _STRICT)
        except (typst.TypstError, RuntimeError):
            return False
        return True

    def _run(
        self, typst: Any, source: Path | bytes, standards: list[str]
    ) -> tuple[bytes, list[str]]:
        pdf, warnings = typst.compile_with_warnings(
            source if isinstance(source, bytes) else str(source),
            root=str(self.root),
            font_paths=list(self.font_paths),
            ignore_system_fonts=self.ignore_system_fonts,
            pdf_standards=standards,
            # The compiler does not look at the variable itself.
            timestamp=_epoch(),
        )
        return pdf, [warning.message for warning in warnings]


def _typst() -> Any:
    try:
        return import_module("typst")
    except ImportError as error:
        raise TypstCompileError("the PDF needs the Python package typst") from error


def _epoch() -> int | None:
    """Return the time that the PDF is to bear, in seconds, if one is asked for."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdecimal() else None


def _told(error: Exception, source: Path) -> str:
    message = getattr(error, "message", None) or str(error)
    hints = "".join(f" ({hint})" for hint in getattr(error, "hints", None) or ())
    return f"{source.name}: {' '.join(message.split())}{hints}{_place(error)}"


def _place(error: Exception) -> str:
    """Return where Typst found the error: file, line, and what stands there."""
    match = _PLACE.search(getattr(error, "diagnostic", None) or "")
    if match is None:
        return ""
    file, text = match[1], match[2].strip(" ╭│")
    return f" in {file}: {text if len(text) <= _SHOWN else text[:_SHOWN] + ' …'}"


def _is_visible(char: str) -> bool:
    """Return whether a font needs a glyph for *char*: joiners and spaces are never drawn."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"}
