"""What a reader may choose whom to read with: a filter on a topic's page, a page that compares.

Each is a script. It works with what stands on the pages, and they are complete without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...locale import _
from .take import roundtable_take

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from .directory import Directory

__all__ = ["add_choices"]

#: Fewer need no filter.
_VOICES = 3


def add_choices(app: Sphinx, pagename: str, document: nodes.document, directory: Directory) -> None:
    """Give a page the scripts that it has a use for."""
    shown = directory.shown(app).get(pagename)
    if shown is None:
        return
    if shown.kind == "compare":
        app.add_css_file("roundtable-choice.css")
        app.add_js_file(
            "roundtable-compare.js",
            loading_method="defer",
            **_words_to_compare(),
        )
    elif shown.kind == "topic":
        takes = document.findall(roundtable_take)
        if len({take["facts"]["data-voice"] for take in takes}) >= _VOICES:
            app.add_css_file("roundtable-choice.css")
            app.add_js_file(
                "roundtable-voices.js",
                loading_method="defer",
                **_words_to_filter(),
            )


def _words_to_compare() -> dict[str, Any]:
    """Return what the script says, in the language of the project."""
    return {
        "data-first": _("First person"),
        "data-second": _("Second person"),
        "data-third": _("Third person"),
        "data-nobody": _("Nobody"),
        "data-silent": _("no answer"),
        "data-failed": _("Could not be loaded"),
    }


def _words_to_filter() -> dict[str, Any]:
    """The same, for the other script."""
    return {
        "data-voices": _("Voices"),
        "data-everybody": _("Everybody"),
        "data-shown": _("Shown: %d of %d answers"),
    }
