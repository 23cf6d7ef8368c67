"""The picture that a link to the site is shown with: its title and who speaks, set by Typst."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ...model import Roundtable

__all__ = ["SIZE", "card_name", "draw", "picture"]

logger = logging.getLogger(__name__)

#: Width and height in pixels: the shape that previews crop least.
SIZE: Final = (1200, 630)

#: More names than that would be too small to be read.
_MOST: Final = 20

_FONTS: Final = ["Libertinus Serif", "DejaVu Sans Mono"]


def card_name(app: Sphinx, roundtable: str) -> str:
    """Return the path of a roundtable's card in the site; empty where none is made.

    Previews want a full address, so without ``html_baseurl`` nobody would ask for it. What sets
    it is the typesetter of the PDF, which need not be installed.
    """
    if not app.config.html_baseurl or find_spec("typst") is None:
        return ""
    return f"_static/roundtable/{roundtable.replace('/', '-')}.png"


def draw(app: Sphinx, table: Roundtable) -> None:
    """Write the card of a roundtable, if it has one."""
    name = card_name(app, table.name)
    image = picture(app, table, table.title, SIZE, largest=96) if name else None
    if image is None:
        return
    path = Path(app.outdir, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != image:
        path.write_bytes(image)


def picture(
    app: Sphinx, table: Roundtable, title: str, size: tuple[int, int], *, largest: int
) -> bytes | None:
    """Return a PNG with a title and the people of a roundtable; nothing without a typesetter.

    :param size: in pixels
    :param largest: size of the title, in pixels, where the room allows it
    """
    if find_spec("typst") is None:
        return None
    names = [person.name for person in table.people]
    more = [f"+ {len(names) - _MOST}"] if len(names) > _MOST else []
    facts = {
        "size": size,
        "largest": largest,
        "fonts": _FONTS,
        "language": (app.config.language or "en").partition("_")[0],
        "above": app.config.project if app.config.project != title else "",
        "title": title,
        # A line ends between names, not within one.
        "names": [name.replace(" ", "\u00a0") for name in names[:_MOST] + more],
    }
    typst: Any = import_module("typst")
    try:
        image: bytes = typst.compile(
            str(Path(__file__).with_name("card.typ")),
            format="png",
            ppi=72,  # a point is a pixel
            ignore_system_fonts=True,  # the same picture everywhere
            sys_inputs={"facts": json.dumps(facts)},
        )
    except (typst.TypstError, RuntimeError) as error:
        # A site without its picture is better than no site.
        logger.info("%s: no picture: %s", title, error)
        return None
    return image
