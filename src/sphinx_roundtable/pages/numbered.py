"""Where many speak, a page is cut into numbered pages, and an index by letter.

The first of numbered pages lists all answers. Who has an answer on a later one has its anchor
there, on a link that leads on: so an address stays when answers before it come and go.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from ..locale import _
from ..nodes import entry, link, roundtable_navigation, sentence
from .parts import Parts
from .plan import letter_page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..model import Answer

__all__ = ["Numbered"]

#: Id of the list of all answers on the first of numbered pages. No slug has capitals.
ALL = "A-Z"


class Numbered(Parts):
    """What leads from one of numbered pages, or of pages by letter, to the others."""

    def documents_of(self, kind: str, ids: Iterable[str]) -> Sequence[str]:
        """Return the pages of topics or people, each with its numbered ones."""
        return [
            self.roundtable.docname(kind, id, number)
            for id in ids
            for number, _part in enumerate(self.roundtable.parts(kind, id), start=1)
        ]

    def between_parts(
        self, section: nodes.section, kind: str, last: int, *, labelled: bool = False
    ) -> None:
        """Add links to the other numbered pages, if there are any.

        Not to each of them: these links on all pages must not grow as their number times itself.

        :param last: how many there are
        :param labelled: this is the one place of the page that a screen reader announces
        """
        here = self.page.number
        if last == 1:
            return

        def to(number: int, words: str) -> nodes.Node:
            return link(self.numbered(kind, number), "", words)

        shown = sorted({1, here - 1, here, here + 1, last} & {*range(1, last + 1)})
        steps: list[nodes.Node] = [to(here - 1, _("Previous"))] if here > 1 else []
        for before, number in pairwise([0, *shown]):
            if number - before > 1:
                steps.append(nodes.Text("…"))
            words = str(number)
            steps.append(nodes.strong("", words) if number == here else to(number, words))
        if here < last:
            steps.append(to(here + 1, _("Next")))
        if self.page.id:
            steps.append(link(self.numbered(kind), ALL, self._all(kind)))
        items = (nodes.list_item("", nodes.paragraph("", "", step)) for step in steps)
        navigation = roundtable_navigation(
            "", nodes.bullet_list("", *items), classes=["roundtable-ways", "no-search"]
        )
        if labelled:
            navigation["label"] = _("Numbered pages")
        section += navigation

    def everybody(
        self, section: nodes.section, answers: Collection[Answer], anchors: Mapping[str, str]
    ) -> None:
        """Add an A to Z of those who answer the topic of this page.

        :param anchors: of the answers that have their places on the pages of this topic, by key
        """
        answers = sorted(answers, key=lambda answer: (answer.person, answer.number))
        items = []
        for letter, group in groupby(answers, lambda answer: answer.person[0]):
            links = [
                self._lead("topics", answer, words, anchors)
                for id, said in groupby(group, lambda answer: answer.person)
                for answer, words in _worded(said, self.roundtable.person[id].name)
            ]
            before = nodes.strong("", letter.upper())
            paragraph = nodes.paragraph("", "", before, *sentence(" ", links))
            items.append(nodes.list_item("", paragraph))
        self._add_all(section, "topics", items)

    def everything(
        self, section: nodes.section, answers: Iterable[Answer], anchors: Mapping[str, str]
    ) -> None:
        """Add a list of the topics that the person of this page answers.

        :param anchors: of all answers of the person, by key
        """
        items = []
        for id, said in groupby(answers, lambda answer: answer.topic):
            title = self.words(self.roundtable.topic[id])
            links = [
                self._lead("people", answer, words, anchors)
                for answer, words in _worded(said, title)
            ]
            items.append(nodes.list_item("", nodes.paragraph("", "", *sentence("", links))))
        self._add_all(section, "people", items)

    def to_letter(self, letter: str) -> nodes.reference:
        """Return a link to the page of those whose ids begin with *letter*."""
        return link(self.letter_document(letter), "", letter.capitalize())

    def letter_document(self, letter: str) -> str:
        """Return the docname of the page of those whose ids begin with *letter*."""
        return self.roundtable.docname("people", letter_page(letter))

    def letters(self) -> Iterable[nodes.list_item]:
        """Yield the entries of an index by letter: who is the first and the last, and how many."""
        for letter, people in self.roundtable.letters.items():
            names = " – ".join(dict.fromkeys([people[0].name, people[-1].name]))
            number = nodes.Text(str(len(people)))
            yield entry(self.to_letter(letter), [nodes.Text(names)], [number])

    def _lead(
        self, kind: str, answer: Answer, words: str, anchors: Mapping[str, str]
    ) -> nodes.reference:
        anchor = answer.on_topic_page if kind == "topics" else answer.on_person_page
        docname = self.roundtable.on_page(kind, answer)
        if answer.key not in anchors or docname in self.roundtable.authored:
            docname, anchor = self.roundtable.place(answer)
        reference = link(docname, anchor, words)
        if answer.key in anchors and docname != self.page.docname:
            reference["ids"].append(anchors[answer.key])
        return reference

    def _add_all(self, section: nodes.section, kind: str, items: Sequence[nodes.Node]) -> None:
        section += roundtable_navigation(
            "",
            nodes.bullet_list("", *items),
            ids=[self.transplant.reserve(ALL)],
            classes=["roundtable-all", "no-search"],
            label=self._all(kind),
        )

    def _all(self, kind: str) -> str:
        return _("A to Z") if kind == "topics" else _("All answers")


def _worded(said: Iterable[Answer], words: str) -> Iterable[tuple[Answer, str]]:
    """Yield answers of one person on one topic, the first with *words* and others by number."""
    for position, answer in enumerate(said):
        yield answer, str(answer.number) if position else words
