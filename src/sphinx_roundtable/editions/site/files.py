"""Files at the top of a site, for programs: ``sitemap.xml`` and ``llms.txt``.

Both list what the environment has, not what this build has written: an incremental build
writes what a clean one does. A file of that name in ``html_extra_path`` is the author's.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from ...locale import _
from ..data.choice import chosen
from .addresses import is_authors, top
from .directory import title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinx.application import Sphinx

    from ...model import Roundtable

__all__ = ["forget", "llms", "sitemap", "write"]


def write(app: Sphinx, name: str, content: str) -> None:
    """Write a file at the top of the site, unless the author has one of that name."""
    if content and not is_authors(app, name):
        Path(app.outdir, name).write_text(content, encoding="utf-8", newline="\n")


def forget(app: Sphinx, wanted: Collection[str]) -> None:
    """Delete what an earlier build has put beside the pages and this one does not.

    To be called while the environment may still be changed: the next build is told what to expect.

    :param wanted: paths from the top of the site; a folder stands for all that is in it
    """
    domain: Any = app.env.domains["roundtable"]
    seen = domain.seen_by(app.builder)
    for name in sorted(set(seen.get("beside", ())) - set(wanted)):
        path = Path(app.outdir, name)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    seen["beside"] = sorted(name for name in wanted if not is_authors(app, name))


def sitemap(app: Sphinx) -> str:
    """Return a list of all documents, as https://www.sitemaps.org/protocol.html has it.

    Its addresses must be full ones: it is empty where ``html_baseurl`` is.
    """
    if not app.config.html_baseurl:
        return ""
    urls = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for docname in sorted(app.env.found_docs):
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = top(app, app.builder.get_target_uri(docname))
    ET.indent(urls)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(urls, "unicode") + "\n"


def llms(app: Sphinx) -> str:
    """Return a guide for programs that read, as https://llmstxt.org/ has it."""
    domain: Any = app.env.domains["roundtable"]
    blocks = [f"# {_plain(app.config.project)}"]
    for table in domain.roundtables.values():
        blocks += ["\n".join(lines) for lines in _guide(app, table)]
    if formats := chosen(app):
        items = [_item(top(app, form.file), form.file, form.media_type) for form in formats]
        heading = _("Data")
        blocks += [f"## {heading}", "\n".join(items)]
    return "\n\n".join(blocks) + "\n"


def _guide(app: Sphinx, table: Roundtable) -> Iterator[Iterable[str]]:
    counts = [
        ("people", len(table.people)),
        ("topics", len(table.topics)),
        ("systems", len(table.systems)),
    ]
    held = ", ".join(f"{count} {_plain(table.labels[kind])}" for kind, count in counts if count)
    yield [f"> {_plain(table.title)}: {held}"]
    yield [f"## {_plain(table.title)}"]
    yield [
        _item(_page(app, source), app.env.titles[source].astext(), "") for source in table.sources
    ]
    if table.topics:
        yield [f"## {_plain(table.labels['topics'])}"]
        yield [
            _item(
                _page(app, table.docname("topics", topic.id)),
                title_of(app, table, topic),
                _count(len(table.answers_on.get(topic.id, ()))),
            )
            for topic in table.topics
        ]
    if table.people:
        yield [f"## {_plain(table.labels['people'])}"]
        yield [
            _item(_page(app, table.docname("people", person.id)), person.name, person.role)
            for person in table.people
        ]
    if table.systems:
        yield [f"## {_plain(table.labels['systems'])}"]
        yield [
            _item(_page(app, table.docname("systems", system.id)), system.name, system.description)
            for system in table.systems
        ]


def _count(answers: int) -> str:
    return _("1 answer") if answers == 1 else _("%d answers") % answers


def _page(app: Sphinx, docname: str) -> str:
    return top(app, app.builder.get_target_uri(docname))


def _item(address: str, title: str, notes: str) -> str:
    to = f"- [{_plain(title)}]({address})"
    return f"{to}: {_plain(notes)}" if notes else to


def _plain(words: str) -> str:
    """Return *words* on one line, in which nothing has a meaning for Markdown."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(words.split()))
