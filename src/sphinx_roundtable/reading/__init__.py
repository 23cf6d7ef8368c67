"""From doctrees to records. Knows docutils and the model, and nothing of Sphinx."""

from .marks import BODY, NAME, SECTION, marked, sections
from .recognise import recognise
from .spoken import restore_names
from .structure import CONDITIONAL, LEAD

__all__ = [
    "BODY",
    "CONDITIONAL",
    "LEAD",
    "NAME",
    "SECTION",
    "marked",
    "recognise",
    "restore_names",
    "sections",
]
