"""The Content-Security-Policy: what it allows, where it stands, and who may widen it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from tests.support import PANEL, build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support import Built

INLINE = 'console.log("a < b && c > d");\n// é'
RAW = f"""
.. raw:: html

   <script>{INLINE.splitlines()[0]}
   {INLINE.splitlines()[1]}</script>
   <script type="application/json">{{"no": "script"}}</script>
   <script type="module">import "./x.js"</script>
"""


def policy(built: Built, page: str) -> dict[str, list[str]]:
    """Return the policy in a page, or in what hosts send, by its directives."""
    pattern = (
        r"Content-Security-Policy: (.*)"
        if page == "_headers"
        else r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
    )
    (found,) = re.findall(pattern, built.read(page))
    return {name: sources for name, *sources in map(str.split, found.split(";"))}


def hashed(script: str) -> str:
    """Return the source that allows a script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def project(folder: Path, text: str = PANEL, **conf: Any) -> Built:
    """Build a site with a policy."""
    conf.setdefault("roundtable_policy", {})
    return build(folder, {"panel.rst": text}, roundtables=["panel"], **conf)


def test_each_page_allows_its_own_scripts_and_the_host_sends_all(tmp_path: Path) -> None:
    built = project(tmp_path, PANEL + RAW)
    scripts = policy(built, "panel.html")["script-src"]
    assert hashed(INLINE) in scripts
    assert hashed('import "./x.js"') in scripts
    assert hashed('{"no": "script"}') not in scripts
    assert not [source for source in scripts if source.startswith("'unsafe")]
    assert hashed(INLINE) not in policy(built, "people/ann-lee.html")["script-src"]
    sent = policy(built, "_headers")["script-src"]
    assert hashed(INLINE) in sent
    assert "file:" in scripts
    assert "file:" not in sent
    for page in built.out.rglob("*.html"):
        name = page.relative_to(built.out).as_posix()
        if not name.startswith("_"):
            there = policy(built, name)
            assert there["default-src"] == ["'none'"]
            assert {source for source in there["script-src"] if "sha256" in source} <= {*sent}


def test_it_comes_before_what_it_rules(tmp_path: Path) -> None:
    text = project(tmp_path).read("people/ann-lee.html")
    assert text.index("Content-Security-Policy") < text.index("<script")
    assert text.index("Content-Security-Policy") < text.index('rel="stylesheet"')


def test_an_incremental_build_gives_the_same(tmp_path: Path) -> None:
    project(tmp_path / "a", PANEL + RAW)
    again = project(tmp_path / "a", PANEL.replace("Kale", "Peas") + RAW)
    assert "people/ann-lee.html" not in again.written
    fresh = project(tmp_path / "b", PANEL.replace("Kale", "Peas") + RAW)
    names = [path.relative_to(fresh.out).as_posix() for path in fresh.out.rglob("*.html")]
    for name in ("_headers", *names):
        assert again.read(name) == fresh.read(name)


def test_a_parallel_build_gives_the_same(tmp_path: Path) -> None:
    one, two = project(tmp_path / "a"), project(tmp_path / "b", parallel=2)
    for name in ("_headers", "people/ann-lee.html", "genindex.html"):
        assert one.read(name) == two.read(name)


def test_the_author_may_allow_more(tmp_path: Path) -> None:
    more = {"img-src": ["https://example.org"], "default-src": ["'self'"]}
    built = project(tmp_path, roundtable_policy=more)
    for page in ("panel.html", "_headers"):
        found = policy(built, page)
        assert "https://example.org" in found["img-src"]
        assert "'self'" in found["img-src"]
        assert found["default-src"] == ["'self'"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("default-src 'none'", "is not a table of directives"),
        ({"scripts": ["x"]}, "'scripts' is not a known directive"),
        ({"img-src": "https://example.org"}, "'img-src' wants a list of sources"),
        ({"img-src": ["a b"]}, "'img-src' wants a list of sources"),
        ({"img-src": ["a; script-src *"]}, "'img-src' wants a list of sources"),
        ({"img-src": ['"><script>']}, "'img-src' wants a list of sources"),
        ({"img-src": [3]}, "'img-src' wants a list of sources"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path: Path, value: object, message: str) -> None:
    with pytest.raises(ConfigError, match=f"conf.py: roundtable_policy: .*{message}"):
        project(tmp_path, roundtable_policy=value)


def test_the_authors_headers_stay(tmp_path: Path) -> None:
    files = {"conf.py": "", "panel.rst": PANEL, "_headers": "mine"}
    conf: dict[str, Any] = {"roundtable_policy": {}, "html_extra_path": ["_headers"]}
    assert build(tmp_path, files, roundtables=["panel"], **conf).read("_headers") == "mine"


def test_there_is_none_unless_asked_for(tmp_path: Path) -> None:
    built = project(tmp_path, roundtable_policy=None)
    assert "Content-Security-Policy" not in built.read("panel.html")
    assert not (built.out / "_headers").exists()
