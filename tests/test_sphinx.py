"""Guards: what ``_sphinx.py`` takes Sphinx for, Sphinx still is.

Each test names the private thing it guards. Where one fails, Sphinx has
changed, and the function of that name must be looked at.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.project import Project

from sphinx_roundtable._sphinx import forget_doctrees, stand_in
from tests.support import build

if TYPE_CHECKING:
    from tests.support import Built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("guard"), {"index.rst": "Title\n=====\n"})


def test_admit_the_table_of_documents(tmp_path: Path) -> None:
    project = Project(tmp_path, [".rst"])
    assert project._docname_to_path == {}
    assert project._path_to_docname == {}
    place = tmp_path / "elsewhere" / "page.doctree"
    project._docname_to_path["page"] = place
    assert Path(project.doc2path("page", absolute=True)) == place


def test_admit_the_documents_of_the_environment_are_those_of_the_project(built: Built) -> None:
    assert built.app.env.found_docs is built.app.project.docnames


def test_admit_files_the_project_that_is_searched(built: Built) -> None:
    """It is the environment's, and is there when the domains are set up, before any search."""
    assert built.app.env.project is built.app.project
    setup = inspect.getsource(BuildEnvironment.setup)
    assert setup.index("self.project = app.project") < setup.index("self.domains._setup()")
    assert "self.project.discover(" in inspect.getsource(BuildEnvironment.find_files)
    found = list(inspect.signature(Project.discover).parameters)
    assert found == ["self", "exclude_paths", "include_paths"]
    assert vars(Project(Path(), [])).keys() >= {"_docname_to_path", "_path_to_docname"}


def test_dismiss_the_doctrees_to_be_written(built: Built) -> None:
    assert isinstance(built.app.env._write_doc_doctree_cache, dict)


def test_write_the_doctrees_that_were_read(built: Built) -> None:
    built.app.env.get_doctree("index")
    assert "index" in built.app.env._pickled_doctree_cache


def test_forget_the_doctrees(built: Built) -> None:
    env = built.app.env
    env.get_doctree("index")
    forget_doctrees(env)
    assert (env._write_doc_doctree_cache, env._pickled_doctree_cache) == ({}, {})
    assert env.get_doctree("index").astext()


def test_stand_in_sidebars_are_made_of_the_kept_doctree_of_the_start_page(built: Built) -> None:
    env = built.app.env
    document = env.get_doctree("index")
    for before in (env.master_doctree, None):
        if before is None:
            del env.master_doctree  # not asked for yet
        with stand_in(env, document):
            assert env.master_doctree is document
        assert env.master_doctree is before or before is None
        assert env.master_doctree is not document
    source = inspect.getsource(global_toctree_for_doc)
    assert "env.master_doctree.findall(addnodes.toctree)" in source


def test_make_indices_if_the_builder_is_asked(built: Built) -> None:
    """It is asked for them by this name, when all documents are written."""
    assert callable(built.app.builder.gen_indices)  # type: ignore[attr-defined]
    assert "self.gen_indices" in inspect.getsource(StandaloneHTMLBuilder.finish)


def test_collect_the_listeners(built: Built) -> None:
    owners = [
        type(owner).__name__
        for listener in built.app.events.listeners["doctree-read"]
        if isinstance(owner := getattr(listener.handler, "__self__", None), EnvironmentCollector)
    ]
    assert {
        "TitleCollector",
        "TocTreeCollector",
        "ImageCollector",
        "DownloadFileCollector",
        "MetadataCollector",
    } <= set(owners)


def test_collect_the_domains_and_the_clock(built: Built) -> None:
    assert {"index", "math"} <= {domain.name for domain in built.app.env.domains.sorted()}
    # Times of reading are in microseconds: seconds would make every page look old.
    assert built.app.env.all_docs["index"] > 10**14


def test_collect_toctree_a_second_time(built: Built) -> None:
    assert list(inspect.signature(TocTreeCollector.clear_doc).parameters)[1:] == [
        "app",
        "env",
        "docname",
    ]


def test_entered_a_document_can_be_left(built: Built) -> None:
    env = built.app.env
    env.prepare_settings("index")
    assert env.current_document.docname == "index"
    env.current_document.clear()
    assert env.current_document.docname == ""
    assert "prepare_settings" in vars(BuildEnvironment)
