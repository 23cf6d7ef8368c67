"""What translators need: no catalogue of a page, whose words are extracted from its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

__all__ = ["setup_messages"]


def setup_messages(app: Sphinx) -> None:
    """Register the step."""
    app.connect("build-finished", drop_empty)


def drop_empty(app: Sphinx, exception: Exception | None) -> None:
    """Delete the catalogues that only pages have: Sphinx writes them without a message."""
    if app.builder.name != "gettext" or exception is not None:
        return
    domain: Any = app.env.domains["roundtable"]

    def catalogues(docnames: Iterable[str]) -> set[str]:
        return {docname_to_domain(name, app.config.gettext_compact) for name in docnames}

    for name in catalogues(domain.pages) - catalogues(app.env.all_docs.keys() - domain.pages):
        path = Path(app.outdir, f"{name}.pot")
        path.unlink(missing_ok=True)
        if path.parent != Path(app.outdir) and not any(path.parent.iterdir()):
            path.parent.rmdir()
