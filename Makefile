# make setup   install what the program needs        make test    run every test
# make run     serve the demo                        make sure    check everything, as CI does
# make bench   run the benchmarks                    make format  lay out code and templates
# make messages   gather the words of the screens for the English catalogue
# Finished steps of the set-up leave a stamp in .setup/ and are skipped until their input changes.

PORT ?= 8000
BIN = .venv/bin
PYTHON_FILES = app cases learning demo migrations tests bench scripts leerlus.py config.py

.PHONY: setup setup-tests run test sure lint coverage bench format messages clean

setup:
	@scripts/setup.sh

setup-tests:
	@scripts/setup.sh tests

run: setup
	@$(BIN)/leerlus demo --if-empty
	@$(BIN)/leerlus serve --port $(PORT)

test: setup-tests
	@$(BIN)/pytest -n auto --dist loadfile

lint: setup-tests
	@echo "== format";     $(BIN)/ruff format --check --quiet $(PYTHON_FILES)
	@echo "== lint";       $(BIN)/ruff check --quiet $(PYTHON_FILES)
	@echo "== types";      $(BIN)/mypy --no-error-summary
	@echo "== imports";    $(BIN)/lint-imports --no-logo
	@echo "== templates";  $(BIN)/djlint templates --check --quiet && $(BIN)/djlint templates --lint --quiet
	@echo "== lock files"; scripts/check_locks.sh

sure: lint
	@echo "== tests"
	@$(MAKE) --no-print-directory test

coverage: setup-tests
	@$(BIN)/pytest --cov

bench: setup-tests
	@for script in bench/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

format: setup-tests
	@$(BIN)/ruff check --fix --quiet $(PYTHON_FILES); $(BIN)/ruff format $(PYTHON_FILES)
	@$(BIN)/djlint templates --reformat --quiet || true

messages: setup
	@$(BIN)/python scripts/messages.py
	@$(BIN)/pybabel --quiet compile -d app/translations

# The data in instance/ stays.
clean:
	@rm -rf .venv .setup node_modules app/static/vendor app/personal_data/derived *.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
