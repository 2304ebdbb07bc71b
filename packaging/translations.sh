#!/bin/sh
# Collects the texts of the program into resources/i18n/*.ts and compiles them for Qt.
set -eu
cd "$(dirname "$0")/.."
found=
for ts in resources/i18n/*.ts; do
    [ -f "$ts" ] || continue
    found=yes
    # shellcheck disable=SC2046  # module paths hold no spaces
    .venv/bin/pyside6-lupdate $(find crm_desktop -name '*.py' | sort) -locations none -ts "$ts"
    .venv/bin/pyside6-lrelease "$ts" -qm "${ts%.ts}.qm"
done
[ -n "$found" ] || echo "There is no resources/i18n/*.ts yet."
