# The workshop of the book.  `make help` lists what can be made.
#
# Each slow step leaves a stamp file, so a second run redoes only what changed.
# Written for GNU make 3.81 and a plain shell, so that macOS's own make reads it too.

SHELL := /bin/sh
VENV ?= .venv
PORT ?= 8000
PY := $(VENV)/bin/python
SITE := _build/html
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve book lab vscode check test test-page lint format bench bench-mathematics picture pins clean clean-all FORCE

help: ## list what can be made
	@echo "The Mathematics of Learning Machines"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PORT=8000 chooses the port of serve; PYTHON=/path/to/python the Python of the environment."

# ---- The environment: first what runs the chapters, then what builds and tests the book. ----

RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev

$(VENV)/.made: tools/venv.sh
	@PYTHON="$(PYTHON)" sh tools/venv.sh $(VENV)
	@touch $@

# What is installed with the package, so that JupyterLab finds it.
LAB := $(shell find livepage/lab -type f)

$(RUN): $(VENV)/.made requirements.txt constraints.txt pyproject.toml $(LAB)
	@echo "==> Installing what the chapters need (once, a minute or two)"
	@sh tools/install.sh $(PY) requirements.txt
	@touch $@

$(DEV): $(RUN) requirements-dev.txt
	@echo "==> Installing what the book and its tests need (once, a minute or two)"
	@sh tools/install.sh $(PY) requirements-dev.txt
	@touch $@

# ---- The book. ----

# All that a page is made from.  The list itself is kept in a file, rewritten only when it differs,
# so that a deleted source makes the book anew too, and without the page that it was.
PARTS := chapters toolbox further mlmath livepage
SOURCES := $(sort $(wildcard *.md *.yml *.bib *.py) pyproject.toml \
	$(shell find $(wildcard $(PARTS)) -type f ! -path '*/__pycache__/*' \
	! -path '*/.ipynb_checkpoints/*' ! -name '.*' 2>/dev/null))

_build/.sources: FORCE
	@mkdir -p _build
	@echo '$(SOURCES)' | cmp -s - $@ || { rm -rf $(SITE) _build/.doctrees; echo '$(SOURCES)' > $@; }

# When a page warns, the build fails; what Sphinx remembers of it has to go, or the next run would
# find that page unchanged, not read it again, and pass.
$(SITE)/.made: $(DEV) $(SOURCES) _build/.sources
	@echo "==> Pyodide, checked against its lock"
	@$(PY) -m livepage.build.pyodide.fetch
	@echo "==> Executing the notebooks and building the site"
	@$(VENV)/bin/jupyter-book build . -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }
	@touch $@

book: $(SITE)/.made ## build the site into _build/html
	@echo "The book is in $(SITE)."

serve: $(SITE)/.made ## build the site and serve it on this machine
	@$(PY) -m tools.serve $(SITE) --port $(PORT)

lab: $(RUN) ## open JupyterLab on the chapters
	@$(VENV)/bin/jupyter lab --notebook-dir=. chapters

vscode: $(VENV)/.made ## let VS Code show the chapters as the book does
	@$(PY) -m tools.vscode

# ---- The workshop. ----

# Each worker has a browser and a server of its own; all read the one built site.
WORKERS ?= 2
# Each works in one thread: with more, they would wait for each other.
PYTEST := OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(PY) -m pytest --no-loadscope-reorder --numprocesses

check: lint ## run the checks that need no browser and build no book, in three minutes
	@echo "==> Tests without a browser or a built book"
	@$(PYTEST) $(WORKERS) -q -m "not browser and not book"

test-page: $(SITE)/.made ## run every check of one page: make test-page SLUG=perceptron
	@test -n "$(SLUG)" || { echo "Say which page: make test-page SLUG=perceptron"; exit 2; }
	@$(PY) -m tools.browser
	@$(PYTEST) 0 --page $(SLUG)

test: lint $(SITE)/.made ## run every check and test, those in a real browser too
	@$(PY) -m tools.browser
	@echo "==> Tests"
	@$(PYTEST) $(WORKERS)

lint: $(DEV) ## check style, types and the length of the pages
	@echo "==> Style and types"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m tools.javascript lint
	@echo "==> Length of the pages"
	@$(PY) -m tools.lengths

format: $(DEV) ## put code and notebooks into their standard form
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .
	@$(PY) -m tools.javascript format
	@$(PY) -m tools.notebooks --write

BENCH := $(VENV)/.installed-bench

$(BENCH): $(DEV) bench/requirements.txt
	@echo "==> Installing what only the measurements need"
	@sh tools/install.sh $(PY) bench/requirements.txt
	@touch $@

bench: $(SITE)/.made $(BENCH) ## measure the book beside its stock alternatives
	@$(PY) -m tools.browser
	@$(PY) -m bench

bench-mathematics: $(BENCH) ## measure the mathematics beside compiled libraries
	@$(PY) -m bench --only mathematics

picture: $(SITE)/.made ## take the README's picture of the live page
	@$(PY) -m tools.browser
	@$(PY) -m tools.picture

pins: $(DEV) ## write constraints.txt from what is installed
	@$(PY) -m tools.pins
	@$(PY) -m livepage.lite.relock

clean: ## remove what was built
	rm -rf _build

clean-all: clean ## remove the environment and all caches too
	rm -rf $(VENV) .cache .hypothesis

FORCE:
