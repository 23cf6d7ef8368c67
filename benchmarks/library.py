"""What a library costs: a volume, an unchanged volume, and the join.

    python benchmarks/library.py [--volumes 2] [--people 50] [--topics 10] [--words 120]
                                 [--records 0] [--editions pdf epub] [--skip-batches]

In each volume, everybody answers each topic; half of the people and of the topics are those of all
volumes. Of --records more volumes there are only the records, which is all that the join reads of a
volume. With --skip-batches, the join is only what one task does of it: the rest is taken as made.
Times are CPU seconds of all processes, user and system, as the operating system counts
them: other work on the machine changes them less than the time on a clock. Sizes are those of what
is written; memory is the largest of one process.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import msgspec
from slugify import slugify

from sphinx_roundtable.library.config import load
from sphinx_roundtable.library.jobs import jobs
from sphinx_roundtable.library.join import make_batch, make_front
from sphinx_roundtable.library.plan import plan
from sphinx_roundtable.library.records import Record, Said, Subject, Table, Voice, record_name
from sphinx_roundtable.library.state import Batch, Made, Order, batch_name, made_name, read_standing
from sphinx_roundtable.library.storage import Storage
from sphinx_roundtable.library.volume import build_volume

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULTS = {"volumes": 2, "people": 50, "topics": 10, "words": 120, "records": 0}
SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a library of the given size costs."""
    options = _options(arguments)
    answers = options.people * options.topics
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        _write(top, options)
        out = str(top / "out")
        library = load(str(top / "library.toml"), out)
        work = list(jobs(library, out, "1700000000").values())[: options.volumes]
        built = sum(_cpu(partial(build_volume, job)) for job in work) / len(work)
        again = sum(_cpu(partial(build_volume, job)) for job in work) / len(work)
        _record(Storage(out), options)
        order = Order(library, out)
        parts = _join(order, skips=options.skip_batches)
        joined = sum(parts.values())
        rejoined = _cpu(partial(plan, order))
        pages = len(read_standing(Storage(out)).pages)
        before = _times(top / "out")
        _say_more(Storage(out))
        again_parts = _join(order, skips=options.skip_batches)
        written = len(_times(top / "out").items() - before.items())
        volume, record = top / "out/volumes/v0", top / "out/_library/volumes/v0.json"
        everything = answers * (options.volumes + options.records)
        figures = {
            "answers in a volume": f"{answers:,}",
            "a volume, CPU seconds": f"{built:.1f}",
            "for 1,000 answers": f"{built / answers * 1000:.1f}",
            "an unchanged volume, CPU seconds": f"{again:.2f}",
            "its pages, kB for each answer": f"{_size(volume) / answers / 1e3:.1f}",
            "its files": f"{sum(path.is_file() for path in volume.rglob('*')):,}",
            "its record, bytes for each answer": f"{record.stat().st_size / answers:.0f}",
            "assets for all, MB": f"{_size(top / 'out/_static') / 1e6:.1f}",
            "answers in all records": f"{everything:,}",
            "pages of the library": f"{pages:,}",
            "the join, CPU seconds": f"{joined:.1f}",
            "for each page, CPU milliseconds": f"{joined / pages * 1000:.1f}",
            "for each answer, CPU milliseconds": f"{joined / everything * 1000:.1f}",
            "of it in one task, the plan": f"{parts['plan']:.1f}",
            "of it in one task, the front": f"{parts['front']:.1f}",
            "a join after one answer more, CPU seconds": f"{sum(again_parts.values()):.1f}",
            "files that it writes": f"{written}",
            "a join with nothing to do, CPU seconds": f"{rejoined:.2f}",
            "process that plans, MB": f"{_memory(resource.RUSAGE_SELF):.0f}",
            "largest process that builds, MB": f"{_memory(resource.RUSAGE_CHILDREN):.0f}",
        }
        print(
            f"{options.volumes} volumes and {options.records} records, each of {options.people}"
            f" people, {options.topics} topics, {options.words} words in an answer;"
            f" editions besides pages: {', '.join(options.editions) or 'none'}"
        )
        for name, figure in figures.items():
            print(f"{name:42}{figure:>12}")
    return 0


