"""Which ids people and topics may have: they become file names, anchors and object names."""

from __future__ import annotations

__all__ = ["ID", "LONGEST", "RESERVED"]

#: A page of these names would stand at an address with another meaning: an index,
#: a page of Sphinx, or a device on Windows, where no file can have its name.
RESERVED = frozenset(
    ["index", "genindex", "search", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)
#: Longest id in characters: with folder and suffix it fits every file system.
LONGEST = 80
#: An id begins with a letter: a digit there needs escapes in CSS.
ID = rf"^(?!({'|'.join(sorted(RESERVED))})\Z)[a-z][a-z0-9-]{{0,{LONGEST - 1}}}\Z"
