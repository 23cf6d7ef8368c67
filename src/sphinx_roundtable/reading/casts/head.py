"""A cast in the head of a document: YAML front matter, fields in reST, or lines of text.

``speakers`` lists everybody who speaks; ``name`` says whose words the whole
document is. A template may ask for the same in a list at the top:

    - Name: Ann Lee
    - GitHub: @ann
"""

from __future__ import annotations

import json
import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from ..looks import likeness
from ..structure import divide

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


#: A line that tells one thing, and what has such lines.
_PAIR = re.compile(r"\s*(?P<key>[^\W\d_][\w -]{1,30}?)\s*(?:\([^()]*\))?\s*:\s+(?P<value>.+)")
_LINES = (nodes.paragraph, nodes.bullet_list, nodes.line_block, nodes.transition)
_BRACKETS = re.compile(r"\([^()]*\)")


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
    if not said:
        said = _listed(document)
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


def _listed(document: nodes.document) -> dict[str, Any]:
    """Return what lines of text at the top say, if one of them gives a name, and only one."""
    flow, sections = divide(document)
    if not flow and sections:
        flow = divide(sections[0]).flow
    lines = [
        line
        for node in takewhile(lambda node: isinstance(node, _LINES), flow)
        for line in node.astext().splitlines()
    ]
    pairs = [
        (_key(found["key"]), found["value"].strip()) for found in map(_PAIR.match, lines) if found
    ]
    names = [value for key, value in pairs if key in _NAMES and likeness(_BRACKETS.sub(" ", value))]
    return dict(reversed(pairs)) if len(names) == 1 else {}


def _key(words: str) -> str:
    """Return *words* of a form as the keys of a head are: *GitHub handle* is ``github``."""
    first = words.casefold().split()[0]
    return first if first in _HANDLES else " ".join(words.casefold().split())


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
    elif key.strip().casefold() in _SPEAKERS and isinstance(value, list):
        yield key.strip().casefold(), [_name_in(entry) for entry in value]
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        for entry in value:
            yield from _flat(key, entry)
    else:
        yield key.strip().casefold(), value


def _name_in(entry: Any) -> str:
    """Return the name in *entry* of a list of speakers: it may be a table that tells more."""
    if not isinstance(entry, dict):
        return str(entry)
    named = (value for key, value in entry.items() if str(key).casefold() in _NAMES)
    return str(next(named, ""))


def _names(value: Any) -> Sequence[str]:
    names = value if isinstance(value, list) else str(value).split(",")
    return list(dict.fromkeys(" ".join(str(name).split()) for name in names if str(name).strip()))
