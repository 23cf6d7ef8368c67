"""A translated project: its addresses stay, its words and the extension's are translated."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from sphinx.locale import translators

import sphinx_roundtable
from sphinx_roundtable.locale import CATALOGUE, LOCALES
from tests.book import PEOPLE, TOPICS, build_book, soup
from tests.support import PANEL as TALK_OF_TWO
from tests.support import build

if TYPE_CHECKING:
    from tests.support import Built

PACKAGE = Path(sphinx_roundtable.__file__).parent
PANEL = TALK_OF_TWO.replace("Tools\n-----", "Tools at work\n-------------")
INDEX = """
Start
=====

.. toctree::

   panel

:roundtable:topic:`tools-at-work`, :roundtable:answer:`bo-ek/gardens`.

.. roundtable:matrix::
"""
GERMAN = {
    "Panel": "Podium",
    "Tools at work": "Werkzeug bei der Arbeit",
    "Gardens": "Gärten",
    "A hammer.": "Ein Hammer.",
    "A spade.": "Ein Spaten.",
    "Kale.": "Grünkohl.",
}
ENGLISH = re.compile("Tools at work|Gardens|hammer|spade|Kale")


def compiled(messages: dict[str, str]) -> bytes:
    """Return a catalogue for gettext."""
    catalogue = Catalog(locale="de")
    for message, translation in messages.items():
        catalogue.add(message, translation)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


PROJECT: dict[str, str | bytes | None] = {
    "index.rst": INDEX,
    "panel.rst": PANEL,
    "locales/de/LC_MESSAGES/panel.mo": compiled(GERMAN),
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a translated project as HTML."""
    built = build(
        tmp_path_factory.mktemp("german"),
        PROJECT,
        language="de",
        roundtables=["panel"],
        nitpicky=True,
    )
    assert built.warnings == ""
    return built


def pages(built: Built) -> set[str]:
    """Return the documents that the extension has made."""
    domain: Any = built.app.env.domains["roundtable"]
    return set(domain.pages)


def texts(built: Built, docname: str, select: str) -> list[str]:
    """Return the words of elements of a page."""
    return [" ".join(element.get_text().split()) for element in soup(built, docname).select(select)]


def test_addresses_are_those_of_the_source(german: Built) -> None:
    assert pages(german) == {
        "topics/index",
        "topics/tools-at-work",
        "topics/gardens",
        "people/index",
        "people/ann-lee",
        "people/bo-ek",
        "compare",
    }
    assert soup(german, "topics/gardens").select_one("section#bo-ek")
    assert soup(german, "people/bo-ek").select_one("section#tools-at-work")


@pytest.mark.parametrize(
    "docname",
    ["index", "panel", "topics/tools-at-work", "topics/gardens", "people/ann-lee", "people/bo-ek"],
)
def test_no_page_has_words_of_the_source(german: Built, docname: str) -> None:
    (words,) = texts(german, docname, "div.body")
    assert not ENGLISH.findall(words)


def test_pages_have_translated_titles_and_answers(german: Built) -> None:
    assert texts(german, "topics/tools-at-work", "h1") == ["Werkzeug bei der Arbeit"]
    assert "Ein Hammer." in texts(german, "topics/tools-at-work", "p")
    assert texts(german, "people/bo-ek", "h2 a") == ["Werkzeug bei der Arbeit", "Gärten"]


def test_the_source_leads_to_topics_in_its_language(german: Built) -> None:
    links = texts(german, "panel", ".roundtable-ways a")
    assert links.count("Werkzeug bei der Arbeit") == 2
    assert links.count("Gärten") == 1


def test_entries_of_the_index_are_translated(german: Built) -> None:
    page = german.read("genindex.html")
    assert not ENGLISH.findall(page)
    assert "Gärten" in page
    assert "Werkzeug bei der Arbeit" in page


def test_roles_show_translated_titles(german: Built) -> None:
    shown = texts(german, "index", "p a")
    assert "Werkzeug bei der Arbeit" in shown
    assert "Bo Ek: Gärten" in shown


