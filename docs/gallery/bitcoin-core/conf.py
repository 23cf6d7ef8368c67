"""A transcript: who speaks, and when, stands above each turn."""

project = "Bitcoin Core Developer Roundtable"
author = "Adam Jonas, Gloria Zhao, Cory Fields, Antoine Poinsot"
copyright = "2021, Bitcoin Transcripts; MIT License"
language = "en"

extensions = ["sphinx_roundtable", "myst_parser"]
roundtables = ["talk"]
# Some who ask from the audience are in no list of speakers, which is right.
suppress_warnings = ["myst.header", "roundtable.unlisted_person"]

html_theme = "furo"
html_title = project
html_copy_source = False
