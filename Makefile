# Every command a user or a developer needs. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
BENCH := .venv-bench/bin
VILLAGES ?= 1562
SEED ?= 2026
ON ?= 2026-11-01
RECORDS ?= 50000
ROWS ?= 1000000
YEAR_AREA ?= 1572
OFFICE_VILLAGES ?= 24
PORT ?= 8080
OFFICE = DATABASE_URL=sqlite:///kerja/payung.sqlite3 PAYUNG_KEYS=kerja/kunci/keys.json
YEAR_VILLAGES ?= 69

# uv installs the same locked set about five times faster; plain pip does where uv is missing.
UV := $(shell command -v uv 2>/dev/null)
ifeq ($(UV),)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
else
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
endif

.PHONY: help env assets demo year serve test test-env spark-env browser-env optimum-env check format lint types contracts docs bench bench-law bench-budget bench-ledger bench-workbench bench-pages bench-optimum bench-env bench-link lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(BIN)/.ready assets ## .venv with the locked dependencies and the payung command, and what its pages load

assets: ## build the style and scripts of the pages (npm must be there)
	@$(PYTHON) scripts/build_assets.py

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Perlu Python 3.11 atau lebih baru. / Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11+; contoh / for example: make PYTHON=python3.12 env"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Di Debian/Ubuntu / on Debian/Ubuntu: apt-get install python3-venv"; rm -rf .venv; exit 1; }

$(BIN)/.ready: $(BIN)/python requirements.lock pyproject.toml
	@echo "Memasang pustaka … / installing libraries …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

test-env: $(BIN)/.ready-dev

$(BIN)/.ready-dev: $(BIN)/.ready requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

spark-env: $(BIN)/.ready-spark ## add Spark (Java 17 must be there): payung run … --engine spark

$(BIN)/.ready-spark: $(BIN)/.ready requirements-spark.lock
	@$(INSTALL) --require-hashes -r requirements-spark.lock
	@touch $@

browser-env: $(BIN)/.ready-browser ## add Playwright and axe: journeys in a browser (Chromium must be there)

$(BIN)/.ready-browser: $(BIN)/.ready requirements-browser.lock
	@$(INSTALL) --require-hashes -r requirements-browser.lock
	@touch $@

optimum-env: $(BIN)/.ready-optimum ## add OR-Tools: the best plan of money for a stated aim

$(BIN)/.ready-optimum: $(BIN)/.ready requirements-optimum.lock
	@$(INSTALL) --require-hashes -r requirements-optimum.lock
	@touch $@

demo: env ## a made-up Jambi, from village workbooks to the decree and the money (VILLAGES=1562 SEED=2026)
	@rm -rf demo/masukan
	@$(BIN)/payung synth make --province 15 --villages $(VILLAGES) --seed $(SEED) --bad-files --out demo/masukan
	@$(BIN)/payung run jambi-bkbk-2022 --rosters demo/masukan/rosters --manifest demo/masukan/manifest.csv \
		--members demo/masukan/members.parquet --deaths demo/masukan/deaths.csv --welfare demo/masukan/welfare.csv \
		--on $(ON) --out demo/hasil
	@$(BIN)/payung synth score --key demo/masukan/answer_key.parquet --result demo/hasil
	@$(BIN)/payung budget allocate --funds demo/masukan/funds.yaml --people demo/hasil/decisions.parquet \
		--facts demo/masukan/facts.csv --facts demo/masukan/welfare.csv --out demo/dana
	@$(BIN)/payung budget verify demo/dana
	@$(BIN)/payung plan simulate --people demo/dana/people.parquet --funds demo/masukan/funds.yaml \
		--scenarios demo/masukan/scenarios.yaml --universe demo/masukan/universe.yaml --out demo/simulasi
	@echo "Buka di peramban / open in a browser:"
	@echo "  demo/hasil/summary.html        siapa diterima, apa yang diperbaiki / who is accepted, what to correct"
	@echo "  demo/dana/summary.html         uang siapa, bulan siapa / whose money, whose months"
	@echo "  demo/simulasi/simulation.html  bila perlindungan berhenti sesudah Desember / if cover ends after December"

