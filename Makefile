# Every verb sets up what it needs first: uv, the locked virtual environment, and for tests a browser. A stamp file makes the
# second run instant. Nothing is written outside this folder, except that Debian's own packages are installed where one is missing.

PORT ?= 8501
UV_VERSION := 0.13.9
UV_HOME := .tools/uv
SYNCED := .venv/.synced
BROWSER := .venv/.browser
OFFICE := .venv/.office
SPARK := .venv/.spark

# Bytecode is compiled once here, so that a first page does not wait for it. Python comes from the machine, never from a download.
export UV_COMPILE_BYTECODE := 1
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
# Debian's certificates include those of a company's proxy; where there are none, uv brings its own.
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
# dbt would otherwise wait for a host that may be out of reach.
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.DEFAULT_GOAL := help
.PHONY: help setup dashboard refresh test slow test-spark check check-python check-sql format bench bench-scale fuzz endure bless screenshots clean

help: ## list the verbs
	@awk -F ' *## ' '/^[a-z-]+:.*##/ { split($$1, verb, ":"); printf "  make %-11s %s\n", verb[1], $$2 }' Makefile

setup: $(SYNCED) ## the virtual environment, from uv.lock

dashboard: refresh ## refresh, then serve the dashboards on localhost (PORT=8501)
	@.venv/bin/bangfu dashboard --port "$(PORT)"

refresh: $(SYNCED) ## read what changed, build, check and publish the warehouse
	@.venv/bin/bangfu refresh || { code=$$?; test $$code -eq 3 && echo "Published; see 'bangfu status' for what was quarantined." >&2 || exit $$code; }

test: check $(BROWSER) $(OFFICE) ## every check, and every test but the slow ones
	@.venv/bin/pytest -n $$(($$(nproc) + 1)) --dist loadfile -m "not slow"

slow: $(BROWSER) $(OFFICE) ## the tests that take half a minute and more each
	@.venv/bin/pytest -n auto --dist loadfile -m slow --timeout=1800

test-spark: $(SPARK) ## the same tables from Spark as from DuckDB, row for row
	@.venv/bin/pytest -o python_files="same_*.py" tests/spark --timeout=0

check: $(SYNCED) ## style, types, walls between rooms, SQL; changes nothing
	@$(MAKE) --no-print-directory -j2 check-python check-sql

check-python:
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/mypy
	@.venv/bin/lint-imports

check-sql:
	@.venv/bin/sqlfluff lint --disable-progress-bar --processes 2 dbt_project/models

format: $(SYNCED) ## put Python and SQL into the house style
	@.venv/bin/ruff check --fix --quiet
	@.venv/bin/ruff format --quiet
	@.venv/bin/sqlfluff fix --disable-progress-bar --quiet dbt_project/models

bench: $(BROWSER) ## what is read right in every format, what a flag is worth, speed and memory beside their floors
	@.venv/bin/python -m benchmarks

bench-scale: $(SYNCED) ## time, memory and bytes as documents and rows grow (SCALE="--documents 100000 --rows 10000000" for the country)
	@.venv/bin/python -m benchmarks.scale $(SCALE)

fuzz: $(SYNCED) ## the property tests with many more and other examples, and 20,000 damaged files
	@.venv/bin/pytest --hypothesis-profile=fuzz -m hypothesis --timeout=0
	@.venv/bin/python -m tests.fuzz 20000

endure: $(SYNCED) ## kill, race and starve hundreds of refreshes; takes hours
	@.venv/bin/python -m tests.endurance

bless: $(SYNCED) ## rewrite the expected files that are the program's own output; git diff is the review
	@.venv/bin/pytest --bless -m blessed

screenshots: $(BROWSER) ## take the pictures in README anew
	@.venv/bin/python -m tests.browser.take_screenshots

clean: ## remove everything built here, the warehouse too
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf data/warehouse dbt_project/target dbt_project/logs benchmarks/results tests/artefacts

$(SYNCED): pyproject.toml uv.lock setup/bring_uv.sh
	@echo "Setting up .venv" >&2
	@setup/bring_uv.sh "$(UV_HOME)" "$(UV_VERSION)"
	@PATH="$(CURDIR)/$(UV_HOME)/bin:$$PATH" uv sync --locked --quiet --extra ocr
	@touch $@

$(BROWSER): $(SYNCED) tests/browser/find_chromium.sh
	@tests/browser/find_chromium.sh > $@.new
	@mv $@.new $@

$(OFFICE): $(SYNCED)
	@command -v soffice >/dev/null || setup/install_debian_packages.sh libreoffice-writer \
		|| echo "LibreOffice is missing and cannot be installed here: tests of .doc are left out" >&2
	@touch $@

# Spark is an extra of half a gigabyte: only who asks for it gets it.
$(SPARK): $(SYNCED)
	@command -v java >/dev/null || setup/install_debian_packages.sh openjdk-17-jre-headless \
		|| { echo "Spark needs Java 17 and it cannot be installed here: install openjdk-17-jre-headless" >&2; exit 1; }
	@PATH="$(CURDIR)/$(UV_HOME)/bin:$$PATH" uv sync --locked --quiet --inexact --extra ocr --extra spark
	@touch $@
