"""Fills excerpts with copies of answers, and writes the doctrees that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import new_document

from .. import _sphinx
from ..elsewhere import Elsewhere
from ..locale import _
from ..model import Subtype
from ..nodes import link, roundtable_excerpt
from ..pages.transplant import COPY, Source, Transplant
from .find import Filter, FilterError, found
from .passage import Passage, PassageError, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from ..domain import RoundtableDomain
    from ..model import Answer, Roundtable

__all__ = ["fill"]

logger = logging.getLogger(__name__)


def fill(app: Sphinx, domain: RoundtableDomain, *, changed: bool) -> Iterator[str]:
    """Fill the excerpts of all documents; yield the documents where they are not what they were.

    :param changed: whether an answer, or its place, may have changed since they were filled
    """
    reader = _Reader(app)
    for docname in sorted(domain.excerpts.keys() & app.env.found_docs):
        if changed or docname in domain.reread:
            document = app.env.get_doctree(docname)
            if _Filler(app, domain, reader, document, docname).fill():
                _sphinx.write(app, docname, document)
                yield docname


class _Reader:
    """Reads each source once."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._sources: dict[str, Source] = {}

    def source(self, docname: str) -> Source:
        if docname not in self._sources:
            document = self._app.env.get_doctree(docname)
            language = self._app.config.highlight_language
            self._sources[docname] = Source(docname, document, language)
        return self._sources[docname]

    def text(self, table: Roundtable, answer: Answer) -> str:
        if isinstance(table, Elsewhere):
            return table.texts[answer.key]
        bodies = self.source(answer.source).bodies.get(answer.key, ())
        return " ".join(body.astext() for body in bodies)


class _Filler:
    """Fills the excerpts of one document."""

    def __init__(
        self,
        app: Sphinx,
        domain: RoundtableDomain,
        reader: _Reader,
        document: nodes.document,
        docname: str,
    ) -> None:
        self._app = app
        self._domain = domain
        self._reader = reader
        self._document = document
        self._docname = docname

    def fill(self) -> bool:
        """Change the document in place; return whether anything has changed."""
        excerpts = list(self._document.findall(roundtable_excerpt))
        before = [excerpt.pformat() for excerpt in excerpts]
        for excerpt in excerpts:
            excerpt.clear()
        page = new_document(self._document["source"])
        transplant = Transplant(page, self._docname, self._app.env)
        for node in self._document.findall(nodes.Element):
            for id in node["ids"]:
                transplant.reserve(id)
        made = [nodes.container("", *self._content(excerpt, transplant)) for excerpt in excerpts]
        page += made
        transplant.finish()
        _sphinx.collect_files(self._app, self._docname, page)
        for excerpt, container in zip(excerpts, made, strict=True):
            _settle_notes(container)
            excerpt.extend(container.children)
            for owned in excerpt.findall():
                owned.document = self._document
        self._domain.numbered[self._docname] = transplant.numbered
        return [excerpt.pformat() for excerpt in excerpts] != before

    def _content(self, excerpt: nodes.Element, transplant: Transplant) -> Sequence[nodes.Node]:
        try:
            if excerpt["kind"] == "quote":
                return [self._quote(excerpt, transplant)]
            return self._answers(excerpt, transplant)
        except (FilterError, PassageError) as error:
            _warn(str(error), excerpt)
            return []

    def _quote(self, excerpt: nodes.Element, transplant: Transplant) -> nodes.block_quote:
        target = excerpt["target"]
        record = self._domain.find_answer(target, self._docname)
        if record is None:
            raise FilterError(f"there is no answer {target!r}")
        table, answer = record
        quote = self._quoted(table, answer, Passage(*excerpt["passage"]), excerpt, transplant)
        quote["classes"] += excerpt["classes"]
        return quote

    def _quoted(
        self,
        table: Roundtable,
        answer: Answer,
        passage: Passage,
        excerpt: nodes.Element,
        transplant: Transplant,
    ) -> nodes.block_quote:
        """Return an answer, or a part of it, with its attribution."""
        copies = self._copies(table, answer, transplant)
        blocks = [copy for copy in copies if not isinstance(copy, nodes.footnote)]
        notes = [copy for copy in copies if isinstance(copy, nodes.footnote)]
        try:
            blocks = cut(blocks, passage)
        except PassageError as error:
            _warn(f"{error}; all of it is quoted", excerpt)
        for block in blocks:
            _drop_structure(block)
        docname, anchor = table.place(answer)
        person, topic = table.person[answer.person], table.topic[answer.topic]
        attribution = nodes.attribution(
            "",
            "",
            link(table.docname("people", person.id), "", person.name),
            nodes.Text(", "),
            link(docname, anchor, self._domain.title_of(table, topic)),
            classes=["no-search"],
        )
        classes = ["roundtable-quote"]
        return nodes.block_quote("", *blocks, *notes, attribution, classes=classes)

    def _copies(
        self, table: Roundtable, answer: Answer, transplant: Transplant
    ) -> Sequence[nodes.Element]:
        if isinstance(table, Elsewhere):  # its nodes are not known, only its words
            return [nodes.paragraph("", part) for part in table.texts[answer.key].split("\n\n")]
        copies = transplant.record(self._reader.source(answer.source), answer.key, canonical=False)
        for copy in copies:
            for node in copy.findall(nodes.Element):
                # It is a quotation, no second place of the answer.
                node.attributes.pop(COPY, None)
        return copies

    def _answers(self, excerpt: nodes.Element, transplant: Transplant) -> Sequence[nodes.Node]:
        table = self._domain.table(excerpt["roundtable"])
        if isinstance(table, str):
            raise FilterError(table)
        answers = found(
            table, Filter(*excerpt["filter"]), lambda answer: self._reader.text(table, answer)
        )
        if not answers:
            raise FilterError("no answer fits")
        answers = answers[: excerpt["limit"] or None]
        if excerpt["display"] == "whole":
            return [
                self._quoted(table, answer, Passage(), excerpt, transplant) for answer in answers
            ]
        items = nodes.bullet_list(classes=["roundtable-list", "no-search", *excerpt["classes"]])
        for answer in answers:
            title = self._domain.title_of(table, table.topic[answer.topic])
            words = f"{table.person[answer.person].name}: {title}"
            to = link(*table.place(answer), words, "pageref")
            count = nodes.Text(": " + _("%d words") % answer.words)
            items += nodes.list_item("", nodes.paragraph("", "", to, count))
        return [items]


def _drop_structure(block: nodes.Element) -> None:
    """Let nothing of a quotation be a part of the document's outline, or quote in turn."""
    for node in list(block.findall(nodes.Element)):
        if isinstance(node, roundtable_excerpt):
            node.parent.remove(node)
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            node.replace_self(nodes.rubric("", "", *node.children))
    for section in list(block.findall(nodes.section)):
        flat = nodes.container("", *section.children, **section.attributes)
        section.replace_self(flat)


def _settle_notes(container: nodes.Element) -> None:
    """Drop the notes of what is not quoted, and their links back to it."""
    references = {
        id
        for reference in container.findall(nodes.footnote_reference)
        for id in (*reference["ids"], reference.get("refid"))
    }
    for note in list(container.findall(nodes.footnote)):
        note["backrefs"] = [id for id in note["backrefs"] if id in references]
        if references.isdisjoint(note["ids"]):
            note.parent.remove(note)


def _warn(message: str, excerpt: nodes.Element) -> None:
    logger.warning(
        "%s", message, location=excerpt, type="roundtable", subtype=Subtype.LISTING.value
    )
