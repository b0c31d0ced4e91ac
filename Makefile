# Nêu Gương. `make help` lists what can be done; every target sets up what it needs by itself.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# $(call apt,PACKAGE) installs a system package where that is allowed without asking for a password.
apt = { as=$$([ "$$(id -u)" = 0 ] || echo "sudo -n"); command -v apt-get && $$as apt-get update -qq; \
	$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1); } </dev/null >/dev/null 2>&1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run chat test check format bench lock clean

help:  ## say what can be done
	@echo "Nêu Gương: a chatbot with which communes nominate people worth following"; echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo; echo "PYTHON=python3.12 chooses another Python, CHROMIUM=/path another browser for the tests,"
	@echo "ARGS=\"-k money\" is handed on, as in: make test ARGS=\"-k money\""

run: $(VENV)/run  ## start the bot: web chat on http://127.0.0.1:8080, demo data when no channel is set up
	@$(BIN)/python -m bot run $(ARGS)

chat: $(VENV)/run  ## talk to the bot in this terminal
	@$(BIN)/python -m bot chat $(ARGS)

test: check $(VENV)/browser  ## run the checks and every test: SQLite, a real PostgreSQL, a real browser
	@CHROMIUM="$${CHROMIUM:-$$(cat $(VENV)/browser)}" $(BIN)/python -m pytest -n logical --maxprocesses 8 $(ARGS)

check: $(VENV)/dev  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev  ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev  ## measure the speed and print it as a table
	@for bench in tests/bench/bench_*.py; do $(BIN)/python -m "$$(echo "$${bench%.py}" | tr / .)" $(ARGS) || exit; done

lock: $(VENV)/uv  ## pin every package anew; ARGS=--upgrade takes the newest versions
	$(call compile,requirements.lock) pyproject.toml
	$(call compile,requirements-dev.lock) pyproject.toml --group dev --constraint requirements.lock

clean:  ## remove what make built; data/ stays
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find bot conversations storage tests -name __pycache__ -prune -exec rm -rf {} +

# What the targets above stand on. Each file is made once, and again when its lock file changes.

compile = $(VENV)/uv/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(ARGS) --output-file $(1)

$(VENV)/run: requirements.lock | $(BIN)/pip
	@echo "Installing packages …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(BIN)/pip
	@echo "Installing packages, with those of the tests …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@

$(VENV)/uv: | $(BIN)/pip
	@$(BIN)/python -m venv $@ && $@/bin/pip install --quiet uv

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, but $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
		echo "Install a newer one and name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@venv=$$($(PYTHON) -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'); \
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call apt,$$venv) || { \
		echo "This Python cannot make virtual environments. Please run: sudo apt-get install $$venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

# The browser of the page tests: one that is installed, else Debian's, else Playwright's own.
$(VENV)/browser: | $(VENV)/dev
	@$(BIN)/playwright --version >/dev/null 2>&1 || $(call apt,libatomic1) || { \
		echo "The driver of the page tests does not start. Please run: sudo apt-get install libatomic1"; exit 1; }
	@find_browser() { for name in $$CHROMIUM chromium chromium-browser google-chrome google-chrome-stable; do \
		"$$name" --version >/dev/null 2>&1 && command -v "$$name" && return; done; false; }; \
	find_browser >$@ || { echo "Installing a browser for the page tests …"; $(call apt,chromium) && find_browser >$@; } || { \
		$(BIN)/playwright install $$([ "$$(id -u)" = 0 ] && echo --with-deps) chromium </dev/null && \
		$(BIN)/python -c 'from playwright.sync_api import sync_playwright; play = sync_playwright().start(); \
		print(play.chromium.executable_path); play.stop()' >$@; } || { \
		echo "No browser could be installed. Please install Chromium and name it: make test CHROMIUM=/path/to/chromium"; exit 1; }
