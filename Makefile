# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run demo test lives long-lives chaos check bench pages install lock

run: $(INSTALLED)
	@$(BIN)/phaseout run --with-parent

demo: $(INSTALLED)
	@$(BIN)/phaseout demo

# Many tests wait for other processes more than they work: three at once keep two cores busy.
test: $(INSTALLED)
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

lives: $(INSTALLED)
	$(BIN)/python -m tests.domain.walking 200000 every-run

long-lives: $(INSTALLED)
	$(BIN)/python -m tests.domain.walking 2000000

# Another seed each time, which is printed; CHAOS_SEED=… has a bad day again.
chaos: export CHAOS_SEED ?= $(shell date +%s)
chaos: $(INSTALLED)
	$(BIN)/python -m pytest -q -s tests/system/test_chaos.py

check: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED)
	@$(BIN)/python -m bench

pages: $(INSTALLED)
	@$(BIN)/python -m tests.pages

install: $(INSTALLED)

$(INSTALLED): requirements/uv.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q activities api cli domain launch records settings simulator workflows worker.py
	@touch $@

# Pins every dependency by hash; index addresses stay out of the files.
lock: $(INSTALLED)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	echo uv | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements/dev.txt - -o requirements/uv.txt
