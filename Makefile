# The archive's everyday commands; `make help` lists them. Needs python3 (3.11 or newer, with venv) and make.

PYTHON ?= python3
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
SERVE := echo "The archive is at http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"; \
	exec $(BIN)/gunicorn newsarchive.wsgi --config newsarchive/gunicorn.py
export PORT

.DEFAULT_GOAL := help
.PHONY: help run setup serve test check format bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Set the archive up with two seed articles and serve it on 127.0.0.1:$(PORT)
	@$(MANAGE) import_articles fixtures/articles --manifest fixtures/manifest.csv
	@$(MANAGE) make_administrator
	@$(SERVE)

setup: $(VENV)/installed ## Prepare or upgrade the archive: packages, tables, authority, index
	@$(MANAGE) setup_archive
	@$(MANAGE) collectstatic --no-input --verbosity 0

serve: $(VENV)/installed ## Serve the archive as it is
	@$(SERVE)

test: $(VENV)/installed-dev ## Run every test
	@$(BIN)/python -m pytest $(PYTEST)

check: $(VENV)/installed-dev ## Check style, migrations and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(MANAGE) makemigrations --check --dry-run
	@$(BIN)/python -m pytest -q articles/tests/test_architecture.py

format: $(VENV)/installed-dev ## Bring the code into the project's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/installed ## Measure importing, families, searching, pages and suggestions
	@$(BIN)/python benchmarks/import_speed.py
	@$(BIN)/python benchmarks/families.py
	@$(BIN)/python benchmarks/search_speed.py
	@$(BIN)/python benchmarks/page_speed.py
	@$(BIN)/python benchmarks/suggest_speed.py
	@$(BIN)/python benchmarks/export_memory.py

clean: ## Remove the virtual environment (the archive in var/ stays)
	rm -rf $(VENV)

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("The archive needs Python 3.11 or newer: make PYTHON=…")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

$(VENV)/installed: requirements.txt | $(VENV)/pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/installed
