"""Every touch of what Sphinx keeps to itself, each with its reason.

Checked on Sphinx 8.2 to 9.0; ``tests/test_sphinx.py`` fails when one of these
no longer is what this module takes it for.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.environment.collectors import EnvironmentCollector
from sphinx.environment.collectors.asset import DownloadFileCollector, ImageCollector
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util.index_entries import split_index_msg
from sphinx.util.matching import Matcher, get_matching_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "admit",
    "admit_files",
    "application",
    "collect",
    "collect_files",
    "collect_toctree",
    "dismiss",
    "entered",
    "forget_doctrees",
    "has_doctree",
    "make_indices_if",
    "read_once",
    "rename",
    "stand_in",
    "tidy_search_index",
    "write",
]


def admit(app: Sphinx, docname: str) -> None:
    """Make *docname* a document of the project, though no file of the author's holds it.

    Builders ask ``env.doc2path`` for the file of a document: HTML to see
    whether the output is older, EPUB and text to see whether it exists. The
    table behind it is private. The page's own doctree is its file: it is
    rewritten only when the page changes.
    """
    project = app.project
    project.docnames.add(docname)
    path = Path(app.doctreedir, f"{docname}.doctree")
    project._docname_to_path[docname] = path
    project._path_to_docname[path] = docname


def admit_files(env: BuildEnvironment, suffix: str, names: frozenset[str]) -> None:
    """Make files with *suffix* documents of the project, if *names* have theirs, and no others.

    An application has its project before any listener can give it another, and
    the environment keeps the same one.

    :param names: docnames, or globs of docnames
    """
    app = application(env)
    suffixes = [known for known in app.project.source_suffix if known != suffix]
    project = ProjectWithFiles(app.srcdir, suffixes)
    project.restore(app.project)
    project.suffix, project.names = suffix, names
    app.project = env.project = project


class ProjectWithFiles(Project):
    """A project in which single files are documents, though others with their suffix are not.

    It is pickled with the environment. A document of the same name with
    another suffix goes first, without Sphinx's warning that there are two.
    """

    suffix = ""
    names: frozenset[str] = frozenset()

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        docnames = super().discover(exclude_paths, include_paths)
        is_named = Matcher(self.names)
        excluded = [*exclude_paths, *EXCLUDE_PATHS]
        for filename in get_matching_files(self.srcdir, include_paths, excluded):
            docname = filename.removesuffix(self.suffix)
            if (
                docname == filename
                or docname in docnames
                or not (docname in self.names or is_named(docname))
            ):
                continue
            if os.access(self.srcdir / filename, os.R_OK):
                docnames.add(docname)
                self._docname_to_path[docname] = Path(filename)
                self._path_to_docname[Path(filename)] = docname
        return docnames


def rename(app: Sphinx, docname: str) -> None:
    """Give a page a name for what is written: a file that nobody has, but the same everywhere.

    The search index and linkcheck's report hold the paths of documents. That of
    the doctree would differ from machine to machine. By now nobody asks for
    times any more, and the table that the next build gets has been pickled.
    """
    app.project._docname_to_path[docname] = Path(docname)


def dismiss(app: Sphinx, docname: str) -> None:
    """Take back what :func:`admit` did, unless the author has put a file there."""
    project = app.project
    path = Path(app.doctreedir, f"{docname}.doctree")
    if project._docname_to_path.get(docname) == path:
        project.docnames.discard(docname)
        del project._docname_to_path[docname]
    project._path_to_docname.pop(path, None)
    app.env._write_doc_doctree_cache.pop(docname, None)
    path.unlink(missing_ok=True)


def has_doctree(app: Sphinx, docname: str) -> bool:
    """Return whether the doctree of a page is still there."""
    return Path(app.doctreedir, f"{docname}.doctree").is_file()


def make_indices_if(app: Sphinx, are_wanted: Callable[[], bool]) -> None:
    """Let the builder of HTML make its indices only if *are_wanted* says so when it comes to them.

    Sphinx makes them in each build, and asks nobody.
    """
    builder: Any = app.builder
    make = builder.gen_indices

    def gen_indices() -> None:
        if are_wanted():
            make()

    builder.gen_indices = gen_indices


def collect(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Let Sphinx gather from a page what it gathers from every document.

    Only collectors run (titles, toctrees, images, downloads, metadata) and the
    domains of index entries and equations. The nodes have been through
    ``doctree-read`` and all domains before, in their source: a second time,
    autosectionlabel reports labels twice, and todo lists every entry again.
    Which listeners are collectors is only known to the private table.
    """
    env = app.env
    for collector in _collectors(app):
        collector.process_doc(app, document)
    for name in ("index", "math"):
        env.domains[name].process_doc(env, docname, document)
    env.all_docs[docname] = time.time_ns() // 1_000


