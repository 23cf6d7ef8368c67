"""What a page may load and run: a Content-Security-Policy, as the Web knows it.

The theme's scripts that stand in the pages are allowed one by one, by the hashes of their text;
what somebody manages to smuggle into a page later is not. The policy stands in the head of each
page, with the page's own hashes, and in ``_headers``, with those of all pages: hosts that know
this file send it.

The directives: https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.errors import ConfigError

from .files import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["apply_policy", "check_policy", "mark", "scripts_of"]

_DIRECTIVES: Final[Mapping[str, tuple[str, ...]]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    # Tables, figures and themes have styles in attributes, for which there are no hashes.
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'", "data:"),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'self'",),
}
#: Browsers do not take this one from a page.
_ONLY_SENT: Final = "frame-ancestors 'self'"
#: In a page opened as a file, ``'self'`` is nothing for some browsers. On the Web, this is nothing.
_FILES: Final = "file:"

_META: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
#: Values of attributes may hold what would end the element. A parser takes ten times as long.
_SCRIPT: Final = re.compile(
    r"""<script\b(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*)>(?P<text>.*?)</script""",
    re.DOTALL | re.IGNORECASE,
)
_SRC: Final = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE: Final = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]*)""", re.IGNORECASE)
_HASH: Final = re.compile(r"'sha256-[^']+'")
#: What would end a source, a directive or the attribute that they stand in, is in no source.
_SOURCE: Final = re.compile(r"[^\s;,\"<>&]+")
#: What the policy of a page is until its scripts are known: no directive at all.
_PENDING: Final = "pending"


def mark() -> str:
    """Return the element that a page has until its scripts are known."""
    return f'<meta http-equiv="Content-Security-Policy" content="{_PENDING}">\n'


def check_policy(app: Sphinx, config: Config) -> None:
    """Refuse a policy that is none: a site that seems protected, but is not, helps nobody."""
    policy = config.roundtable_policy
    if policy is None:
        return
    if not isinstance(policy, dict):
        raise ConfigError(f"conf.py: roundtable_policy: {policy!r} is not a table of directives")
    for name, sources in policy.items():
        if name not in _DIRECTIVES:
            raise ConfigError(f"conf.py: roundtable_policy: {name!r} is not a known directive")
        is_list = isinstance(sources, (list, tuple))
        if not is_list or not all(
            isinstance(source, str) and _SOURCE.fullmatch(source) for source in sources
        ):
            raise ConfigError(f"conf.py: roundtable_policy: {name!r} wants a list of sources")


def apply_policy(app: Sphinx) -> None:
    """Write the policy into the pages of this build, and into ``_headers`` for all pages."""
    everywhere: set[str] = set()
    for path in sorted(Path(app.outdir).rglob("*.html")):
        text = path.read_text("utf-8")
        found = _META.search(text)
        if found is None:
            continue  # not a page that Sphinx has made
        if found[1] == _PENDING:
            hashes = _hashes(text)
            policy = _policy(app.config, hashes, _FILES)
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            path.write_text(text[: found.start()] + meta + text[found.end() :], "utf-8")
        else:  # an earlier build has written it
            hashes = set(_HASH.findall(found[1]))
        everywhere |= hashes
    policy = f"{_policy(app.config, everywhere)}; {_ONLY_SENT}"
    write(
        app,
        "_headers",
        f"/*\n  Content-Security-Policy: {policy}\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
        "  X-Content-Type-Options: nosniff\n",
    )


def scripts_of(page: Path) -> set[str]:
    """Return the sources that allow the scripts in a *page*, as its policy has them."""
    found = _META.search(page.read_text("utf-8"))
    return {*_HASH.findall(found[1])} if found else set()


def _policy(config: Config, hashes: Iterable[str], *everywhere: str) -> str:
    """Return the policy with the author's sources.

    :param everywhere: sources to be allowed wherever the site's own files are
    """
    sources = {
        name: [*allowed, *(everywhere if "'self'" in allowed else ())]
        for name, allowed in _DIRECTIVES.items()
    }
    if config.roundtable_pagefind:
        sources["script-src"].append("'wasm-unsafe-eval'")  # its program is WebAssembly
    sources["script-src"] += sorted(hashes)
    for name, more in config.roundtable_policy.items():
        sources[name] = [source for source in sources[name] if source != "'none'"] + list(more)
    return "; ".join(
        f"{name} {' '.join(dict.fromkeys(allowed))}" for name, allowed in sources.items()
    )


def _hashes(page: str) -> set[str]:
    """Return the sources that allow the scripts that stand in *page*."""
    return {
        f"'sha256-{b64encode(sha256(script['text'].encode()).digest()).decode()}'"
        for script in _SCRIPT.finditer(page)
        if _runs(script["attributes"])
    }


def _runs(attributes: str) -> bool:
    """Return whether a browser runs what stands in a script: it is not elsewhere, and no data."""
    if _SRC.search(attributes):
        return False
    kind = _TYPE.search(attributes)
    return kind is None or kind[1].lower() in {"", "module"} or kind[1].endswith("javascript")
