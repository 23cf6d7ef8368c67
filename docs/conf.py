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

extensions = ["sphinx_roundtable", "sphinx_design", "myst_parser", "reference"]
roundtables = ["example/panel", "forms/explicit/market", "forms/csv/garden-walk"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = project
