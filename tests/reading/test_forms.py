"""The examples of the manual: one conversation in every form, and always the same records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from sphinx_roundtable.reading import marked
from sphinx_roundtable.reading.merge import merge
from sphinx_roundtable.reading.recognise import recognise
from sphinx_roundtable.sidecar import Sidecar
from tests.reading.claims import check, read
from tests.support import build, parse, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_roundtable.model import Reading
    from tests.support import Built

FORMS = Path(__file__).parents[2] / "docs" / "forms"
#: Several files are one conversation in this form.
FILES = {suffix: sorted((FORMS / "files/answers").glob(f"*{suffix}")) for suffix in (".rst", ".md")}
EXAMPLES = sorted(path for path in FORMS.glob("**/greenhouse.*") if path.suffix in {".rst", ".md"})
PEOPLE = ["Nora Vale", "Idris Moon", "Wen Park"]
#: Who answers what, and when, where the text tells.
SAID = {
    ("Watering", "Nora Vale"): (
        (
            "Early, and at the roots. Wet leaves scorch as soon as the sun is over the wall."
            " In a heat wave I go round twice."
        ),
        "00:00:10",
    ),
    ("Watering", "Idris Moon"): (
        "I weigh the pots in my hand. A light one gets a full can, a heavy one nothing.",
        "00:00:31",
    ),
    ("Watering", "Wen Park"): (
        "Rainwater only: the tap leaves chalk on the orchids.",
        "00:00:44",
    ),
    ("Frost", "Nora Vale"): (
        "Two layers of fleece, and a candle under a flower pot for the worst nights.",
        "00:01:02",
    ),
    ("Frost", "Wen Park"): (
        "I carry everything tender into the stairwell, and apologise to the neighbours.",
        "00:01:20",
    ),
}
MYST = {"myst_enable_extensions": ["deflist", "fieldlist"]}


def _name(path: Path) -> str:
    return path.relative_to(FORMS).as_posix()


def _read(path: Path, *, several: bool = False) -> tuple[Reading, dict[str, str]]:
    document = parse(path.read_text("utf-8"), path.suffix, **MYST)
    reading = recognise(document, path.stem, several=several)
    check(document, reading)
    return reading, {key: " ".join(words_of(found)) for key, found in marked(document).items()}


def _assert_same(reading: Reading, words: dict[str, str]) -> None:
    names = {person.id: person.name for person in reading.people}
    titles = {topic.id: topic.title for topic in reading.topics}
    assert list(names.values()) == PEOPLE
    assert sorted(titles.values()) == ["Frost", "Watering"]
    said = {(titles[a.topic], names[a.person]): words[a.key] for a in reading.answers}
    assert said == {place: text for place, (text, _) in SAID.items()}
    assert len(reading.answers) == len(SAID)
    assert reading.doubts == ()


def test_there_is_an_example_of_each_form() -> None:
    pages = {path.stem for path in FORMS.glob("*.md")} - {"casts", "csv", "explicit", "files"}
    names = {f"{form}/greenhouse{suffix}" for form in pages for suffix in (".rst", ".md")}
    assert {_name(path) for path in EXAMPLES} == names
    assert {suffix: len(paths) for suffix, paths in FILES.items()} == {".rst": 3, ".md": 3}


@pytest.mark.parametrize("path", EXAMPLES, ids=_name)
def test_each_form_gives_the_same_records(path: Path) -> None:
    reading, words = _read(path)
    _assert_same(reading, words)
    topics = list(dict.fromkeys(answer.topic for answer in reading.answers))
    assert topics == ["watering", "frost"]
    if _name(path).startswith("times/"):
        assert [answer.time for answer in reading.answers] == [time for _, time in SAID.values()]
    else:
        assert {answer.time for answer in reading.answers} == {""}


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_for_each_person_gives_the_same_records(suffix: str) -> None:
    paths = sorted(FILES[suffix], key=lambda path: "niw".index(path.name[0]))
    read = [_read(path, several=True) for path in paths]
    words = {key: text for _, texts in read for key, text in texts.items()}
    _assert_same(merge([reading for reading, _ in read], Sidecar()), words)


def _built(folder: Path, paths: Sequence[Path], builder: str) -> Built:
    files = {f"talk/{path.name}": path.read_text("utf-8") for path in paths}
    toctree = "".join(f"    {name.rsplit('.', 1)[0]}\n" for name in files)
    files["index.rst"] = f"Start\n=====\n\n.. toctree::\n\n{toctree}"
    if len(paths) > 1:
        sidecar = (FORMS / "files" / "greenhouse.toml").read_text("utf-8")
        files["talk/greenhouse.toml"] = sidecar.replace("answers/", "")
    conf: dict[str, Any] = {"roundtables": ["talk/greenhouse"]}
    if paths[0].suffix == ".md":
        conf |= MYST
    return build(folder, files, builder, **conf)


@pytest.mark.parametrize(
    "paths", [*([path] for path in EXAMPLES), *FILES.values()], ids=lambda paths: _name(paths[0])
)
def test_each_form_is_published(paths: Sequence[Path], tmp_path: Path) -> None:
    text = _built(tmp_path, paths, "text")
    html = _built(tmp_path, paths, "html")
    single = _built(tmp_path, paths, "singlehtml")
    assert not text.warnings + html.warnings + single.warnings
    whole = _shown(single, "index.html")
    for (topic, person), (said, _) in SAID.items():
        for page in (f"topics/{topic}", f"people/{person.replace(' ', '-')}"):
            plain = text.read(f"talk/{page}.txt".lower()).replace("|", " ")
            assert " ".join(plain.split()).count(said) == 1, page
            # The head has it too, for programs.
            main = _shown(html, f"talk/{page}.html".lower())
            assert main.count(said) == 1, page
        # An edition of one page has each answer once.
        assert whole.count(said) == 1


def _shown(built: Built, page: str) -> str:
    """Return what a reader gets to see in the body of *page*: all paragraphs in one line."""
    tree = BeautifulSoup(built.read(page), "html.parser")
    for element in tree.select("head, script, nav, [role=navigation], .roundtable-take"):
        element.decompose()
    return " ".join(tree.body.get_text(" ").split()) if tree.body else ""


@pytest.mark.parametrize(
    ("topics", "people_first"),
    [
        (["Weather", "Harvest"], False),
        (["Weather", "Harvest"], True),
        (["Bad Weather", "Next Harvest"], True),
    ],
)
def test_titles_tell_people_from_topics(topics: list[str], *, people_first: bool) -> None:
    people = ["Mia Stone", "Tom Hill"]
    outer, inner = (people, topics) if people_first else (topics, people)
    talk = read(
        "\n\n".join(
            f"{title}\n{'=' * 9}\n\n"
            + "\n\n".join(f"{below}\n{'-' * 9}\n\nOf {title}." for below in inner)
            for title in outer
        )
    )
    assert [(person.name, person.kind) for person in talk.reading.people] == [
        (name, "person") for name in people
    ]
    assert [topic.title for topic in talk.reading.topics] == topics
