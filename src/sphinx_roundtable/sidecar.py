"""The sidecar: what the text of a roundtable does not say, in TOML.

A sidecar is optional, and so is every key. A mistake in it ends the build with
one line that names file, line and key: a half-read sidecar would publish a
half-right book.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import msgspec

from .ids import ID
from .model import Kind, SystemKind
from .system_names import faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

T = TypeVar("T")

__all__ = [
    "Form",
    "MentionRules",
    "PersonHints",
    "Sidecar",
    "SidecarError",
    "SystemHints",
    "TopicHints",
    "convert",
    "line_in",
    "line_of",
    "load",
    "parse",
]

_TEXT = r"^(?=.*\S)[^\x00-\x1f\x7f]*\Z"
_LINK = r"^(https?://|mailto:)[^\s\x00-\x1f\x7f]+\Z"
# A folder with a leading underscore is Sphinx's own, such as _static.
_FOLDER = r"^([^\W_][\w-]*(/[^\W_][\w-]*)*/?)?\Z"
# A colon would begin an address, and Sphinx takes an asterisk for a choice of files.
_PICTURE = r"^[^\\:?#*\x00-\x1f\x7f]+\.(?i:gif|jpe?g|png|svg|webp)\Z"
_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z"

#: Words of a person or page, on one line; an empty name can't be shown or linked.
Text = Annotated[str, msgspec.Meta(pattern=_TEXT)]
#: A link to another site. Other schemes, such as ``javascript:``, are refused.
Link = Annotated[str, msgspec.Meta(pattern=_LINK)]
#: An id, as in the addresses of the pages.
Id = Annotated[str, msgspec.Meta(pattern=ID)]
#: A day, a month or a year, as ISO 8601 writes it.
Date = Annotated[str, msgspec.Meta(pattern=_DATE)]
#: A file with a picture.
Picture = Annotated[str, msgspec.Meta(pattern=_PICTURE)]
#: A folder below the source folder.
Folder = Annotated[str, msgspec.Meta(pattern=_FOLDER)]
#: A number that counts something.
Count = Annotated[int, msgspec.Meta(ge=0)]
#: How speakers may be marked.
Form = Literal[
    "auto",
    "explicit",
    "quoted",
    "attributed",
    "definitions",
    "fields",
    "table",
    "spoken",
    "sections",
    "people",
]

#: What is expected, in words, of a value that its pattern refuses.
_EXPECTED = {
    _TEXT: "words on one line",
    _LINK: "an address that begins with http://, https:// or mailto:",
    ID: "an id: small letters, digits and hyphens, first a letter, and no reserved word like index",
    _DATE: 'a day, a month or a year in quotation marks: "2009-03-26", "2009-03" or "2009"',
    _PICTURE: "a picture beside the sidecar: a path that ends in gif, jpg, png, svg or webp",
    _FOLDER: "a folder below the source folder: letters, digits, hyphens and slashes",
}
#: Which mentions of a system lead to its page.
Linked = Literal["first", "all", "none"]
#: The same, of a value that is none of those there are, by the ends of its key.
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("form", "form"): get_args(Form),
    ("people", "kind"): get_args(Kind),
    ("systems", "kind"): get_args(SystemKind),
    ("mentions", "link"): get_args(Linked),
}


class PersonHints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[people.ID]``."""

    name: Text = ""
    """The name as pages show it; default: as the source writes it."""
    aliases: tuple[Text, ...] = ()
    """Other names under which the person speaks."""
    role: Text = ""
    """One line on who this is."""
    portrait: Picture = ""
    """A picture that shows the person, as a path from the folder of the sidecar; without it, pages
    show initials."""
    links: dict[str, Link] = {}
    """Links of the person, by the text that is shown."""
    kind: Kind | None = None
    """``person``, ``organisation`` or ``project``; default: as it is inferred."""
    asks: bool | None = None
    """Whether the person's turns are questions; default: as it is inferred."""
    page: bool = False
    """Whether an interviewer has a page all the same: then the turns are answers."""


