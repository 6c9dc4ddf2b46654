# Two commands are enough: `make run` and `make test`. Both set up what they need, and may be repeated.
PORT ?= 8000
PYTHON ?= python3
export PORT

.DEFAULT_GOAL := help
# The same tests once more, on databases that are not our own embedded one.
OTHER_DATABASES = on-postgres15 on-supabase on-supabase-postgres15
.PHONY: help run test test-supabase test-policies-mutation test-postgres15 lint bench gallery setup setup-dev lock $(OTHER_DATABASES)

help: ## Say what can be done
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-23s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@$(PYTHON) scripts/setup.py

setup-dev:
	@$(PYTHON) scripts/setup.py --dev

run: setup ## Set up and serve the demo on http://127.0.0.1:8000 (PORT changes it), until Ctrl-C
	@.venv/bin/mentor-program run

lint: setup-dev ## Check style, types and the direction of imports
	@.venv/bin/ruff check --quiet
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-cache > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }

test: lint ## Set up and run all tests
	@.venv/bin/python scripts/debian_packages.py
	@.venv/bin/pytest -n 2 --dist worksteal
	@$(MAKE) --no-print-directory -j 2 --output-sync=target $(OTHER_DATABASES)

test-supabase: setup-dev ## Run the tests of policies in databases of a Supabase project's shape, on both servers
	@$(MAKE) --no-print-directory -j 2 --output-sync=target on-supabase on-supabase-postgres15

on-supabase:
	@TEST_DATABASE_SHAPE=supabase .venv/bin/pytest tests/policies tests/persistence/test_pooler.py

on-supabase-postgres15:
	@TEST_DATABASE_SHAPE=supabase .venv/bin/python scripts/test_on_debian_postgres.py

on-postgres15:
	@.venv/bin/python scripts/test_on_debian_postgres.py

test-policies-mutation: setup-dev ## Make each policy's condition true and name the test that notices (about 5 minutes)
	@.venv/bin/python scripts/mutate_policies.py --write

test-postgres15: setup-dev on-postgres15 ## Run the tests of policies and services on Debian's PostgreSQL 15

bench: setup-dev ## Measure on a large data set in a database of its own (BENCH="--size 1m" and other options)
	@$(PYTHON) scripts/setup.py --bench
	@.venv/bin/python -m bench $(BENCH)

gallery: setup-dev ## Picture every main page, narrow and wide, light and dark, into gallery/
	@.venv/bin/python scripts/debian_packages.py
	@.venv/bin/python scripts/gallery.py

lock: setup-dev ## Renew the lists of Python packages after a change to requirements/*.in
	@for name in runtime dev node bench; do \
	  PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	    --no-annotate --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done
