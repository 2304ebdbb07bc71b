#!/bin/sh
# Collects the texts of the program into resources/i18n/*.ts and compiles them for Qt.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python packaging/translations.py "$@"