class TopicHints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[topics.ID]``."""

    title: Text = ""
    """The title as pages show it; default: as the source writes it."""
    aliases: tuple[Text, ...] = ()
    """Other titles of the same topic."""


class SystemHints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table ``[systems.ID]``."""

    name: Text
    """The name as pages show it. It is looked for in the text."""
    aliases: tuple[Text, ...] = ()
    """Other spellings that are looked for in the text."""
    kind: SystemKind | None = None
    """``site``, ``product``, ``framework``, ``database``, ``server``, ``tool``, ``language``,
    ``service`` or ``company``."""
    url: Link = ""
    """Its home page."""
    description: Text = ""
    """One line on what it is."""
    people: tuple[Id, ...] = ()
    """Ids of the people whose work it is."""
    case: bool = True
    """Whether capitals and small letters must be as in the names; else any will do."""
    word: bool = True
    """Whether the names must be words of their own; else they are found within words, too."""


class MentionRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``mentions``: where systems and people are looked for, and what becomes a link."""

    link: Linked = "first"
    """Which mentions of a system lead to its page: the ``first`` in each answer and biography,
    ``all`` or ``none``."""
    code: bool = False
    """Whether names are looked for in code, too."""
    addresses: bool = False
    """Whether names are looked for in addresses, too: *example.org* in ``http://example.org/``."""
    runs_on: Id | None = None
    """Id of the topic on which people tell what their work runs on: the page of a system that is
    their work says it, too."""


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``labels``: titles of the indexes."""

    people: Text = "People"
    """Title of the index of people: *Candidates* or *Projects*, say."""
    topics: Text = "Topics"
    """Title of the index of topics: *Questions*, say."""
    systems: Text = "Systems"
    """Title of the index of systems: *Tools*, say."""


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All keys of a sidecar."""

    title: Text = ""
    """Title of the roundtable in breadcrumbs; default: that of the document beside the sidecar."""
    sources: tuple[Text, ...] = ()
    """Documents, named as in a toctree, also by patterns such as ``interviews/*``, in the order in
    which they are read; default: the document beside the sidecar."""
    prefix: Folder | None = None
    """Folder of the pages; default: the folder of the sidecar."""
    form: Form = "auto"
    """How speakers are marked: ``explicit``, ``quoted``, ``attributed``, ``definitions``,
    ``fields``, ``table``, ``spoken``, ``sections`` or ``people``; default: ``auto``, the form
    that explains most of the text."""
    level: Count = 0
    """Level of the headings that are topics, 1 for those right below the title; default: 0, where
    people speak."""
    cast: tuple[Text, ...] = ()
    """Names of those who speak. Where it is given, nobody else is taken for a speaker."""
    date: Date = ""
    """When it was published, for citations: ``"2009-03-26"``, ``"2009-03"`` or ``"2009"``."""
    license: Link = ""
    """Address of the licence of the text."""
    order: tuple[Id, ...] = ()
    """Ids of people, in the order in which they are shown; the others follow as in the text."""
    labels: Labels = Labels()
    """Titles of the indexes, such as *Projects* and *Questions*: ``people``, ``topics`` and
    ``systems``."""
    mentions: MentionRules = MentionRules()
    """Where systems and people are looked for, and which mentions become links."""
    people: dict[Id, PersonHints] = {}
    """What the text does not say of a person, by id."""
    topics: dict[Id, TopicHints] = {}
    """What the text does not say of a topic, by id."""
    systems: dict[Id, SystemHints] = {}
    """What is talked about, by id."""


class SidecarError(ValueError):
    """A sidecar that can't be used; the message names file, line and key."""


def load(path: Path) -> Sidecar:
    """Return the sidecar in the file *path*.

    :raises SidecarError: where it can't be read, is not TOML, or has a wrong key or value
    """
    try:
        given = path.read_bytes()
    except OSError as error:
        raise SidecarError(f"{path}: {error.strerror}") from error
    text, data = parse(path, given)
    for key, value, type_ in _entries(data):
        convert(path, text, key, value, type_)
    sidecar = convert(path, text, (), data, Sidecar)
    for fault in faults(sidecar.systems):
        line = line_in(text, ("systems", fault.id, fault.key))
        raise SidecarError(f"{path}:{line}: systems.{fault.id}.{fault.key}: {fault.message}")
    return sidecar


