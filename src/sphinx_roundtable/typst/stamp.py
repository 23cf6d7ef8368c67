"""What a PDF was made from, to know whether it has to be made again.

Two digests stand in a small file beside each PDF. The first is cheap: times and sizes of the
stored doctrees and images, and the configuration. If it holds, nothing is read or translated.
The second is exact: the Typst source and every byte the compiler reads. A change that does not
reach the book (a document outside it, another builder that reads the same doctrees again)
changes the first alone, and costs a translation but no compilation.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sphinx

from sphinx_roundtable.typst.config import plain_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder


class Stamp(NamedTuple):
    """The two digests of a PDF, in hexadecimal."""

    inputs: str  # of what the book is translated from
    source: str  # of what it is compiled from

    @classmethod
    def read(cls, path: Path) -> Stamp | None:
        """Return the stamp at *path*, or ``None`` if there is none that can be read."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(str(data["inputs"]), str(data["source"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Write the stamp to *path*."""
        path.write_text(json.dumps(self._asdict()) + "\n", encoding="utf-8")


def digest(parts: Iterable[str | bytes]) -> str:
    """Return one digest of *parts*; their borders count, so moved text is a change."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def state(path: Path) -> str:
    """Return the time and size of a file as text; ``"-"`` if it is not there."""
    try:
        info = path.stat()
    except OSError:
        return "-"
    return f"{info.st_mtime_ns}:{info.st_size}"


def files(folder: str | Path) -> list[Path]:
    """Return all files below *folder*, sorted."""
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


def input_digest(builder: Builder, environment: Iterable[str | bytes]) -> str:
    """Return the digest of what the books of *builder* are translated from.

    *environment* is what they are made with besides: templates, fonts, the compiler.
    """

    def parts() -> Iterator[str | bytes]:
        env = builder.env
        for docname in sorted(env.all_docs):
            yield docname
            yield state(builder.doctreedir / f"{docname}.doctree")
        for image in sorted(env.images):
            yield image
            yield state(builder.srcdir / image)
        yield repr(plain_settings(builder.config))
        yield repr(sorted(builder.tags))
        yield sphinx.__version__
        yield from environment
        # The translation itself: whoever works on this package wants to see the effect.
        for module in files(Path(__file__).parent):
            if module.suffix == ".py":
                yield state(module)

    return digest(parts())
