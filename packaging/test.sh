#!/bin/sh
# Checks beside the tests; pytest's summary is the last thing printed, the exit code speaks for both.
cd "$(dirname "$0")/.." || exit 1
unset PYTHONDONTWRITEBYTECODE  # the program is started a hundred times: compiled once is enough
told=$(mktemp -d) || exit 1
trap 'rm -rf "$told"' EXIT
colour=no
[ ! -t 1 ] || colour=yes
# One worker more than cores: tests that wait for a server or a clock leave theirs to others.
workers=$(.venv/bin/python -c 'import os; print((os.cpu_count() or 1) + 1)')

# A worker that dies is not replaced: the run once waited for ever for one that was.
{
    .venv/bin/python -m pytest -q --color "$colour" -n "$workers" --dist loadfile --no-loadscope-reorder \
        --max-worker-restart 0 "$@"
    echo $? >"$told/tests"
} | {
    if sh packaging/check.sh </dev/null; then
        : >"$told/checked"
    else
        echo "The checks failed (above); the tests run all the same."
    fi
    cat # what the tests said meanwhile, and say from here on
}
tests=$(cat "$told/tests" 2>/dev/null || echo 1)
[ "$tests" = 0 ] || exit "$tests"
[ -f "$told/checked" ]
