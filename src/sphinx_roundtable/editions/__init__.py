"""What each edition needs from the same doctrees: HTML, EPUB, PDF and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .data import setup_data
from .epub import setup_epub
from .html import setup_html
from .joined import Join, redirect_references
from .listings import ExpandListings, setup_listings
from .matrix import FitMatrix
from .mentions import LinkMentions
from .messages import setup_messages
from .pdf import setup_pdf
from .places import PrepareEdition, ResolvePlaces
from .sidebar import setup_sidebar
from .singlehtml import prefix_contents, prefix_ids
from .site import setup_site
from .styles import setup_styles

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup_editions"]


def setup_editions(app: Sphinx) -> None:
    """Register the post-transforms, in the order in which they run."""
    for transform in (
        PrepareEdition,
        Join,
        ExpandListings,
        FitMatrix,
        LinkMentions,
        ResolvePlaces,
    ):
        app.add_post_transform(transform)
    # After the default of 500, at which other extensions make references of their own.
    app.connect("doctree-resolved", redirect_references, priority=900)
    app.connect("doctree-resolved", prefix_ids, priority=901)
    app.connect("write-started", prefix_contents)
    setup_listings(app)
    setup_html(app)
    setup_styles(app)
    setup_sidebar(app)
    setup_site(app)
    setup_data(app)
    setup_epub(app)
    setup_messages(app)
    setup_pdf(app)
