#!/bin/sh
# The checks beside the tests: all at once, each failure is named, the last line says how it went.
cd "$(dirname "$0")/.." || exit 1
export QT_QPA_PLATFORM=offscreen
told=$(mktemp -d) || exit 1
trap 'rm -rf "$told"' EXIT
names=
failed=

start() {
    name=$1
    shift
    names="$names $name"
    echo "$*" >"$told/$name.command"
    { "$@" >"$told/$name" 2>&1 && : >"$told/$name.good"; } &
}

bin=.venv/bin
start types $bin/mypy --strict crm_desktop
start ruff $bin/ruff check .
start format $bin/ruff format --check .
start imports $bin/lint-imports
[ ! -f packaging/check_migrations.py ] || start migrations $bin/python packaging/check_migrations.py
[ ! -f packaging/check_translations.py ] || start translations $bin/python packaging/check_translations.py
wait

for name in $names; do
    if [ -f "$told/$name.good" ]; then
        echo "check: $name: good"
    else
        cat "$told/$name"
        echo "check: $name: FAILED ($(cat "$told/$name.command"))"
        failed="$failed $name"
    fi
done

if [ -n "$failed" ]; then
    echo "check: FAILED:$failed"
    exit 1
fi
echo "check: all good"
