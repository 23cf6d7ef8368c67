"""What recognition claims for each record, and whether it claims all there is, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_roundtable.model import CAST, END
from sphinx_roundtable.reading import BODY, NAME, SECTION, marked
from sphinx_roundtable.reading.recognise import recognise
from tests.support import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_roundtable.model import Reading
    from sphinx_roundtable.sidecar import Sidecar

__all__ = ["Read", "check", "read", "recognised"]

#: What no reader sees, or what is no part of the text.
_UNSEEN = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.target,
    nodes.pending,
    nodes.decoration,
    nodes.meta,
)


class Read:
    """A reading, and the document in which it is marked."""

    def __init__(self, document: nodes.document, reading: Reading) -> None:
        self.document = document
        self.reading = reading

    def text(self, key: str) -> str:
        """Return the words of a record, with single spaces."""
        return " ".join(" ".join(node.astext() for node in marked(self.document)[key]).split())

    @property
    def said(self) -> dict[str, str]:
        """Map ids of answers to their words."""
        return {answer.id: self.text(answer.key) for answer in self.reading.answers}

    @property
    def asides(self) -> list[tuple[str, str]]:
        """Pairs of place and words."""
        return [(aside.place, self.text(aside.key)) for aside in self.reading.asides]

    @property
    def doubts(self) -> list[tuple[str, int]]:
        """Pairs of subtype and line."""
        return [(doubt.subtype.value, doubt.line) for doubt in self.reading.doubts]

    def doubt(self, subtype: str) -> str:
        """Return the message of the only doubt of this subtype."""
        (message,) = (d.message for d in self.reading.doubts if d.subtype.value == subtype)
        return message

    @property
    def people(self) -> list[str]:
        return [person.id for person in self.reading.people]

    @property
    def topics(self) -> list[str]:
        return [topic.id for topic in self.reading.topics]


def read(text: str, suffix: str = ".rst", sidecar: Sidecar | None = None) -> Read:
    """Return what *text* is understood to say, having checked that nothing of it is lost."""
    return recognised(parse(text, suffix), sidecar)


def recognised(document: nodes.document, sidecar: Sidecar | None = None) -> Read:
    """Return what *document* is understood to say, having checked that nothing of it is lost."""
    words = document.astext().split()
    reading = recognise(document, "talk", sidecar)
    assert document.astext().split() == words, "recognition changed the text"
    check(document, reading)
    return Read(document, reading)


def check(document: nodes.document, reading: Reading) -> None:
    """Assert that each word is in exactly one record, and that the records fit together."""
    for leaf in _leaves(document):
        owners = [key for key in _above(leaf, BODY) if key]
        named = [key for key in _above(leaf, NAME) if key]
        # A name may stand in one paragraph with the words.
        if named:
            assert owners[:1] in ([], named), f"{leaf.astext()!r} names {named}, is in {owners}"
        elif not (_is_title(leaf) and not owners):
            assert len(owners) == 1, f"{leaf.astext()!r} is in {owners}"

    people = {person.id: person for person in reading.people}
    topics = {topic.id: topic for topic in reading.topics}
    answers = {answer.key: answer for answer in reading.answers}
    asides = {aside.key: aside for aside in reading.asides}
    places = [place for person in reading.people for place in person.introductions]
    introduced = {place.key for place in places}
    assert len(people) == len(reading.people), "two people have one id"
    assert len(topics) == len(reading.topics), "two topics have one id"
    assert len(answers) == len(reading.answers), "two answers have one key"
    assert len(asides) == len(reading.asides), "two asides have one key"
    questions = {question.key for question in reading.questions}
    claimed = answers.keys() | asides.keys() | questions
    assert claimed <= set(marked(document)) <= introduced | claimed
    assert not any(isinstance(n, _UNSEEN) for found in marked(document).values() for n in found)
    assert {answer.person for answer in answers.values()} <= people.keys()
    items = [(key, topic.id) for topic in reading.topics for key in topic.items]
    placed = [(answer.key, answer.topic) for answer in reading.answers]
    placed += [(answer.key, topic) for answer in reading.answers for topic in answer.also]
    placed += [(question.key, question.topic) for question in reading.questions]
    placed += [(key, a.place) for key, a in asides.items() if a.place not in ("", CAST, END)]
    assert sorted(items) == sorted(placed), "a topic lists other items than stand in it"
    _check_anchors(document, reading)


def _check_anchors(document: nodes.document, reading: Reading) -> None:
    places = [place for person in reading.people for place in person.introductions]
    # A document without a title, which is one person's as a whole, has no anchor.
    people = [place.anchor for place in places if place.anchor]
    answers = [answer.anchor for answer in reading.answers]
    topics = [topic.anchor for topic in reading.topics if topic.anchor]
    ids = [id for node in document.findall(nodes.Element) for id in node["ids"]]
    assert len(set(ids)) == len(ids), "an id stands twice in the document"
    # A section may be a person's, a topic, and an answer at once.
    for anchors in (people, answers, topics):
        assert len(set(anchors)) == len(anchors)
        assert set(anchors) <= set(ids)
    assert all(answer.anchor for answer in reading.answers)
    # A name on a page is its person's, a title its topic's, also where someone answers twice.
    for topic in reading.topics:
        here = [answer.on_topic_page for answer in reading.answers if answer.topic == topic.id]
        assert len(set(here)) == len(here)
    for person in reading.people:
        here = [answer.on_person_page for answer in reading.answers if answer.person == person.id]
        assert len(set(here)) == len(here)
    names = [answer.id for answer in reading.answers]
    assert len(set(names)) == len(names)
    for section in document.findall(nodes.section):
        assert section.get(SECTION, CAST) in {CAST, *(topic.id for topic in reading.topics)}


def _leaves(document: nodes.document) -> Iterator[nodes.Node]:
    for node in document.findall():
        if isinstance(node, (nodes.Text, nodes.image)) and not _is_unseen(node):
            yield node


def _is_unseen(leaf: nodes.Node) -> bool:
    if not (leaf.astext().strip() or isinstance(leaf, nodes.image)):
        return True
    above: nodes.Node | None = leaf
    while above is not None:
        if isinstance(above, _UNSEEN):
            return True
        if isinstance(above, nodes.Element) and "contents" in above["classes"]:
            return True
        # Fields on top are about the document.
        if isinstance(above, nodes.field_list) and isinstance(above.parent, nodes.document):
            before = above.parent.children[: above.parent.index(above)]
            return all(isinstance(node, (nodes.Invisible, nodes.decoration)) for node in before)
        above = above.parent
    return False


def _above(leaf: nodes.Node, attribute: str) -> Iterator[str | None]:
    above: nodes.Node | None = leaf
    while above is not None:
        if isinstance(above, nodes.Element):
            yield above.get(attribute)
        above = above.parent


def _is_title(leaf: nodes.Node) -> bool:
    above: nodes.Node | None = leaf
    while above is not None and not isinstance(above, nodes.title):
        above = above.parent
    return above is not None and isinstance(above.parent, nodes.section)
