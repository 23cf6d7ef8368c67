"""The page that sets people side by side, and the links to it.

It has the names of the people and the topics, and nothing that they said: a script gets that from
the pages of those whom the reader chooses. So it grows with people plus topics, not with pairs of
people. Without the script, it leads to the pages of the topics, on which all answers stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..locale import _
from ..nodes import QUERY, SITE, entry, link
from .parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Person, Roundtable

__all__ = ["Comparison", "to_comparison"]


def to_comparison(
    roundtable: Roundtable, words: str, person: Person | None = None
) -> nodes.reference | None:
    """Return a link to the page that compares people, or nothing where there is no such page.

    :param person: who is chosen there; without it, the reader chooses
    """
    docname, people = roundtable.comparison, roundtable.comparable
    if docname in roundtable.authored or not people:
        return None
    if person is not None and person.id not in roundtable.answers_of:
        return None
    reference = link(docname, "", words)
    reference[SITE] = True
    if person is not None:
        reference[QUERY] = f"people={person.id}"
    return reference


class Comparison(Parts):
    """The page, as it is without a script."""

    def compare(self) -> None:
        """Show what the script needs, as lists that are of use without it."""
        # In no table of contents: it is a tool, and nothing to be read in its turn.
        orphan = nodes.field("", nodes.field_name("", "orphan"), nodes.field_body())
        self.document += nodes.docinfo("", orphan)
        section = self.open_page(
            "compare", [nodes.Text(_("Compare people"))], "people", "roundtable-compare"
        )
        section += nodes.paragraph(
            "",
            _("Choose two or three people, to read side by side what they say on each topic."),
            classes=["no-search"],
        )
        without = nodes.container(classes=["roundtable-compare-without", "no-search"])
        without += nodes.paragraph(
            "",
            _(
                "This takes a script, which does not run here. On the page of a topic, all answers"
                " to it stand one below the other."
            ),
        )
        topics = ((topic.id, self.to_topic(topic)) for topic in self.roundtable.topics)
        people = ((person.id, self.to_person(person)) for person in self.roundtable.comparable)
        self._choices(without, "topics", topics)
        self._choices(without, "people", people)
        section += without

    def _choices(
        self, container: nodes.container, kind: str, links: Iterable[tuple[str, nodes.reference]]
    ) -> None:
        container += nodes.rubric("", self.roundtable.labels[kind])
        items = nodes.bullet_list(classes=["roundtable-list", f"roundtable-compare-{kind}"])
        for id, to in links:
            item = entry(to)
            item["ids"] = [self.transplant.reserve(f"{kind}-{id}")]
            items += item
        container += items
