"""What it costs to find names: systems of a sidecar and people of a large cast.

    python -m benchmarks.mentions

finds the names of 10,000 systems and 10,000 people in texts of growing length, which name one of
them in each sentence, and says for each step how many CPU seconds it takes. Work that is linear
in the text takes ten times as long for ten times the words. The last table is of texts that name
nobody: that is the price of looking.
"""

from __future__ import annotations

import argparse
import random
import time
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from benchmarks.conversation import WORDS, Conversation
from sphinx_roundtable.mentions.finder import Finder
from sphinx_roundtable.model import Person, Said
from sphinx_roundtable.sidecar import Sidecar, SystemHints, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    T = TypeVar("T")

#: Words of a sentence, sentences of an answer.
SENTENCE, ANSWER = 15, 10


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--names", type=int, default=10_000, help="of systems, and of people")
    asked = parser.parse_args()
    talk = Conversation(asked.names)
    people = [Person(id, name) for id, name in talk.people.items()]
    systems = {
        f"s{number}": SystemHints(f"{name.split()[0]}Base {number}", (f"{name[0]}B{number}",))
        for number, name in enumerate(talk.people.values())
    }
    _, checked = _timed(lambda: list(faults(systems)))
    finder, made = _timed(lambda: Finder(Sidecar(systems=systems), people, "en"))
    print(f"{asked.names} systems and {asked.names} people")
    print(f"names checked in {checked:.2f} s, made ready in {made:.2f} s\n")
    known = [*talk.people.values(), *(hints.name for hints in systems.values())]
    for names in (known, []):
        print("| words | mentions | CPU seconds | words per second |")
        print("| --- | --- | --- | --- |")
        for length in asked.words:
            find = partial(_find, finder, *_text(length, names))
            found, spent = _timed(find)
            print(f"| {length:,} | {found:,} | {spent:.2f} | {length / spent:,.0f} |")
        print()


def _find(
    finder: Finder, records: Sequence[Said], bodies: Mapping[str, Sequence[nodes.Element]]
) -> int:
    return len(list(finder.examine(records, bodies).mentions()))


def _text(
    length: int, names: Sequence[str]
) -> tuple[Sequence[Said], Mapping[str, Sequence[nodes.Element]]]:
    """Return answers of *length* words in all, in each sentence of which one of *names* stands."""
    dice = random.Random(length)
    records: list[Said] = []
    bodies: dict[str, Sequence[nodes.Element]] = {}
    for number in range(max(length // (SENTENCE * ANSWER), 1)):
        said = " ".join(_sentence(dice, names) for _ in range(ANSWER))
        records.append(Said(str(number), ""))
        bodies[str(number)] = [nodes.paragraph("", said)]
    return records, bodies


def _sentence(dice: random.Random, names: Sequence[str]) -> str:
    words = dice.choices(WORDS, k=SENTENCE - 2 if names else SENTENCE)
    if names:
        words.insert(SENTENCE // 2, dice.choice(names))
    return f"{words[0].title()} {' '.join(words[1:])}."


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    main()