def parse(path: Path | str, given: bytes) -> tuple[str, Any]:
    """Return the text of a TOML file, and what it says.

    :param path: of the file, for messages
    :raises SidecarError: where it is not TOML
    """
    try:
        text = given.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SidecarError(f"{path}:{line}: not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        message, _, where = str(error).rpartition(" (at ")
        found = re.match(r"line (\d+)", where)
        last = len(text.rstrip().splitlines())  # "at end of document"
        message = message[:1].lower() + message[1:]
        raise SidecarError(f"{path}:{found[1] if found else last}: not TOML: {message}") from error


#: What has a table of its own for each id.
_TABLES = {"people": PersonHints, "topics": TopicHints, "systems": SystemHints}


def _entries(data: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield (key, value, type) for what has a key of the author's choice.

    Each is converted by itself, since msgspec's path does not name such keys.
    """
    for table, type_ in _TABLES.items():
        for id, hints in _items(data, table):
            yield (table, id), id, Id
            for label, url in _items(hints, "links"):
                yield (table, id, "links", label), label, Text
                yield (table, id, "links", label), url, Link
            yield (table, id), hints, type_


def _items(data: Any, key: str) -> Iterable[tuple[str, Any]]:
    table = data.get(key) if isinstance(data, dict) else None
    return table.items() if isinstance(table, dict) else ()


def convert(path: Path | str, text: str, key: tuple[str, ...], value: Any, type_: type[T]) -> T:
    """Return *value* as the type that is expected of it.

    :param path: of the file, and *text*, what it says: a mistake is reported with its line
    :param key: where *value* stands in the file
    :raises SidecarError: where it is of another type, or has keys that there are not
    """
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        parts = re.findall(r"\.(\w+)", where)
        if message.startswith("Object contains unknown field"):
            parts.append(message.split("`")[1])
            message = "no such key"
        elif message.startswith("Object missing required field"):
            parts.append(message.split("`")[1])
            message = "missing"
        for pattern, words in _EXPECTED.items():
            if message.endswith(f"matching regex {pattern!r}"):
                message = f"expected {words}"
        full = (*key, *parts)
        if message.startswith("Invalid enum value"):
            message = f"expected one of {', '.join(_CHOICES[full[0], full[-1]])}"
        message = message[:1].lower() + message[1:].replace("`object`", "`table`")
        if len(full) == 1 and full[0] in _TABLES:
            message += f"; each has a table of its own, such as [{full[0]}.some-id]"
        name = ".".join(part if _is_bare(part) else repr(part) for part in full)
        raise SidecarError(f"{path}:{line_in(text, full)}: {name}: {message}") from error


def line_of(path: Path, *key: str) -> int:
    """Return the line of a sidecar that could be loaded where *key* is given."""
    return line_in(path.read_text("utf-8-sig"), key)


def _is_bare(key: str) -> bool:
    return re.fullmatch(r"[\w-]+", key) is not None


def line_in(text: str, key: tuple[str, ...]) -> int:
    """Return the line that says *key*, or the closest that leads to it.

    Each line that starts a table or a value is given to the TOML parser by
    itself, so the syntax of keys is not spelled out a second time here.
    """
    best = (0, 1)
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if bare.startswith("["):
            table = here = _keys(bare)
        elif "=" in bare:
            here = (*table, *_keys(f"{bare.partition('=')[0]} = 0"))
        else:
            continue
        common = 0
        while common < min(len(here), len(key)) and here[common] == key[common]:
            common += 1
        best = max(best, (common, number), key=lambda found: (found[0], -found[1]))
    return best[1]


def _keys(line: str) -> tuple[str, ...]:
    try:
        data: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while isinstance(data, dict) and data:
        key, data = next(iter(data.items()))
        keys.append(key)
    return tuple(keys)
