# make demo    read the three sample letters into a graph, from nothing but python3, pip and make
# make test    all tests
# make lint    ruff and mypy
# make bench   how long each part takes, as ratios, and how well cleaning, names and pointing words do
# make golden  rewrite what the sample letters must yield, deliberately (see CONTRIBUTING.md)
# make model DATA=folder   train the language model anew (see extract/model)
# make clean   remove what the others made

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
OUT ?= demo
BIN = $(VENV)/bin
# Bytes must not depend on the order of a hash; a random seed for every run shows it where they do.
export PYTHONHASHSEED = random
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test lint bench golden model clean

demo: $(VENV)/.run
	$(BIN)/kg build tests/letters -o $(OUT)
	@echo
	@$(BIN)/kg query $(OUT) leads | head -n 16
	@echo '    …'
	@echo
	@echo 'All of it:        $(BIN)/kg query $(OUT) missions'
	@echo 'Other questions:  $(BIN)/kg query --list'
	@echo 'What was read:    $(OUT)/report.md'
	@echo 'For Gephi:        $(OUT)/graph.gexf'
	@echo 'For RDF tools:    $(OUT)/graph.trig'

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

bench: $(VENV)/.run
	$(BIN)/python tests/bench/ratios.py $(ARGS)
	$(BIN)/python tests/bench/cleaning.py
	PYTHONPATH=. $(BIN)/python tests/bench/tree.py
	$(BIN)/python tests/bench/names.py tests/letters/d1.gold.json tests/letters/d1.txt
	$(BIN)/python tests/bench/points.py
ifdef BONDGENOOT_SEEDS
	PYTHONPATH=. $(BIN)/python tests/bench/overprint.py $(BONDGENOOT_SEEDS)/letter-overprinted.txt $(BONDGENOOT_SEEDS)/letter-clean.txt
endif

golden: $(VENV)/.dev
	$(BIN)/python tests/golden.py $(ARGS)

model: $(VENV)/.model
	@test -n '$(DATA)' || { echo 'Name the folder with the training data: make model DATA=folder'; exit 2; }
	OMP_NUM_THREADS=1 $(BIN)/python -m extract.model.train $(DATA) extract/model/nl --letters tests/trees $(ARGS)
	$(BIN)/python -m extract.model.leaks $(DATA) --letters tests/trees
	$(BIN)/python -m extract.model.evaluate $(DATA) --letters tests/trees --gold tests/letters \
		--out extract/model/evaluation.json --readme extract/model/README.md

# A stamp for each set of packages: what runs the program, what tests it, what trains its language model.
$(VENV)/.run: INSTALL = .
$(VENV)/.dev: INSTALL = .[dev]
$(VENV)/.model: INSTALL = .[model]
$(VENV)/.run $(VENV)/.dev $(VENV)/.model: pyproject.toml constraints.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '$(INSTALL)'
	@touch $@

# Where Python comes without ensurepip (Debian without python3-venv), the pip outside fills the venv.
$(BIN)/pip:
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find extract kg ontology tests -name __pycache__ -type d -prune -exec rm -rf {} +
