"""Names in texts: whole words, the longest name, the same word however it is written."""

from __future__ import annotations

import random
import unicodedata

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_roundtable.mentions.finder import Finder
from sphinx_roundtable.mentions.names import Name, Names
from sphinx_roundtable.model import Person, Said
from sphinx_roundtable.sidecar import Sidecar, SystemHints
from tests.support import calls_of


def find(text: str, *names: str, case: bool = True, word: bool = True) -> list[str]:
    """Return what of *text* is found to be one of *names*."""
    known = Names(Name("system", name, name, case, word) for name in names)
    return [text[place.start : place.end] for place in known.find(text)]


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("We use Trac daily.", "Trac", True),
        ("Trac", "Trac", True),
        ("our tracker", "Trac", False),
        ("Keep track. Tracking.", "Trac", False),
        ("the Pythonic way", "Python", False),
        ("a Python-written tool", "Python", True),
        ("mod_python", "python", False),
        ("Trac/SVN, five", "SVN", True),
        ("Subversion+SVK", "Subversion", True),
        ("Subversion+SVK", "SVK", True),
        ("Tabblo's founder", "Tabblo", True),
        ("Tabblo’s founder", "Tabblo", True),
        ("Memcached.", "Memcached", True),
        ("(Memcached)", "Memcached", True),
        ("“Memcached”", "Memcached", True),
        ("memcached", "Memcached", False),
        ("a review", "Review Board", False),
        ("Review Board", "Review Board", True),
        ("Review\nBoard", "Review Board", True),
        ("Review \t\n Board", "Review Board", True),
        ("Review\u00a0Board", "Review Board", True),
        ("ReviewBoard", "Review Board", False),
        ("Review Boards", "Review Board", False),
        ("apache2", "apache", False),
        ("C++ and Perl", "C++", True),
        ("C++11", "C++", True),
        ("C++ and C#", "C", False),
        ("C, as it was", "C", True),
        ("written in C.", "C", True),
        ("Node.js", "Node", False),
        ("Node.js", "Node.js", True),
        ("www.node.js", "node.js", True),
        ("settings.py", "py", False),
        ("A node. Node is", "Node", True),
        ("Curse, Inc. He", "Curse, Inc.", True),
        ("Let’s Encrypt", "Let's Encrypt", True),
        ("Hewlett\u2011Packard", "Hewlett-Packard", True),
        ("Mem\u00adcached", "Memcached", True),
        ("Cafe\u0301", "Café", True),
        ("Café", "Cafe\u0301", True),
        ("Cafe\u0301", "Cafe", False),
        ("Café", "Cafe", False),
        ("我们使用Memcached缓存", "Memcached", True),
        ("微信很好", "微信", True),
        ("ガス", "カ", False),
        ("각", "가", False),
        ("Κόσμος", "Κόσμος", True),
        ("Яндекса", "Яндекс", False),
    ],
)
def test_what_is_a_mention(text: str, name: str, there: bool) -> None:
    assert bool(find(text, name)) is there


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("MEMCACHED", "memcached", True),
        ("STRASSE", "Straße", True),
        ("Straße", "strasse", True),
        ("ß", "s", False),
        ("İstanbul", "i", False),
        ("ΚΌΣΜΟΣ", "κόσμος", True),
        ("Tracking", "trac", False),
    ],
)
def test_any_case(text: str, name: str, there: bool) -> None:
    assert bool(find(text, name, case=False)) is there


def test_within_words() -> None:
    assert find("mycache, Caches", "cache", word=False) == ["cache"]
    assert find("mycache, Caches", "cache", word=False, case=False) == ["cache", "Cache"]


def test_the_longest_name_is_meant() -> None:
    names = ("VMware", "VMware ESX", "VMware Server", "ESX")
    text = "VMware, VMware ESX, ESX, VMware Servers"
    assert find(text, *names) == ["VMware", "VMware ESX", "ESX", "VMware"]


def test_a_name_that_turns_out_to_be_none_hides_no_other() -> None:
    assert find("SQL Servers", "SQL", "SQL Server") == ["SQL"]
    assert find("a b c d e", "a b c d x", "b c") == ["b c"]


def test_a_place_may_name_a_system_and_a_person() -> None:
    names = Names([Name("system", "django", "Django"), Name("person", "django-p", "Django")])
    assert [place.name.id for place in names.find("Django.")] == ["django", "django-p"]


def test_no_names() -> None:
    assert Names([]).find("anything") == []
    assert Names([Name("system", "x", "\u200b")]).find("anything") == []


@given(st.text(max_size=60), st.lists(st.text("aAß ée\u0301-. \n", min_size=1, max_size=4)))
def test_any_text_and_names(text: str, names: list[str]) -> None:
    for case in (True, False):
        for word in (True, False):
            known = Names(Name("system", name, name, case, word) for name in names)
            last = 0
            for start, end, name in known.find(text):
                assert last <= start < end <= len(text)
                last = end
                said, meant = (
                    " ".join(unicodedata.normalize("NFC", words).casefold().split())
                    for words in (text[start:end], name.words)
                )
                assert unicodedata.normalize("NFD", said) == unicodedata.normalize("NFD", meant)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_name_between_spaces_is_found(name: str) -> None:
    place = Names([Name("system", "x", name)]).find(f"so {name} it")
    seen = [char for char in name if char.isalnum()]
    assert not seen or name != name.strip() or name[0] == "." or name[-1] == "." or place


def test_work_grows_with_the_text_and_not_with_the_names() -> None:
    chance = random.Random(1)  # noqa: S311 -- made-up words
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=8)).title() for _ in range(20_000)]
    text = " ".join(chance.choices(words, k=60_000))
    absent = [f"{word}s" for word in words[:10_000]]

    def work(names: list[str], text: str) -> int:
        known = Names(Name("system", name, name) for name in names)
        return calls_of(lambda: known.find(text))

    half = work(words[:10_000], text[: len(text) // 2])
    assert work(words[:10_000], text) < 2.2 * half
    # What is not in the text makes no work.
    assert work(words[:10] + absent, text) < 1.1 * work(words[:10], text)


def test_work_grows_with_the_words_of_one_paragraph() -> None:
    """A raw transcript may be a single one, with emphasis all over it."""
    hints = {f"s{number}": SystemHints(f"Base {number}") for number in range(10_000)}
    people = [Person(f"p{number}", f"Ann{number} Lee{number}") for number in range(10_000)]
    finder = Finder(Sidecar(systems=hints), people, "en")

    def work(count: int) -> int:
        paragraph = nodes.paragraph()
        for number in range(count):
            said = f"We use Base {number} here, as\nAnn{number} does. "
            paragraph += [nodes.Text(said), nodes.emphasis("", "So")]
        paragraph.line = 1
        text = paragraph.astext()
        examined = finder.examine([Said("a", "")], {"a": [paragraph]})

        def whole() -> None:
            mentions = list(examined.mentions())
            assert len(mentions) == 2 * count
            assert mentions[-1].line == 1 + count
            examined.link(lambda id, words: nodes.reference("", words, refid=id))

        calls = calls_of(whole)
        assert len(list(paragraph.findall(nodes.reference))) == count
        assert paragraph.astext() == text
        return calls

    assert work(2_000) < 2.2 * work(1_000)
