# Xieshang in two commands: `make demo` shows it, `make test` proves it. `make` alone lists all of them.
#
# Every step leaves a stamp or its product behind and is not repeated while that is newer than what it was made from,
# so that the second run starts at once.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

# Debian's own Python, where it is there with what a virtual environment needs: it is a tenth faster here than one built by hand.
PYTHON ?= $(shell for each in /usr/bin/python3.11 python3.11; do "$$each" -c 'import ensurepip, venv' 2>/dev/null && break; done; echo "$$each")
# HOST and PORT are for the command line (`make demo PORT=9000`). Some shells export a HOST of their own, which is not meant.
ifneq ($(origin HOST),command line)
HOST := $(or $(XIESHANG_HOST),127.0.0.1)
endif
PORT ?= $(or $(XIESHANG_PORT),8000)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
FLASK := $(BIN)/python -m flask --app wsgi
GUNICORN := $(BIN)/python -m gunicorn --config gunicorn.conf.py wsgi:app
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard panel/translations/*/LC_MESSAGES/*.po))

ADDRESS := XIESHANG_HOST=$(HOST) XIESHANG_PORT=$(PORT)
DEMO := XIESHANG_DEMO=1 $(ADDRESS)

.PHONY: help demo demo-reset install serve test attack browser gallery lint format revision settings sentences catalogues dev

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20 $(if $(wildcard bench/__main__.py),,| grep -v '^make bench')

demo: .venv/stamp-run catalogues ## the demonstration at http://127.0.0.1:8000 (PORT= changes it); keeps what was entered
	@$(DEMO) exec $(FLASK) demo serve

demo-reset: .venv/stamp-run catalogues ## throw the demonstration's data away and start over
	@$(DEMO) $(FLASK) demo reset

install: .venv/stamp-run catalogues ## what a real office needs before its first `flask --app wsgi ...` command

serve: install ## production; settings come from the environment, see docs/settings.md
	@$(ADDRESS) $(FLASK) serve-check
	$(ADDRESS) exec $(GUNICORN)

test: dev browser catalogues lint ## everything: lint, types, import contracts, all tests on both engines, the browser
	@$(BIN)/python -m pytest -n 2 --dist loadscope

attack: dev browser catalogues ## the generated attacks in their long sizes, on both engines; the figures go to bench/attack.md
	@$(BIN)/python -m pytest -n 2 --dist loadscope --every-row -o faulthandler_timeout=3600 -m attack --attack-report=bench/attack.md tests

gallery: dev browser catalogues ## pictures of every kind of page, role, size and theme, into gallery/ (FOLDER= changes it)
	@$(BIN)/python -m tests.browser.pictures $(or $(FOLDER),gallery)

lint: dev ## style, types and the direction of imports
	@$(BIN)/python -m mypy &
	types=$$!
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	wait $$types

format: dev ## mend what the formatter and the linter can mend by themselves
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ifneq ($(wildcard bench/__main__.py),)
.PHONY: bench
bench: dev catalogues ## the benchmarks, with the peers they are held against
	@$(BIN)/python -m bench
endif

sentences: dev ## gather the sentences of the source into the catalogues; says which still want their Chinese words
	@$(BIN)/python tools/catalogues.py

revision: dev ## write the revision of a new record type from its model: make revision TYPE=reading_circle
	@$(BIN)/ruff format --quiet "$$($(BIN)/python tools/revision.py $(TYPE) | tee /dev/stderr)"

settings: .venv/stamp-run ## write docs/settings.md anew
	@$(BIN)/python config.py > docs/settings.md

fields: .venv/stamp-run ## write docs/fields.md anew
	@$(FLASK) fields > docs/fields.md.new
	mv docs/fields.md.new docs/fields.md

dev: .venv/stamp-dev

catalogues: $(CATALOGUES)

browser:
	@.ci/browser

%.mo: %.po | .venv/stamp-run
	@$(BIN)/python -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Xieshang needs Python 3.11 ($(PYTHON) was not found). Install it, or name it: make PYTHON=/usr/bin/python3"; exit 1; }
	$(PYTHON) -m venv --clear .venv

.venv/stamp-run: requirements.txt | .venv/bin/python
	@echo "Installing what requirements.txt names ..."
	$(PIP) install --requirement requirements.txt
	touch $@

.venv/stamp-dev: requirements-dev.txt .venv/stamp-run
	@echo "Installing what requirements-dev.txt names ..."
	$(PIP) install --requirement requirements-dev.txt
	touch $@
