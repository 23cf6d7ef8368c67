"""What was understood, for people in tables, and for programs in JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from ..config import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType

    from ..model import Answer, Introduction, Person, Question, Roundtable
    from .understand import Understood

__all__ = ["VERSION", "as_json", "show"]

#: Of the form of the JSON: raised where a key changes its meaning or goes.
VERSION = 1
#: With more people, the matrix is not readable any more.
WIDEST = 12


def show(understood: Understood, console: Console) -> None:
    """Print what was understood."""
    console.print(Group(*_parts(understood)))


def as_json(understood: Understood) -> bytes:
    """Return what was understood, as JSON in UTF-8; the manual describes its keys."""
    table = understood.table
    said: dict[str, Any] = {
        "version": VERSION,
        "title": table.title if table.title != TOGETHER else "",
        "sources": [
            {"name": reading.source, "file": understood.paths[reading.source], "form": reading.form}
            for reading in understood.readings
        ],
        "people": [
            asdict(person) | {"answers": len(table.answers_of.get(person.id, ()))}
            for person in (*table.people, *table.interviewers)
        ],
        "topics": [asdict(topic) for topic in table.topics],
        "answers": [{"id": answer.id} | asdict(answer) for answer in table.answers],
        "questions": [asdict(question) for question in table.questions],
        "asides": [asdict(aside) for aside in table.asides],
        "words": _words(table),
        "doubts": [
            {
                "subtype": doubt.subtype.value,
                "message": doubt.message,
                "file": file,
                "line": doubt.line,
            }
            for file, doubt in understood.doubts
        ],
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def _words(table: Roundtable) -> dict[str, int]:
    return {
        "answers": sum(answer.words for answer in table.answers),
        "questions": sum(question.words for question in table.questions),
        "asides": sum(aside.words for aside in table.asides),
    }


def _parts(understood: Understood) -> Iterator[RenderableType]:
    table = understood.table
    forms = Counter(reading.form for reading in understood.readings)
    if table.title != TOGETHER:
        yield Text(table.title, style="bold")
    yield Text(f"{_number(len(table.sources), 'source')}, {_listed(forms)}")
    yield _people(understood)
    yield _topics(table)
    if table.people and table.topics and len(table.people) <= WIDEST:
        yield _matrix(table)
    yield _sums(table)
    yield _doubts(understood)


def _people(understood: Understood) -> Table:
    table = understood.table
    people = _table("People", "Name", "Also called", "What is said of them", "Introduced")
    people.add_column("Answers", justify="right")
    people.add_column("Words", justify="right")
    for person in (*table.people, *table.interviewers):
        answers = table.answers_of.get(person.id, ())
        asked = [question for question in table.questions if question.person == person.id]
        said: list[Answer | Question] = [*answers, *asked]
        people.add_row(
            person.name,
            ", ".join(person.aliases),
            _told(person),
            ", ".join(_where(understood, place) for place in person.introductions),
            str(len(answers)) if not person.asks else f"asks {len(asked)}",
            f"{sum(record.words for record in said):,}",
        )
    return people


def _where(understood: Understood, place: Introduction) -> str:
    if len(understood.paths) == 1:
        return f"line {place.line}"
    return f"{Path(understood.paths[place.source]).name}:{place.line}"


def _told(person: Person) -> str:
    kind = "" if person.kind == "person" else person.kind
    return ", ".join(filter(None, [person.role, kind]))


def _topics(table: Roundtable) -> Table:
    topics = _table("Topics")
    topics.add_column("", justify="right")
    topics.add_column("Title")
    topics.add_column("Answers", justify="right")
    topics.add_column("Asides", justify="right")
    for number, topic in enumerate(table.topics, start=1):
        asides = sum(key in table.aside for key in topic.items)
        answers = len(table.answers_on.get(topic.id, ()))
        topics.add_row(str(number), topic.title, str(answers), str(asides))
    return topics


def _matrix(table: Roundtable) -> Table:
    """Return who said how many words on what: topics by number, turns in brackets."""
    matrix = _table("Words of each on each topic (and turns, where there are several)", "")
    for number, _ in enumerate(table.topics, start=1):
        matrix.add_column(str(number), justify="right")
    for person in table.people:
        words = Counter[str]()
        turns = Counter[str]()
        for answer in table.answers_of.get(person.id, ()):
            for topic in (answer.topic, *answer.also):
                words[topic] += answer.words
                turns[topic] += 1
        matrix.add_row(person.name, *(_cell(words[t.id], turns[t.id]) for t in table.topics))
    return matrix


def _cell(words: int, turns: int) -> str:
    if not turns:
        return "–"
    return f"{words} ({turns})" if turns > 1 else str(words)


def _sums(table: Roundtable) -> Text:
    words = _words(table)
    whole = sum(words.values())
    records: list[Answer | Question] = [*table.answers, *table.questions]
    times = [record.time for record in records if record.time]
    share = _percent(words["answers"] + words["questions"], whole)
    asides = _number(len(table.asides), "aside")
    lines = [
        f"{share} of {whole:,} words are somebody's (biographies not counted)",
        f"{asides}, {words['asides']:,} words",
    ]
    if table.questions:
        lines.append(f"{_number(len(table.questions), 'question')}, {words['questions']:,} words")
    if times:
        lines.append(f"{_number(len(times), 'time stamp')}, from {times[0]} to {times[-1]}")
    return Text("\n".join(lines))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "0 %"


def _doubts(understood: Understood) -> RenderableType:
    if not understood.doubts:
        return Text("No doubts.", style="green")
    doubts = _table(f"{_number(len(understood.doubts), 'doubt')}", "Where", "What")
    doubts.add_column("Subtype", style="yellow")
    for file, doubt in understood.doubts:
        where = f"{file}:{doubt.line}" if doubt.line else file
        doubts.add_row(where, doubt.message, doubt.subtype.value)
    return doubts


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _number(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"


def _listed(forms: Counter[str]) -> str:
    if len(forms) == 1:
        return f"form: {next(iter(forms))}"
    return "forms: " + ", ".join(f"{form} ({count})" for form, count in forms.most_common())
