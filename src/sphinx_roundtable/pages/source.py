"""What happens to a source while it is read: it is recognised, and linked to its pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.transforms import SphinxTransform

from ..doubts import noted
from ..locale import _
from ..nodes import Way, put_beside, ways
from ..reading import marked
from ..reading.forms.spoken import restore_names
from ..reading.merge import OF_ALL
from .doubts import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from ..model import Reading

__all__ = ["Recognise", "SetNamesApart"]


class Recognise(SphinxTransform):
    """Record who speaks in a source, and on what."""

    #: Before ``Locale`` (20), which translates: else a translation would change addresses.
    default_priority = 15

    def apply(self, **kwargs: Any) -> None:
        """Recognise the document, if it is a source of a roundtable."""
        docname = self.env.current_document.docname
        domain: Any = self.env.domains["roundtable"]
        owner = domain.owners.get(docname)
        if owner is None:
            return
        # Here, for it takes a while: where nothing has changed, nothing need be recognised.
        from ..reading.recognise import recognise  # noqa: PLC0415

        sidecar = domain.configured[owner].sidecar
        several = len(domain.sources[owner]) > 1
        reading = recognise(
            self.document, docname, sidecar, several=several or bool(sidecar.sources)
        )
        reading = replace(reading, doubts=(*noted(self.env), *reading.doubts))
        # What only all sources can tell is told when all have been read.
        for doubt in reading.doubts:
            if not (several and doubt.subtype in OF_ALL):
                report(self.env, doubt, docname)
        bodies = marked(self.document)
        included = tuple(_included(self.env, docname, bodies))
        domain.readings[docname] = replace(reading, files=included)
        _link(bodies, reading)


class SetNamesApart(SphinxTransform):
    """Set the names of speakers apart again, where a translation has replaced a paragraph."""

    #: Right after ``Locale`` (20).
    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        """Change the document in place."""
        if self.env.current_document.docname in self.env.domains["roundtable"].readings:  # type: ignore[attr-defined]
            restore_names(self.document)


def _included(
    env: BuildEnvironment, docname: str, bodies: Mapping[str, Sequence[nodes.Element]]
) -> Iterator[tuple[str, str]]:
    """Yield the records of a source that stand in another file, with its path."""
    own = env.doc2path(docname)
    for key, body in bodies.items():
        file = next((node.source for node in body if node.source), str(own))
        if file == str(own):
            continue
        # docutils gives the path of an included file from the folder it was started in.
        path = Path(file).resolve()
        if path != own and path.is_file() and path.is_relative_to(env.srcdir):
            yield key, path.relative_to(env.srcdir).as_posix()


def _link(bodies: Mapping[str, Sequence[nodes.Element]], reading: Reading) -> None:
    """Lead from each biography and answer of the source to its pages.

    Which these are is known when all sources have been read, and so are the words.
    """
    behind: dict[nodes.Element, nodes.Node] = {}

    def lead(key: str, *links: Way) -> None:
        if body := bodies.get(key):
            behind[body[-1]] = ways([link] for link in links)

    for person in reading.people:
        for introduction in person.introductions:
            lead(introduction.key, Way(_("All answers"), record=f"people {introduction.key}"))
    names = {person.id: person.name for person in reading.people}
    titles = {topic.id: topic.title for topic in reading.topics}
    for answer in reading.answers:
        lead(
            answer.key,
            Way(titles[answer.topic], record=f"topics {answer.key}"),
            Way(names[answer.person], record=f"people {answer.key}"),
        )
    put_beside({}, behind)
