"""A survey of projects: a section for each, and the same headings in all of them."""

project = "How open source projects are governed"
author = "Barry Warsaw, Łukasz Langa, Antoine Pitrou, Doug Hellmann, Carol Willing"
copyright = "placed in the public domain"
language = "en"

extensions = ["sphinx_roundtable"]
roundtables = ["survey"]
suppress_warnings = ["docutils"]  # the head of a PEP is not for Sphinx

html_theme = "furo"
html_title = project
html_copy_source = False
