"""A search index in which an answer is a document of its own, with filters, made by Pagefind.

Pagefind is made for pages: a page that somebody speaks on would be found for what others say
there. So it is given records instead: one for each answer, at its canonical place, and one for
the rest of each document. They are read from the doctrees of all documents, not from what this
build has written: an incremental build makes the index that a clean one makes.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args

from sphinx.errors import ConfigError, ExtensionError
from sphinx.util.nodes import process_only_nodes

from ...locale import _
from .directory import Directory, is_site, spoken, text_besides, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

    from ...model import Answer, Roundtable
    from .directory import Shown

__all__ = ["FOLDER", "Record", "add_search", "check_search", "make_index", "records"]

#: Where the index is, from the top of the site. Sphinx reads no document whose name starts so.
FOLDER: Final = "_pagefind"

#: The file in it that says what is whose.
FILTERS: Final = "filters.json"

#: How much is read at once of what its program says.
_PART: Final = 1 << 16

#: What Pagefind brings along for other sites.
_UNUSED: Final = ("pagefind-*ui.*", "pagefind-highlight.js")


#: What the results may be filtered by.
Kind = Literal["person", "topic", "system"]


class Record(NamedTuple):
    """What is found as one thing."""

    url: str  #: from the top of the site
    title: str
    text: str
    filters: Sequence[tuple[Kind, str]]


def check_search(app: Sphinx) -> None:
    """End a build that asks for an index, but has not got what makes it."""
    if app.config.roundtable_pagefind and is_site(app) and find_spec("pagefind") is None:
        raise ConfigError(
            "conf.py: roundtable_pagefind: the Python package `pagefind[bin]` is not installed"
        )


def add_search(app: Sphinx, pagename: str, volumes: str = "") -> None:
    """Let the search page ask the index; without it, it stays as Sphinx has made it.

    :param volumes: of a library, the file in the folder of the index that lists those to search
    """
    if pagename == "search":
        app.add_css_file("roundtable-search.css")
        words = _words() | {"data-volumes": volumes} if volumes else _words()
        app.add_js_file("roundtable-search.js", loading_method="defer", **words)


def _words() -> dict[str, Any]:
    """Return what the script says, in the language of the project."""
    return {
        "data-folder": FOLDER,
        "data-filters": FILTERS,
        "data-search": _("Search"),
        "data-person": _("Person"),
        "data-everybody": _("Everybody"),
        "data-topic": _("Topic"),
        "data-everything": _("Everything"),
        "data-volume": _("Volume"),
        "data-all": _("All volumes"),
        "data-system": _("System"),
        "data-any": _("Any"),
        "data-none": _("Nothing found"),
        "data-one": _("1 result"),
        "data-many": _("%d results"),
        "data-more": _("More results"),
    }


def make_index(app: Sphinx, records: Iterable[Record]) -> None:
    """Write the index of *records*."""
    folder = Path(app.outdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    found = list(records)
    for name, content in _index(app, found):
        if not any(Path(name).match(pattern) for pattern in _UNUSED):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    filters = json.dumps(_filters(found, _ids(folder)), ensure_ascii=False, separators=(",", ":"))
    Path(folder, FILTERS).write_text(filters, encoding="utf-8")


def _index(app: Sphinx, records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    """Let Pagefind make the index; yield the name and the content of each file.

    This speaks to its program as its Python package does, which waits a tenth of a second for each
    answer: two minutes for 1,200 answers. The program could write the files itself, but says that
    they are written before they are: on a busy machine, some stayed empty.
    """
    # Here, for the package need not be installed: it is the project's choice.
    from pagefind.service import get_executable  # noqa: PLC0415

    language = (app.config.language or "en").replace("_", "-").lower()
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:  # noqa: S603 - our own

        def ask(kind: str, **what: Any) -> dict[str, Any]:
            request = json.dumps({"message_id": 1, "payload": {"type": kind, **what}}).encode()
            program.stdin.write(b64encode(request) + b",")  # type: ignore[union-attr]
            program.stdin.flush()  # type: ignore[union-attr]
            answer = bytearray()
            while not answer.endswith(b","):
                part = program.stdout.read1(_PART)  # type: ignore[union-attr]
                if not part:
                    break  # it has ended
                answer += part
            told: dict[str, Any] = json.loads(b64decode(answer) or b"{}").get("payload", {})
            if told.get("type") in {None, "Error"}:
                raise ExtensionError(f"Pagefind could not make the index: {told.get('message')}")
            return told

        index = ask("NewIndex", config={})["index_id"]
        for record in records:
            ask(
                "AddRecord",
                index_id=index,
                url=record.url,
                content=f"{record.title}\n\n{record.text}",
                language=language,
                meta={"title": record.title},
            )
        for file in ask("GetFiles", index_id=index)["files"]:
            yield file["path"], b64decode(file["content"])
        program.stdin.close()  # type: ignore[union-attr]


def _ids(folder: Path) -> dict[str, str]:
    """Map addresses to what Pagefind calls a result: the name of the file that has its text.

    Such a file is compressed JSON behind a mark; a test fails when it no longer is.
    """
    ids = {}
    for path in folder.glob("fragment/*.pf_fragment"):
        _, _, text = gzip.decompress(path.read_bytes()).partition(b"{")
        ids[json.loads(b"{" + text)["url"]] = path.stem
    return ids


def _filters(records: Sequence[Record], ids: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Return the results of each person, topic and system, all in the order of the text."""
    filters: dict[str, dict[str, list[str]]] = {kind: {} for kind in get_args(Kind)}
    for record in records:
        for kind, value in record.filters:
            filters[kind].setdefault(value, []).append(ids[record.url])
    return filters


