"""The command: ``python -m tests.sitecheck FOLDER_OR_EPUB...``."""

import sys
from pathlib import Path

from tests.sitecheck.checks import check
from tests.sitecheck.files import open_files


def main(paths: list[str]) -> int:
    """Print what is wrong with each of *paths*; return the exit status."""
    if not paths:
        sys.stderr.write("usage: python -m tests.sitecheck FOLDER_OR_EPUB...\n")
        return 2
    status = 0
    for path in paths:
        problems = check(Path(path))
        for problem in problems:
            sys.stdout.write(f"{path}: {problem}\n")
        pages = len(open_files(Path(path)).pages)
        sys.stdout.write(f"{path}: {pages} pages, {len(problems)} problems\n")
        status = status or int(bool(problems))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
