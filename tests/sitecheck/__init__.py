"""Check a built site, or an EPUB, as a reader's program would see it.

``python -m tests.sitecheck build/html book.epub`` prints each problem and exits with 1 if
there is any.
"""

from tests.sitecheck.checks import Problem, check

__all__ = ["Problem", "check"]
