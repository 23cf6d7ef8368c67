"""Conversations of other projects, from the data that their sites publish.

``roundtable_elsewhere`` names them, each with the address of its site and the path of its
``roundtable.json``. Nothing is fetched: what is not on the disk is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx.errors import ConfigError

from . import model
from .data import load
from .locale import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.config import Config

    from .data import Conversation

__all__ = ["Elsewhere", "files", "read"]


@dataclass(frozen=True)
class Elsewhere(model.Roundtable):
    """One conversation of another project; its documents are known by their full addresses.

    People, topics, systems and answers have the names that are in the project's ``objects.inv``.
    """

    addresses: Mapping[tuple[str, str], str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)  #: of answers, by their names

    def place(self, answer: model.Answer) -> tuple[str, str]:
        """Return address and anchor of *answer*."""
        address, _mark, anchor = self.addresses["answers", answer.key].partition("#")
        return address, anchor

    def docname(self, kind: str, id: str = "index", number: int = 1) -> str:
        """Return the address of a page; it is that of the first of numbered ones."""
        return self.addresses.get((kind, id), self.prefix)


def files(config: Config, confdir: Path) -> Mapping[str, tuple[str, Path]]:
    """Return the address and the file of each name in ``roundtable_elsewhere``.

    :raises ConfigError: where the setting is of another form
    """
    found: dict[str, tuple[str, Path]] = {}
    for name, value in config.roundtable_elsewhere.items():
        if (
            not isinstance(value, (list, tuple))
            or [type(part) for part in value] != [str, str]
            or "://" not in value[0]
        ):
            message = f"{name!r} takes the address of a site, and the path of its roundtable.json"
            raise ConfigError(f"conf.py: roundtable_elsewhere: {message}")
        found[name] = value[0], Path(confdir, value[1])
    return found


def read(name: str, address: str, path: Path) -> Iterator[tuple[str, Elsewhere]]:
    """Yield the conversations in a file, by the names that directives give them.

    That is *name*; where there are several, it is *name*, a colon, and the name that each of them
    has in its project.

    :raises DataError: where the file can't be read
    """
    tables = load(path).roundtables
    for table in tables:
        yield name if len(tables) == 1 else f"{name}:{table.name}", _read(table, address)


def _read(table: Conversation, site: str) -> Elsewhere:
    answers = [
        model.Answer(
            answer.id,
            answer.person,
            answer.topic,
            answer.number,
            answer.place.source,
            words=answer.word_count,
            time=answer.time,
            also=answer.also,
        )
        for answer in table.answers
    ]
    addresses = {
        **{("people", person.id): person.address for person in table.people},
        **{("topics", topic.id): topic.address for topic in table.topics},
        **{("systems", system.id): system.address for system in table.systems},
        **{("answers", answer.id): answer.address for answer in table.answers},
    }
    people = [
        model.Person(person.id, person.name, person.aliases, person.role, asks=person.asks)
        for person in table.people
    ]
    return Elsewhere(
        table.name,
        table.title,
        urljoin(site, table.address),
        people=[person for person in people if not person.asks],
        interviewers=[person for person in people if person.asks],
        topics=[model.Topic(topic.id, topic.title, items=topic.items) for topic in table.topics],
        answers=answers,
        systems=[
            model.System(
                system.id,
                system.name,
                system.aliases,
                system.kind,
                system.url,
                system.description,
                system.people,
            )
            for system in table.systems
        ],
        mentions=list(_mentions(table)),
        labels={"people": _("People"), "topics": _("Topics"), "systems": _("Systems")},
        addresses={
            place: urljoin(site, address) for place, address in addresses.items() if address
        },
        texts={answer.id: answer.text for answer in table.answers},
    )


def _mentions(table: Conversation) -> Iterator[model.Mention]:
    """Yield what is named: biographies first. Which block it is in, the data do not tell."""
    told = [(person.id, place) for person in table.people for place in person.biographies]
    said = [
        *((f"{person} {place.place.source}", person, place.mentions) for person, place in told),
        *((answer.id, answer.person, answer.mentions) for answer in table.answers),
    ]
    for key, by, mentions in said:
        for number, one in enumerate(mentions):
            sentence = (one.before, one.words, one.after)
            yield model.Mention(key, one.kind, one.id, by, 0, number, number, *sentence)
