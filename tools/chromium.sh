#!/bin/sh
# Prints the path of a Chromium for the tests of the HTML report, which run in a real browser; installs
# Debian's where it may. Ends with 1, and says what would be needed, where there is none.
set -eu

find_it() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -n "$name" ] && command -v "$name" && return
    done
    return 1
}

find_it && exit 0

say() { printf 'fumehood: %s\n' "$*" >&2; }

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else root=none; fi
fi
if command -v apt-get >/dev/null 2>&1 && [ "$root" != none ]; then
    say "the HTML report is tested in a browser: installing chromium (once)"
    if $root apt-get -qq update >/dev/null 2>&1 && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1; then
        find_it && exit 0
    fi
    say "apt-get could not install chromium"
fi
say "no Chromium here, so the tests in a browser are left out; to run them: sudo apt-get install chromium"
exit 1
