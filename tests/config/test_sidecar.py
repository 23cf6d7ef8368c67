"""What a sidecar may say, and how a mistake in it is named: one line with file, line and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from sphinx_roundtable import sidecar
from sphinx_roundtable.sidecar import Sidecar, SidecarError, load

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = """\
title = "Case Studies"
sources = ["interviews/*", "/panel"]
prefix = "book/talks/"
form = "spoken"
level = 2
cast = ["Ned Batchelder", "Bob"]
date = "2009-03"
license = "https://example.org/licence"
order = ["bob", "ned-batchelder"]
labels = { people = "Cast", topics = "Questions", systems = "Tools" }
mentions = { link = "all", code = true, addresses = true, runs_on = "why" }

[people.ned-batchelder]
name = "Ned Batchelder"
aliases = ["Ned", "N. B."]
role = "Lead engineer"
portrait = "faces/Ned B.jpg"
kind = "person"
asks = true
page = true

[people.ned-batchelder.links]
Site = "https://example.org/ned"
"Write to him" = "mailto:ned@example.org"

[topics.why]
title = "Why?"
aliases = ["For what reason?"]

[systems.memcached]
name = "Memcached"
aliases = ["memcache"]
kind = "server"
url = "https://memcached.org/"
description = "A cache."
people = ["ned-batchelder"]
case = false
word = false
"""


def test_every_key(tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(EVERYTHING, "utf-8")
    found = load(path)
    assert found.title == "Case Studies"
    assert found.sources == ("interviews/*", "/panel")
    assert found.prefix == "book/talks/"
    assert (found.form, found.level, found.cast) == ("spoken", 2, ("Ned Batchelder", "Bob"))
    assert (found.date, found.license) == ("2009-03", "https://example.org/licence")
    assert found.order == ("bob", "ned-batchelder")
    assert (found.labels.people, found.labels.topics) == ("Cast", "Questions")
    ned = found.people["ned-batchelder"]
    assert (ned.name, ned.aliases, ned.role) == (
        "Ned Batchelder",
        ("Ned", "N. B."),
        "Lead engineer",
    )
    assert ned.portrait == "faces/Ned B.jpg"
    assert (ned.kind, ned.asks, ned.page) == ("person", True, True)
    assert ned.links == {
        "Site": "https://example.org/ned",
        "Write to him": "mailto:ned@example.org",
    }
    assert (found.topics["why"].title, found.topics["why"].aliases) == (
        "Why?",
        ("For what reason?",),
    )
    assert found.labels.systems == "Tools"
    rules = found.mentions
    assert (rules.link, rules.code, rules.addresses) == ("all", True, True)
    assert rules.runs_on == "why"
    cache = found.systems["memcached"]
    assert (cache.name, cache.aliases, cache.kind) == ("Memcached", ("memcache",), "server")
    assert (cache.url, cache.description) == ("https://memcached.org/", "A cache.")
    assert cache.people == ("ned-batchelder",)
    assert (cache.case, cache.word) == (False, False)


def test_every_key_is_in_this_test() -> None:
    for struct in (
        Sidecar,
        sidecar.PersonHints,
        sidecar.TopicHints,
        sidecar.SystemHints,
        sidecar.MentionRules,
        sidecar.Labels,
    ):
        for field in msgspec.structs.fields(struct):
            assert (
                f"{field.name} =" in EVERYTHING
                or f"{field.name}." in EVERYTHING
                or (f".{field.name}]" in EVERYTHING)
            )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "people = {}\n", "[topics]\n"])
def test_every_key_is_optional(tmp_path: Path, text: str) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(text, "utf-8")
    assert load(path) == Sidecar()


def test_a_mark_that_some_editors_write_first_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    path.write_bytes(b'\xef\xbb\xbftitle = "Gr\xc3\xbc\xc3\x9fe"\r\n')
    assert load(path).title == "Grüße"


@pytest.mark.parametrize("prefix", ["", "a", "a/", "a/b-c", "über/uns", "v_1"])
def test_prefixes(tmp_path: Path, prefix: str) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(f'prefix = "{prefix}"', "utf-8")
    assert load(path).prefix == prefix


ID = "expected an id: small letters, digits and hyphens, first a letter, and no reserved word"
LINK = "expected an address that begins with http://, https:// or mailto:"
FOLDER = "expected a folder below the source folder"
PICTURE = "expected a picture beside the sidecar: a path that ends in gif, jpg, png, svg or webp"
WORDS = "expected words on one line"
TABLES = "expected `table`, got `array`; each has a table of its own, such as [{}.some-id]"
FORMS = (
    "expected one of attributed, auto, definitions, explicit, fields, people, quoted, sections,"
    " spoken, table"
)
KINDS = "expected one of organisation, person, project"

SYSTEM = '[systems.x]\nname = "X"\n'

MISTAKES = [
    # unknown keys, at each level
    ('\ntitel = "x"', 2, "titel", "no such key"),
    ("[system.x]", 1, "system", "no such key"),
    ('[people.ned]\nrole = "x"\nrolle = "x"', 3, "people.ned.rolle", "no such key"),
    ('[topics.why]\nname = "x"', 2, "topics.why.name", "no such key"),
    ('labels = { peple = "x" }', 1, "labels.peple", "no such key"),
    ('[labels]\n\nsystem = "x"', 3, "labels.system", "no such key"),
    ('[systems.x]\nname = "x"\nalias = "x"', 3, "systems.x.alias", "no such key"),
    ("mentions.urls = true", 1, "mentions.urls", "no such key"),
    ('people.ned.role = "a"\npeople.ned.rol = "b"', 2, "people.ned.rol", "no such key"),
    # wrong types
    ("title = 3", 1, "title", "expected `str`, got `int`"),
    ("title = 1979-05-27", 1, "title", "expected `str`, got `date`"),
    ("\n\nprefix = true", 3, "prefix", "expected `str | null`, got `bool`"),
    ('order = "ned"', 1, "order", "expected `array`, got `str`"),
    ("order = [3]", 1, "order", "expected `str`, got `int`"),
    ("people = 3", 1, "people", "expected `table`, got `int`"),
    ('people = ["ned"]', 1, "people", "expected `table`, got `array`"),
    ('[[people]]\nname = "x"', 1, "people", TABLES.format("people")),
    ('[[systems]]\nname = "x"', 1, "systems", TABLES.format("systems")),
    ('[people]\nned = "Ned"', 2, "people.ned", "expected `table`, got `str`"),
    ("[people.ned]\nname = 3", 2, "people.ned.name", "expected `str`, got `int`"),
    ('[people.ned]\naliases = "N"', 2, "people.ned.aliases", "expected `array`, got `str`"),
    ('[people.ned]\naliases = ["N", 3]', 2, "people.ned.aliases", "expected `str`, got `int`"),
    ('[people.ned]\nlinks = ["x"]', 2, "people.ned.links", "expected `table`, got `array`"),
    ("[people.ned]\nlinks = { Site = 3 }", 2, "people.ned.links.Site", "expected `str`, got"),
    ('labels = "People"', 1, "labels", "expected `table`, got `str`"),
    ('[systems]\nx = "X"', 2, "systems.x", "expected `table`, got `str`"),
    ('[systems.x]\nname = "x"\ncase = 1', 3, "systems.x.case", "expected `bool`, got `int`"),
    ("mentions = 3", 1, "mentions", "expected `table`, got `int`"),
    ('[topics]\nwhy = "Why?"', 2, "topics.why", "expected `table`, got `str`"),
    ("[topics.why]\ntitle = []", 2, "topics.why.title", "expected `str`, got `array`"),
    ('sources = "talk"', 1, "sources", "expected `array`, got `str`"),
    ("sources = [1]", 1, "sources", "expected `str`, got `int`"),
    ('level = "1"', 1, "level", "expected `int`, got `str`"),
    ("level = true", 1, "level", "expected `int`, got `bool`"),
    ('cast = "Ned"', 1, "cast", "expected `array`, got `str`"),
    ('[people.ned]\nasks = "yes"', 2, "people.ned.asks", "expected `bool | null`, got `str`"),
    ("[people.ned]\npage = 1", 2, "people.ned.page", "expected `bool`, got `int`"),
    ("[people.ned]\nkind = 1", 2, "people.ned.kind", "expected `str | null`, got `int`"),
    # values out of range
    ("\nlevel = -1", 2, "level", "expected `int` >= 0"),
    ('form = "quotes"', 1, "form", FORMS),
    ('form = ""', 1, "form", FORMS),
    ('[people.ned]\n\nkind = "robot"', 3, "people.ned.kind", KINDS),
    ('mentions.link = "some"', 1, "mentions.link", "expected one of all, first, none"),
    (
        f'{SYSTEM}kind = "robot"',
        3,
        "systems.x.kind",
        "expected one of company, database, framework",
    ),
    # names of systems that can't be looked for
    ("\n[systems.x]\ncase = true", 2, "systems.x.name", "missing"),
    ('[systems.x]\nname = ""', 2, "systems.x.name", WORDS),
    ('[systems.x]\nname = "--"', 2, "systems.x.name", "'--' has no letter and no digit"),
    ('[systems.x]\nname = "\u200b"', 2, "systems.x.name", r"'\u200b' has no letter and no digit"),
    (f'{SYSTEM}\naliases = ["…"]', 4, "systems.x.aliases", "'…' has no letter and no digit"),
    ('[systems.x]\nname = "a"\nword = false', 2, "systems.x.name", "'a' would be found nearly"),
    (f'{SYSTEM}aliases = ["*X11*"]', 3, "systems.x.aliases", "'*X11*' has markup"),
    (f'{SYSTEM}aliases = ["``x``"]', 3, "systems.x.aliases", "'``x``' has markup"),
    (f'{SYSTEM}aliases = ["[X][]"]', 3, "systems.x.aliases", "'[X][]' has markup"),
    (f'{SYSTEM}aliases = ["<b>x</b>"]', 3, "systems.x.aliases", "'<b>x</b>' has markup"),
    # two systems with one name
    (f'{SYSTEM}aliases = ["X"]', 3, "systems.x.aliases", "'X' is given twice"),
    (f'{SYSTEM}aliases = ["Y", "Y"]', 3, "systems.x.aliases", "'Y' is given twice"),
    (f'{SYSTEM}[systems.y]\nname = "X"', 4, "systems.y.name", "'X' is a name of 'x', too"),
    (
        f'{SYSTEM}aliases = ["Y"]\n[systems.y]\nname = "Y"\naliases = ["X"]',
        5,
        "systems.y.name",
        "'Y' is a name of 'x', too",
    ),
    (
        f'{SYSTEM}[systems.y]\nname = "Y"\naliases = ["x"]\ncase = false',
        5,
        "systems.y.aliases",
        "'x' is a name of 'x', too",
    ),
    (
        f'{SYSTEM}case = false\n[systems.y]\nname = "x"',
        5,
        "systems.y.name",
        "'x' is a name of 'x', too",
    ),
    ('[systems.x]\nname = "Café"\naliases = ["Cafe\u0301"]', 3, "systems.x.aliases", "'Cafe"),
    (f'{SYSTEM}people = ["Ned B"]', 3, "systems.x.people", ID),
    (f'{SYSTEM}url = "x.org"', 3, "systems.x.url", LINK),
    # words that can't be shown
    ('sources = [""]', 1, "sources", WORDS),
    ('cast = [" "]', 1, "cast", WORDS),
    ('title = ""', 1, "title", WORDS),
    ('title = "  "', 1, "title", WORDS),
    ('title = "a\\nb"', 1, "title", WORDS),
    ('title = "a\\u0000"', 1, "title", WORDS),
    ('[people.ned]\nname = ""', 2, "people.ned.name", WORDS),
    ('[people.ned]\naliases = [""]', 2, "people.ned.aliases", WORDS),
    ('[people.ned]\nlinks = { "" = "https://x.org" }', 2, "people.ned.links.''", WORDS),
    ('labels = { people = "" }', 1, "labels.people", WORDS),
    # ids
    ('title = "x"\n[people.Ned]\nname = "x"', 2, "people.Ned", ID),
    ('[people."ned b"]', 1, "people.'ned b'", ID),
    ('[people."../x"]', 1, "people.'../x'", ID),
    ('[people."a\\n"]', 1, "people.'a\\n'", ID),
    ("[people.index]", 1, "people.index", ID),
    ("[people.con]", 1, "people.con", ID),
    ("[people.2pac]", 1, "people.2pac", ID),
    (f"[people.{'x' * 81}]", 1, f"people.{'x' * 81}", ID),
    ('[topics."why?"]', 1, "topics.'why?'", ID),
    ("[topics.search]", 1, "topics.search", ID),
    ('order = ["ned", "Bob B"]', 1, "order", ID),
    # portraits
    ('[people.ned]\nportrait = "ned"', 2, "people.ned.portrait", PICTURE),
    ('[people.ned]\nportrait = "ned.*"', 2, "people.ned.portrait", PICTURE),
    ('[people.ned]\nportrait = "https://x.org/ned.png"', 2, "people.ned.portrait", PICTURE),
    ('[people.ned]\nportrait = "a\\\\b.png"', 2, "people.ned.portrait", PICTURE),
    # links
    (
        '[people.ned.links]\nA = "https://x.org"\nB = "javascript:x()"',
        3,
        "people.ned.links.B",
        LINK,
    ),
    ('[people.ned]\nlinks = { B = "JavaScript:x()" }', 2, "people.ned.links.B", LINK),
    ('[people.ned]\nlinks = { B = "data:text/html,x" }', 2, "people.ned.links.B", LINK),
    ('[people.ned]\nlinks = { B = "//x.org" }', 2, "people.ned.links.B", LINK),
    ('[people.ned]\nlinks = { B = "https://x y" }', 2, "people.ned.links.B", LINK),
    ('[people.ned]\nlinks = { B = "https://x\\n" }', 2, "people.ned.links.B", LINK),
    ('[people.ned]\nlinks = { B = "" }', 2, "people.ned.links.B", LINK),
    ('license = "GFDL"', 1, "license", LINK),
    # dates
    ('date = "March 2009"', 1, "date", "expected a day, a month or a year"),
    ('date = "2009-13"', 1, "date", "expected a day, a month or a year"),
    ("date = 2009-03-26", 1, "date", "expected `str`, got `date`"),
    # prefixes
    ('prefix = "/a"', 1, "prefix", FOLDER),
    ('prefix = "../a"', 1, "prefix", FOLDER),
    ('prefix = "a/../b"', 1, "prefix", FOLDER),
    ('prefix = "a//b"', 1, "prefix", FOLDER),
    ('prefix = "a b"', 1, "prefix", FOLDER),
    ('prefix = "_static"', 1, "prefix", FOLDER),
    ('prefix = "a\\\\b"', 1, "prefix", FOLDER),
    ('prefix = "a\\n"', 1, "prefix", FOLDER),
    # no TOML
    ('\ntitle = "x', 2, "not TOML", ""),
    ("title =", 1, "not TOML", ""),
    ("title", 1, "not TOML", ""),
    ('title = "a"\n\ntitle = "b"\n', 3, "not TOML", ""),
    ("[people.ned]\n[people.ned]", 2, "not TOML", ""),
    ("title: x", 1, "not TOML", ""),
    ('x = """\n\n', 1, "not TOML", ""),
]


