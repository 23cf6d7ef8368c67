"""The records of a roundtable: what a source says, free of docutils and Sphinx.

A *reading* is what one source was understood to say. A *roundtable* joins the
readings of all its sources and answers every question that a page asks in
constant time: the indices are built once, and no page walks all records.

All records are frozen and picklable, since they travel between the processes
of a parallel build and are kept in Sphinx's environment.
"""

from .answers import CAST, END, Answer, Aside, Question
from .order import Neighbours
from .people import Introduction, Kind, Person, Portrait
from .reading import Reading
from .roundtable import Roundtable
from .subtypes import Doubt, Subtype
from .systems import Mention, Said, System, SystemKind
from .topics import Topic

__all__ = [
    "CAST",
    "END",
    "Answer",
    "Aside",
    "Doubt",
    "Introduction",
    "Kind",
    "Mention",
    "Neighbours",
    "Person",
    "Portrait",
    "Question",
    "Reading",
    "Roundtable",
    "Said",
    "Subtype",
    "System",
    "SystemKind",
    "Topic",
]
