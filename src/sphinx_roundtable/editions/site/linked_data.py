"""What a page says, for programs: schema.org's words in JSON-LD.

A topic is a ``Question``, with what people said on it; each answer is an ``Answer`` and a
``Quotation``, has its canonical place as its name (``@id``), and its words there and nowhere
else. The roundtable is a ``Conversation``, which all of them are part of.

The terms: https://schema.org/Question, https://schema.org/Quotation,
https://schema.org/Conversation; the form: https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...pages.plan import letter_page
from .addresses import address
from .directory import opening, spoken, title_of
from .things import Things, home, without_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ...model import Answer, Person, Roundtable, System, Topic
    from .directory import Directory
    from .things import Thing

__all__ = ["describe", "describe_site"]

#: What schema.org calls the kinds of systems.
_KINDS = {
    "site": "WebSite",
    "product": "Product",
    "framework": "SoftwareApplication",
    "database": "SoftwareApplication",
    "server": "SoftwareApplication",
    "tool": "SoftwareApplication",
    "language": "ComputerLanguage",
    "service": "Service",
    "company": "Organization",
}
#: How it says of some of them who makes them.
_MAKERS = {
    "WebSite": "creator",
    "Product": "manufacturer",
    "SoftwareApplication": "creator",
    "Service": "provider",
    "Organization": "member",
}


def describe(app: Sphinx, here: str, document: nodes.document, directory: Directory) -> Thing:
    """Return what the page *here* says: one that is in *directory*."""
    shown = directory.shown(app)[here]
    page = _Page(app, here, shown.table, shown.sidecar)
    match shown.kind:
        case "people" | "letter":
            thing = page.people(shown.id)
        case "person":
            thing = page.person(shown.table.person[shown.id], shown.number, spoken(document))
        case "compare":
            thing = page.comparison()
        case "topics":
            thing = page.topics(shown.number)
        case "systems":
            thing = page.systems()
        case "system":
            thing = page.system(shown.table.system[shown.id])
        case "topic":
            thing = page.topic(shown.table.topic[shown.id], shown.number, spoken(document))
        case "source":
            thing = page.source(directory.said_in(app, here, document), opening(document))
    return {"@context": "https://schema.org", **thing}


def describe_site(
    app: Sphinx, here: str, document: nodes.document, tables: Mapping[str, Roundtable]
) -> Thing:
    """Return what the start page *here* says: which conversations the site has."""
    return without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "@id": address(app, here, here),
            "url": address(app, here, here),
            "name": app.config.project,
            "description": opening(document),
            "inLanguage": app.config.language,
            "copyrightNotice": app.config.copyright,
            "hasPart": [
                {
                    "@type": "Conversation",
                    "@id": address(app, here, home(table)),
                    "url": address(app, here, home(table)),
                    "name": table.title,
                }
                for table in tables.values()
            ],
        }
    )


class _Page(Things):
    """The things of one page."""

    def topic(self, topic: Topic, number: int, words: Mapping[str, str]) -> Thing:
        """Return a question and the answers to it that stand on the page with *number*."""
        part = self.table.parts("topics", topic.id)[number - 1]
        asked = []
        for key in part if number == 1 else ():
            if key in self.table.answer:
                break  # what stands between answers is not the question
            asked.append(words.get(key, ""))
        title = title_of(self.app, self.table, topic)
        return without_nothing(
            {
                "@type": "Question",
                **self._page("topics", topic.id),
                "url": self._address(self.here),
                "name": title,
                "text": title,
                "description": "\n\n".join(filter(None, asked)),
                "answerCount": len(self.table.answers_on.get(topic.id, ())),
                **self._edition(),
                "isPartOf": self._conversation(),
                "suggestedAnswer": [
                    self._answer(self.table.answer[key], words.get(key, ""))
                    for key in part
                    if key in self.table.answer
                ],
            }
        )

    def person(self, person: Person, number: int, words: Mapping[str, str]) -> Thing:
        """Return a profile of one person, with what they said on the page with *number*."""
        part = self.table.parts("people", person.id)[number - 1]
        told = (words.get(place.key, "") for place in person.introductions)
        biography = "\n\n".join(filter(None, told))
        return without_nothing(
            {
                "@type": "ProfilePage",
                **self._page("people", person.id),
                "url": self._address(self.here),
                "name": person.name,
                **self._edition(),
                "isPartOf": self._conversation(),
                "mainEntity": self._person(person) | {"description": biography},
                "hasPart": self._listed(self.table.answer[key] for key in part),
            }
        )

    def source(self, answers: Iterable[Answer], introduction: str) -> Thing:
        """Return the conversation as it was written, or one of its sources."""
        is_whole = self.here == home(self.table)
        conversation = self._conversation() if is_whole else self._part(self.here)
        conversation["description"] = introduction
        conversation["hasPart"] = self._listed(answers)
        return without_nothing(conversation)

    def people(self, letter: str) -> Thing:
        """Return a list of people, or of the pages that list them: with everybody, it is endless.

        :param letter: with which their ids begin; empty for the index
        """
        table, titles = self.table, self.app.env.titles
        if table.letters and not letter:
            pages = [table.docname("people", letter_page(one)) for one in table.letters]
            return self._list([(self._address(page), titles[page].astext()) for page in pages])
        people = table.letters[letter] if letter else table.people
        return self._list(
            [(self._page("people", person.id)["url"], person.name) for person in people]
        )

    def comparison(self) -> Thing:
        """Return the page on which people are compared."""
        return self._part(self.here)

    def topics(self, number: int) -> Thing:
        """Return the list of the topics that are on the page of the index with *number*."""
        entries = [
            (self._page("topics", topic.id)["url"], title_of(self.app, self.table, topic))
            for topic in self.table.topic_lists[number - 1]
        ]
        return self._list(entries)

    def systems(self) -> Thing:
        """Return the list of the systems."""
        entries = [
            (self._page("systems", system.id)["url"], system.name) for system in self.table.systems
        ]
        return self._list(entries)

    def system(self, system: System) -> Thing:
        """Return what a system is, and which answers name it."""
        url = self._page("systems", system.id)["url"]
        people = (self.table.person[id] for id in system.people if id in self.table.person)
        makers = [self._named(person) for person in people]
        kind = _KINDS.get(system.kind or "", "Thing")
        mentions = self.table.mentions_of.get(("system", system.id), ())
        answers = dict.fromkeys(mention.key for mention in mentions)
        found = (self.table.answer.get(key) for key in answers)
        return without_nothing(
            {
                "@type": "WebPage",
                **self._page("systems", system.id),
                "name": system.name,
                **self._edition(),
                "isPartOf": self._conversation(),
                "mainEntity": {
                    "@type": kind,
                    "@id": f"{url}#{system.id}",
                    "name": system.name,
                    "alternateName": list(system.aliases),
                    "url": system.url,
                    "description": system.description,
                    **({_MAKERS[kind]: makers} if kind in _MAKERS else {}),
                    "subjectOf": self._listed(answer for answer in found if answer),
                },
            }
        )

    def _list(self, entries: Iterable[tuple[str, str]]) -> Thing:
        items = [
            {"@type": "ListItem", "position": position, "url": url, "name": name}
            for position, (url, name) in enumerate(entries, start=1)
        ]
        return without_nothing(
            {
                "@type": "CollectionPage",
                "@id": self._address(self.here),
                "url": self._address(self.here),
                "name": self.app.env.titles[self.here].astext(),
                **self._edition(),
                "isPartOf": self._conversation(),
                "mainEntity": {
                    "@type": "ItemList",
                    "numberOfItems": len(items),
                    "itemListElement": items,
                },
            }
        )
