"""From doctrees to records. Knows docutils and the model, and nothing of Sphinx."""

from .marks import BODY, NAME, SECTION, marked, sections
from .structure import CONDITIONAL, LEAD

__all__ = [
    "BODY",
    "CONDITIONAL",
    "LEAD",
    "NAME",
    "SECTION",
    "marked",
    "sections",
]
