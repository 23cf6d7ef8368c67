"""What a reader can take along of an answer: its permanent link, a quotation, a citation.

The link works by itself. All else is for a script, which finds here what it needs to know: it
writes nothing into a page that is not a copy of these words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...locale import _
from ...nodes import put_beside
from ...pages.transplant import CANONICAL, COPY
from ...reading import BODY
from .addresses import address
from .directory import title_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ...model import Answer, Roundtable
    from .directory import Directory

__all__ = ["add_script", "offer", "roundtable_take", "setup_take"]


#: Stands before the words of an answer. A comment changes neither how they look nor what is near.
_START = "<!--roundtable-words-->"


class roundtable_take(nodes.General, nodes.Element):
    """Stands behind the words of an answer, and is written with the permanent link."""


def setup_take(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(roundtable_take, html=(_visit, None))


def offer(app: Sphinx, document: nodes.document, here: str, directory: Directory) -> None:
    """Put the permanent link behind each answer in *document*, which is resolved."""
    answers = directory.answers(app)
    words: dict[str, list[nodes.Element]] = {}
    for node in document.findall(nodes.Element):
        key = node.get(CANONICAL) or node.get(COPY) or node.get(BODY)
        # A section may be a part of the words; the one around all of them is the page's own.
        if key in answers and "roundtable-answer" not in node["classes"]:
            words.setdefault(key, []).append(node)
    put_beside(
        {first: nodes.raw("", _START, format="html") for first, *_ in words.values()},
        {said[-1]: _take(app, here, *answers[key]) for key, said in words.items()},
    )


def _take(app: Sphinx, here: str, table: Roundtable, answer: Answer) -> roundtable_take:
    docname, anchor = table.permanent(answer)
    sidecar: Any = app.env.domains["roundtable"].configured[table.name].sidecar  # type: ignore[attr-defined]
    path = "" if docname == here else app.builder.get_relative_uri(here, docname)
    take = roundtable_take("", classes=["roundtable-take", "no-search"])
    take["permanent"] = f"{path}#{anchor}"
    take["facts"] = {
        "data-voice": answer.person,
        "data-topic": answer.topic,
        "data-author": table.person[answer.person].name,
        "data-title": title_of(app, table, table.topic[answer.topic]),
        "data-source": table.title,
        "data-date": sidecar.date,
        "data-id": answer.id,
        # Where the site stands is the address to cite, wherever the reader has it from.
        "data-url": address(app, here, docname, anchor) if app.config.html_baseurl else "",
    }
    return take


def add_script(app: Sphinx, document: nodes.document) -> None:
    """Give a page with answers the script and its style."""
    if next(document.findall(roundtable_take), None) is not None:
        app.add_css_file("roundtable-take.css")
        app.add_js_file("roundtable-take.js", loading_method="defer", **_words())


def _words() -> dict[str, Any]:
    """Return what the script says, in the language of the project."""
    return {
        "data-link": _("Copy link"),
        "data-quote": _("Copy quotation"),
        "data-cite": _("Cite"),
        "data-copied": _("Copied"),
        "data-failed": _("Could not be copied"),
        "data-format": _("Format"),
        "data-plain": _("Plain text"),
        "data-copy": _("Copy"),
        "data-close": _("Close"),
        "data-in": _("in"),
        "data-accessed": _("accessed"),
    }


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    facts = {name: value for name, value in node["facts"].items() if value}
    self.body.append(self.starttag(node, "div", **facts))
    # Sphinx writes a reference so.
    address, words = self.attval(node["permanent"]), self.encode(_("Permanent link"))
    self.body.append(f'<a class="reference internal" href="{address}">{words}</a></div>\n')
    raise nodes.SkipNode