year: env ## a made-up town's year through the commands of an office: enrolled, billed, paid, reconciled (YEAR_VILLAGES=69)
	@rm -rf tahun
	@$(BIN)/python scripts/run_year.py --area $(YEAR_AREA) --villages $(YEAR_VILLAGES) --seed $(SEED) --out tahun

serve: env ## the workbench in the browser, with a made-up office (or the store of DATABASE_URL); Ctrl+C stops it
ifdef DATABASE_URL
	@$(BIN)/payung serve --port $(PORT)
else
	@if test -f kerja/akun.txt; then cat kerja/akun.txt; else rm -rf kerja && mkdir -p kerja/kunci && \
		$(OFFICE) $(BIN)/payung synth office --villages $(OFFICE_VILLAGES) --seed $(SEED) --out kerja; fi
	@$(OFFICE) $(BIN)/payung serve --demo --port $(PORT)
endif

test: test-env assets ## install what tests need, and pass them
	@$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: test-env assets format lint types contracts test ## what CI runs

format:
	@$(BIN)/ruff format --check --quiet .

lint:
	@$(BIN)/ruff check --quiet .

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports

docs: test-env ## write docs/reference from the code
	@$(BIN)/python scripts/build_reference.py

bench: test-env ## print the speed and memory ratios (10 million rows: about ten minutes, 3 GB of disk)
	@$(BIN)/python benchmarks/decide.py
	@$(BIN)/python benchmarks/job.py

bench-env: $(BENCH)/.ready ## .venv-bench: the product beside Splink, recordlinkage, dedupe and OpenFisca, apart from .venv

$(BENCH)/.ready: requirements-bench.lock pyproject.toml
	@test -x $(BENCH)/python || $(PYTHON) -m venv .venv-bench
	@echo "Memasang pustaka pembanding … / installing what is compared with …"
	@$(subst $(BIN)/,$(BENCH)/,$(INSTALL)) --require-hashes -r requirements-bench.lock
	@$(subst $(BIN)/,$(BENCH)/,$(INSTALL)) --no-deps --no-build-isolation -e .
	@touch $@

bench-law: bench-env ## contributions, ages and cover of 10 million people, beside bare DuckDB and OpenFisca
	@$(BENCH)/python benchmarks/law.py

bench-link: bench-env ## how well and how fast records are linked, beside Splink, recordlinkage and dedupe (RECORDS=50000 ROWS=1000000)
	@$(BENCH)/python benchmarks/link_quality.py --records $(RECORDS)
	@$(BENCH)/python benchmarks/link_speed.py --rows $(ROWS)

bench-budget: test-env ## the published ranking of a nation as a ratio to a bare sort (10 million people, about 2 GB)
	@$(BIN)/python benchmarks/budget_ranking.py

bench-ledger: test-env ## a month of a million people enrolled, billed, paid and closed, beside bare COPY (half an hour, 10 GB of disk)
	@$(BIN)/python -m benchmarks.ledger

bench-workbench: test-env bench-env ## pages on a million people, rows into the store, a decree, a cold start (an hour, 15 GB of disk)
	@$(BIN)/python -m benchmarks.starting
	@$(BIN)/python -m benchmarks.importing
	@$(BIN)/python -m benchmarks.decree --people 100000 --months 1
	@$(BIN)/python -m benchmarks.workbench

bench-pages: test-env browser-env ## every page in Chromium: axe, policy of contents, 320 px, without scripts, bytes (twenty minutes)
	@$(BIN)/python -m benchmarks.pages

bench-optimum: test-env optimum-env bench-env ## the best plan of money: Jambi, the nation, a regency beside scipy (about 20 minutes)
	@$(BIN)/python benchmarks/budget_optimum.py --milp-python $(BENCH)/python

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build --extra spark pyproject.toml -o requirements-spark.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build --extra browser pyproject.toml -o requirements-browser.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build --extra optimum pyproject.toml -o requirements-optimum.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra build --extra bench pyproject.toml -o requirements-bench.lock

clean: ## remove .venv and all that was made
	rm -rf assets/node_modules src/payung/entry/web/static/payung/vendor .venv .venv-bench build dist demo kerja bench-data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
