"""Each check finds what it is there to find, and passes what is right."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.sitecheck import check

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>One</title>
<link rel="stylesheet" href="style.css"><link rel="canonical" href="https://example.org/">
</head><body><h1 id="one">One</h1>
<p><a href="folder/">two</a> <a href="folder/index.html#zw%65i">its part</a> <a href="#one">up</a>
<a href="https://example.org/">elsewhere</a> <a href="mailto:a@example.org">write</a>
<a href="/folder/?q=1">from the top</a> <a href="#">top</a>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" style="background: none"></p>
</body></html>
"""
TWO = """<!DOCTYPE html>
<html lang="en"><head><title>Two</title></head><body><h1>Two</h1><p id="zwei"></p></body></html>
"""
STYLE = "/* url(gone.png) */ p { background: url('dot.png') } @import 'other.css';"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in which nothing is wrong."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "index.html").write_text(RIGHT)
    (tmp_path / "folder/index.html").write_text(TWO)
    (tmp_path / "style.css").write_text(STYLE)
    (tmp_path / "other.css").write_text("")
    (tmp_path / "dot.png").write_bytes(b"")
    return tmp_path


def test_nothing_wrong(site: Path) -> None:
    assert check(site) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("folder/index.html", "folder/gone.html", "link"),
        ('href="folder/"', 'href="folder"', "link"),  # a server redirects, a reader's disk does not
        ('href="folder/"', 'href="../outside.html"', "link"),
        ('href="/folder/?q=1"', 'href="/gone/?q=1"', "link"),
        ("style.css", "gone.css", "link"),
        ("#zw%65i", "#drei", "fragment"),
        ('href="#one"', 'href="#two"', "fragment"),
        ('<p><a href="folder/">', '<p id="one"><a href="folder/">', "id"),
        ('id="one"', 'id="one two"', "id"),
        ('rel="stylesheet" href="style.css"', 'rel="icon" href="https://example.org/i"', "host"),
        ('src="data:image/gif;base64,R0lGODlhAQABAAAAACw="', 'src="//example.org/i.gif"', "host"),
        ("background: none", "background: url(https://example.org/i.gif)", "host"),
        ("</body>", '<script src="https://example.org/x.js"></script></body>', "host"),
        ("</body>", '<img srcset="https://example.org/x.png 2x" alt=""></body>', "host"),
        ("</body>", '<form action="https://example.org/"></form></body>', "host"),
        ("</body>", '<iframe src="https://example.org/"></iframe></body>', "host"),
        ("</body>", "<style>p {background: url(gone.png)}</style></body>", "link"),
        ("</p>", "</b></p>", "syntax"),
        ("<!DOCTYPE html>", "", "syntax"),
        ("</h1>", "</h1><h1>And another</h1>", "h1"),
        ('<h1 id="one">One</h1>', '<h2 id="one">One</h2>', "h1"),
        ('lang="en"', "", "lang"),
        ("<title>One</title>", "<title> </title>", "title"),
    ],
)
def test_each_check_finds_its_fault(site: Path, old: str, new: str, kind: str) -> None:
    page = site / "index.html"
    right = page.read_text()
    assert old in right
    page.write_text(right.replace(old, new, 1))
    assert kind in {problem.kind for problem in check(site)}


@pytest.mark.parametrize(
    ("css", "kind"),
    [
        ("p { background: url(gone.png) }", "link"),
        ('@import "gone.css";', "link"),
        ("@font-face { src: url('https://example.org/f.woff2') }", "host"),
        ('@import url("//example.org/x.css");', "host"),
    ],
)
def test_style_sheets_are_checked(site: Path, css: str, kind: str) -> None:
    (site / "style.css").write_text(css)
    assert [problem.kind for problem in check(site)] == [kind]


def test_nothing_to_check_is_a_problem(tmp_path: Path) -> None:
    assert [problem.kind for problem in check(tmp_path)] == ["empty"]


@pytest.mark.parametrize("broken", [False, True])
def test_the_command(site: Path, broken: bool) -> None:
    if broken:
        (site / "other.css").unlink()
    command = [sys.executable, "-m", "tests.sitecheck", str(site)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert result.returncode == int(broken)
    assert f"2 pages, {int(broken)} problems" in result.stdout


PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>One</title></head><body epub:type="bodymatter"><p id="p">
<a href="one.xhtml#p">here</a></p></body></html>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="one" href="one.xhtml"/></manifest>
<spine><itemref idref="one"/></spine></package>
"""


def _epub(path: Path, page: str = PAGE, package: str = PACKAGE, **more: str) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", "")
        book.writestr("content/content.opf", package)
        book.writestr("content/one.xhtml", page)
        for name, content in more.items():
            book.writestr(f"content/{name}.css", content)
    return path


def test_an_epub_with_nothing_wrong(tmp_path: Path) -> None:
    assert check(_epub(tmp_path / "book.epub")) == []


@pytest.mark.parametrize(
    ("page", "package", "kind"),
    [
        (PAGE.replace("</p>", ""), PACKAGE, "syntax"),
        (PAGE.replace("one.xhtml#p", "two.xhtml"), PACKAGE, "link"),
        (PAGE.replace("one.xhtml#p", "./"), PACKAGE, "link"),
        (PAGE.replace("#p", "#q"), PACKAGE, "fragment"),
        (PAGE.replace("</p>", '<img src="https://example.org/i.png"/></p>'), PACKAGE, "host"),
        (PAGE, PACKAGE.replace('href="one.xhtml"', 'href="two.xhtml"'), "package"),
        (PAGE, PACKAGE.replace('idref="one"', 'idref="two"'), "package"),
    ],
)
def test_each_check_of_an_epub_finds_its_fault(
    tmp_path: Path, page: str, package: str, kind: str
) -> None:
    problems = check(_epub(tmp_path / "book.epub", page, package))
    assert kind in {problem.kind for problem in problems}


def test_a_file_that_the_manifest_does_not_name(tmp_path: Path) -> None:
    problems = check(_epub(tmp_path / "book.epub", style=""))
    assert [problem.kind for problem in problems] == ["package"]