def test_objects_have_translated_titles(german: Built) -> None:
    domain = german.app.env.domains["roundtable"]
    found = {name: words for name, words, *_ in domain.get_objects()}
    assert found["tools-at-work"] == "Werkzeug bei der Arbeit"
    assert found["bo-ek/gardens"] == "Bo Ek: Gärten"


def test_our_own_words_are_german(german: Built) -> None:
    assert texts(german, "people/index", "h1") == ["Personen"]
    assert texts(german, "topics/index", "h1") == ["Themen"]
    assert texts(german, "people/ann-lee", ".roundtable-missing") == ["Keine Antwort zu Gärten."]
    assert texts(german, "topics/gardens", ".roundtable-missing") == ["Keine Antwort von Ann Lee."]
    assert "Im Wortlaut" in texts(german, "topics/gardens", ".roundtable-ways a")
    assert "Alle Antworten" in texts(german, "panel", ".roundtable-ways a")
    assert "keine Antwort" in texts(german, "index", "td")
    assert soup(german, "topics/gardens").select_one("nav[aria-label='Pfad zu dieser Seite']")


def test_labels_of_the_sidecar_are_not_translated(tmp_path: Path) -> None:
    sidecar = 'labels = { people = "Our guests" }'
    files = {**PROJECT, "panel.toml": sidecar}
    built = build(tmp_path, files, language="de", roundtables=["panel"])
    assert texts(built, "people/index", "h1") == ["Our guests"]
    assert texts(built, "topics/index", "h1") == ["Themen"]


def test_titles_of_sources_are_translated(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "index.rst": "Start\n=====\n\n.. toctree::\n\n   panel\n   round\n",
        "panel.rst": PANEL,
        "round.rst": f"Second\n======\n{PANEL.partition('gardener.')[2]}",
        "book.toml": 'sources = ["panel", "round"]',
        "locales/de/LC_MESSAGES/panel.mo": compiled({"Panel": "Podium"}),
        "locales/de/LC_MESSAGES/round.mo": compiled({"Second": "Zweites"}),
    }
    built = build(tmp_path, files, language="de", roundtables=["book"])
    shown = texts(built, "people/ann-lee", ".roundtable-origin")
    assert shown == ["Aus Podium", "Aus Zweites"]


def test_a_project_in_english_after_one_in_german_is_english(tmp_path: Path, german: Built) -> None:
    translators.pop(("general", "panel"), None)  # the project's own: Sphinx keeps it
    built = build(tmp_path, PROJECT, language="en", roundtables=["panel"])
    assert german.warnings == built.warnings == ""
    assert texts(built, "people/index", "h1") == ["People"]
    assert "As written" in texts(built, "topics/gardens", ".roundtable-ways a")


def test_a_parallel_build_gives_the_same_bytes(tmp_path: Path, german: Built) -> None:
    built = build(
        tmp_path, PROJECT, language="de", roundtables=["panel"], parallel=2, nitpicky=True
    )
    for docname in ("index", "panel", *pages(german)):
        assert built.read(f"{docname}.html") == german.read(f"{docname}.html")


@pytest.mark.parametrize("compact", [True, False])
def test_translators_get_no_empty_catalogues(tmp_path: Path, *, compact: bool) -> None:
    aside = {"index.rst": f"{INDEX}\n.. toctree::\n\n   topics/aside\n"}
    built = build(
        tmp_path,
        {**PROJECT, **aside, "topics/aside.rst": "Aside\n=====\n"},
        "gettext",
        roundtables=["panel"],
        gettext_compact=compact,
    )
    assert built.warnings == ""
    written = {path.relative_to(built.out).as_posix() for path in built.out.rglob("*")}
    folder = {"topics.pot"} if compact else {"topics", "topics/aside.pot"}
    assert written == {"index.pot", "panel.pot", *folder}


# The catalogues of the package


def messages() -> set[str]:
    """Return all words of the extension that are to be translated."""
    modules = [path for path in PACKAGE.rglob("*.py") if "typst" not in path.parts]
    return {
        found[1] if isinstance(found[1], str) else found[1][0]
        for path in modules
        for found in extract_from_file("python", path)
    }


