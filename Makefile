# Every target works from a fresh clone with Python >= 3.11, make and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo serve test check format messages lock soak bench release verifier clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Tallystick needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: install
	$(BIN)/tallystick demo

# Your own register; while there is none, the one that `make demo` left behind.
SERVED = $(if $(TALLYSTICK_HOME)$(wildcard tallystick-home),,$(patsubst %,--home %,$(wildcard tallystick-demo/home)))
serve: install
	$(BIN)/tallystick serve $(SERVED)

# A process for each core; a file of tests stays with one of them.
TOGETHER ?= -n auto --dist loadfile --no-loadscope-reorder
test: install
	$(BIN)/python -m pytest $(TOGETHER)

check: install
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(TOGETHER) -q -m "not slow and not browser" tests/register tests/law tests/reporting tests/reconciliation tests/contract

format: install
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

messages: install
	cd src/tallystick && ../../$(BIN)/django-admin makemessages --locale es --no-location --no-obsolete \
	  && ../../$(BIN)/django-admin compilemessages --locale es

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --no-emit-package opencv-python --output-file requirements.lock pyproject.toml

# The long versions of the tests that look for loss and forgery: TIMES as much as `make test` does, with totals at the end;
# then each parser of foreign bytes under atheris for SECONDS, and small changes in register/ that a test must notice, all of
# them or as many as MUTANTS seconds allow.
TIMES ?= 50
SECONDS ?= 300
MUTANTS ?= 0
soak: install
	TALLYSTICK_SOAK=$(TIMES) $(BIN)/python -m pytest -q tests/proof tests/operators tests/faults tests/fuzz tests/services/test_killed.py tests/register/test_every_byte.py tests/lines/test_year.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python tests/fuzz/coverage_guided.py $(SECONDS)
	$(BIN)/python tests/fuzz/mutants.py --seconds $(MUTANTS)

bench: install
	$(BIN)/python benchmarks/reading.py

# What installs without internet: wheels, bill of materials, checksums, one archive in dist/.
release: install
	$(BIN)/python deploy/release.py

# The verifier alone, as a distribution of its own: dist/tallystick_verify-*.whl
verifier: install
	cd packaging/verify && ../../$(BIN)/python -m hatchling build -t wheel -d ../../dist

clean:
	rm -rf $(VENV) tallystick-demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
