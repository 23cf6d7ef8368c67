"""Words of a block that may be the name of a system: in capitals, in code, in links."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from docutils import nodes

from ..folding import reduced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..mentions.blocks import Block

__all__ = ["Term", "Word", "is_coined", "is_determined", "is_home", "is_odd", "terms", "words"]

#: A word; a dot within (Node.js) and signs at the end (C++, C#) belong to it. What follows an
#: apostrophe does not, but is no word either.
#: Accents of their own and what is not seen, such as soft hyphens, part no word.
_LETTER = r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]"
_WORD = re.compile(
    rf"(?<![@/\\.\ufffc-])(?<!{_LETTER})"
    rf"([^\W\d_]{_LETTER}*(?:[.-]{_LETTER}+)*(?:\+\+|\#)?)(?:['\u2019]\w+)?"
)
#: In code: one word that begins with a letter, and is no call, path, option or setting.
_CODE_NAME = re.compile(r"[^\W\d_][\w+#-]*(?:\.[^\W\d_][\w-]*)*\Z")
#: A letter and then a capital, a digit or an underscore: none of them in an ordinary word.
_ODD = re.compile(r"(?=.*[^\W\d_])\w+(?:[A-Z\d]|_[^\W_])")
#: The same, but a dot, too, and not the capitals of an abbreviation: there is a small letter.
_COINED = re.compile(r"(?=.*[a-z])\w*[^\W\d_](?:[A-Z\d]|[._][^\W_])|\w+(?:\+\+|\#)\Z")
#: What stands before a common noun, and rarely before a name.
_DETERMINER = re.compile(
    r"\b(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|each|every|any|no|all)\s+\Z",
    re.IGNORECASE,
)
#: As many characters as one of these has, and some spaces.
_BEFORE = 12
_VERSION = re.compile(r"[vV]\d")
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
#: Words of English with capitals that say nothing: within titles, and wherever they stand.
_NO_NAMES = frozenset({"I", "A", "An", "The"})
#: A small word that names have between others.
_BETWEEN = "of"
#: The most words and characters of a name: longer, and it is a title or a sentence.
_MOST_WORDS = 4
_MOST_CHARACTERS = 60
_MASK = "\ufffc"


class Word(NamedTuple):
    """One word of a block."""

    start: int
    end: int
    text: str
    begins: bool  #: whether a sentence begins with it


class Term(NamedTuple):
    """Words that may be a name: characters *start* to *end* of a block."""

    start: int
    end: int
    words: tuple[Word, ...]  #: of a term in capitals; else none
    text: str  #: on one line
    mark: Literal["", "code", "link"] = ""
    url: str = ""


def words(block: Block, sentences: Sequence[int]) -> list[Word]:
    """Return the words of *block* that are neither code nor a name in a link.

    :param sentences: where sentences begin, in order
    """
    parts: list[str] = []
    done = 0
    for start, end, element in _marked(block):
        if isinstance(element, nodes.reference) and _linked_name(block.text[start:end]):
            parts += [block.searched[done:start], _MASK * (end - start)]
            done = end
    text = "".join([*parts, block.searched[done:]])
    found: list[Word] = []
    done = 0
    for match in _WORD.finditer(text):
        start, end = match.span(1)
        # A colon, too, is followed by a capital that says nothing.
        begins = bisect_left(sentences, start + 1) > bisect_left(sentences, done)
        begins = begins or text[done:start].rstrip(" \n\"'\u201c\u2018*(")[-1:] in {":", "?", "!"}
        word = _shortened(match[1])
        found.append(Word(start, start + len(word), reduced(word), begins))
        done = end
    return found


def _shortened(word: str) -> str:
    """Return *word* without what a hyphen adds to a name: *Python-written* names Python."""
    first, *more = word.split("-")
    parts = [first]
    for part in more:
        if part[:1].islower():
            break
        parts.append(part)
    return "-".join(parts) if first[:1].isupper() else word


def terms(block: Block, found: Sequence[Word]) -> Iterator[Term]:
    """Yield what may be a name in *block*.

    :param found: the words of the block
    """
    for start, end, element in _marked(block):
        text = block.text[start:end]
        line = " ".join(text.split())
        if isinstance(element, nodes.reference):
            if name := _linked_name(text):
                url = element.get("refuri", "")
                if not line[0].islower() or is_odd(name) or is_home(name, url):
                    yield Term(start, end, (), name, "link", url)
        elif _CODE_NAME.match(line) and len(line) <= _MOST_CHARACTERS:
            yield Term(start, end, (), line, "code")
    for run in _runs(block.searched, found):
        first, last = run[0], run[-1]
        yield Term(first.start, last.end, run, " ".join(word.text for word in run))


def _runs(text: str, found: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield words in capitals that follow one another, with what may stand between them."""
    run: list[Word] = []
    for word in found:
        if run and (word.begins or text[run[-1].end : word.start].strip()):
            yield from _closed(run)
            run = []
        if _is_capital(word.text) or (run and word.text == _BETWEEN):
            run.append(word)
        else:
            yield from _closed(run)
            run = []
    yield from _closed(run)


