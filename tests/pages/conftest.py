"""The book, and a project with every construct that copies of nodes can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.book import CONSTRUCT_EXTENSIONS, REPOSITORY, build_book, files_below
from tests.support import Built, build

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the book as HTML."""
    return build_book(tmp_path_factory.mktemp("book"), nitpicky=True)


@pytest.fixture(scope="session")
def constructs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Return a function that builds the project of constructs with any builder."""
    folder = tmp_path_factory.mktemp("constructs")
    files = files_below(REPOSITORY / "tests" / "roots" / "constructs")
    done: dict[str, Built] = {}

    def with_builder(builder: str) -> Built:
        if builder not in done:
            # What gettext reads can't be shared with other builders: Sphinx refuses.
            here = folder / "gettext" if builder == "gettext" else folder / "others"
            done[builder] = build(here, files, builder, extensions=CONSTRUCT_EXTENSIONS)
        return done[builder]

    return with_builder