@pytest.mark.parametrize(("text", "line", "key", "message"), MISTAKES)
def test_a_mistake_is_named_on_one_line(
    tmp_path: Path, text: str, line: int, key: str, message: str
) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SidecarError) as caught:
        load(path)
    said = str(caught.value)
    assert said.startswith(f"{path}:{line}: {key}: {message}")
    assert "\n" not in said
    assert "regex" not in said


@pytest.mark.parametrize(
    "name", ["C++", "C*", "C#", "Vec<T>", "Node.js", "R", "_why", "7-Zip", "é"]
)
def test_odd_names_of_systems(tmp_path: Path, name: str) -> None:
    path = tmp_path / "talk.toml"
    path.write_text(f'[systems.x]\nname = "{name}"\naliases = ["x {name}"]\n', "utf-8")
    assert load(path).systems["x"].name == name


def test_systems_that_differ_in_capitals_only_are_two(tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    path.write_text('[systems.a]\nname = "GO"\n[systems.b]\nname = "Go"\n', "utf-8")
    assert len(load(path).systems) == 2


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    path.write_bytes('title = "x"\n[people.zoe]\nname = "Zoë"\n'.encode("latin-1"))
    with pytest.raises(SidecarError) as caught:
        load(path)
    assert str(caught.value) == f"{path}:3: not UTF-8"


def test_no_file(tmp_path: Path) -> None:
    path = tmp_path / "talk.toml"
    with pytest.raises(SidecarError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: No such file or directory"
    path.mkdir()
    with pytest.raises(SidecarError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: Is a directory"
