#!/bin/sh
# The checks beside the tests: each runs, each failure is named, the last line says how it went.
cd "$(dirname "$0")/.." || exit 1
export QT_QPA_PLATFORM=offscreen
failed=

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "check: $name: good"
    else
        printf '%s\n' "$output"
        echo "check: $name: FAILED ($*)"
        failed="$failed $name"
    fi
}

bin=.venv/bin
check ruff $bin/ruff check .
check format $bin/ruff format --check .
check types $bin/mypy --strict crm_desktop
check imports $bin/lint-imports
[ ! -f packaging/check_migrations.py ] || check migrations $bin/python packaging/check_migrations.py
[ ! -f packaging/check_translations.py ] || check translations $bin/python packaging/check_translations.py

if [ -n "$failed" ]; then
    echo "check: FAILED:$failed"
    exit 1
fi
echo "check: all good"
