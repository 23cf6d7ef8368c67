"""The data as JSON-LD, in the words of schema.org: one graph of each conversation.

Each answer is named by its address, as it is in the pages. The terms:
https://schema.org/Conversation, https://schema.org/Question, https://schema.org/Quotation.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .records import Answer, Conversation, Dataset, Person, System, Topic

__all__ = ["as_linked_data"]

Thing = dict[str, Any]


def as_linked_data(dataset: Dataset) -> bytes:
    """Return *dataset* as JSON-LD, in UTF-8."""
    whole = {
        "@context": "https://schema.org",
        "@graph": [_conversation(table) for table in dataset.roundtables],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _conversation(table: Conversation) -> Thing:
    people = {person.id: person for person in table.people}
    titles = {topic.id: topic.title for topic in table.topics}
    systems = {system.id: system for system in table.systems}
    on: dict[str, list[Answer]] = {topic.id: [] for topic in table.topics}
    for answer in table.answers:
        on[answer.topic].append(answer)
    return _known(
        {
            "@type": "Conversation",
            "@id": table.address,
            "url": table.address,
            "name": table.title,
            "inLanguage": table.language,
            "datePublished": table.date,
            "license": table.license,
            "copyrightNotice": table.rights,
            "contributor": [_person(person) for person in table.people],
            "hasPart": [
                _topic(topic, [_answer(answer, people, titles, systems) for answer in on[topic.id]])
                for topic in table.topics
            ],
        }
    )


def _person(person: Person) -> Thing:
    return _known(
        {
            **_named(person),
            "alternateName": list(person.aliases),
            "jobTitle": person.role,
            "image": person.portrait,
            "description": "\n\n".join(place.text for place in person.biographies),
            "sameAs": [
                address for address in person.links.values() if not address.startswith("mailto:")
            ],
        }
    )


def _named(person: Person) -> Thing:
    kind = "Person" if person.kind == "person" else "Organization"
    # The page of a person is a document; the person is what it tells of.
    name = f"{person.address}#{person.id.rpartition('/')[2]}" if person.address else ""
    return _known({"@type": kind, "@id": name, "url": person.address, "name": person.name})


def _topic(topic: Topic, answers: list[Thing]) -> Thing:
    return _known(
        {
            "@type": "Question",
            "@id": topic.address,
            "url": topic.address,
            "name": topic.title,
            "text": topic.title,
            "answerCount": len(answers),
            "suggestedAnswer": answers,
        }
    )


def _answer(
    answer: Answer,
    people: dict[str, Person],
    titles: dict[str, str],
    systems: dict[str, System],
) -> Thing:
    named = dict.fromkeys(mention.id for mention in answer.mentions if mention.kind == "system")
    return _known(
        {
            "@type": ["Answer", "Quotation"],
            "@id": answer.address,
            "url": answer.address,
            "identifier": answer.id,
            "name": titles[answer.topic],
            "author": _named(people[answer.person]),
            "text": answer.text,
            "mentions": [_system(systems[id]) for id in named],
        }
    )


def _system(system: System) -> Thing:
    return _known(
        {"@type": "Thing", "@id": system.address, "name": system.name, "sameAs": system.url}
    )


def _known(thing: Thing) -> Thing:
    """Return *thing* without what is not known: it is left unsaid."""
    return {name: value for name, value in thing.items() if value not in ("", [])}
