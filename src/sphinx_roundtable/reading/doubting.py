"""What a document leaves in doubt, once it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Doubt, Subtype
from .drift import drift
from .forms import explicit
from .looks import may_be_name
from .structure import file_of, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes

    from ..model import Reading
    from ..sidecar import Sidecar
    from .names import Cast
    from .structure import Turn

__all__ = ["doubt_at", "doubts_of_turns", "doubts_of_whole"]


def doubt_at(subtype: Subtype, message: str, node: nodes.Element) -> Doubt:
    """Return a doubt about the place where *node* begins."""
    return Doubt(subtype, message, line_of(node), file_of(node))


def doubts_of_turns(turns: Iterable[Turn], cast: Cast) -> Iterator[Doubt]:
    """Yield for each of *turns* that is no answer why it is none."""
    for turn in turns:
        name, found = turn.name, cast.find(turn.name)
        if not turn.body:
            if found or explicit.is_explicit(turn):
                message = f"{name!r} is named, but no words follow"
                yield doubt_at(Subtype.EMPTY_ANSWER, message, turn.place)
        elif len(found) > 1:
            message = f"{name!r} may be any of {len(found)} people"
            yield doubt_at(Subtype.AMBIGUOUS_NAME, message, turn.place)
        elif not found and (explicit.is_explicit(turn) or may_be_name(name)):
            close = cast.closest(name)
            hint = f"; did you mean {close!r}?" if close else ""
            message = f"{name!r} is not of the cast{hint}"
            yield doubt_at(Subtype.UNKNOWN_PERSON, message, turn.place)


def doubts_of_whole(
    document: nodes.document, reading: Reading, sidecar: Sidecar, *, recurring: bool
) -> Iterator[Doubt]:
    """Yield what can only be said once all is read.

    :param recurring: people come first, several of them: then titles of topics recur
    """
    for said in explicit.misplaced(document):
        message = f"the answer of {said[explicit.SAID]!r} stands inside of something else"
        yield doubt_at(Subtype.MISPLACED, message, said)
    if not reading.answers:
        yield Doubt(Subtype.EMPTY, "nobody is recognised to say anything")
    speaking = {answer.person for answer in reading.answers}
    for person in reading.people if speaking else ():
        if person.id not in speaking and not person.asks:
            yield Doubt(Subtype.SILENT_PERSON, f"{person.name!r} answers nothing", person.line)
    if recurring:
        yield from drift(reading.topics, reading.answers)
    known = {topic.id for topic in reading.topics}
    for id in sidecar.topics:
        if id not in known:
            yield Doubt(Subtype.SIDECAR, f"the sidecar's topics.{id} is not in the text")
