"""The text of a corpus as a reader sees it, by plain matching: no parser is asked.

Only the markup that these files have is known here. Line ends stay, so that line numbers hold.
"""

from __future__ import annotations

import re

_RST = [
    (r"^([=~-])\1{2,}$", ""),  # the lines above and below a heading
    (r"^\.\. \[#[\w-]+\] ", ""),  # the label of a footnote
    (r"\[#([\w-]+)\]_", r"[\1]"),  # where it is referred to: one word, as the number is
    (r"^(\s*)(?:\*|\d+\.)\s+(?=\S)", r"\1"),  # the mark of a list item
    (r"[*`]", ""),  # emphasis and literals
]
_MD = [
    (r"^\[[^\]]+\]: \S+$", ""),  # where links lead
    (r"\[([^\]]*)\]\([^)\s]*\)", r"\1"),
    (r"\[([^\]]*)\](?:\[[^\]]+\])?", r"\1"),
    (r"^#+\s+", ""),  # the mark of a heading
    (r"^(\s*)-\s+(?=\S)", r"\1"),  # the mark of a list item
    (r"(?<!\w)_(\w+)_(?!\w)", r"\1"),
    (r"\*\*|`", ""),
]
#: `words <where they lead>`_ and what follows without a space.
_LINK = re.compile(r"`([^`<]+?)(\s+)<[^>`]*>`__?(\S*)")
_FRONT = re.compile(r"(-{3,})\n.*?\n\1\n", re.DOTALL)


def seen(text: str, parser: str) -> str:
    """Return *text* without its markup and, in Markdown, without what is before the body."""
    if parser == "md":
        if front := _FRONT.match(text):
            text = "\n" * front[0].count("\n") + text[front.end() :]
    else:
        text = _LINK.sub(lambda link: link[1] + link[3] + "\n" * link[2].count("\n"), text)
    for pattern, kept in _MD if parser == "md" else _RST:
        text = re.sub(pattern, kept, text, flags=re.MULTILINE)
    return text


def words(text: str, parser: str) -> list[tuple[int, str]]:
    """Return the words that a reader sees, each with its line: what is between white space."""
    lines = seen(text, parser).split("\n")
    return [(number, word) for number, line in enumerate(lines, 1) for word in line.split()]
