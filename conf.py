"""The book "Case Studies": an appendix of interviews, published by person and by topic.

Its text is in ``source``; ``make html`` builds it with its PDF and its EPUB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

project = "Case Studies"
author = "Adrian Holovaty, Jacob Kaplan-Moss and contributors"
copyright = author
language = "en"
version = "1"  # no EPUB without one; it is the text's, which does not change

extensions = [
    "sphinx_roundtable",
    "sphinx_roundtable.typst",
    "myst_parser",
    "notfound.extension",
]
roundtables = ["appendix-a"]
myst_enable_extensions = ["colon_fence"]
# The other editions are put beside the pages after they are built, so there is no file to check.
linkcheck_ignore = [r"case-studies\.(pdf|epub)$"]

SUBTITLE = "Four teams on building with Django"
DESCRIPTION = (
    "Ned Batchelder, Johannes Beigel, David Cramer and Christian Hammond on how they came to"
    " Django and how they work with it: by person, by topic, and as written."
)
RIGHTS = (
    f"Copyright {author}. GNU Free Documentation License, Version 1.2 or any later version;"
    " no Invariant Sections, no Front-Cover Texts, no Back-Cover Texts."
)

# -- Pages. Where they will stand is not known here: `-D html_baseurl=ADDRESS` says it.

html_theme = "furo"
html_title = project
templates_path = ["source/_templates"]
html_static_path = ["source/_static"]
html_css_files = ["book.css"]
html_favicon = "source/_static/favicon.svg"
html_show_sourcelink = False  # the source is a page of the site: "as written"

roundtable_pagefind = True
roundtable_policy: dict[str, list[str]] = {}  # nothing but what the site brings along

# -- The page for addresses that lead nowhere

notfound_context = {
    "title": "Not found",
    "body": "<h1>There is no such page</h1><p>The addresses of people, topics and answers stay as"
    " they are: perhaps this one was cut short. The contents and the search lead on.</p>",
}


def setup(app: Sphinx) -> None:
    """Let that page find its parts from any depth: its links count from the top of the host."""
    app.connect("config-inited", _tell_top)


def _tell_top(app: Sphinx, config: Config) -> None:
    config["notfound_urls_prefix"] = f"{urlsplit(config.html_baseurl).path.rstrip('/')}/"


# -- EPUB

epub_basename = "case-studies"
epub_title = project
epub_author = author
epub_publisher = author
epub_copyright = RIGHTS
epub_description = DESCRIPTION
# One name for the book in every build. EPUB's two tables of contents write it in two ways, of which
# one takes no colon: so it is no URN.
epub_identifier = epub_uid = "uuid-6d8f3f2a-6c0e-4f6e-9d0b-1a3c6f2b7e51"
epub_tocscope = "includehidden"  # the start page shows its contents as cards
epub_show_urls = "no"  # the text prints its addresses itself
epub_contributor = "The sphinx-roundtable developers"
epub_exclude_files = [".buildinfo.bak"]  # Sphinx keeps it when the configuration changes

# -- PDF: `make pdf` needs nothing but Python, `make latexpdf` a TeX installation

typst_pdf_standards = ["ua-1", "a-2a"]  # for screen readers, and for archives
typst_documents = [
    {
        "start": "index",
        "name": "case-studies",
        "title": project,
        "subtitle": SUBTITLE,
        "authors": ["Adrian Holovaty", "Jacob Kaplan-Moss", "contributors"],
        "description": DESCRIPTION,
        "keywords": ["Django", "interviews"],
        "rights": RIGHTS,
    },
]
# The licence is a file of typed lines. In print it is set as text: paragraphs, headings, items.
LICENCE = r"""body => {
  show raw.where(block: true): it => {
    set text(font: "Libertinus Serif", size: 9.5pt)
    set par(justify: true, leading: 0.6em, spacing: 1em)
    let parts = it.text.replace(regex("\n([A-Z]\. )"), found => "\n\n" + found.captures.first())
    for part in parts.split(regex("\n[ \t]*\n")) {
      let words = part.split().join(" ")
      if words == none { continue }
      if words.match(regex("^(\d+\. [A-Z ]+|ADDENDUM: .*)$")) != none {
        block(sticky: true, above: 1.5em, below: 0.8em, strong(words))
      } else if words.match(regex("^[A-Z]\. ")) != none {
        par(hanging-indent: 1.4em, words)
      } else if part.starts-with(regex(" {6,}")) {
        let lines = part.split("\n").map(line => line.trim())
        align(center, par(justify: false, lines.join(linebreak())))
      } else if part.starts-with(regex(" +")) { pad(x: 1.6em, par(words)) } else { par(words) }
    }
  }
  body
}"""
typst_styles = {"licence": LICENCE}
latex_documents = [("index", "case-studies.tex", project, author, "manual")]

# -- Other forms

man_pages = [("index", "case-studies", SUBTITLE, author, 7)]
texinfo_documents = [
    ("index", "case-studies", project, author, "case-studies", SUBTITLE, "Miscellaneous"),
]
