"""The command proposes what a text may name as systems, as a sidecar that can be used."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_roundtable.inspect import conversation
from sphinx_roundtable.reading.words import fold
from sphinx_roundtable.sidecar import load
from sphinx_roundtable.suggest import as_toml, proposals
from tests.corpora.truths import FOLDER
from tests.corpora.truths import load as load_truth
from tests.support import build, calls_of

if TYPE_CHECKING:
    from subprocess import CompletedProcess

REPOSITORY = Path(__file__).parents[2]
APPENDIX = REPOSITORY / "source" / "appendix-a.rst"
CORPORA = REPOSITORY / "tests" / "corpora"

CAST = "* *Ann Lee* is an engineer.\n* *Bo Ek* is a gardener.\n"


def panel(*answers: str) -> str:
    """Return a conversation in which Ann gives each of *answers*."""
    said = "".join(f"\n*Ann Lee*:\n\n    {answer}\n" for answer in answers)
    return f"Panel\n=====\n\n{CAST}\nTools\n-----\n{said}\n*Bo Ek*:\n\n    Kale.\n"


def run(*arguments: str | Path, cwd: Path = REPOSITORY) -> CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_roundtable.cli", "suggest", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        timeout=120,
        check=False,
    )


def suggested(
    folder: Path, text: str, least: int | None = 1, suffix: str = ".rst", sidecar: str = ""
) -> str:
    """Return what is printed for *text*."""
    path = folder / f"panel{suffix}"
    path.write_text(text, "utf-8")
    if sidecar:
        (folder / "panel.toml").write_text(sidecar, "utf-8")
    with conversation([path], lambda *_: None) as read:
        return as_toml(proposals(read, "en", least))


def systems(toml: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(toml).get("systems", {})
    return found


def names(toml: str) -> list[str]:
    return [system["name"] for system in systems(toml).values()]


def spellings(found: dict[str, Any]) -> set[str]:
    return {fold(word) for one in found.values() for word in (one["name"], *one.get("aliases", ()))}


def test_the_appendix(tmp_path: Path) -> None:
    shutil.copy(APPENDIX, tmp_path)
    done = run("--all", "appendix-a.rst", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    found = systems(done.stdout.decode())
    described = systems(APPENDIX.with_suffix(".toml").read_text("utf-8"))
    proposed = {
        id
        for id, system in described.items()
        if not spellings(found).isdisjoint(spellings({id: system}))
    }
    # Only its address names PediaPress; in capitals the others just begin sentences.
    assert described.keys() - proposed == {"pediapress", "curse-inc", "lighttpd", "linux"}
    assert len(proposed) / len(found) > 0.6
    cast = "Ned Batchelder Johannes Beigel David Cramer Christian Hammond"
    assert spellings(found).isdisjoint({fold(cast), *fold(cast).split()})
    assert list(tmp_path.iterdir()) == [tmp_path / "appendix-a.rst"], "something was written"
    often = run("--least", "30", "appendix-a.rst", cwd=tmp_path).stdout.decode()
    assert names(often) == ["Django"]
    # With the sidecar beside it, nothing of that is proposed again.
    shutil.copy(APPENDIX.with_suffix(".toml"), tmp_path)
    rest = systems(run("--all", "appendix-a.rst", cwd=tmp_path).stdout.decode())
    assert rest
    assert spellings(rest).isdisjoint(spellings(described))
    assert rest.keys().isdisjoint(described)


def test_most_frequent_first_with_count_place_and_sentence(tmp_path: Path) -> None:
    text = panel("We run Squid here.", "I like Trac. Then Squid,\n    and Trac and Squid.")
    assert suggested(tmp_path, text, least=2) == (
        "# Keep what is a system, drop the rest.\n\n"
        "[systems.squid]\n"
        f"# 3 places, {tmp_path / 'panel.rst'}:12\n"
        "# We run Squid here.\n"
        'name = "Squid"\n\n'
        "[systems.trac]\n"
        f"# 2 places, {tmp_path / 'panel.rst'}:16\n"
        "# I like Trac.\n"
        'name = "Trac"\n'
    )


def test_a_capital_at_the_beginning_of_a_sentence_is_no_name(tmp_path: Path) -> None:
    text = panel(
        "Hammers are fine. However, we use Squid. Squid is fast. I've heard: Nails rust.",
        "We said yes in December. Review Board is ours. SQLite, too. The Trac is the best.",
        "And I think We pound with a Pound and we pound on.",
    )
    assert names(suggested(tmp_path, text)) == ["Squid", "Review Board", "SQLite", "Trac"]


def test_names_of_several_words_and_odd_spellings(tmp_path: Path) -> None:
    text = panel(
        "We play World of Warcraft on VMware ESX with Node.js, C++, mod_python and apache2.",
        "A Python-written tool, Django's own, of Google\n    Code.",
    )
    found = systems(suggested(tmp_path, text))
    assert {one["name"] for one in found.values()} == {
        *("World of Warcraft", "VMware ESX", "Node.js", "C++", "mod_python", "apache2"),
        *("Python", "Django", "Google Code"),
    }


def test_what_there_are_several_of_is_no_system(tmp_path: Path) -> None:
    text = panel("We had an API, then two APIs, and AWS. The API is gone, AWS is not.")
    assert names(suggested(tmp_path, text)) == names(suggested(tmp_path, text, None)) == ["AWS"]


def test_once_is_enough_for_what_is_spelled_as_no_ordinary_word(tmp_path: Path) -> None:
    text = panel(
        "We use Squid, MySQL, Node.js, C++, mod_python and ``myCode``, on a PC, in Rome.",
        "`Trac <https://trac.example/>`__ and `Work <https://example.org/a>`__.",
    )
    likely = ["MySQL", "Node.js", "C++", "mod_python", "Trac"]
    assert names(suggested(tmp_path, text, None)) == likely
    assert {*names(suggested(tmp_path, text))} == {*likely, "Squid", "myCode", "PC", "Rome", "Work"}


def test_what_recurs_with_articles_only_is_a_common_noun(tmp_path: Path) -> None:
    text = panel("Ask the Board. We use Squid, the\n    Squid. No Board is like our Board.")
    assert names(suggested(tmp_path, text, None)) == ["Squid"]
    assert names(suggested(tmp_path, text)) == ["Board", "Squid"]


@pytest.mark.parametrize(
    ("name", "tables", "named", "known"),
    [
        ("case-studies", 32, 29, 27),
        ("k8s-end-user-panel", 10, 8, 8),
        ("bitcoin-core-roundtable", 13, 10, 10),
        ("k8s-steering-2024", 49, 17, 17),
        ("pep-8002", 25, 9, 9),
    ],
)
def test_how_much_of_it_is_a_system(
    tmp_path: Path, name: str, tables: int, named: int, known: int
) -> None:
    """The figures of the manual: tables, those that name a system, and systems that are named."""
    truth = load_truth(name)
    files = [Path(shutil.copy(FOLDER / source.path, tmp_path)) for source in truth.sources]
    with conversation(files, lambda *_: None) as read:
        found = proposals(read, "en")
    ids = {fold(words): system.id for system in truth.systems for words in system.spellings}
    right = [
        {ids[fold(word)] for word in (one.hints.name, *one.hints.aliases) if fold(word) in ids}
        for one in found
    ]
    assert (len(found), sum(map(bool, right)), len(set().union(*right))) == (tables, named, known)


def test_code_that_looks_like_a_name(tmp_path: Path) -> None:
    text = panel(
        "Try ``memcached``, ``-v``, ``f(x)``, ``/etc/passwd``, ``a = 1`` and ``make all``."
    )
    toml = suggested(tmp_path, text)
    assert names(toml) == ["memcached"]
    assert "only in code" in toml


def test_nobody_of_the_cast_is_proposed_nor_a_title(tmp_path: Path) -> None:
    text = panel("I asked Bo, and Dr. Ek, and Mr. Bo Ek, and Ann Lee and Trac.")
    assert names(suggested(tmp_path, text)) == ["Trac"]


def test_projects_that_speak_are_not_proposed() -> None:
    done = run("--all", CORPORA / "pep-8002" / "pep-8002.rst")
    found = systems(done.stdout.decode())
    assert spellings(found).isdisjoint({"rust", "openstack", "django", "typescript", "astropy"})
    main = found["main-governance-document"]
    assert main["url"] == "https://github.com/jupyter/governance/blob/master/governance.md"


def test_links_bring_their_addresses() -> None:
    done = run(*sorted((CORPORA / "k8s-steering-2024").glob("*.md")))
    found = systems(done.stdout.decode())
    assert found["kind"]["url"] == "https://kind.sigs.k8s.io/"
    assert found["sig-testing"]["url"].startswith("https://github.com/kubernetes/community/")
    # Each candidate leads to a profile of their own: none of them is the address of the site.
    assert "url" not in found["github"]


def test_reference_links_of_markdown(tmp_path: Path) -> None:
    text = (
        "# Panel\n\n## Tools\n\n**Ann:** We use [Coda][], [the Trac][trac] and [memcached][m].\n"
        "See [here](https://example.org/x) and [Odd](javascript:no).\n\n**Bo:** [Coda][] it is.\n\n"
        "[Coda]: https://coda.example/\n[trac]: https://trac.example/\n"
        "[m]: https://memcached.org/\n"
    )
    found = systems(suggested(tmp_path, text, suffix=".md"))
    assert {one["name"]: one.get("url") for one in found.values()} == {
        "Coda": "https://coda.example/",
        "Trac": "https://trac.example/",
        "memcached": "https://memcached.org/",
        "Odd": None,
    }


HOSTILE = panel(
    'Say "Qu\\\\ote", Back\\\\slash, Tri"ple"""quote, Del\x7fete, Es\x1bcape.',
    "Now Bi\u202edi, Se\u2028p.",
    "See Foo\\_ and \\*Star\\* and \\`Tick\\` and \\[systems.x\\] and <B>Bo</B>, Ze\u200bro.",
    '`Quo"te <https://example.org/"q>`__ and `Back\\\\slash <https://example.org/a\\\\b>`__, Trac.',
    "``]]]`` and ``Nu\x01l`` and ``index`` and ``con`` and ``a-b`` and ``a.b`` and ``a_b``.",
    "`Con <https://[bad/>`__ and 山田 and Ünïcode and Strauß and STRAUSS and Éa and E\u0301a.",
    f"{'X' * 500} of of of of, A{'.b' * 200}, Y {'of ' * 300}.",
)


