#!/bin/sh
# Sees to it that bubblewrap is there: the tests of the sandbox start real rooms.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
command -v bwrap >/dev/null 2>&1 && exit 0

say() { printf 'fumehood: %s\n' "$*" >&2; }

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else root=none; fi
fi
if command -v apt-get >/dev/null 2>&1 && [ "$root" != none ]; then
    say "the sandbox is tested for real: installing bubblewrap (once)"
    if $root apt-get -qq update >/dev/null 2>&1 && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends bubblewrap >/dev/null 2>&1; then
        exit 0
    fi
    say "apt-get could not install bubblewrap"
fi
say "no bubblewrap here, so the tests of the sandbox fail; to run them: sudo apt-get install bubblewrap"
