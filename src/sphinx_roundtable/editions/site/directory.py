"""Which page shows what, while a site is written: looked up, never searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from ...pages.plan import plan
from ...pages.transplant import CANONICAL, COPY
from ...reading import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from typing import Literal

    from sphinx.application import Sphinx

    from ...model import Answer, Roundtable, Topic
    from ...pages.plan import Kind
    from ...sidecar import Sidecar

__all__ = [
    "DATA_ONLY",
    "Directory",
    "Shown",
    "is_site",
    "opening",
    "spoken",
    "text_besides",
    "text_of",
    "title_of",
]


#: Builders that write no pages, but know the addresses of pages.
DATA_ONLY = frozenset({"roundtable-data", "roundtable-data-dirhtml"})


class Shown(NamedTuple):
    """What a page of a site shows."""

    table: Roundtable
    sidecar: Sidecar
    kind: Kind | Literal["source"]
    id: str  #: of the person or topic, or a letter; empty for an index and for a source
    number: int = 1  #: of the pages of a person or topic that has many answers


def is_site(app: Sphinx) -> bool:
    """Return whether a site with a file for each page is made, and has roundtables."""
    domain: Any = app.env.domains["roundtable"]
    if not domain.configured or app.builder.format != "html":
        return False
    return app.builder.name not in {"epub", "singlehtml", *DATA_ONLY}


class Directory:
    """The pages of all roundtables of one application."""

    def __init__(self) -> None:
        self._tables: object = None
        self._shown: dict[str, Shown] = {}
        self._answers: dict[str, tuple[Roundtable, Answer]] = {}

    def shown(self, app: Sphinx) -> Mapping[str, Shown]:
        """Map documents to what they show."""
        self._look_up(app)
        return self._shown

    def answers(self, app: Sphinx) -> Mapping[str, tuple[Roundtable, Answer]]:
        """Map the keys of answers to them."""
        self._look_up(app)
        return self._answers

    def said_in(self, app: Sphinx, source: str, document: nodes.document) -> Iterator[Answer]:
        """Yield the answers of a source, whose doctree is *document*, in its order."""
        answers = self.answers(app)
        for key in marked(document):
            if found := answers.get(key):
                yield found[1]

    def _look_up(self, app: Sphinx) -> None:
        domain: Any = app.env.domains["roundtable"]
        if self._tables is domain.roundtables:
            return  # nothing was read since
        self._tables, self._shown, self._answers = domain.roundtables, {}, {}
        for table in domain.roundtables.values():
            sidecar = domain.configured[table.name].sidecar
            for source in table.sources:
                self._shown[source] = Shown(table, sidecar, "source", "")
            for page in plan(table):
                if page.docname in domain.pages:
                    self._shown[page.docname] = Shown(table, sidecar, *page[1:])
            for answer in table.answers:
                self._answers[answer.key] = table, answer


def spoken(document: nodes.document) -> Mapping[str, str]:
    """Map the records whose canonical place is *document* to their words.

    Paragraphs have an empty line between them.
    """
    words: dict[str, list[str]] = {}
    for node in document.findall(nodes.Element):
        if CANONICAL in node and not isinstance(node, nodes.footnote):
            words.setdefault(node[CANONICAL], []).append(text_of(node))
    return {key: "\n\n".join(filter(None, parts)) for key, parts in words.items()}


def text_of(node: nodes.Element) -> str:
    """Return what a reader hears of *node*: its blocks, without notes and the page's own words."""
    return "\n\n".join(filter(None, _blocks(node)))


def text_besides(document: nodes.document, answers: Collection[str]) -> str:
    """Return what a document says besides the *answers*, given by their keys, and its title."""

    def is_elsewhere(node: nodes.Element) -> bool:
        return (
            COPY in node
            or node.get(CANONICAL) in answers
            or "roundtable-answer" in node["classes"]
            or (isinstance(node, nodes.title) and isinstance(node.parent.parent, nodes.document))
        )

    return "\n\n".join(filter(None, _blocks(document, is_elsewhere)))


def opening(document: nodes.document) -> str:
    """Return the first paragraph of a document, in which its author says what it is."""
    for paragraph in document.findall(nodes.paragraph):
        if isinstance(paragraph.parent, (nodes.section, nodes.document)):
            return " ".join(_words(paragraph).split())
    return ""


def _blocks(
    node: nodes.Element, is_left_out: Callable[[nodes.Element], bool] = lambda _: False
) -> Iterator[str]:
    if isinstance(node, (nodes.Invisible, nodes.raw)) or "no-search" in node["classes"]:
        return
    # Whether a reader sees what is in an `ifconfig` is not known before it is resolved.
    if node.tagname == "ifconfig" or is_left_out(node):
        return
    if isinstance(node, nodes.FixedTextElement):  # lines of code, or of an address
        yield _words(node).strip()
    elif isinstance(node, nodes.TextElement):
        yield " ".join(_words(node).split())
    else:
        for child in node.children:
            if isinstance(child, nodes.Element):
                yield from _blocks(child, is_left_out)


def _words(node: nodes.Element) -> str:
    return "".join(
        _words(child) if isinstance(child, nodes.Element) else child.astext()
        for child in node.children
        if not isinstance(child, nodes.footnote_reference)
    )


def title_of(app: Sphinx, table: Roundtable, topic: Topic) -> str:
    """Return the title of a topic's page, in the language of the build."""
    title = app.env.titles.get(table.docname("topics", topic.id))
    return topic.title if title is None else title.astext()
