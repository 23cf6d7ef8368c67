"""Where the pages are, and where on them an answer is."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from ..ids import LONGEST
from .records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from .answers import Answer
    from .people import Person
    from .topics import Topic

__all__ = ["Places"]

#: How many more names or titles a list has room for than a page has for answers.
LISTED = 10


class Places(Records):
    """The addresses of the pages, and of the answers on them."""

    def docname(self, kind: str, id: str = "index", number: int = 1) -> str:
        """Return the docname of a page.

        :param kind: ``people``, ``topics`` or ``systems``
        :param id: of the person, topic or system; without it, the index of them all
        :param number: of numbered pages; no id has a slash, so none is the address of another page
        """
        return f"{self.prefix}{kind}/{id}" + (f"/{number}" if number > 1 else "")

    @property
    def comparison(self) -> str:
        """Return the docname of the page that sets people side by side."""
        return f"{self.prefix}compare"

    @cached_property
    def comparable(self) -> Sequence[Person]:
        """Return those who can be compared: all who answer, if they are not alone."""
        found = [person for person in self.people if person.id in self.answers_of]
        return found if len(found) > 1 else []

    @cached_property
    def letters(self) -> Mapping[str, Sequence[Person]]:
        """Map letters to the people whose ids begin with them; empty where few have pages.

        Where too many for one page begin with a letter, it stands with the letter after it, and so
        on: *b* is there as *ba*, *be*, *bi*. All that begin alike follow each other.
        """
        if not 0 < self.page_size < len(self.people):
            return {}
        people = sorted(self.people, key=lambda person: person.id)
        return dict(_by_letters(people, self.page_size * LISTED))

    @cached_property
    def topic_lists(self) -> Sequence[Sequence[Topic]]:
        """Return the topics as the numbered pages of their index list them, which may be one."""
        most = self.page_size * LISTED
        if not 0 < most < len(self.topics) or self.docname("topics") in self.authored:
            return [self.topics]
        return [self.topics[start : start + most] for start in range(0, len(self.topics), most)]

    def parts(self, kind: str, id: str) -> Sequence[Sequence[str]]:
        """Return the keys of what stands on each of the numbered pages of a topic or person.

        A page that is not cut has one part. What is asked stays with the answer to it.
        """
        return self._parts[kind, id]

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], Sequence[Sequence[str]]]:
        topics = {("topics", topic.id): topic.items for topic in self.topics}
        people = {
            ("people", person.id): [answer.key for answer in self.answers_of.get(person.id, ())]
            for person in self.people
        }
        pages: Mapping[tuple[str, str], Sequence[str]] = {**topics, **people}
        return {
            page: _parts(keys, self.answer.keys(), self.question.keys(), self.page_size)
            for page, keys in pages.items()
        }

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str, str], int]:
        """Map answers that are not on the first of their numbered pages to its number."""
        return {
            (kind, id, key): number
            for (kind, id), parts in self._parts.items()
            for number, part in enumerate(parts[1:], start=2)
            for key in part
        }

    def on_page(self, kind: str, answer: Answer) -> str:
        """Return the docname of the page, or of the part of a page, that shows *answer*.

        :param kind: ``people`` or ``topics``
        """
        id = answer.person if kind == "people" else answer.topic
        return self.docname(kind, id, self._numbers.get((kind, id, answer.key), 1))

    def place(self, answer: Answer) -> tuple[str, str]:
        """Return the canonical place of *answer*: document and anchor.

        That is on its topic's page; where the author has a document of that
        name, on its person's, or else in the text as written.
        """
        kind, anchor = self._canonical(answer)
        return (self.on_page(kind, answer) if kind else answer.source), anchor

    def permanent(self, answer: Answer) -> tuple[str, str]:
        """Return the place of *answer* that stays where others come between: document and anchor.

        It is :meth:`place`, but always on the first of numbered pages, which leads on.
        """
        kind, anchor = self._canonical(answer)
        if not kind:
            return answer.source, anchor
        return self.docname(kind, answer.person if kind == "people" else answer.topic), anchor

    def _canonical(self, answer: Answer) -> tuple[str, str]:
        if self.authored.isdisjoint(
            [self.docname("topics", answer.topic), self.on_page("topics", answer)]
        ):
            return "topics", answer.on_topic_page
        if self.authored.isdisjoint(
            [self.docname("people", answer.person), self.on_page("people", answer)]
        ):
            return "people", answer.on_person_page
        return "", answer.anchor


def _by_letters(
    people: Iterable[Person], most: int, length: int = 1
) -> Iterator[tuple[str, Sequence[Person]]]:
    """Group *people*, in the order of their ids, by the first letters of these."""
    for letters, group in groupby(people, lambda person: person.id[:length].rstrip("-")):
        same = list(group)
        if len(same) > most and length < LONGEST:
            yield from _by_letters(same, most, length + 1)
        else:
            yield letters, same


def _parts(
    keys: Sequence[str], said: AbstractSet[str], asked: AbstractSet[str], size: int
) -> Sequence[Sequence[str]]:
    """Cut *keys* into parts of *size* answers; what stands between goes with what it belongs to."""
    if not 0 < size < len(keys):
        return [keys]
    parts: list[list[str]] = [[]]
    waiting: list[str] = []  # questions, and what follows them
    answers = 0
    for key in keys:
        if key in said:
            if answers and not answers % size:
                parts.append([])
            answers += 1
            parts[-1] += [*waiting, key]
            waiting = []
        elif waiting or key in asked:
            waiting.append(key)
        else:
            parts[-1].append(key)
    parts[-1] += waiting
    return parts
