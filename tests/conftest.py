"""What holds for all tests."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from sphinx.locale import translators

if TYPE_CHECKING:
    from collections.abc import Iterator


# Sphinx always makes records for debugging, which nobody reads here: a tenth of a small build.
logging.disable(logging.DEBUG)

# The same examples in each run: a test that fails now and then is a defect. A busy machine is slow,
# and that is none.
settings.register_profile(
    "all",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("all")


@pytest.fixture(autouse=True)
def catalogues() -> Iterator[None]:
    """Forget the catalogues of a project: Sphinx keeps them for the next one in the process."""
    translators.clear()
    yield
    translators.clear()
