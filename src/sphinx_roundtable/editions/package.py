"""What an EPUB says about itself: no empty words, what it is like to read, a cover, landmarks.

Works on the files of a finished EPUB, whatever made them. The rules:
https://www.w3.org/TR/epub-33/ and https://www.w3.org/TR/epub-a11y-11/.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from ..locale import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping

__all__ = ["UNKNOWN", "Cover", "complete"]

_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_IMG: Final = f"{{{_XHTML}}}img"

#: What Sphinx writes where a project does not say.
UNKNOWN: Final = "unknown"

#: Whether these flash, nobody can tell.
_MOVING: Final = ("image/gif", "video/")


@dataclass(frozen=True)
class Cover:
    """The picture that shelves show, and its words for those who don't see it."""

    picture: bytes  #: PNG
    words: str


def complete(
    files: MutableMapping[str, bytes], description: str = "", cover: Cover | None = None
) -> None:
    """Complete the package in place.

    :param files: contents by name; one that has no package is left alone
    :param description: of the book, where its package has none
    :param cover: where the book has none
    """
    name = next((name for name in files if name.endswith(".opf")), "")
    package = _parsed(files, name)
    if package is None:
        return
    metadata = _one(package, "metadata")
    _describe(metadata, description)
    has_cover = metadata.find(f"{{{_OPF}}}meta[@name='cover']") is not None
    if cover is not None and not has_cover:
        _add_cover(package, files, posixpath.dirname(name), cover)
    _tell_access(metadata, package, files, posixpath.dirname(name))
    _add_landmarks(package, files, posixpath.dirname(name))
    _declare_drawings(package, files, posixpath.dirname(name))
    _mark_notes(package, files, posixpath.dirname(name))
    _mark_language(package, files, posixpath.dirname(name))
    ET.indent(package)
    files[name] = _xml(package, _OPF)


def _describe(metadata: ET.Element, description: str) -> None:
    """Say what is known, and nothing of what is not: an empty element is an error."""
    for element in list(metadata):
        text = (element.text or "").strip()
        is_unknown = text == UNKNOWN and element.tag in {
            f"{{{_DC}}}description",
            f"{{{_DC}}}contributor",
        }
        if is_unknown and element.tag.endswith("description") and description:
            element.text = description
        elif is_unknown or (not text and "content" not in element.attrib):
            metadata.remove(element)


def _tell_access(
    metadata: ET.Element, package: ET.Element, files: MutableMapping[str, bytes], folder: str
) -> None:
    """Tell what the book asks of a reader's senses, in schema.org's words."""
    items = list(_one(package, "manifest"))
    pages = [
        _parsed(files, posixpath.join(folder, item.get("href", "")))
        for item in items
        if item.get("media-type") == "application/xhtml+xml"
    ]
    images = [image for page in pages if page is not None for image in page.iter(_IMG)]
    # Of a page that can't be read, nothing is promised.
    is_described = None not in pages and all(image.get("alt") is not None for image in images)
    moves = any(item.get("media-type", "").startswith(_MOVING) for item in items)
    facts = [("accessMode", "textual")]
    facts += [("accessMode", "visual")] if images else []
    facts += [("accessModeSufficient", "textual")] if is_described else []
    features = [
        "tableOfContents",
        "structuralNavigation",
        "readingOrder",
        "displayTransformability",
    ]
    features += ["alternativeText"] if images and is_described else []
    facts += [("accessibilityFeature", feature) for feature in features]
    facts.append(("accessibilityHazard", UNKNOWN if moves else "none"))
    facts.append(
        (
            "accessibilitySummary",
            _("Headings and tables of contents lead to each person, topic and answer."),
        )
    )
    for name, value in facts:
        ET.SubElement(metadata, f"{{{_OPF}}}meta", property=f"schema:{name}").text = value


def _add_cover(
    package: ET.Element, files: MutableMapping[str, bytes], folder: str, cover: Cover
) -> None:
    """Put a page with the cover before all others."""
    files[posixpath.join(folder, "cover.png")] = cover.picture
    language = package.findtext(f".//{{{_DC}}}language", "und")
    languages = {"{http://www.w3.org/XML/1998/namespace}lang": language, "lang": language}
    page = ET.Element(f"{{{_XHTML}}}html", languages)
    head = ET.SubElement(page, f"{{{_XHTML}}}head")
    ET.SubElement(head, f"{{{_XHTML}}}title").text = cover.words
    style = "margin: 0; text-align: center"
    body = ET.SubElement(page, f"{{{_XHTML}}}body", {f"{{{_OPS}}}type": "cover", "style": style})
    ET.SubElement(body, _IMG, src="cover.png", alt=cover.words, style="max-width: 100%")
    files[posixpath.join(folder, "cover.xhtml")] = _xml(page, _XHTML)
    manifest, spine = _one(package, "manifest"), _one(package, "spine")
    for id, href, kind, more in (
        ("cover-image", "cover.png", "image/png", {"properties": "cover-image"}),
        ("cover", "cover.xhtml", "application/xhtml+xml", {}),
    ):
        ET.SubElement(
            manifest, f"{{{_OPF}}}item", {"id": id, "href": href, "media-type": kind, **more}
        )
    spine.insert(0, ET.Element(f"{{{_OPF}}}itemref", idref="cover"))
    # Older readers look for it here.
    ET.SubElement(_one(package, "metadata"), f"{{{_OPF}}}meta", name="cover", content="cover-image")


