"""The data of a roundtable, for programs: what is exported, and what reads it back.

:func:`load` reads ``roundtable.json``, :func:`load_table` and :func:`load_lines` read the answers
in ``answers.csv`` and ``answers.jsonl``. None of them needs Sphinx.
"""

from .files import DataError, as_json, as_lines, load, load_lines
from .records import (
    VERSION,
    Answer,
    Aside,
    Biography,
    Conversation,
    Dataset,
    Mention,
    Person,
    Place,
    Question,
    Source,
    System,
    Topic,
)
from .tables import as_table, load_table

__all__ = [
    "VERSION",
    "Answer",
    "Aside",
    "Biography",
    "Conversation",
    "DataError",
    "Dataset",
    "Mention",
    "Person",
    "Place",
    "Question",
    "Source",
    "System",
    "Topic",
    "as_json",
    "as_lines",
    "as_table",
    "load",
    "load_lines",
    "load_table",
]
