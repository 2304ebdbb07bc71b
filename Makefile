# `make run` and `make test` are all one needs; `make help` lists the rest.
.PHONY: help setup setup-test run test check bench soak tour pictures translations lock

help:
	@echo "make run           set up what is missing, open the program (the tour where there is no display)"
	@echo "make test          set up what is missing, run the checks and all tests"
	@echo "make setup         only set up: system libraries, .venv, .venv/bin/crm-desktop"
	@echo "make check         ruff, mypy, import contracts, migrations, translations"
	@echo "make bench         speed at 1,000,000 leads (tests/scale; only some: BENCH=\"import calling\" SIZES=10000,200000)"
	@echo "make soak          the tests with many more made-up examples, PostgreSQL'"'"'s on its newest server too"
	@echo "make tour          pictures of every screen, into build/tour"
	@echo "make pictures      every screen in every look (LOOKS=1366 ONLY=sale …), into build/pictures"
	@echo "make translations  collect and compile the texts"
	@echo "make lock          choose the newest versions anew and write requirements.lock (needs uv)"

setup:
	@sh packaging/setup.sh

setup-test:
	@sh packaging/setup.sh test

run: setup
	@sh packaging/run.sh

test: setup-test
	@sh packaging/test.sh

check: setup
	@sh packaging/check.sh

bench: setup-test
	.venv/bin/python -m tests.scale $(if $(SIZES),--sizes $(SIZES)) $(BENCH)

soak: setup-test
	CRM_DESKTOP_TEST_PROFILE=soak CRM_DESKTOP_TEST_POSTGRES=installed \
		.venv/bin/python -m pytest -q -m "not scale" -n auto --dist loadfile --timeout 0
	CRM_DESKTOP_TEST_POSTGRES=newest .venv/bin/python -m pytest -q -n auto --dist loadfile --timeout 0

tour: setup
	QT_QPA_PLATFORM=offscreen .venv/bin/crm-desktop tour --out build/tour

pictures: setup-test
	QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.pictures --out build/pictures --looks $(LOOKS) --only $(ONLY)

translations: setup
	@sh packaging/translations.sh

# The lock names no package index: it works with whichever one pip is set to.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	python3 packaging/uv_constraints.py --clear
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --upgrade --group dev pyproject.toml \
		-o requirements.lock --python-version 3.11
	python3 packaging/uv_constraints.py