def _add_landmarks(package: ET.Element, files: MutableMapping[str, bytes], folder: str) -> None:
    """Lead to the parts of the book that every reader knows, in its table of contents."""
    items = {item.get("id"): item for item in _one(package, "manifest")}
    found = [item for item in items.values() if "nav" in item.get("properties", "").split()]
    spine = [items[ref.get("idref")].get("href", "") for ref in _one(package, "spine")]
    path = posixpath.join(folder, found[0].get("href", "")) if found else ""
    page = _parsed(files, path)
    if page is None:
        return
    navigations = list(page.iter(f"{{{_XHTML}}}nav"))
    types = {navigation.get(f"{{{_OPS}}}type") for navigation in navigations}
    if "landmarks" in types or not navigations:
        return
    # What landmarks lead to must be among the pages: so is the table of contents, then.
    if found[0].get("href") not in spine:
        first = 1 if spine[:1] == ["cover.xhtml"] else 0
        reference = ET.Element(f"{{{_OPF}}}itemref", idref=found[0].get("id", ""))
        _one(package, "spine").insert(first, reference)
    start = next((href for href in spine if href != "cover.xhtml"), "")
    parts = [
        ("cover", "cover.xhtml" if "cover.xhtml" in spine else "", _("Cover")),
        ("toc", posixpath.basename(path), _("Contents")),
        ("bodymatter", start, _("Start")),
        ("index", "genindex.xhtml" if "genindex.xhtml" in spine else "", _("Index")),
    ]
    body = next(page.iter(f"{{{_XHTML}}}body"))
    body.append(_landmarks((kind, href, words) for kind, href, words in parts if href))
    files[path] = _xml(page, _XHTML)


def _pages(
    package: ET.Element, files: MutableMapping[str, bytes], folder: str
) -> Iterator[tuple[ET.Element, str]]:
    """Yield the pages of the package, each with the name of its file."""
    for item in _one(package, "manifest"):
        name = posixpath.join(folder, item.get("href", ""))
        if item.get("media-type") == "application/xhtml+xml" and name in files:
            yield item, name


def _declare_drawings(package: ET.Element, files: MutableMapping[str, bytes], folder: str) -> None:
    """Say which pages have drawings in them: https://www.w3.org/TR/epub-33/#sec-svg."""
    for item, name in _pages(package, files, folder):
        properties = item.get("properties", "").split()
        if b"<svg" in files[name] and "svg" not in properties:
            item.set("properties", " ".join([*properties, "svg"]))


#: What Sphinx says of notes to those who listen, and what readers open notes over the page by.
_NOTES: Final = {
    b' role="doc-noteref"': b' role="doc-noteref" epub:type="noteref"',
    b' role="doc-footnote"': b' role="doc-footnote" epub:type="footnote"',
}


def _mark_notes(package: ET.Element, files: MutableMapping[str, bytes], folder: str) -> None:
    """Let readers show a note where it is referred to."""
    for _item, name in _pages(package, files, folder):
        if b"xmlns:epub" in files[name]:
            for told, marked in _NOTES.items():
                files[name] = files[name].replace(told, marked)


def _mark_language(package: ET.Element, files: MutableMapping[str, bytes], folder: str) -> None:
    """Tell each page's language in the page itself: some who read it aloud ask nobody else."""
    language = _one(package, "metadata").findtext(f"{{{_DC}}}language", "")
    attributes = f" lang={quoteattr(language)} xml:lang={quoteattr(language)}".encode()
    for _item, name in _pages(package, files, folder):
        before, tag, after = files[name].partition(b"<html")
        if language and b" lang=" not in after.partition(b">")[0]:
            files[name] = before + tag + attributes + after


def _landmarks(parts: Iterable[tuple[str, str, str]]) -> ET.Element:
    attributes = {f"{{{_OPS}}}type": "landmarks", "hidden": "hidden"}
    navigation = ET.Element(f"{{{_XHTML}}}nav", attributes)
    ET.SubElement(navigation, f"{{{_XHTML}}}h2").text = _("Landmarks")
    entries = ET.SubElement(navigation, f"{{{_XHTML}}}ol")
    for kind, href, words in parts:
        entry = ET.SubElement(entries, f"{{{_XHTML}}}li")
        to = ET.SubElement(entry, f"{{{_XHTML}}}a", {f"{{{_OPS}}}type": kind, "href": href})
        to.text = words
    return navigation


def _parsed(files: MutableMapping[str, bytes], name: str) -> ET.Element | None:
    """Return the tree of a file; nothing where there is none, or where it is no XML.

    What authors give as raw HTML stands in an EPUB as they have written it.
    """
    try:
        return ET.fromstring(files[name])  # noqa: S314 - Sphinx has written it
    except (KeyError, ET.ParseError):
        return None


def _one(package: ET.Element, name: str) -> ET.Element:
    element = package.find(f"{{{_OPF}}}{name}")
    return ET.Element(name) if element is None else element


def _xml(root: ET.Element, namespace: str) -> bytes:
    """Return *root* as XML, with the prefixes that readers of all ages know."""
    for prefix, uri in {"dc": _DC, "epub": _OPS, "opf": _OPF, "": namespace}.items():
        ET.register_namespace(prefix, uri)
    doctype = "<!DOCTYPE html>\n" if namespace == _XHTML else ""
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}{text}\n'.encode()
