# Every target sets up what it needs by itself: Python >= 3.11, git and make are enough.
# PYTHON=/path/to/python chooses the interpreter; the newest suitable one is taken otherwise.

PYTHON ?=
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.stamps
# Tests start fumehood's own workers as well: a few processes are enough.
JOBS   ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ $$n -gt 4 ] && echo 4 || echo $$n)
SETUP  := PYTHON='$(PYTHON)' VENV='$(VENV)' sh tools/environment.sh

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint docs bench clean

help: ## this list
	@echo "fumehood: what you can make"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(STAMP)/app ## scan a poisoned repository, offline; leaves an HTML, a SARIF and a JSON report
	@sh tools/demo.sh $(BIN)/fumehood

test: $(STAMP)/test ## all tests
	@if found=$$(sh tools/chromium.sh); then CHROMIUM=$$found; export CHROMIUM; \
	elif [ "$$CI" = true ]; then exit 1; \
	else FUMEHOOD_NO_BROWSER=1; export FUMEHOOD_NO_BROWSER; fi; \
	sh tools/bubblewrap.sh; sh tools/netcat.sh; sh tools/containers.sh; sh tools/file_systems.sh; sh tools/docker.sh "$$PWD/$(VENV)/docker"; sh tools/microvm.sh $(VENV)/microvm; \
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

lint: $(STAMP)/lint ## style, types, import contract, dependencies, freshness of the docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/check_dependencies.py
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/python tools/figures.py --check
	$(BIN)/python tools/agent_matrix.py --check
	$(BIN)/python tools/sandbox_tables.py --check

docs: $(STAMP)/docs ## the documentation as a web site, in site/
	$(BIN)/python tools/build_docs.py
	$(BIN)/python tools/figures.py
	$(BIN)/python tools/agent_matrix.py
	$(BIN)/python tools/sandbox_tables.py
	$(BIN)/python tools/picture.py
	$(BIN)/mkdocs build --strict --quiet
	@echo "open site/index.html"

bench: $(STAMP)/bench ## benchmarks beside peers; results in benchmarks/results/
	@missed=; for one in start_up import_cost hook_latency django_vs_bandit real_projects; do \
		echo "== $$one"; $(BIN)/python benchmarks/$$one.py || missed="$$missed $$one"; \
	done; [ -z "$$missed" ] || { echo "targets missed in:$$missed" >&2; exit 1; }

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist site fumehood-report.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp a group of requirements: a second call costs nothing, a changed pyproject.toml installs again.
$(STAMP)/app: pyproject.toml tools/environment.sh
	@$(SETUP)
	@touch $@

$(STAMP)/%: $(STAMP)/app
	@$(SETUP) $*
	@touch $@
