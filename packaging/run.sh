#!/bin/sh
# Opens the program; without a display it runs the tour on an offscreen screen and says where the pictures are.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    out=$PWD/build/tour
    echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the tour instead."
    QT_QPA_PLATFORM=offscreen .venv/bin/crm-desktop tour --out "$out"
    echo "The tour's pictures are in $out"
else
    exec .venv/bin/crm-desktop
fi
