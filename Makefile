# Everything lives in .venv of this clone; `make setup` alone makes it. No target needs root.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin
PYTHON ?=
PYTHONS ?= python3.11 python3.12 python3.13
ARGS ?=
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist loadfile
FOLDER ?= ../shared/data/skills
PEER ?= "mesa>=3.3,<4"
SBOM ?= "cyclonedx-bom>=5,<8"

.PHONY: help setup run test test-fast test-reverse test-kernels test-all-pythons check lint format bench bench-quick draws-check pairing-check evidence evidence-measures evidence-pages docs lock clean test-browser messages surface picture outlook sbom bench-flex skills-check

help: ## show this list
	@echo "Houvast: work security and good work on a changing labour market"; echo
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)$$/  make \1\t\2/' | expand -t 25

setup: $(READY) ## make .venv with everything locked (done by itself where needed)

$(READY): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" bash scripts/make-venv $(VENV)
	@touch $@

run: setup ## open the workbench on http://127.0.0.1:8000
	@$(BIN)/houvast serve --browser $(ARGS)

test: setup ## run all tests but those at full scale and those in a browser
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

test-fast: setup ## run the fast tests only
	@$(BIN)/python -m pytest -m "not slow and not full_scale and not browser" $(SIDE_BY_SIDE) $(ARGS)

test-reverse: setup ## run the fast tests in reverse order: none may lean on another
	@$(BIN)/python -m pytest -m "not slow and not full_scale and not browser" --reverse $(SIDE_BY_SIDE) $(ARGS)

test-browser: setup ## run the tests in a real browser (Debian's chromium), every page with axe (many minutes; build/accessibility.json)
	@$(BIN)/python -m pytest -m browser tests/web $(ARGS)

test-kernels: setup ## run the kernel tests uncompiled, then with bounds checked
	@HOUVAST_JIT=0 $(BIN)/python -m pytest -m "kernel and not full_scale" $(SIDE_BY_SIDE) $(ARGS)
	@HOUVAST_BOUNDSCHECK=1 $(BIN)/python -m pytest -m "kernel and not full_scale" $(SIDE_BY_SIDE) $(ARGS)

test-all-pythons: ## run all tests on each Python of PYTHONS that is installed
	@PYTHONS="$(PYTHONS)" bash scripts/test-all-pythons $(ARGS)

check: setup ## run the checks at full scale: 13.3 million people (minutes, 2 GB)
	@$(BIN)/python -m pytest -m full_scale $(ARGS)

lint: setup ## check style, types and layers
	@failed=0; for check in "ruff check" "ruff format --check" mypy lint-imports; do \
		echo "-- $$check"; $(BIN)/$$check || failed=1; \
	done; exit $$failed

format: setup ## put the code in its form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix-only

bench: setup ## measure time per person-month up to full scale, memory, the limit of the machine, and a peer (minutes, 2 GB)
	@[ -x .venv-peer/bin/python ] || $(BIN)/python -m venv .venv-peer
	@.venv-peer/bin/python -c "import mesa" 2>/dev/null || .venv-peer/bin/pip install --quiet $(PEER) || true
	@$(BIN)/python -m benchmarks --full --peer .venv-peer/bin/python $(ARGS)

bench-flex: setup ## measure the mix of flex measures: 8 departments, 52 weeks, 200 scenarios, 16 links
	@$(BIN)/python -m benchmarks.flex_mix

bench-quick: setup ## the same, without full scale and without the peer
	@$(BIN)/python -m benchmarks $(ARGS)

pairing-check: setup ## measure how many seeds the same luck in every cell saves (minutes)
	@$(BIN)/python -m benchmarks.pairing $(ARGS)

skills-check: setup ## measure linking, moves and import of skills, FOLDER=... holds ESCO and MELO (a quarter of an hour)
	@$(BIN)/python -m benchmarks.skills "$(FOLDER)" --linking $(ARGS)

draws-check: setup ## give the draws to a battery of statistical tests (dieharder; half an hour)
	@$(BIN)/python -m benchmarks.draws check $(ARGS)

EVIDENCE := docs/explanation/evidence

evidence: setup ## do the trial over, hold the report on four futures against the model, switch the paradox off (half an hour)
	@$(BIN)/houvast trial guidance --scale 0.1 --seeds 10 --out $(EVIDENCE)/guidance.json $(ARGS)
	@$(BIN)/houvast trial statements --scale 0.05 --seeds 6 --out $(EVIDENCE)/statements.json $(ARGS)
	@$(BIN)/houvast trial paradox --scale 0.05 --seeds 6 --out $(EVIDENCE)/paradox.json $(ARGS)
	@$(MAKE) evidence-pages

evidence-measures: setup ## try every measure in every future at 10%, and the same turned round (hours; goes on where it stopped)
	@$(BIN)/houvast trial measures --scale 0.1 --seeds 4 --out $(EVIDENCE)/measures.json $(ARGS)
	@$(MAKE) evidence-pages

evidence-pages: setup ## fill the pages of evidence from what was found
	@$(BIN)/python -m houvast.cli.evidence_page docs/explanation

messages: setup ## renew and compile the translations of the workbench (needs gettext)
	@bash scripts/messages $(BIN)/python

surface: setup ## compute the preview of the policy desk anew, after a change of model or facts (minutes)
	@$(BIN)/houvast surface build --out src/houvast/experiments/exploration/surface.json.gz

picture: setup ## renew the numbers of the start page from a fresh comparison (minutes)
	@$(BIN)/houvast compare --scenarios baseline,A,B,C,D --seeds 4 --years 17 --out .houvast/picture
	@$(BIN)/python -m houvast_web renew_picture .houvast/picture

outlook: setup ## renew the demand per future that comes with Mijn werk (minutes)
	@$(BIN)/houvast outlook --out .houvast/outlook.csv --draws 4
	@$(BIN)/python -m houvast_web renew_outlook .houvast/outlook.csv

sbom: setup ## list everything that is installed, as CycloneDX (build/sbom.json)
	@[ -x .venv-sbom/bin/cyclonedx-py ] || { $(BIN)/python -m venv .venv-sbom && .venv-sbom/bin/pip install --quiet $(SBOM); }
	@mkdir -p build && .venv-sbom/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json && echo "Software bill of materials: build/sbom.json"

docs: setup ## build the documentation into site/
	@$(BIN)/mkdocs build --strict && echo "Documentation: site/index.html"

lock: setup ## renew requirements.lock from pyproject.toml
	@bash scripts/renew-lock

clean: ## remove what was made here, .venv and results excepted
	@rm -rf .houvast .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist site
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