def _cpu(work: Callable[[], object]) -> float:
    """Return how many seconds of CPU *work* takes, with the processes that it starts."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _pretend(out: Storage, number: int) -> None:
    """Leave word that a batch has been made."""
    batch = msgspec.json.decode(out.read(batch_name(number)), type=Batch)
    made = {docname: Made(source.digest) for docname, source in batch.pages.items()}
    out.write(made_name(number), msgspec.json.encode(made))


def _join(order: Order, *, skips: bool) -> dict[str, float]:
    """Join the library; return the seconds of CPU that each part of it takes."""
    planned = []
    seconds = {"plan": _cpu(lambda: planned.append(plan(order)))}
    for number in range(planned[0].batches):
        if skips:
            _pretend(Storage(order.out), number)
        else:
            seconds[f"batch {number}"] = _cpu(partial(make_batch, order, number))
    return seconds | {"front": _cpu(partial(make_front, order))}


def _say_more(out: Storage) -> None:
    """Let somebody of the first volume answer once more."""
    name = record_name("v0")
    record = msgspec.json.decode(out.read(name), type=Record)
    record.tables[0].answers.append(record.tables[0].answers[0])
    out.write(name, msgspec.json.encode(msgspec.structs.replace(record, digest="another")))


def _times(out: Path) -> dict[str, int]:
    paths = (path for path in out.rglob("*") if path.is_file() and "_library" not in path.parts)
    return {str(path): path.stat().st_mtime_ns for path in paths}


def _memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1e3


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _write(top: Path, options: argparse.Namespace) -> None:
    chance = Random(7)
    tables = [
        f'[volumes.v{number}]\ntitle = "Volume {number}"\n'
        for number in range(options.volumes + options.records)
    ]
    for number in range(options.volumes):
        volume = top / f"v{number}"
        volume.mkdir()
        names, topics = _names(number, options), _topics(number, options)
        blocks = [f"Volume {number}\n{'=' * 20}\n"]
        blocks += [f"* *{name}* works.\n" for name in names]
        for topic in topics:
            blocks.append(f"{topic}\n{'-' * len(topic)}\n")
            blocks += [f"*{name}*:\n\n    {_words(chance, options.words)}\n" for name in names]
        (volume / "index.rst").write_text("\n".join(blocks), encoding="utf-8")
    (top / "library.toml").write_text(
        f'title = "A library"\neditions = {json.dumps(options.editions)}\n'
        '[settings]\nhtml_theme = "furo"\nroundtables = ["index"]\n'
        f"{''.join(tables)}",
        encoding="utf-8",
    )


def _record(out: Storage, options: argparse.Namespace) -> None:
    """Write the records of volumes that are not built."""
    for number in range(options.volumes, options.volumes + options.records):
        people = [
            Voice(slugify(name), name, f"people/{slugify(name)}.html", introduced=True)
            for name in _names(number, options)
        ]
        topics = [
            Subject(slugify(title), title, f"topics/{slugify(title)}.html")
            for title in _topics(number, options)
        ]
        answers = [
            Said(voice.id, subject.id, f"{subject.place}#{voice.id}", options.words)
            for subject in topics
            for voice in people
        ]
        table = Table(f"Volume {number}", people, topics, answers)
        record = Record(f"digest {number}", title=f"Volume {number}", tables=[table])
        out.write(record_name(f"v{number}"), msgspec.json.encode(record))


def _names(volume: int, options: argparse.Namespace) -> list[str]:
    names = []
    for number in range(options.people):
        chance = Random(number if number % 2 else 1000 * volume + number)
        whose = "" if number % 2 else f" v{volume}"
        names.append(f"{_name(chance)} {_name(chance)}{number}{whose}")
    return names


def _topics(volume: int, options: argparse.Namespace) -> list[str]:
    return [
        f"Topic {number} of {'all' if number % 2 else f'volume {volume}'}"
        for number in range(options.topics)
    ]


def _name(chance: Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def _words(chance: Random, count: int) -> str:
    words = ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(count))
    return " ".join(words).capitalize() + "."


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in DEFAULTS.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--skip-batches", action="store_true")
    parser.add_argument("--editions", nargs="*", default=[])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
