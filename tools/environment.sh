#!/bin/sh
# Makes the virtual environment $VENV with fumehood in it (editable), and with the requirements of the
# dependency groups named as arguments. Needs nothing but Python >= 3.11; asks Debian for venv where it may.
set -eu
cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}
FLOOR='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf 'fumehood: %s\n' "$*" >&2; }

runs() { "$1" -I -c "$FLOOR" >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        runs "$PYTHON" && echo "$PYTHON" && return
        say "PYTHON=$PYTHON is no Python 3.11 or newer"
        return 1
    fi
    # Each is tried by running it: a version manager's stand-in may exist without its Python.
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        runs "$name" && echo "$name" && return
    done
    say "no Python 3.11 or newer found; install one (Debian 12+, Ubuntu 24.04+: apt-get install python3 python3-venv)"
    say "or name it: make PYTHON=/path/to/python3.12 …"
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

apt_venv() {
    command -v apt-get >/dev/null 2>&1 || return 1
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "this Python has no venv: installing $package"
    as_root apt-get -qq update >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null 2>&1
}

make_venv() {
    "$1" -m venv "$VENV" >/dev/null 2>&1 && return
    rm -rf "$VENV"
    apt_venv "$1" && "$1" -m venv "$VENV" >/dev/null && return
    rm -rf "$VENV"
    command -v virtualenv >/dev/null 2>&1 && virtualenv -q -p "$1" "$VENV" && return
    command -v uv >/dev/null 2>&1 && uv venv -q --seed -p "$1" "$VENV" && return
    say "cannot make a virtual environment with $1; run this once, then make again:"
    say "    sudo apt-get install python3-venv"
    return 1
}

if ! runs "$VENV/bin/python" || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    say "making $VENV with $("$python" --version) (once)"
    rm -rf "$VENV"
    make_venv "$python"
fi
mkdir -p "$VENV/.stamps"

pip() { "$VENV/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }

if [ $# = 0 ]; then
    say "installing fumehood and what it needs"
    # Dependency groups need pip 25.1.
    pip install --upgrade 'pip>=25.1'
    pip install --editable '.[all]'
    # Older Pythons put setuptools into every environment, and its .pth file slows each start.
    pip uninstall --yes setuptools >/dev/null 2>&1 || true
    # Compiled once here, so that no command pays for it.
    "$VENV/bin/python" -m compileall -q src || true
fi
for group in "$@"; do
    say "installing the requirements of group $group"
    pip install --group "$group"
done
