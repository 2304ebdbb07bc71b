#!/bin/sh
# Makes a fresh machine ready: system libraries, .venv from requirements.lock, the command crm-desktop.
#   packaging/setup.sh        what `make run` needs
#   packaging/setup.sh test   and what the tests need besides
# Run again it finds its stamp and does nothing; a changed lock, project file or setup script runs it anew.
set -eu
cd "$(dirname "$0")/.."
for_what=${1:-run}
venv=.venv
stamp=$venv/.setup-$for_what

say() { printf '%s\n' "setup: $*"; }
stop() { printf '%s\n' "setup: $*" >&2; exit 1; }

hash_of() {
    if command -v sha256sum >/dev/null 2>&1; then cat "$@" | sha256sum; else cat "$@" | shasum -a 256; fi
}

# Networks fail; one more try is enough to tell a hiccup from a fault.
twice() {
    "$@" && return 0
    say "that failed; trying once more"
    sleep 3
    "$@"
}

# --- the system ------------------------------------------------------------------------------------------

# library file : Debian package. The first six draw at all; the next five show a window under X11.
libraries="
libglib-2.0.so.0:libglib2.0-0 libEGL.so.1:libegl1 libGL.so.1:libgl1 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0
libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0
"
programs_for_tests="Xvfb:xvfb xauth:xauth xdotool:xdotool ip:iproute2 /usr/sbin/pgbouncer:pgbouncer"
fonts="fonts-inter fonts-noto-core"

has_package() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed$'; }

has_postgres() {
    [ "${CRM_DESKTOP_TEST_WITHOUT_POSTGRES:-}" = 1 ] || command -v initdb >/dev/null 2>&1 ||
        ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# The first Python of 3.11 or newer, or nothing.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
}

# Prints the Debian packages that are missing.
missing_packages() {
    known=$({ /sbin/ldconfig -p || ldconfig -p; } 2>/dev/null || true)
    for pair in $libraries; do
        case $known in *"${pair%%:*} "*) ;; *) printf '%s ' "${pair##*:}" ;; esac
    done
    python=$(find_python)
    if [ -z "$python" ]; then
        printf 'python3 python3-venv '
    elif ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        printf 'python3-venv '
    fi
    if [ "$for_what" = test ]; then
        for pair in $programs_for_tests; do
            command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair##*:}"
        done
        has_postgres || printf 'postgresql '
    fi
}

missing_fonts() {
    for font in $fonts; do has_package "$font" || printf '%s ' "$font"; done
}

# Silent but for its failures: package scripts are talkative.
apt_install() {
    output=$(
        {
            # A failing source of some other program must not stop us: the install says whether ours work.
            apt-get -q -o Acquire::Retries=3 update || echo "apt-get update complained; going on"
            DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
                install -y --no-install-recommends "$@"
        } 2>&1
    ) || {
        printf '%s\n' "$output" >&2
        return 1
    }
}

prepare_linux() {
    missing=$(missing_packages)
    if ! command -v apt-get >/dev/null 2>&1; then
        [ -z "$missing" ] || stop "this system has no apt. Missing, by their Debian names: $missing"
        return 0
    fi
    lacking_fonts=$(missing_fonts)
    if [ "$(id -u)" = 0 ]; then
        if [ -n "$missing$lacking_fonts" ]; then
            say "installing with apt-get: $missing$lacking_fonts"
            # shellcheck disable=SC2086  # a list of package names
            twice apt_install $missing $lacking_fonts || stop "apt-get could not install: $missing$lacking_fonts"
        fi
        return 0
    fi
    [ -z "$lacking_fonts" ] || say "looks better with: sudo apt-get install $lacking_fonts"
    if [ -n "$missing" ]; then
        stop "missing on this system: $missing
Install them, then run this again:
  sudo apt-get install $missing"
    fi
}

# --- the Python environment ------------------------------------------------------------------------------

pip_install() { "$venv/bin/python" -m pip install -q --no-input --disable-pip-version-check "$@"; }

prepare_python() {
    python=$(find_python)
    [ -n "$python" ] || stop "Python 3.11 or newer is needed and was not found"
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        say "making $venv with $("$python" --version)"
        rm -rf "$venv"
        "$python" -m venv "$venv"
    fi
    say "installing the packages of requirements.lock (some minutes on a slow line)"
    # What builds packages comes from the lock too; so nothing unlocked is fetched for a build.
    "$venv/bin/python" packaging/locked.py setuptools >"$venv/build-tools.txt"
    twice pip_install --require-hashes --no-deps -r "$venv/build-tools.txt" || stop "pip could not install setuptools"
    twice pip_install --require-hashes --no-build-isolation --use-pep517 -r requirements.lock ||
        stop "pip could not install requirements.lock"
    say "installing the command crm-desktop"
    pip_install --no-deps --no-build-isolation -e .
}

# Qt reads compiled texts (*.qm), which are made here and not kept in git.
compile_texts() {
    for texts in resources/i18n/*.ts; do
        [ ! -f "$texts" ] || "$venv/bin/pyside6-lrelease" -silent "$texts" -qm "${texts%.ts}.qm" ||
            stop "could not compile $texts"
    done
}

# ---------------------------------------------------------------------------------------------------------

texts=$(ls resources/i18n/*.ts 2>/dev/null || true)
wanted_python=$(hash_of requirements.lock pyproject.toml packaging/setup.sh packaging/locked.py)
# shellcheck disable=SC2086  # a list of file names
wanted=$(hash_of requirements.lock pyproject.toml packaging/setup.sh packaging/locked.py $texts)
python_stamp=$venv/.setup-python
if [ -x "$venv/bin/crm-desktop" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
[ "$(uname -s)" != Linux ] || prepare_linux
if [ ! -x "$venv/bin/crm-desktop" ] || [ "$(cat "$python_stamp" 2>/dev/null)" != "$wanted_python" ]; then
    prepare_python
    printf '%s\n' "$wanted_python" >"$python_stamp"
fi
compile_texts
printf '%s\n' "$wanted" >"$stamp"
say "ready"
