"""A host on loopback that answers as those of the hosting page do.

It sends what ``_headers`` asks for, compresses what is text, lets browsers keep files for a while,
and shows ``404.html`` where there is nothing.
"""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from tests.browser.visits import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["serving"]

_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


class _Host(SimpleHTTPRequestHandler):
    """Answers from a folder."""

    protocol_version = "HTTP/1.1"  # one connection for many files, as everywhere
    timeout = 60

    def send_head(self) -> BinaryIO | None:
        """Send the status and the headers; return what is to follow."""
        path, status = Path(self.translate_path(self.path)), 200
        if path.is_dir():
            if not urlsplit(self.path).path.endswith("/"):
                return super().send_head()  # the redirection
            path /= "index.html"
        if not path.is_file():
            path, status = Path(self.directory, "404.html"), 404
        content = path.read_bytes() if path.is_file() else b"404"
        kind = self.guess_type(str(path))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text/" in kind else kind)
        if kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(content)))
        # Sphinx puts a digest of the file into the addresses of scripts and styles.
        lasting = "v=" in urlsplit(self.path).query
        age = "max-age=31536000, immutable" if lasting else "max-age=600"
        self.send_header("Cache-Control", f"public, {age}")
        for name, value in self._wanted():
            self.send_header(name, value)
        self.end_headers()
        return BytesIO(content)

    def _wanted(self) -> Iterator[tuple[str, str]]:
        """Give the headers that the site wants to be sent with each answer."""
        path = Path(self.directory, "_headers")
        for line in path.read_text("utf-8").splitlines()[1:] if path.is_file() else ():
            name, _, value = line.strip().partition(": ")
            yield name, value

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Leave the test's output alone."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser keeps its connections open

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that is closed breaks its connections off."""


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Give the site in *folder* an address, for as long as the block runs."""
    with _Server(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        paths = (page.relative_to(folder).as_posix() for page in folder.rglob("*.html"))
        pages = sorted(path for path in paths if not path.startswith("_"))
        yield Site(f"http://127.0.0.1:{server.server_port}/", pages)
        server.shutdown()
        thread.join()
