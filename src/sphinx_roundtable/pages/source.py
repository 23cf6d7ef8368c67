"""What happens to a source while it is read: it is recognised, and linked to its pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from ..locale import _
from ..model import Roundtable
from ..nodes import TITLE, link, roundtable_navigation
from ..reading import marked, recognise, restore_names

if TYPE_CHECKING:
    from typing import Any

    from ..model import Doubt, Reading

__all__ = ["Recognise", "SetNamesApart"]

logger = logging.getLogger(__name__)


class Recognise(SphinxTransform):
    """Record who speaks in a source, and on what."""

    #: Before ``Locale`` (20), which translates: else a translation would change addresses.
    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        """Recognise the document, if it is a source of a roundtable."""
        docname = self.env.current_document.docname
        domain: Any = self.env.domains["roundtable"]
        entry = domain.configured.get(docname)
        if entry is None:
            return
        reading = recognise(self.document, docname, entry.sidecar)
        for doubt in reading.doubts:
            logger.warning(
                doubt.message,
                location=self._location(doubt),
                type="roundtable",
                subtype=doubt.subtype.value,
            )
        domain.readings[docname] = reading
        _link(self.document, reading, Roundtable(docname, "", entry.prefix))

    def _location(self, doubt: Doubt) -> str:
        """Return where Sphinx is to say that the doubt is: a path and a line, or a document."""
        docname = self.env.current_document.docname
        # docutils gives the path of an included file from the folder it was started in.
        path = Path(doubt.file).resolve() if doubt.file else self.env.doc2path(docname)
        return f"{path}:{doubt.line}" if doubt.line else docname


class SetNamesApart(SphinxTransform):
    """Set the names of speakers apart again, where a translation has replaced a paragraph."""

    #: Right after ``Locale`` (20).
    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        """Change the document in place."""
        if self.env.current_document.docname in self.env.domains["roundtable"].readings:  # type: ignore[attr-defined]
            restore_names(self.document)


def _link(document: nodes.document, reading: Reading, table: Roundtable) -> None:
    """Lead from each biography and answer of the source to its pages."""
    bodies = marked(document)
    for person in reading.people:
        page = table.docname("people", person.id)
        for introduction in person.introductions:
            _add_ways(bodies.get(introduction.key), link(page, "", _("All answers")))
    names = {person.id: person.name for person in reading.people}
    titles = {topic.id: topic.title for topic in reading.topics}
    for answer in reading.answers:
        topic = table.docname("topics", answer.topic)
        page = table.docname("people", answer.person)
        to_topic = link(topic, answer.on_topic_page, titles[answer.topic])
        to_topic[TITLE] = topic  # these words have not been translated yet
        _add_ways(
            bodies.get(answer.key),
            to_topic,
            link(page, answer.on_person_page, names[answer.person]),
        )


def _add_ways(body: Any, *links: nodes.reference) -> None:
    if not body:
        return
    items = (nodes.list_item("", nodes.paragraph("", "", to)) for to in links)
    ways = roundtable_navigation(
        "", nodes.bullet_list("", *items), classes=["roundtable-ways", "no-search"]
    )
    for node in ways.findall(nodes.TextElement):
        node["translatable"] = False
    last = body[-1]
    last.parent.insert(last.parent.index(last) + 1, ways)