def collect_files(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Let Sphinx gather the pictures and downloads of what has been put into *docname*.

    These collectors add to what they know of a document; the others would start anew.
    """
    with entered(app.env, docname):
        for collector in _collectors(app):
            if isinstance(collector, (ImageCollector, DownloadFileCollector)):
                collector.process_doc(app, document)


def collect_toctree(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Let Sphinx gather the toctrees of a document once more."""
    for collector in _collectors(app):
        if isinstance(collector, TocTreeCollector):
            collector.clear_doc(app, app.env, docname)
            collector.process_doc(app, document)


def write(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Write a doctree, let nobody read an older one, and keep none in memory.

    ``env.get_doctree`` keeps what it has read; Sphinx itself never writes a
    doctree after that, so nothing in it clears this private table. What is
    written is kept until HTML is made of it: then memory would grow with the
    site, and it takes no less time, since Python searches it for garbage.
    """
    app.builder.write_doctree(docname, document)
    app.env._pickled_doctree_cache.pop(docname, None)
    app.env._write_doc_doctree_cache.pop(docname, None)


def read_once(env: BuildEnvironment, docname: str) -> nodes.document:
    """Return the doctree of a document, and keep no bytes of it.

    ``env.get_doctree`` keeps what it has read, so that memory would grow with the site.
    """
    document = env.get_doctree(docname)
    env._pickled_doctree_cache.pop(docname, None)
    return document


@contextmanager
def stand_in(env: BuildEnvironment, document: nodes.document) -> Iterator[None]:
    """Let sidebars be made of *document*, and not of the doctree of the start page.

    Sphinx reads that once, keeps it with the environment, and asks nobody for another.
    """
    kept = vars(env)
    before = kept.get("master_doctree")
    kept["master_doctree"] = document
    try:
        yield
    finally:
        del kept["master_doctree"]
        if before is not None:
            kept["master_doctree"] = before


def tidy_search_index(app: Sphinx) -> None:
    """Make the search index what a clean build makes it.

    Sphinx loads the index of the last build and takes out the documents that
    it writes again. It leaves words that no document has any more, and loses
    the index entries of all documents that it does not write.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is None:
        return
    for table in (indexer._mapping, indexer._title_mapping):
        for word in [word for word, docnames in table.items() if not docnames]:
            del table[word]
    entries = dict(indexer._index_entries)
    for docname, found in app.env.domains["index"].entries.items():
        if docname not in entries and docname in indexer._titles:
            entries[docname] = sorted(
                {
                    (words, target or "", main)
                    for type_, value, target, main, _key in found
                    for words in split_index_msg(type_, value)
                }
            )
    indexer._index_entries.clear()
    indexer._index_entries.update(sorted(entries.items()))


def application(env: BuildEnvironment) -> Sphinx:
    """Return the application: Sphinx 9 deprecates the attribute that 8 has."""
    return getattr(env, "_app", None) or env.app


@contextmanager
def entered(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Let *docname* be the document that is worked on, and none afterwards.

    The only other way out is private. Without it the environment keeps the last page's data, and
    every later pickle carries it.
    """
    env.prepare_settings(docname)
    try:
        yield
    finally:
        env.current_document.clear()
        env.ref_context.clear()


def forget_doctrees(env: BuildEnvironment) -> None:
    """Let go of the doctrees that are kept in memory; they are on the disk, too.

    One process that reads and writes keeps them all, to save reading them again: then memory grows
    with the whole text. Its stores are private.
    """
    env._write_doc_doctree_cache.clear()
    env._pickled_doctree_cache.clear()


def _collectors(app: Sphinx) -> Iterator[EnvironmentCollector]:
    for listener in app.events.listeners.get("doctree-read", []):
        owner = getattr(listener.handler, "__self__", None)
        if isinstance(owner, EnvironmentCollector):
            yield owner
