"""Proposals as the lines of a sidecar."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..mentions.sentences import Context
    from .propose import Proposal

__all__ = ["as_toml"]

#: The most characters of a sentence that are shown before and after a name.
_AROUND = 50
#: What a comment can't have, or would turn the line around it: controls, marks of direction,
#: separators of lines, halves of characters.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def as_toml(proposals: Iterable[Proposal]) -> str:
    """Return *proposals* as TOML, each with a comment on where it is named."""
    tables = ["\n".join(_table(proposal)) for proposal in proposals]
    head = "Keep what is a system, drop the rest." if tables else "Nothing that may be a system."
    return "\n\n".join([f"# {head}", *tables]) + "\n"


def _table(proposal: Proposal) -> Iterator[str]:
    hints = proposal.hints
    where = f"{proposal.file}:{proposal.line}" if proposal.line else proposal.file
    count = f"{proposal.count} places" if proposal.count > 1 else "1 place"
    yield f"[systems.{proposal.id}]"
    yield _comment(f"{count}, {where}{', only in code' if proposal.code else ''}")
    yield _comment(_short(proposal.context))
    yield f"name = {_string(hints.name)}"
    if hints.aliases:
        yield f"aliases = [{', '.join(map(_string, hints.aliases))}]"
    if hints.url:
        yield f"url = {_string(hints.url)}"


def _short(context: Context) -> str:
    before, after = context.before, context.after
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return f"{before}{context.words}{after}".strip()


def _comment(words: str) -> str:
    return "# " + "".join(char for char in words if unicodedata.category(char) not in _UNSHOWN)


def _string(words: str) -> str:
    # A string of JSON is one of TOML, too, but for DEL, which no name and no address has.
    return json.dumps(words, ensure_ascii=False)
