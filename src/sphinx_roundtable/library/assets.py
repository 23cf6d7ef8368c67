"""Assets of a theme, once for all volumes that have the same.

The folder ``_static`` of a site is named after its contents and put beside those of others: two
volumes with one theme and language have one set. Workers need not know of each other for that,
since the same name always means the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .storage import files_in

if TYPE_CHECKING:
    import os

__all__ = ["ASSETS", "share", "shared_files"]

#: Folder of all sets, from the top of the library.
ASSETS = "_static"
#: In the assets of a site, what is its own: pictures of its people.
_OWN = "roundtable/"


def share(site: os.PathLike[str], way: str) -> str:
    """Let the pages of a *site* use the set of assets beside it; return the name of the set.

    The assets are left in the folder ``_static``, to be put where they belong.

    :param way: from the top of the site to that of the library, with a slash at the end or empty
    """
    top = Path(site)
    digest = hashlib.sha256()
    for name in shared_files(top):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256((top / "_static" / name).read_bytes()).digest())
    folder = digest.hexdigest()[:16]
    for page in sorted(top.rglob("*.html")):
        up = "../" * (len(page.relative_to(top).parts) - 1)
        # As Sphinx writes it into attributes. In text, a quotation mark would be an entity.
        own = re.compile(rf'="{re.escape(up)}_static/(?!{_OWN})')
        text = page.read_text("utf-8")
        page.write_text(own.sub(f'="{up}{way}{ASSETS}/{folder}/', text), encoding="utf-8")
    return folder


def shared_files(site: Path) -> list[str]:
    """Return what of the folder ``_static`` of a *site* is for all, from that folder."""
    return [name for name in files_in(site / "_static") if not name.startswith(_OWN)]