def records(app: Sphinx, directory: Directory) -> Iterator[Record]:
    """Yield what is to be found: the pages in their order, then all other documents."""
    answers, shown = directory.answers(app), directory.shown(app)
    for docname in dict.fromkeys([*shown, *sorted(app.env.found_docs)]):
        document = app.env.get_doctree(docname)
        process_only_nodes(document, app.tags)
        words = spoken(document)
        what = shown.get(docname)
        # All that a source says is on its pages.
        is_source = what is not None and what.kind == "source" and bool(what.table.people)
        text = "" if is_source else text_besides(document, words.keys() & answers.keys())
        # The first of numbered pages is found by the title that they share.
        if text or what is None or what.number == 1:
            yield Record(
                app.builder.get_target_uri(docname),
                app.env.titles[docname].astext(),
                text,
                _about(app, what),
            )
        for key in words:
            if key in answers:
                yield _answer(app, *answers[key], words[key])


def _answer(app: Sphinx, table: Roundtable, answer: Answer, text: str) -> Record:
    docname, anchor = table.place(answer)
    name = table.person[answer.person].name
    title = title_of(app, table, table.topic[answer.topic])
    return Record(
        f"{app.builder.get_target_uri(docname)}#{anchor}",
        f"{name}: {title}",
        text,
        [("person", name), ("topic", title), *_named(table, [answer.key])],
    )


def _named(table: Roundtable, keys: Iterable[str]) -> list[tuple[Kind, str]]:
    """Return which systems the records *keys* name."""
    ids = dict.fromkeys(id for key in keys for id in table.systems_in.get(key, ()))
    return [("system", table.system[id].name) for id in ids]


def _about(app: Sphinx, shown: Shown | None) -> Sequence[tuple[Kind, str]]:
    """Return whose page it is, so that filters do not hide it."""
    if shown is not None and shown.kind == "person":
        person = shown.table.person[shown.id]
        told = _named(shown.table, [place.key for place in person.introductions])
        return [("person", person.name), *told]
    if shown is not None and shown.kind == "system":
        return [("system", shown.table.system[shown.id].name)]
    if shown is not None and shown.kind == "topic":
        return [("topic", title_of(app, shown.table, shown.table.topic[shown.id]))]
    return []
