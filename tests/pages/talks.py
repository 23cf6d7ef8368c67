"""Two talks that are the sources of one roundtable, and how tests build it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

INDEX = """
Start
=====

.. toctree::
   :glob:

   talks/*
   other

.. roundtable:matrix::
"""
SECOND = """
Second
======

A second round.

Tools
-----

*Ann Lee*:

    A saw. See :ref:`the garden <plot>`.

[They laugh.]

Bread
-----

What do you bake?

*Bo*:

    Rye.
"""
FIRST = PANEL.replace("Gardens\n-----", "In round one.\n\n.. _plot:\n\nGardens\n-----")
SITE = {
    "index.rst": INDEX,
    "book.toml": 'title = "The book"\nsources = ["talks/*"]\n',
    "talks/one.rst": FIRST,
    "talks/two.rst": SECOND,
    "other.rst": "Other\n=====\n\nNothing of this.\n",
}
#: Each sentence of the talks.
SAID = ["is an engineer.", "is a gardener.", "A hammer.", "A spade.", "In round one.", "Kale."]
SAID += ["A second round.", "A saw.", "[They laugh.]", "What do you bake?", "Rye."]


def made(
    folder: Path, files: dict[str, Any] | None = None, builder: str = "html", **conf: Any
) -> Built:
    given: dict[str, Any] = {"roundtables": ["book"], "nitpicky": True, "html_theme": "alabaster"}
    return build(folder, SITE if files is None else files, builder, **given | conf)
