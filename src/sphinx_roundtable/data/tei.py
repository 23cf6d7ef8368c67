"""The data as TEI P5, for archives: who spoke in the header, what was said in the text.

The elements: https://tei-c.org/release/doc/tei-p5-doc/en/html/DR.html (``sp``, ``speaker``) and
https://tei-c.org/release/doc/tei-p5-doc/en/html/ND.html (``listPerson``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .records import Answer, Aside

if TYPE_CHECKING:
    from .records import Conversation, Dataset, Person, Question, Topic

__all__ = ["as_tei"]

_TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: What XML can't hold, however it is written.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_tei(dataset: Dataset) -> bytes:
    """Return *dataset* as TEI: a text, or a corpus of several conversations; in UTF-8."""
    texts = [_Text(table).whole() for table in dataset.roundtables]
    if len(texts) == 1:
        (root,) = texts
    else:
        root = ET.Element("teiCorpus")
        _header(root, "; ".join(table.title for table in dataset.roundtables))
        root.extend(texts)
    root.set("xmlns", _TEI)
    text = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _header(root: ET.Element, title: str, table: Conversation | None = None) -> ET.Element:
    header = _add(root, "teiHeader")
    described = _add(header, "fileDesc")
    _add(_add(described, "titleStmt"), "title", title)
    publication = _add(described, "publicationStmt")
    if table is None:
        _add(publication, "p", "Published with the pages that it belongs to.")
    else:
        _add(publication, "publisher", table.rights or table.title)
        if table.date:
            _add(publication, "date", table.date, when=table.date)
        _add(publication, "idno", table.address, type="URI")
        if table.license:
            licence = _add(publication, "availability")
            _add(licence, "licence", table.license, target=table.license)
    sources = _add(described, "sourceDesc")
    names = [source.file for source in table.sources] if table else []
    _add(sources, "p", f"Made from: {', '.join(names)}." if names else "Made from several texts.")
    return header


class _Text:
    """One conversation."""

    def __init__(self, table: Conversation) -> None:
        self._table = table
        self._people = {person.id: person for person in table.people}
        records: list[Answer | Question | Aside] = [
            *table.answers,
            *table.questions,
            *table.asides,
        ]
        self._records: dict[str, Answer | Question | Aside] = {}
        for record in records:
            self._records[record.id] = record

    def whole(self) -> ET.Element:
        """Return the element ``TEI``."""
        table = self._table
        root = ET.Element("TEI")
        if table.language:
            root.set(f"{_XML}lang", table.language)
        profile = _add(_header(root, table.title, table), "profileDesc")
        if table.language:
            _add(_add(profile, "langUsage"), "language", ident=table.language)
        if table.people:
            people = _add(_add(profile, "particDesc"), "listPerson")
            for person in table.people:
                self._person(people, person)
        text = _add(root, "text")
        self._part(text, "front", ("introduction", "cast"))
        body = _add(text, "body")
        for topic in table.topics:
            self._topic(body, topic)
        if not table.topics:
            _add(body, "p")
        self._part(text, "back", ("end",))
        return root

    def _person(self, people: ET.Element, person: Person) -> None:
        role = "interviewer" if person.asks else "respondent"
        element = _add(people, "person", id=_name(person.id), role=role)
        _add(element, "persName", person.name)
        for alias in person.aliases:
            _add(element, "persName", alias, type="alias")
        for biography in person.biographies:
            _paragraphs(_add(element, "note", type="biography"), biography.text)
        if person.role:
            _add(element, "note", person.role, type="role")
        for address in filter(None, [person.address, *person.links.values()]):
            _add(element, "idno", address, type="URI")

    def _part(self, text: ET.Element, name: str, parts: tuple[str, ...]) -> None:
        asides = [aside for aside in self._table.asides if aside.part in parts and aside.text]
        if asides:
            division = _add(_add(text, name), "div")
            for aside in asides:
                _paragraphs(division, aside.text)

    def _topic(self, body: ET.Element, topic: Topic) -> None:
        division = _add(body, "div", id=f"topic.{_name(topic.id)}", type="topic")
        _add(division, "head", topic.title)
        for number, id in enumerate(topic.items):
            record = self._records.get(id)
            # An answer that is shown on several topics stands on its own.
            if record and record.topic == topic.id and record.text:
                self._record(division, record, f"said.{_name(topic.id)}.{number}")
        if len(division) == 1:
            _add(division, "p")

    def _record(self, division: ET.Element, record: Answer | Question | Aside, id: str) -> None:
        if not isinstance(record, Aside):
            speech = _add(division, "sp", who=f"#{_name(record.person)}", id=id)
            if isinstance(record, Answer):
                speech.set("corresp", record.address)
            _add(speech, "speaker", self._people[record.person].name)
            if record.time:
                _add(speech, "stage", record.time, type="time")
            division = speech
        _paragraphs(division, record.text)


def _paragraphs(parent: ET.Element, text: str) -> None:
    for paragraph in text.split("\n\n"):
        _add(parent, "p", paragraph)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; ``id`` is that of XML."""
    element = ET.SubElement(parent, tag)
    for name, value in attributes.items():
        element.set(f"{_XML}id" if name == "id" else name, _NO_XML.sub("\ufffd", value))
    if text:
        element.text = _NO_XML.sub("\ufffd", text)
    return element


def _name(id: str) -> str:
    """Return an id of ours as XML allows it: without slashes, and with no digit first."""
    name = id.replace("/", ".")
    return f"_{name}" if name[:1].isdigit() else name