def _closed(run: list[Word]) -> Iterator[tuple[Word, ...]]:
    while run and run[-1].text == _BETWEEN:
        run.pop()
    if run and len(run) <= _MOST_WORDS and run[-1].end - run[0].start <= _MOST_CHARACTERS:
        yield tuple(run)


def _is_capital(word: str) -> bool:
    return (
        word not in _NO_NAMES and (word[0].isupper() or is_odd(word)) and not _VERSION.match(word)
    )


def is_odd(word: str) -> bool:
    """Return whether *word* is spelled as no ordinary one: *MySQL*, *mod_python*, *apache2*."""
    return _ODD.match(word) is not None


def _marked(block: Block) -> Iterator[tuple[int, int, nodes.Element]]:
    """Yield what is a link to another site, or code in a line."""
    for element, pieces in groupby(block.pieces, key=lambda piece: _outermost(piece[1])):
        if element is not None:
            texts = list(pieces)
            yield texts[0][0], texts[-1][0] + len(texts[-1][1].astext()), element


def _outermost(text: nodes.Text) -> nodes.Element | None:
    found = None
    above = text.parent
    while isinstance(above, nodes.TextElement):
        if isinstance(above, nodes.literal) or (
            isinstance(above, nodes.reference) and above.get("refuri")
        ):
            found = above
        above = above.parent
    return found


def _linked_name(text: str) -> str:
    """Return the name in the text of a link, or nothing where it is no name."""
    line = _ARTICLE.sub("", " ".join(text.split()), count=1)
    parts = line.split()
    if not 0 < len(parts) <= _MOST_WORDS or len(line) > _MOST_CHARACTERS or line in _NO_NAMES:
        return ""
    if len(parts) == 1:
        return line if _CODE_NAME.match(line) else ""
    named = (part[0].isupper() or is_odd(part) or part == _BETWEEN for part in parts)
    return line if all(named) and line.replace(" ", "").isprintable() else ""


def is_coined(name: str) -> bool:
    """Return whether *name* is a word that somebody has made up: *MySQL*, *Node.js*, *C++*."""
    return " " not in name and _COINED.match(name) is not None


def is_determined(text: str, term: Term) -> bool:
    """Return whether an article or the like stands before *term* in *text*: *the Web*."""
    return _DETERMINER.search(text, max(term.start - _BEFORE, 0), term.start) is not None


def is_home(name: str, url: str) -> bool:
    """Return whether *url* speaks of *name*: a small word in a link may say just *here*."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    folded = name.casefold().replace(" ", "-")
    last = parts.path.rstrip("/").rpartition("/")[2]
    return folded in {host, *host.split("."), last.casefold()}
