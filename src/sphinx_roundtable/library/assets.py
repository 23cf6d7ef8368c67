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

import msgspec

from .records import FOLDER
from .storage import files_in

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    from .storage import Storage

__all__ = ["ASSETS", "put_assets", "remove_assets", "share", "shared_files"]

#: Folder of all sets, from the top of the library.
ASSETS = "_static"
_DONE = f"{FOLDER}/assets"
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


def put_assets(out: Storage, site: Path, name: str) -> None:
    """Put the set of assets of a *site* where all find it, unless it is there."""
    done = _done(name)
    if not out.read_if_any(done):
        files = shared_files(site)
        (out / f"{ASSETS}/{name}").put(site / "_static", files)
        out.write(done, msgspec.json.encode(files))


def remove_assets(out: Storage, used: Collection[str]) -> None:
    """Delete sets of assets that no page uses any more."""
    for file in out.names_in(_DONE):
        name = file.removesuffix(".json")
        if name not in used:
            files = msgspec.json.decode(out.read(_done(name)), type=list[str])
            out.remove([_done(name)])
            (out / f"{ASSETS}/{name}").remove(files)


def _done(name: str) -> str:
    """Return what lists a set of assets that is there as a whole."""
    return f"{_DONE}/{name}.json"
