"""Scripts of the world: those that are there by themselves, and those that need a font."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.typst.books import Build

# Faces that Debian has packages of: the name, where the file is, and words that need it.
FONTS = {
    "Hebrew": ("DejaVu Sans", "dejavu/DejaVuSans.ttf", "שלום עולם"),
    "Arabic": ("DejaVu Sans", "dejavu/DejaVuSans.ttf", "سلام"),
    "Chinese": ("WenQuanYi Micro Hei", "wqy/wqy-microhei.ttc", "你好世界"),
    "Japanese": ("WenQuanYi Micro Hei", "wqy/wqy-microhei.ttc", "こんにちは"),
    "emoji": ("Noto Color Emoji", "noto/NotoColorEmoji.ttf", "😀🎉"),
}
FOLDER = Path("/usr/share/fonts/truetype")


@pytest.mark.parametrize("standards", ["[]", '["ua-1", "a-2a"]'])
@pytest.mark.parametrize("script", FONTS)
def test_a_script_with_the_font_that_the_user_names(
    build: Build, script: str, standards: str
) -> None:
    name, file, words = FONTS[script]
    if not (FOLDER / file).is_file():
        pytest.skip(f"the font {name!r} is not installed")
    conf = f"""
typst_documents = [{{"contents_depth": 0, "rights": "", "fonts": ["Libertinus Serif", {name!r}]}}]
typst_font_paths = [{str((FOLDER / file).parent)!r}]
typst_pdf_standards = {standards}
"""
    book = build({"index.rst": f"T\n=\n\nBefore {words} behind.\n"}, conf)
    assert book.warnings == ""
    # Shapes of joined letters stand for letters, and some scripts run the other way.
    found = set(unicodedata.normalize("NFKC", book.body))
    assert {letter for letter in words if letter != " "} <= found
    if script in ("Chinese", "Japanese"):
        faces = "".join(str(font["/BaseFont"]) for font in book.fonts)
        assert name.replace(" ", "") in faces


@pytest.mark.parametrize("words", ["你好世界", "こんにちは", "한국어", "😀🎉"])
def test_a_script_without_a_font_is_reported_with_its_place(build: Build, words: str) -> None:
    book = build({"index.rst": f"T\n=\n\nText.\n\nBefore {words} behind.\n"})
    for letter in set(words) - {" "}:
        line = f"index.rst:6: WARNING: no font has the character {letter} (U+{ord(letter):04X})"
        assert line in book.warnings
    assert book.path.is_file()


@pytest.mark.parametrize(
    "words",
    ["שלום עולם", "Grüße, garçon, Šárka, İstanbul", "Καλημέρα, Ἀθῆναι", "Привет, Київ, Ђорђе"],
)
def test_scripts_that_need_no_font(build: Build, words: str) -> None:
    conf = 'typst_pdf_standards = ["ua-1", "a-2a"]\n'
    book = build({"index.rst": f"T\n=\n\n{words} *{words}* **{words}** ``{words}``\n"}, conf)
    assert book.warnings == ""
    found = set(unicodedata.normalize("NFKC", book.body))
    assert set(words) <= found
