"""Where a page or a style sheet leads to, and what it makes a browser fetch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# Followed only when a reader asks for it; everything else that bears an address is fetched.
_FOLLOWED = {("a", "href"), ("area", "href"), ("blockquote", "cite"), ("q", "cite")}
# `link` elements that a browser fetches, or prepares to fetch, by itself.
_FETCHED_RELATIONS = {
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "mask-icon", "modulepreload",
    "preconnect", "prefetch", "preload", "prerender", "stylesheet",
}  # fmt: skip
# https://html.spec.whatwg.org/multipage/indices.html#attributes-3: those whose value is a URL.
_ADDRESSES = ("href", "src", "action", "formaction", "cite", "data", "poster", "{xlink}href")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^)\s]*))\s*\)"""
    r"""|@import\s+["'](?P<sheet>[^"']+)["']"""
)


class Link(NamedTuple):
    """One address in a page or a style sheet."""

    where: str  # the element and attribute, or "css"
    target: str  # as written
    fetched: bool  # by the browser itself, not when the reader asks for it

    @property
    def host(self) -> str | None:
        """The scheme or host that *target* names; None for an address within the site."""
        parts = urlsplit(self.target)
        return parts.netloc or parts.scheme or None

    @property
    def inline(self) -> bool:
        """Whether the address carries its content, or runs as a script."""
        return self.target.startswith(("data:", "javascript:", "about:"))

    @property
    def path(self) -> str:
        """The path of an address within the site; empty for the page itself."""
        return unquote(urlsplit(self.target).path)

    @property
    def fragment(self) -> str:
        """What stands behind the ``#``, without a text directive (``:~:text=``)."""
        return unquote(urlsplit(self.target).fragment.split(":~:")[0])


def links_of_page(tree: Element) -> Iterator[Link]:
    """Give each address in the page *tree*, whose tags have no namespace."""
    for element in tree.iter():
        tag = str(element.tag)  # a function for a comment, which bears no attributes
        for name in _ADDRESSES:
            value = element.get(name)
            # `data` and `cite` are addresses on a few elements only.
            if value is None or (name == "data" and tag != "object"):
                continue
            yield Link(f"{tag} {name}", value.strip(), _is_fetched(element, tag, name))
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield Link(f"{tag} srcset", candidate.split()[0], fetched=True)
        style = element.get("style", "") + ((element.text or "") if tag == "style" else "")
        yield from links_of_css(style)


def _is_fetched(element: Element, tag: str, name: str) -> bool:
    if tag == "link":
        return bool(_FETCHED_RELATIONS & set((element.get("rel") or "").lower().split()))
    return (tag, name) not in _FOLLOWED


def links_of_css(css: str) -> Iterator[Link]:
    """Give each address in a style sheet."""
    for match in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", css)):
        target = next(group for group in match.groups() if group is not None)
        yield Link("css", target, fetched=True)
