#!/bin/sh
# Sees to it that a Chromium is there for the tests of the HTML report, which run in a real browser.
set -eu

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -d "/Applications/Google Chrome.app" ] && exit 0

say() { printf 'fumehood: %s\n' "$*" >&2; }

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else root=none; fi
fi
if command -v apt-get >/dev/null 2>&1 && [ "$root" != none ]; then
    say "the HTML report is tested in a browser: installing chromium (once)"
    if $root apt-get -qq update >/dev/null 2>&1 && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1; then
        exit 0
    fi
    say "apt-get could not install chromium"
fi
say "no Chromium here, so the tests in a browser are skipped; to run them: sudo apt-get install chromium"
# On a build server a skipped test is a hole, not a convenience.
[ "${CI:-}" != true ]
