"""What authors write, and where in a talk it may stand."""

from __future__ import annotations

from textwrap import indent

__all__ = ["ANN", "BOB", "CAST_MD", "CAST_RST", "CONSTRUCTS", "MARKDOWN", "PLACES", "talk_with"]

CAST_RST = "* *Ann* is one.\n* *Bob* is two.\n\n"
ANN = "*Ann*:\n\n    Hello.\n\n"
BOB = "*Bob*:\n\n    Hi.\n\n"
CAST_MD = "- *Ann* is one.\n- *Bob* is two.\n\n"

#: Body elements of reST, each of which may stand anywhere.
CONSTRUCTS = {
    "paragraphs": "One.\n\nTwo *emphasised*, **strong**, ``literal``.",
    "nested lists": "* a\n\n  1. b\n\n     * c\n\n* d",
    "emphasised list": "- *First* of all\n- *Second* to none",
    "definitions": "term\n    What it is.\n\nother\n    *Ann*: said.",
    "fields": ":author: A\n:date: B",
    "options": "-v  verbose\n-q  quiet",
    "line block": "| one\n|   two\n| three",
    "literal block": "::\n\n    x = 1\n\n    y = 2",
    "code": ".. code-block:: python\n\n    x = 1",
    "doctest": ">>> 1 + 1\n2",
    "quote": "Said:\n\n    Words.\n\n    -- Somebody",
    "table": "=== ===\n a   b\n=== ===\n 1   2\n=== ===",
    "captioned table": ".. table:: Caption\n\n   === ===\n    1   2\n   === ===",
    "image": ".. image:: x.png\n   :alt: An image",
    "figure": ".. figure:: x.png\n\n   Caption.\n\n   Legend.",
    "note": ".. note:: Take care.\n\n   * of this",
    "titled admonition": ".. admonition:: Title\n\n   Words.",
    "rubric": ".. rubric:: A title that is none",
    "sidebar": ".. sidebar:: Title\n\n   Words.",
    "epigraph": ".. epigraph::\n\n   Words.\n\n   -- Somebody",
    "container": ".. container:: some\n\n   Words.",
    "footnotes": "See [1]_ and [#]_.\n\n.. [1] One.\n.. [#] Two.",
    "citation": "See [CIT]_.\n\n.. [CIT] Where.",
    "targets": ".. _here:\n\nSee here_ and `there <https://example.org>`_.\n\n.. _away: https://example.org",
    "comment": "Before.\n\n.. a comment\n\nAfter.",
    "substitution": "|it|\n\n.. |it| replace:: that",
    "raw": ".. raw:: html\n\n   <p>Words</p>",
    "contents": ".. contents:: What is in it",
    "class": ".. class:: special\n\nWords.",
    "transition": "Before.\n\n----\n\nAfter.",
    "math": ".. math:: x = 1",
    "header": ".. header:: On each page",
    "a stranger": "*Zoe*:\n\n    Words.",
    "a name alone": "*Ann*:\n\nNothing indented.",
    "a broken directive": ".. no-such-thing:: x\n\n   y",
}


def talk_with(construct: str, place: str) -> str:
    """Return a talk with *construct* at one place."""
    here = dict.fromkeys(
        ["top", "introduction", "cast", "item", "lead", "answer", "end", "below", "last"], ""
    )
    here[place] = f"{construct}\n\n"
    return (
        f"{here['top']}Title\n=====\n\n{here['introduction']}"
        f"Cast\n----\n\n{here['cast']}"
        f"* *Ann* is one.\n\n{indent(here['item'], '  ')}* *Bob* is two.\n\n"
        f"First\n-----\n\n{here['lead']}"
        f"*Ann*:\n\n    Hello.\n\n{indent(here['answer'], '    ')}"
        f"*Bob*:\n\n    Hi.\n\n{here['end']}"
        f"Second\n------\n\n*Bob*:\n\n    So.\n\n"
        f"Below\n.....\n\n{here['below']}"
        f"Last\n----\n\nThe end.\n\n{here['last']}"
    )


PLACES = ["top", "introduction", "cast", "item", "lead", "answer", "end", "below", "last"]

#: The same in Markdown.
MARKDOWN = {
    "below": "- a\n  1. b\n\n     c",
    "code": "```python\nx = 1\n```",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "html": "<div>\n\nWords\n\n</div>",
    "comment": "% a comment\n\nWords.",
    "target": "(here)=\nWords.",
    "directive": "```{note}\nWords.\n```",
    "figure": "```{figure} x.png\nCaption.\n```",
    "footnote": "See[^1].\n\n[^1]: Where.",
    "image": "![alt](x.png)",
    "rule": "a\n\n---\n\nb",
    "math": "$$\nx = 1\n$$",
    "break": '+++ {"meta": 1}\n\nWords.',
}
