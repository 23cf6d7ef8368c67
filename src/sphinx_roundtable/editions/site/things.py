"""The things that pages speak of, in schema.org's words: people, answers, the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .addresses import address, picture
from .directory import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ...model import Answer, Person, Roundtable
    from ...sidecar import Sidecar

__all__ = ["Thing", "Things", "home", "without_nothing"]

Thing = dict[str, Any]


class Things:
    """What they are called on one page: addresses may count from it."""

    def __init__(self, app: Sphinx, here: str, table: Roundtable, sidecar: Sidecar) -> None:
        self.app = app
        self.here = here
        self.table = table
        self.sidecar = sidecar

    def _listed(self, answers: Iterable[Answer]) -> list[Thing]:
        return [self._answer(answer, "") for answer in answers]

    def _answer(self, answer: Answer, words: str) -> Thing:
        url = self._address(*self.table.place(answer))
        permanent = self._address(*self.table.permanent(answer))
        return without_nothing(
            {
                "@type": ["Answer", "Quotation"],
                "@id": permanent,
                "url": url,
                "name": title_of(self.app, self.table, self.table.topic[answer.topic]),
                "author": self._named(self.table.person[answer.person]),
                "text": words,
            }
        )

    def _person(self, person: Person) -> Thing:
        links = [link for _, link in person.links if not link.startswith("mailto:")]
        here = self.app.builder.get_target_uri(self.here)
        image = picture(self.app, here, self.table.portraits.get(person.id))
        return without_nothing(
            {**self._named(person), "jobTitle": person.role, "image": image, "sameAs": links}
        )

    def _named(self, person: Person) -> Thing:
        url = self._page("people", person.id)["url"]
        kind = "Person" if person.kind == "person" else "Organization"
        return {"@type": kind, "@id": f"{url}#{person.id}", "url": url, "name": person.name}

    def _conversation(self) -> Thing:
        url = self._address(home(self.table))
        return {
            "@type": "Conversation",
            "@id": url,
            "url": url,
            "name": self.table.title,
            **self._edition(),
            "datePublished": self.sidecar.date,
            "copyrightNotice": self.app.config.copyright,
        }

    def _part(self, docname: str) -> Thing:
        """Return one of several sources of the conversation."""
        return {
            "@type": "WebPage",
            "@id": self._address(docname),
            "url": self._address(docname),
            "name": self.app.env.titles[docname].astext(),
            **self._edition(),
            "isPartOf": self._conversation(),
        }

    def _edition(self) -> Thing:
        return {"inLanguage": self.app.config.language, "license": self.sidecar.license}

    def _page(self, kind: str, id: str = "index") -> Thing:
        url = self._address(self.table.docname(kind, id))
        return {"@id": url, "url": url}

    def _address(self, docname: str, anchor: str = "") -> str:
        return address(self.app, self.here, docname, anchor)


def home(table: Roundtable) -> str:
    """Return the document that stands for the whole conversation."""
    return table.home or table.docname("topics")


def without_nothing(thing: Thing) -> Thing:
    """Return *thing*, and the things in it, without what is not known: it is left unsaid."""
    return {
        name: without_nothing(value) if isinstance(value, dict) else value
        for name, value in thing.items()
        if value not in ("", None, [])
    }
