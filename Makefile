# Two commands do it all: `make run` and `make test`. Both set up what they need, once.

PORT ?= 8000
ENV := .venv
BIN := $(ENV)/bin
PYTEST ?=

.PHONY: help run test setup check format bench lock browser translations editor
.DELETE_ON_ERROR:

help:
	@echo 'make run [PORT=8001]  sets everything up, fills an empty network with the demonstration, and serves it'
	@echo 'make test             sets everything up and passes every test'
	@echo 'make setup            sets up what running it needs, and no more'
	@echo 'make check            style, types and the order of the rooms'
	@echo 'make format           puts the style right'
	@echo 'make translations     collects the words of pages'
	@echo 'make bench            prints the figures'
	@echo 'make editor           makes the library of the writing sheet anew (needs Node)'
	@echo 'make lock             resolves the libraries anew'

run: $(ENV)/.ready
	@exec $(BIN)/network serve --demo --port $(PORT)

setup: $(ENV)/.ready

test: $(ENV)/.ready-to-test browser check
	@$(BIN)/python -m pytest -n 2 $(PYTEST)

check: $(ENV)/.ready-to-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache

format: $(ENV)/.ready-to-test
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

bench: $(ENV)/.ready-to-test
	@$(BIN)/python -m bench

translations: $(ENV)/.ready-to-test
	@PYTHONPATH=. $(BIN)/python tools/translations.py

browser: $(ENV)/.ready-to-test
	@$(BIN)/python tools/browser.py

editor:
	@cd tools/editor && npm ci --silent && npm run --silent build

lock: $(ENV)/.ready-to-test
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade \
	    --extra build pyproject.toml --output-file requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    --extra build --extra test --extra dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock

$(ENV)/.ready: requirements.lock pyproject.toml | $(BIN)/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes --requirement requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q network
	@touch $@

$(ENV)/.ready-to-test: requirements-dev.lock $(ENV)/.ready
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes --requirement requirements-dev.lock
	@touch $@

$(BIN)/uv: | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-uv.lock

$(BIN)/python:
	@for python in python3.13 python3.12 python3.11 python3 python; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        found=$$python; \
	        if $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	            echo 'Setting up in $(ENV) with' `$$python --version`; \
	            exec $$python -m venv --clear $(ENV); \
	        fi; \
	    fi; \
	done; \
	if [ -n "$$found" ]; then \
	    echo "$$found has no venv module; on Debian and Ubuntu: apt-get install python3-venv." >&2; \
	else \
	    echo 'Python 3.11 or newer is needed, and there is none.' >&2; \
	fi; \
	exit 1
