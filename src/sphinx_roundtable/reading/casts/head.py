"""A cast in the head of a document: YAML front matter, or fields in reST.

``speakers`` lists everybody who speaks; ``name`` says whose words the whole
document is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Head", "read_head"]

#: Keys that list the speakers.
_SPEAKERS = frozenset({"speakers", "speaker", "participants", "panelists", "panellists"})
#: Keys that name the one whose words the document is.
_NAMES = ("name", "candidate", "interviewee", "guest", "person")
#: Keys of other names of that person, and of what the person is.
_HANDLES = ("id", "handle", "nickname", "nick", "github", "slack")
_ROLES = ("role", "position", "affiliation", "employer", "company", "organization", "organisation")


class Head(NamedTuple):
    """What the head of a document says of who speaks."""

    speakers: Sequence[str] = ()
    name: str = ""
    aliases: Sequence[str] = ()
    role: str = ""
    title: str = ""


def read_head(document: nodes.document) -> Head:
    """Return what the head of *document* says; lists of YAML arrive as JSON."""
    said: dict[str, Any] = {}
    for field in document.findall(nodes.field):
        if isinstance(field.parent.parent, nodes.document):
            above, content = (part.astext() for part in field.children)
            for key, value in _flat(above, _value(content)):
                said.setdefault(key, value)
    speakers = next((_names(said[key]) for key in said if key in _SPEAKERS), [])
    name = next((said[key] for key in _NAMES if isinstance(said.get(key), str)), "")
    if not name and len(speakers) == 1:
        name = speakers[0]
    return Head(
        speakers,
        " ".join(name.split()),
        tuple(dict.fromkeys(said[key] for key in _HANDLES if isinstance(said.get(key), str))),
        next((said[key] for key in _ROLES if isinstance(said.get(key), str)), ""),
        " ".join(str(said.get("title", "")).split()),
    )


def _value(text: str) -> Any:
    text = text.strip()
    if text.startswith(("[", "{")):
        try:
            return json.loads(text)
        except ValueError:
            return text.strip("[]").split(",")
    return "" if text.casefold() in {"null", "none", "~"} else text


def _flat(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values in *value*: heads nest them in tables and lists of tables."""
    if isinstance(value, dict):
        for below, more in value.items():
            yield from _flat(str(below), more)
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        for entry in value:
            yield from _flat(key, entry)
    else:
        yield key.strip().casefold(), value


def _names(value: Any) -> Sequence[str]:
    names = value if isinstance(value, list) else str(value).split(",")
    return [" ".join(str(name).split()) for name in names if str(name).strip()]
