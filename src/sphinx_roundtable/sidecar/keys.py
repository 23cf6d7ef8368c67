"""The keys of a sidecar, and what is expected of their values."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from ..ids import ID
from ..model import Kind, SystemKind

__all__ = [
    "EXPECTED",
    "TABLES",
    "Folder",
    "Form",
    "Id",
    "Labels",
    "Link",
    "MentionRules",
    "PersonHints",
    "Sidecar",
    "SystemHints",
    "Text",
    "TopicHints",
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
#: Which mentions of a system lead to its page.
Linked = Literal["first", "all", "none"]

#: What is expected, in words, of a value that its pattern refuses.
EXPECTED: Final = {
    _TEXT: "words on one line",
    _LINK: "an address that begins with http://, https:// or mailto:",
    ID: "an id: small letters, digits and hyphens, first a letter, and no reserved word like index",
    _DATE: 'a day, a month or a year in quotation marks: "2009-03-26", "2009-03" or "2009"',
    _PICTURE: "a picture beside the sidecar: a path that ends in gif, jpg, png, svg or webp",
    _FOLDER: "a folder below the source folder: letters, digits, hyphens and slashes",
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


#: What has a table of its own for each id.
TABLES: Final = {"people": PersonHints, "topics": TopicHints, "systems": SystemHints}