@pytest.mark.parametrize("path", [*LOCALES.rglob("*.po")], ids=lambda path: path.parts[-3])
def test_a_catalogue_has_all_words_and_is_compiled(path: Path) -> None:
    assert path.stem == CATALOGUE
    with path.open("rb") as file:
        text = read_po(file)
    with path.with_suffix(".mo").open("rb") as file:
        binary = read_mo(file)
    assert {message.id for message in text if message.id} == messages()
    for message in text:
        if message.id:
            assert message.string
            assert not message.fuzzy
            assert binary[message.id].string == message.string
            assert _places(str(message.string)) == _places(str(message.id))


def _places(words: str) -> list[str]:
    """Return what is put into a message."""
    return re.findall("%.", words)


def test_there_are_catalogues_for_german_and_spanish() -> None:
    assert {path.parts[-3] for path in LOCALES.rglob("*.mo")} == {"de", "es"}


def test_our_own_words_are_spanish(tmp_path: Path) -> None:
    built = build(tmp_path, PROJECT, language="es", roundtables=["panel"])
    assert texts(built, "people/index", "h1") == ["Personas"]
    assert texts(built, "topics/index", "h1") == ["Temas"]
    missing = texts(built, "people/ann-lee", ".roundtable-missing")
    assert missing == ["Sin respuesta sobre Gardens."]
    assert "En el texto original" in texts(built, "topics/gardens", ".roundtable-ways a")


def test_every_page_of_a_translated_book_is_translated(tmp_path: Path) -> None:
    """Each message of the book, once, gets a mark; then each paragraph and title must have it."""
    pots = build_book(tmp_path, "gettext")
    (pot,) = pots.out.glob("appendix-a.pot")
    with pot.open("rb") as file:
        messages = [str(message.id) for message in read_po(file) if message.id]
    assert sorted(path.stem for path in pots.out.rglob("*.pot")) == [
        "appendix-a",
        "index",
        "license",
    ]
    mo = compiled({message: f"ÿÿ {message}" for message in messages})
    files = {"locales/de/LC_MESSAGES/appendix-a.mo": mo}
    built = build_book(tmp_path / "book", files=files, language="de")
    assert built.warnings == ""
    for topic in TOPICS:
        assert texts(built, f"topics/{topic}", "h1")[0].startswith("ÿÿ ")
    said = ".roundtable-answer > p:not([class])"
    copied = ".roundtable-answer > p.no-search:not(.roundtable-role)"
    on_topics = [words for id in TOPICS for words in texts(built, f"topics/{id}", said)]
    on_people = [words for id in PEOPLE for words in texts(built, f"people/{id}", copied)]
    assert sorted(on_topics) == sorted(on_people)
    assert len(on_topics) > 30
    assert [words for words in on_topics if not words.startswith("ÿÿ ")] == []


TALK = """
Talk
====

Tools
-----

Ann: A hammer. Bo: A spade.

Ann: And a saw.

Bo: And kale.

Bo: And more.
"""


def test_a_translated_transcript_keeps_who_says_what(tmp_path: Path) -> None:
    german_words = {
        "Ann: A hammer.": "Ann: Ein Hammer.",
        "Bo: A spade.": "Bo: Ein Spaten.",
        "Ann: And a saw.": "Ann: Und eine Säge.",
    }
    mo = compiled(german_words)
    built = build(
        tmp_path,
        {"talk.rst": TALK, "locales/de/LC_MESSAGES/talk.mo": mo},
        roundtables=["talk"],
        language="de",
        locale_dirs=["locales"],
        gettext_auto_build=False,
        suppress_warnings=["roundtable.no_cast"],
    )
    assert built.warnings == ""
    page = soup(built, "topics/tools")

    def said(anchor: str) -> str:
        (found,) = page.find_all(id=anchor)
        return found.select("p:not([class])")[0].get_text()

    assert said("ann") == "Ein Hammer."
    assert said("bo") == "Ein Spaten."
    assert said("ann-2") == "Und eine Säge."
    assert said("bo-2") == "And kale."
