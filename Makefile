# What people do with the finder. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8000
VENV := $(CURDIR)/.venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
DEMO := DATABASE_URL=sqlite:///$(CURDIR)/db-demo.sqlite3 DEMONSTRATION=1
# Stands in for an operator's choices where `make check` looks at the production settings.
PRETEND := DJANGO_SETTINGS_MODULE=iopfinder.settings.production ALLOWED_HOSTS=finder.example \
	DATABASE_URL=sqlite:///:memory: SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')

export VENV
export PYTHONUNBUFFERED := 1

.PHONY: help run demo admin test check format bench simulate
.DEFAULT_GOAL := help

help: ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(VENV)/.runtime ## start the finder with its real catalogue; PORT=8000, DATABASE_URL= for another database
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) prepare_catalogue
	@echo "http://127.0.0.1:$(PORT)/"
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

demo: $(VENV)/.runtime ## start it with a fictional catalogue that shows every feature, in a database of its own
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@$(DEMO) $(MANAGE) prepare_demonstration
	@echo "http://127.0.0.1:$(PORT)/"
	@exec env $(DEMO) $(MANAGE) runserver 127.0.0.1:$(PORT)

admin: $(VENV)/.runtime ## make a curator's account
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) create_curator

test: $(VENV)/.development ## run every test; BROWSER=0 without Chromium, PG=0 without PostgreSQL, ARGS="-k map" for some
	@tests/run.sh $(ARGS)

check: $(VENV)/.development ## look at format, lint, types, templates, migrations and deployment
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	find templates -name '*.html' | xargs --no-run-if-empty $(BIN)/djade --check
	find templates -name '*.html' | xargs --no-run-if-empty $(BIN)/djangofmt --quiet --check
	$(MANAGE) makemigrations --check --dry-run
	$(PRETEND) $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml iopfinder programs

format: $(VENV)/.development ## put code and templates into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	find templates -name '*.html' | xargs --no-run-if-empty $(BIN)/djade || true
	find templates -name '*.html' | xargs --no-run-if-empty $(BIN)/djangofmt --quiet || true

bench: $(VENV)/.development ## measure search and pages; ARGS="--programs 500 10000"
	@DJANGO_SETTINGS_MODULE=tests.bench.settings $(BIN)/python -m tests.bench.measure $(ARGS)

simulate: $(VENV)/.runtime ## compare orders of the list in simulated worlds; ARGS="--seed 7"
	@$(MANAGE) simulate $(ARGS)

# pip is looked for because Debian's python3 without python3-venv leaves an environment that has none.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The finder needs Python 3.11 or newer. Another one: make PYTHON=python3.12 ...")'
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

# Installed again only when the lock has changed since.
$(VENV)/.runtime: requirements.txt | $(BIN)/pip
	@echo "Installing what the finder needs; the first time this takes a minute."
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need."
	@$(PIP) --requirement requirements-dev.txt
	@touch $@
