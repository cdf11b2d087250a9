# Everything goes through two targets: `make demo` and `make test`.
# `make help` lists the rest.

.DEFAULT_GOAL := help
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help setup build demo test lit host pytest lint format docs bench clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## install what is missing: Debian packages, the virtual environment, its packages
	@tools/setup.sh packages

build: ## setup, then the native build and the Python package (editable)
	@tools/setup.sh build

demo: build ## train the handwritten digits example and show what it made
	@$(BIN)/python examples/digits/run.py

test: build ## everything: lit, unit tests, pytest, linters, type checks
	@tools/test.sh all

lit: build ## the FileCheck tests of dialect and passes
	@tools/test.sh lit

host: build ## the unit tests of the Scheme runtime, with sanitizers, and its fuzzers for a moment
	@tools/test.sh host

pytest: build ## the Python and end-to-end tests
	@tools/test.sh pytest

lint: build ## formatting, ruff, mypy
	@tools/test.sh lint

format: setup ## rewrite sources in the project's style
	@tools/test.sh format

docs: build ## regenerate the output shown in the guides
	@$(BIN)/python tools/update_docs.py

bench: build ## compare with JAX side by side (installs JAX)
	@tools/setup.sh bench && $(BIN)/python benchmarks/run.py

clean: ## remove the build and the virtual environment
	rm -rf build $(VENV)
