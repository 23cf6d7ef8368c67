"""Publish a conversation of many people as a page for each person and each topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0.dev0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from .badges import setup_badges
    from .domain import RoundtableDomain
    from .editions import setup_editions
    from .eject.builder import EjectBuilder
    from .encoding import setup_encoding
    from .garbage import setup_garbage
    from .locale import setup_locale
    from .nodes import setup_nodes
    from .pages.publish import setup_pages
    from .pages.repeats import setup_repeats
    from .pages.source import Recognise, SetNamesApart
    from .transcripts import setup_transcripts

    app.add_config_value("roundtables", [], "env", frozenset({list, tuple}))
    app.add_config_value("roundtable_together", [], "env", frozenset({list, tuple}))
    # As many as are read in one sitting.
    app.add_config_value("roundtable_page_size", 50, "env", int)
    app.add_config_value("roundtable_elsewhere", {}, "env", frozenset({dict}))
    app.add_builder(EjectBuilder)
    app.add_domain(RoundtableDomain)
    app.add_transform(Recognise)
    app.add_transform(SetNamesApart)
    setup_locale(app)
    setup_garbage(app)
    setup_nodes(app)
    setup_badges(app)
    setup_pages(app)
    setup_repeats(app)
    setup_transcripts(app)
    setup_encoding(app)
    setup_editions(app)
    return {
        "version": __version__,
        "env_version": RoundtableDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
