"""A part of an answer: whole paragraphs, or from some words to others. Knows nothing of Sphinx.

Nodes are taken away and texts cut; no word is written anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes

from ..folding import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Passage", "PassageError", "comparable", "cut", "numbers"]

#: What typographers change, so that words are found as an author would type them.
_SET = str.maketrans("\u201a\u201c\u201d\u201e\u2013\u2014", '\'"""--')
#: On a block of which nothing is left.
_GONE = "roundtable-gone"
_ELISION = "\u2026"


class PassageError(ValueError):
    """A part that is not there; the message says which."""


class Passage(NamedTuple):
    """Which part is meant; all of it where nothing is said."""

    paragraphs: tuple[int, ...] = ()  #: counted from 1
    begin: str = ""  #: the first words of the part
    end: str = ""  #: the last words of the part


def numbers(argument: str) -> tuple[int, ...]:
    """Return what ``1, 3-4`` lists.

    :raises ValueError: where it is something else
    """
    found: list[int] = []
    for part in argument.split(","):
        match = re.fullmatch(r"\s*([1-9]\d{0,3})(?:\s*[-\u2013]\s*([1-9]\d{0,3}))?\s*", part)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise ValueError(f"{part.strip()!r} is no number of a paragraph, nor two with a hyphen")
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return tuple(dict.fromkeys(found))


def comparable(words: str) -> str:
    """Return words as they are compared: case, spaces and typography make no difference."""
    typed = re.sub(r"-{2,3}", "-", words.replace("...", _ELISION))
    return folded(typed.translate(_SET))[0].strip()


def cut(blocks: Sequence[nodes.Element], passage: Passage) -> list[nodes.Element]:
    """Return the part of an answer that *passage* names, changing *blocks* in place.

    :param blocks: the body nodes of an answer
    :raises PassageError: where there is no such part; nothing has been changed then
    """
    beyond = [number for number in passage.paragraphs if number > len(blocks)]
    if beyond:
        raise PassageError(f"there is no paragraph {beyond[0]}: the answer has {len(blocks)}")
    kept = [blocks[number - 1] for number in passage.paragraphs] or list(blocks)
    if passage.begin or passage.end:
        _trim(kept, *_found(kept, passage))
        kept = [block for block in kept if not block.attributes.pop(_GONE, False)]
    return kept


class _Spot(NamedTuple):
    """A character of the text: in which leaf of the tree, and where in it."""

    leaf: int
    at: int


def _leaves(blocks: Sequence[nodes.Element]) -> list[nodes.Node]:
    return [node for block in blocks for node in block.findall() if not node.children]


def _found(blocks: Sequence[nodes.Element], passage: Passage) -> tuple[_Spot, _Spot]:
    """Return the first and the last character of the passage."""
    characters, spots = _text(blocks)
    text, offsets = folded(characters.translate(_SET))
    begin, end = comparable(passage.begin), comparable(passage.end)
    first = re.search(rf"(?<!\w){re.escape(begin)}", text)
    if first is None:
        raise PassageError(f"the answer does not say {passage.begin!r}")
    stop = len(text.rstrip())
    if end:
        earliest = first.start() + max(len(begin) - len(end), 0)
        last = re.compile(rf"{re.escape(end)}(?!\w)").search(text, earliest)
        if last is None:
            after = f" after {passage.begin!r}" if begin else ""
            raise PassageError(f"the answer does not say {passage.end!r}{after}")
        stop = last.end()
    return spots[offsets[first.start()]], spots[offsets[stop - 1]]


def _text(blocks: Sequence[nodes.Element]) -> tuple[str, list[_Spot]]:
    """Return all words, with a space between blocks, and where each character is from."""
    characters: list[str] = []
    spots: list[_Spot] = []
    above: nodes.Element | None = None
    for number, leaf in enumerate(_leaves(blocks)):
        if not isinstance(leaf, nodes.Text) or isinstance(leaf.parent, nodes.footnote_reference):
            continue
        if above is not None and _block(leaf) is not above:
            characters.append(" ")
            spots.append(_Spot(number, 0))
        above = _block(leaf)
        for at, character in enumerate(leaf):
            characters.append(character)
            spots.append(_Spot(number, at))
    return "".join(characters), spots


def _block(leaf: nodes.Node) -> nodes.Element:
    """Return the paragraph, or the like, that a text stands in."""
    above: nodes.Element = leaf.parent
    while isinstance(above, nodes.Inline):
        above = above.parent
    return above


def _trim(blocks: Sequence[nodes.Element], first: _Spot, last: _Spot) -> None:
    """Take away what is before *first* and after *last*, and say so where a paragraph is cut."""
    leaves = _leaves(blocks)
    tops = set(map(id, blocks))
    start, stop = leaves[first.leaf], leaves[last.leaf]
    head, tail = str(start)[: first.at], str(stop)[last.at + 1 :]
    before = f"{_ELISION} " if head.strip() or _goes_on(leaves[: first.leaf], start) else ""
    after = f" {_ELISION}" if tail.strip() or _goes_on(leaves[last.leaf + 1 :], stop) else ""
    for leaf in (*leaves[: first.leaf], *leaves[last.leaf + 1 :]):
        _remove(leaf, tops)
    if start is stop:
        _replace(start, before + str(start)[first.at : last.at + 1] + after)
    else:
        _replace(start, before + str(start)[first.at :])
        _replace(stop, str(stop)[: last.at + 1] + after)


def _goes_on(leaves: Sequence[nodes.Node], of: nodes.Node) -> bool:
    """Return whether one of *leaves* has words of the same block."""
    block = _block(of)
    return any(
        isinstance(leaf, nodes.Text) and leaf.strip() and _block(leaf) is block for leaf in leaves
    )


def _replace(leaf: nodes.Node, words: str) -> None:
    leaf.parent.replace(leaf, nodes.Text(words))


def _remove(node: nodes.Node, tops: set[int]) -> None:
    """Take *node* away, and what holds nothing without it."""
    while id(node) not in tops:
        parent = node.parent
        parent.remove(node)
        if parent.children:
            return
        node = parent
    cast("nodes.Element", node)[_GONE] = True
