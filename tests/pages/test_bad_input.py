"""Input that is not as it should be, through real builds: told with file and line, and kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from sphinx_roundtable.reading.recognise import recognise
from tests.book import soup
from tests.support import build, calls_of, parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docutils import nodes

    from sphinx_roundtable.model import Reading
    from tests.support import Built

INDEX = "Start\n=====\n\n.. toctree::\n\n    talk\n"
PANEL = {
    ".rst": "Talk\n====\n\n* *{name}* is one.\n* *Bo Ek* is two.\n\nSaws\n----\n\n"
    "*{name}*:\n\n    Words of whom.\n\n*Bo Ek*:\n\n    Kale.\n",
    ".md": "# Talk\n\n* *{name}* is one.\n* *Bo Ek* is two.\n\n## Saws\n\n"
    "*{name}*:\n\n> Words of whom.\n\n*Bo Ek*:\n\n> Kale.\n",
}
#: Names with the address of their pages.
NAMES = {
    "../../x": "x",
    "C:\\Windows\\x": "c-windows-x",
    "index": "person-index",
    "con": "person-con",
    "search": "person-search",
    "<script>alert(1)</script>": "script-alert-1-script",
    "山田 太郎": "shan-tian-tai-lang",
    "ירון לונדון": "yrvn-lvndvn",
    "محمد علي": "mhmd-ly",
    "🙂": "person",
    "O’Brien & Co.": "o-brien-co",
    "x" * 10_000: "x" * 80,
}


def built(folder: Path, text: str | bytes, suffix: str = ".rst", builder: str = "html") -> Built:
    files = {"index.rst": INDEX, f"talk{suffix}": text}
    return build(folder, files, builder, roundtables=["talk"])


@pytest.mark.parametrize("suffix", PANEL)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_any_name_has_a_safe_address(tmp_path: Path, name: str, suffix: str) -> None:
    escaped = re.sub(r"([\\<>*_`])", r"\\\1", name)
    site = built(tmp_path, PANEL[suffix].format(name=escaped), suffix)
    assert site.warnings == ""
    address = f"people/{NAMES[name]}"
    assert {file for file in site.written if file.startswith("people/")} == {
        "people/index.html",
        "people/bo-ek.html",
        f"{address}.html",
    }
    page = soup(site, address)
    assert "Words of whom." in page.get_text()
    heading = page.h1
    assert heading is not None
    assert name in heading.get_text()
    assert "<script>alert" not in site.read(f"{address}.html")
    topic = soup(site, "topics/saws")
    assert topic.find(id=NAMES[name]) is not None
    outside = {path.name for path in tmp_path.parent.iterdir()} - {tmp_path.name}
    assert not {"x", "x.html"} & outside


@pytest.mark.parametrize("suffix", PANEL)
def test_two_names_of_one_address(tmp_path: Path, suffix: str) -> None:
    text = PANEL[suffix].format(name="Ann Lee").replace("Bo Ek", "Ann-Lee")
    site = built(tmp_path, text, suffix)
    assert site.warnings == ""
    assert "Words of whom." in soup(site, "people/ann-lee").get_text()
    assert "Kale." in soup(site, "people/ann-lee-2").get_text()


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".rst", "Talk\n====\n\n*Ann*:\n\n    Café.\n".encode("latin-1"), 6),
        (".md", "# Talk\n\n*Ann*:\n\n> Café.\n".encode("latin-1"), 5),
        (".rst", PANEL[".rst"].encode("utf-16"), 1),
        (".csv", "speaker,words\nAnn,Café.\n".encode("latin-1"), 2),
    ],
)
def test_a_file_that_is_not_utf8_ends_the_build_with_its_line(
    tmp_path: Path, suffix: str, text: bytes, line: int
) -> None:
    with pytest.raises(ConfigError) as caught:
        built(tmp_path, text, suffix)
    assert str(caught.value) == f"{tmp_path / 'source'}/talk{suffix}:{line}: not UTF-8"


def test_a_document_that_is_no_source_is_sphinxs_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "index.rst": f"{INDEX}    other\n",
        "talk.rst": PANEL[".rst"].format(name="Ann"),
        "other.rst": "Other\n=====\n\nCafé.\n".encode("latin-1"),
    }
    conf = {"roundtables": ["talk"], "source_encoding": "latin-1"}
    assert "Caf" in build(tmp_path, files, **conf).read("other.html")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
@pytest.mark.parametrize("suffix", [".rst", ".md", ".csv"])
def test_an_empty_file_is_a_warning(tmp_path: Path, suffix: str, text: str) -> None:
    site = built(tmp_path, text, suffix)
    assert [line for line in site.own_warnings if "[roundtable.empty]" in line] == [
        f"talk{suffix}: WARNING: nobody is recognised to say anything [roundtable.empty]"
    ]
    assert "people/index.html" in site.written


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "speaker,words,words\nAnn,First words.,Second words.\n",
            "talk.csv:1: WARNING: two columns are called 'words': the first is taken",
        ),
        (
            "who,words\nAnn,First words. Second words.\n",
            "talk.csv:1: WARNING: there is no column 'speaker'; the columns are: 'who', 'words'",
        ),
        (
            "speaker,words,tags\nBo,Kale.\nAnn,First words.,,,Second words.\n",
            "talk.csv:2: WARNING: the row has more or fewer values than there are columns",
        ),
        (
            'speaker,words\nBo,Kale.\nAnn,"First words.\nBo,Second words.\n',
            "talk.csv:3: WARNING: a quote is not closed, or closed within a value",
        ),
    ],
    ids=["twice", "missing", "ragged", "quote"],
)
def test_a_table_with_mistakes_keeps_its_words(tmp_path: Path, text: str, warning: str) -> None:
    site = built(tmp_path, text, ".csv")
    assert warning in "\n".join(site.own_warnings)
    pages = [f for f in site.written if f.startswith(("talk", "topics/", "people/"))]
    shown = " ".join(soup(site, page.removesuffix(".html")).get_text() for page in sorted(pages))
    assert "First words." in shown
    assert "Second words." in shown


def lines(turns: int) -> str:
    """Return a chat of so many turns, each a line of one paragraph."""
    return "Talk\n====\n\n" + "".join(f"Ann {n % 9}: Word {n}.\n" for n in range(turns))


def paragraphs(turns: int) -> str:
    """Return a transcript of so many people, each with ten turns on topics of fifty."""
    text = "Talk\n====\n\n"
    for turn in range(turns):
        title = f"Topic {turn}\n{'-' * 20}\n\n" if not turn % 50 else ""
        text += f"{title}**Ann Nr{turn % (turns // 10)}:** Word {turn}.\n\n"
    return text


def unknown(turns: int) -> str:
    """Return quotes of a few listed people, and many that are close to one of them."""
    cast = "".join(f"* *Ann Lee{n:05}* is one.\n" for n in range(turns // 10))
    said = "".join(f"*Ann Le{n:05}*:\n\n    Word {n}.\n\n" for n in range(turns))
    return f"Talk\n====\n\n{cast}\nSaws\n----\n\n*Ann Lee00000*:\n\n    Yes.\n\n{said}"


@pytest.mark.once
@pytest.mark.parametrize("text", [lines, paragraphs, unknown])
def test_work_grows_with_the_text(text: Callable[[int], str]) -> None:
    def work(turns: int) -> int:
        document: nodes.document = parse(text(turns))
        readings: list[Reading] = []
        count = calls_of(lambda: readings.append(recognise(document, "talk")))
        assert len(readings[0].answers) + len(readings[0].doubts) >= turns
        return count

    work(100)  # what is made once, is made
    assert work(2000) < 4 * 1.2 * work(500)
