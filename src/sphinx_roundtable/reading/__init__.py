"""From doctrees to records. Knows docutils and the model, and nothing of Sphinx."""

from .marks import BODY, NAME, SECTION, marked, sections
from .recognise import recognise
from .structure import CONDITIONAL

__all__ = ["BODY", "CONDITIONAL", "NAME", "SECTION", "marked", "recognise", "sections"]
