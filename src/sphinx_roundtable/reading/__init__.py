"""From doctrees to records. Knows docutils and the model, and nothing of Sphinx."""

from .forms.spoken import restore_names
from .marks import BODY, NAME, SECTION, marked, sections
from .recognise import recognise
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
