"""Candidates for a committee, a file for each: its headings are the questions."""

project = "Candidates for the Steering Committee"
author = "the candidates"
copyright = "the candidates; Apache License 2.0"
language = "en"

extensions = ["sphinx_roundtable", "myst_parser"]
roundtables = ["candidates"]
# The texts were not written for Sphinx: their links lead to their own repository.
suppress_warnings = ["myst.header", "myst.xref_missing"]

html_theme = "furo"
html_title = project
html_copy_source = False
