"""The warnings of the builder, each with a subtype by which it can be silenced."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)


class Subtype(Enum):
    """What a warning of type ``typst`` is about; ``suppress_warnings`` takes ``typst.<value>``."""

    NODE = "node"
    """A node without a translation: its text is kept, its form is lost."""
    NESTING = "nesting"
    """Lists, quotations or tables nested deeper than Typst can: the innermost keep their text."""
    REFERENCE = "reference"
    """A link to a place that is not in the book: its text is kept, without the link."""
    IMAGE = "image"
    """An image that is missing or can't be read: its alternative text stands in its place."""
    ALT = "alt"
    """An image without alternative text, where the PDF standard demands one."""
    MATH = "math"
    """A formula that can't be read, or has a command that nobody knows: it is printed as typed."""
    GLYPH = "glyph"
    """A character that none of the fonts has: the PDF shows an empty box."""
    TOCTREE = "toctree"
    """A table of contents names a document that can't be read."""
    COMPILER = "compiler"
    """Something Typst itself warns about."""


def warn(subtype: Subtype, message: str, *args: object, location: Node | str | None) -> None:
    """Log a warning of type ``typst`` at *location*, a node or a docname."""
    logger.warning(message, *args, location=location, type="typst", subtype=subtype.value)