def test_hostile_text_gives_a_sidecar_that_builds(tmp_path: Path) -> None:
    toml = suggested(tmp_path, HOSTILE)
    lines = toml.split("\n")
    assert all(char.isprintable() for line in lines for char in line)
    known = ("# ", "[systems.", "name = ", "aliases = ", "url = ", "")
    assert all(line == "" or line.startswith(known[:-1]) for line in lines)
    (tmp_path / "panel.toml").write_text(toml, "utf-8")
    assert {"Trac", "index", "con"} <= {
        one.name for one in load(tmp_path / "panel.toml").systems.values()
    }
    files = {"panel.rst": HOSTILE, "panel.toml": f"{toml}\n[mentions]\ncode = true\n"}
    built = build(tmp_path / "project", files, roundtables=["panel"])
    assert built.own_warnings == []
    assert "Trac" in built.read("systems/index.html")
    assert "a-b" in built.read("systems/a-b.html")


def test_what_the_appendix_proposes_builds_without_a_warning(tmp_path: Path) -> None:
    text = APPENDIX.read_text("utf-8")
    toml = suggested(tmp_path, text)
    # One is named in code only, which the comment beside it says.
    files = {"panel.rst": text, "panel.toml": f"{toml}\n[mentions]\ncode = true\n"}
    built = build(tmp_path / "project", files, roundtables=["panel"])
    assert built.own_warnings == []
    assert "Review Board" in built.read("systems/review-board.html")


