# The README's two commands are `make run` and `make test`. Both do all set-up and are quick when nothing changed.
.DELETE_ON_ERROR:
.PHONY: setup run test suite browser check lint fix lock bench bukti notices gambar \
  lint-types lint-code lint-templates lint-imports lint-migrations
PY := .venv/bin/python
# Modules are compiled once, not anew in each of the many processes of a suite.
unexport PYTHONDONTWRITEBYTECODE

setup:  ; @tools/setup.sh dev
run:    ; @tools/setup.sh base && .venv/bin/sakip layani

test: setup
	@tools/packages.sh test
	@tools/suite.sh all
suite: setup
	@tools/packages.sh postgres
	@tools/suite.sh databases
browser: setup
	@tools/packages.sh test
	@tools/suite.sh browser

# Side by side: the types take longer than all the others.
lint: setup
	@$(MAKE) --no-print-directory -O -j$(shell nproc) lint-types lint-code lint-templates lint-imports lint-migrations
lint-types:      ; .venv/bin/mypy
lint-code:       ; .venv/bin/ruff check . && .venv/bin/ruff format --check -q .
lint-templates:  ; .venv/bin/djlint --lint --quiet sakip
lint-imports:    ; .venv/bin/lint-imports --no-cache
lint-migrations: ; $(PY) manage.py makemigrations --check --dry-run
check: lint test

fix: setup
	.venv/bin/ruff check --fix -q .
	.venv/bin/ruff format -q .
lock:   ; @tools/lock.sh
bench: setup
	$(PY) -m bench
bukti: setup
	@tools/packages.sh test
	$(PY) -m bukti
notices: setup
	$(PY) tools/notices.py
gambar: setup
	$(PY) tools/gambar.py
