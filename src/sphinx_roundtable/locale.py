"""The words that the extension itself puts on pages, in the language of the project.

Their translations are in ``locales``, a folder for each language.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation, translators

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["CATALOGUE", "LOCALES", "_", "setup_locale"]

#: The name of the catalogues, ``sphinx_roundtable.po`` and ``.mo``.
CATALOGUE = "sphinx_roundtable"
LOCALES = Path(__file__).parent / "locales"

_ = get_translation(CATALOGUE)


def setup_locale(app: Sphinx) -> None:
    """Load the catalogue of the project's language, if there is one."""
    # Sphinx adds to what it has loaded: an application in another language may have been before.
    translators.pop(("general", CATALOGUE), None)
    app.add_message_catalog(CATALOGUE, LOCALES)