def test_the_sidecar_is_not_proposed_again(tmp_path: Path) -> None:
    text = panel("We use Squid, SVN, Subversion and trac, and TRAC, C and C++.")
    sidecar = (
        '[systems.svn]\nname = "Subversion"\naliases = ["SVN"]\n'
        '[systems.t]\nname = "Trac"\ncase = false\n[systems.c]\nname = "C"\n'
    )
    found = systems(suggested(tmp_path, text, sidecar=sidecar))
    assert {id: one["name"] for id, one in found.items()} == {"squid": "Squid", "c-2": "C++"}
    assert "only" not in suggested(tmp_path, text, sidecar=sidecar)


def test_nothing_to_propose_is_still_a_sidecar(tmp_path: Path) -> None:
    assert suggested(tmp_path, panel("Nothing.")) == "# Nothing that may be a system.\n"


def test_a_file_that_is_missing_is_told_in_a_line(tmp_path: Path) -> None:
    done = run("none.rst", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "sphinx-roundtable: none.rst: No such file or directory"
    ]


@pytest.mark.parametrize(
    "words",
    [
        lambda count: " ".join(f"Name{n} and" for n in range(count)),
        lambda count: " ".join(f"`Name{n} <https://example.org/{n}>`__ and" for n in range(count)),
        lambda count: "X " + "of " * count,
        lambda count: f"{'A' * count * 5} {'A.' * count}",
    ],
    ids=["names", "links", "between", "one-word"],
)
def test_work_grows_with_the_text_only(tmp_path: Path, words: Any) -> None:
    def work(count: int) -> int:
        path = tmp_path / f"panel{count}.rst"
        path.write_text(panel(words(count)), "utf-8")
        with conversation([path], lambda *_: None) as read:
            return calls_of(lambda: proposals(read, "en", 1))

    assert work(8000) < 8 * 1.3 * work(1000)
