"""What stands in the head of a page for programs: linked data, and how a link to it is shown.

Attributes are escaped, and data is JSON without brackets: whatever a name or a title holds, it ends
neither an attribute nor a script. The tags are those of https://ogp.me/.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from .addresses import top
from .card import SIZE, card_name
from .linked_data import describe, describe_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from docutils import nodes
    from sphinx.application import Sphinx

    from .directory import Directory
    from .things import Thing

__all__ = ["as_script", "tags"]

#: As much of a description as previews show.
_LONGEST = 200

#: What https://ogp.me/#types calls a page; all others are articles.
_TYPES = {"WebSite": "website", "ProfilePage": "profile"}


def tags(
    app: Sphinx, here: str, context: dict[str, Any], document: nodes.document, directory: Directory
) -> str:
    """Return the elements that the page *here* gets, as HTML; empty where it is not ours."""
    domain: Any = app.env.domains["roundtable"]
    if here in directory.shown(app):
        thing = describe(app, here, document, directory)
        name = directory.shown(app)[here].table.name
    elif here == app.config.root_doc and here in domain.listings:
        thing = describe_site(app, here, document, domain.roundtables)
        name = next(iter(domain.roundtables))
    else:
        return ""
    elements = [as_script(thing)]
    description = _description(thing)
    if description and 'name="description"' not in context["metatags"]:
        elements.append(_meta("name", "description", description))
    if "sphinxext.opengraph" not in app.extensions:
        elements += [
            _meta("name" if tag.startswith("twitter:") else "property", tag, content)
            for tag, content in _preview(app, thing, description, card_name(app, name))
        ]
    return "\n".join(elements) + "\n"


def as_script(data: Thing) -> str:
    """Return *data* as an element that holds it; no browser runs it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _meta(kind: Literal["name", "property"], name: str, content: str) -> str:
    return f'<meta {kind}="{escape(name)}" content="{escape(content)}">'


def _preview(app: Sphinx, thing: Thing, description: str, card: str) -> Iterator[tuple[str, str]]:
    title = thing["name"]
    yield "og:title", title
    yield "og:type", _TYPES.get(thing["@type"], "article")
    yield "og:site_name", app.config.project
    if description:
        yield "og:description", description
    # These take full addresses only.
    if not app.config.html_baseurl:
        return
    yield "og:url", thing["url"]
    if card:
        yield "og:image", top(app, card)
        yield "og:image:type", "image/png"
        for side, pixels in zip(("width", "height"), SIZE, strict=True):
            yield f"og:image:{side}", str(pixels)
        yield "og:image:alt", thing.get("isPartOf", thing)["name"]
        yield "twitter:card", "summary_large_image"


def _description(thing: Thing) -> str:
    """Return what a preview says of a page, in the page's own words."""
    main = thing.get("mainEntity", {})
    parts = [*thing.get("suggestedAnswer", ()), *main.get("itemListElement", ())]
    names = dict.fromkeys(part.get("author", part)["name"] for part in parts)
    said = [main.get("jobTitle"), main.get("description"), thing.get("description")]
    text = " ".join(" · ".join(filter(None, [*said, ", ".join(names)])).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",") + " …"
