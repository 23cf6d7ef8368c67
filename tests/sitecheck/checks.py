"""The checks: each is a function from files to problems."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import html5lib

from tests.sitecheck.files import Files, open_files
from tests.sitecheck.links import Link, links_of_css, links_of_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

_OPF = "{http://www.idpf.org/2007/opf}"
_NAMESPACES = {
    "http://www.w3.org/1999/xhtml": "",
    "http://www.w3.org/2000/svg": "",
    "http://www.w3.org/1998/Math/MathML": "",
    "http://www.w3.org/1999/xlink": "{xlink}",
}


class Problem(NamedTuple):
    """One thing that is wrong."""

    page: str
    kind: str  # syntax, id, link, fragment, host, h1, lang, title, package, empty
    what: str

    def __str__(self) -> str:
        return f"{self.page}: {self.kind}: {self.what}"


def check(path: Path) -> list[Problem]:
    """Return what is wrong with the site in the folder *path*, or with the EPUB *path*."""
    files = open_files(path)
    if not files.pages:  # a check of nothing must not pass
        return [Problem(".", "empty", "there is no page")]
    problems: list[Problem] = []
    trees: dict[str, Element] = {}
    for page in files.pages:
        tree, errors = _parse(files, page)
        problems += errors
        if tree is not None:
            trees[page] = tree
    for page, tree in trees.items():
        problems += _check_page(page, tree, is_epub=files.is_epub)
    problems += _check_links(files, trees)
    if files.is_epub:
        problems += _check_package(files)
    return problems


def _parse(files: Files, page: str) -> tuple[Element | None, list[Problem]]:
    """Return the tree of *page* with its syntax errors; an EPUB's pages are XML."""
    content = files.contents[page]
    if files.is_epub:
        try:
            tree = ET.fromstring(content)  # noqa: S314 - we built it ourselves
        except ET.ParseError as error:
            return None, [Problem(page, "syntax", str(error))]
        return _without_namespaces(tree), []
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parse(content, transport_encoding="utf-8")
    errors = [
        Problem(page, "syntax", f"line {line}: {code} {dict(details)}")
        for (line, _), code, details in parser.errors
    ]
    return _without_namespaces(tree), errors


def _without_namespaces(tree: Element) -> Element:
    def plain(name: str) -> str:
        namespace, brace, rest = name.removeprefix("{").partition("}")
        return _NAMESPACES.get(namespace, f"{{{namespace}}}") + rest if brace else name

    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = plain(element.tag)
            for name in list(element.attrib):
                element.attrib[plain(name)] = element.attrib.pop(name)
    return tree


def _check_page(page: str, tree: Element, *, is_epub: bool) -> Iterator[Problem]:
    counts = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    for name, count in counts.items():
        if not name or re.search(r"\s", name):
            yield Problem(page, "id", f"{name!r} can't be linked to")
        elif count > 1:
            yield Problem(page, "id", f"{name!r} is on the page {count} times")
    if not "".join(title.text or "" for title in tree.findall("./head/title")).strip():
        yield Problem(page, "title", "the page has none")
    if is_epub:  # the package tells the language; some of its pages are lists without a heading
        return
    headings = len(list(tree.iter("h1")))
    # Sphinx's search page is the theme's, and Furo gives it no heading of the first level. The
    # gallery's texts are others', some without a title.
    is_ours = not page.endswith(("search.html", "search/index.html")) and "/text/" not in page
    if headings != 1 and is_ours:
        yield Problem(page, "h1", f"the page has {headings}, not one")
    if not (tree.get("lang") or "").strip():
        yield Problem(page, "lang", "the page does not tell its language")


def _check_links(files: Files, trees: Mapping[str, Element]) -> Iterator[Problem]:
    anchors = {
        page: {element.get("id") for element in tree.iter()}
        | {element.get("name") for element in tree.iter("a")}
        for page, tree in trees.items()
    }
    for page, tree in trees.items():
        yield from _check_each(files, anchors, page, links_of_page(tree))
    for sheet in files.named(".css"):
        css = files.contents[sheet].decode("utf-8", errors="replace")
        yield from _check_each(files, anchors, sheet, links_of_css(css))


def _check_each(
    files: Files, anchors: Mapping[str, set[str | None]], page: str, links: Iterable[Link]
) -> Iterator[Problem]:
    for link in dict.fromkeys(links):  # a target that is wrong twice is told once
        if link.inline:
            continue
        if link.host is not None:
            if link.fetched:
                yield Problem(page, "host", f"{link.where} asks {link.target}")
            continue
        target = files.resolve(page, link.path)
        if target is None:
            yield Problem(page, "link", f"{link.where} {link.target!r} leads nowhere")
        elif (
            link.fragment
            and link.fragment != "top"  # the top of any page, says HTML
            and target in anchors
            and link.fragment not in anchors[target]
        ):
            yield Problem(page, "fragment", f"{link.where} {link.target!r}: no such id there")


def _check_package(files: Files) -> Iterator[Problem]:
    """Check that an EPUB's manifest and its files are the same, and its spine is in both."""
    packages = files.named(".opf")
    if len(packages) != 1:
        yield Problem(".", "package", f"{len(packages)} .opf files, not one")
        return
    package = packages[0]
    tree = ET.fromstring(files.contents[package])  # noqa: S314 - we built it ourselves
    items = {
        item.get("id"): posixpath.normpath(
            posixpath.join(posixpath.dirname(package), item.get("href", ""))
        )
        for item in tree.iter(f"{_OPF}item")
    }
    needless = {package, "mimetype"} | {name for name in files.contents if "META-INF/" in name}
    for name in sorted(set(items.values()) ^ (set(files.contents) - needless)):
        where = "the manifest" if name in items.values() else "the book"
        yield Problem(package, "package", f"{name} is in {where} only")
    for reference in tree.iter(f"{_OPF}itemref"):
        if reference.get("idref") not in items:
            yield Problem(package, "package", f"spine: no item {reference.get('idref')!r}")
    if next(iter(files.contents)) != "mimetype":
        yield Problem(package, "package", "`mimetype` is not the first file")
