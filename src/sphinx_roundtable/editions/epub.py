"""What EPUB needs: a complete package, pages in its contents, the same bytes from the same content.

Sphinx leaves hidden toctrees out of an EPUB's navigation, unless the project
sets ``epub_tocscope``. Those of this extension are hidden only since lists on
the pages say the same, and better: they are shown while the navigation is made.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..nodes import OWN
from .package import UNKNOWN, Cover, complete
from .site.card import picture
from .site.directory import opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

__all__ = ["ShowContents", "repack", "setup_epub"]

#: Width and height of the cover, in pixels.
_COVER: Final = (1200, 1800)
#: The years that an entry of a ZIP file can have.
_FIRST, _LAST = 1980, 2107


class ShowContents(SphinxPostTransform):
    """Show what :func:`show_contents` shows also in the document that the navigation starts from.

    Until then, the copies that the environment has are hidden, and so nothing is done.
    """

    formats = ("html",)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Change the document in place."""
        contents = self.env.tocs.get(self.env.current_document.docname)
        if contents is None or all(toctree["hidden"] for toctree in _own(contents)):
            return
        for toctree in _own(self.document):
            toctree["hidden"] = False


def setup_epub(app: Sphinx) -> None:
    """Register the transform and the steps."""
    app.add_post_transform(ShowContents)
    app.connect("config-inited", identify)
    app.connect("html-page-context", add_style)
    # All documents have been written; next, an EPUB's navigation is made.
    app.connect("html-collect-pages", show_contents)
    app.connect("build-finished", finish)


def identify(app: Sphinx, config: Config) -> None:
    """Give the book a name of its own, the same in every build, where the project gives it none.

    Shelves take two books of one name for one. It is no URN: one of EPUB's two tables of contents
    writes it where no colon may stand.
    """
    if config.roundtables and config.epub_identifier == config.epub_uid == UNKNOWN:
        of = f"{config.html_baseurl} {config.project} {config.author}"
        config.epub_identifier = config.epub_uid = f"uuid-{uuid5(NAMESPACE_URL, of)}"


def add_style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Leave the colours to the reader's program, on all pages of a book with a roundtable."""
    if app.builder.name == "epub" and app.config.roundtables:
        app.add_css_file("roundtable-epub.css")


def show_contents(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Let the navigation of an EPUB lead to all pages; add no page.

    The environment has been pickled by now: what is changed here is not kept.
    """
    if app.builder.name == "epub":
        _hide(app.env, hidden=False)
    return []


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Hide the toctrees from the next build of this process, and make the bytes the same."""
    domain: Any = app.env.domains["roundtable"]
    if app.builder.name != "epub" or not domain.configured:
        return
    _hide(app.env, hidden=True)
    path = Path(app.outdir, f"{app.config.epub_basename}.epub")
    if exception is None and path.is_file():
        table = next(iter(domain.roundtables.values()))
        title = app.config.epub_title
        image = picture(app, table, title, _COVER, largest=160)
        repack(
            path,
            os.environ.get("SOURCE_DATE_EPOCH", ""),
            description=opening(app.env.get_doctree(app.config.root_doc)) or table.title,
            cover=Cover(image, title) if image and title and not app.config.epub_cover else None,
        )


def _hide(env: BuildEnvironment, *, hidden: bool) -> None:
    for contents in env.tocs.values():
        for toctree in _own(contents):
            toctree["hidden"] = hidden


def _own(node: nodes.Element) -> Iterator[addnodes.toctree]:
    return (toctree for toctree in node.findall(addnodes.toctree) if OWN in toctree)


def repack(path: Path, epoch: str, description: str = "", cover: Cover | None = None) -> None:
    """Write the EPUB at *path* again, complete, so that its bytes depend on its content alone.

    :param epoch: the date of all entries, in seconds since 1970, as ``SOURCE_DATE_EPOCH`` has
        it; where it is empty or no number, the first date there is: 1980-01-01
    :param description: of the book, where its package has none
    :param cover: where the book has none
    """
    date = _date(epoch)
    # Not an ending that Sphinx would pack: it takes all files that it finds.
    new = path.with_name(f"{path.name}.new")
    try:
        with ZipFile(path) as old:
            files = {name: old.read(name) for name in old.namelist()}
        complete(files, description, cover)
        with ZipFile(new, "w") as target:
            # First the type, not compressed: https://www.w3.org/TR/epub-33/#sec-zip-container-mime
            for name in sorted(files, key=lambda name: (name != "mimetype", name)):
                entry = ZipInfo(name, date)
                entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                entry.create_system = 3  # Unix, wherever this is
                entry.external_attr = 0o644 << 16
                target.writestr(entry, files[name])
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _date(epoch: str) -> tuple[int, int, int, int, int, int]:
    earliest = (_FIRST, 1, 1, 0, 0, 0)
    try:
        moment = time.gmtime(int(epoch))
    except (ValueError, OverflowError, OSError):
        return earliest
    latest = (_LAST, 12, 31, 23, 59, 58)
    return min(max(moment[:6], earliest), latest)
