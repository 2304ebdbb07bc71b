#!/bin/sh
# Checks, then all tests; pytest's summary is the last thing printed, the exit code speaks for both.
cd "$(dirname "$0")/.." || exit 1
unset PYTHONDONTWRITEBYTECODE  # the program is started a hundred times: compiled once is enough
checks=0
sh packaging/check.sh || checks=1
[ $checks = 0 ] || echo "The checks failed (above); the tests run all the same."
# A worker that dies is not replaced: the run once waited for ever for one that was.
.venv/bin/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0 "$@"
tests=$?
[ $tests != 0 ] || exit $checks
exit $tests
