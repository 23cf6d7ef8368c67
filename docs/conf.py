"""The manual of sphinx-roundtable. It uses the extension: its example is a real roundtable."""

import sys
from pathlib import Path

from sphinx_roundtable import __version__

sys.path.append(str(Path(__file__).parent / "_ext"))

project = "sphinx-roundtable"
author = "The sphinx-roundtable developers"
copyright = f"2026, {author}"
release = __version__
language = "en"

extensions = ["sphinx_roundtable", "sphinx_design", "myst_parser", "reference", "examples"]
#: A page of the manual for each, with an example that is built.
FORMS = ["quoted", "spoken", "times", "alone", "initials", "attributed", "definitions", "fields"]
FORMS += ["table", "sections", "people", "files", "mixed"]
roundtables = [
    "example/panel",
    "forms/explicit/market",
    "forms/csv/garden-walk",
    *(f"forms/{form}/greenhouse" for form in FORMS),
]
# The same examples in Markdown are shown, and tested, but not built a second time.
exclude_patterns = ["forms/*/**.md"]
exclude_patterns += ["gallery/**"]  # sites of their own
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = project
