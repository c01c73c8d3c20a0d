#!/bin/sh
# Sees to it that a netcat is there that speaks to Unix sockets: the tests of the resident server ask it through one.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
command -v nc >/dev/null 2>&1 && nc -h 2>&1 | grep -q -e '-U' && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else exit 0; fi
fi
printf 'fumehood: hooks are tested for real: installing netcat (once)\n' >&2
$root apt-get -qq update >/dev/null 2>&1 || true
$root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends netcat-openbsd >/dev/null 2>&1 ||
    printf 'fumehood: apt-get has no netcat-openbsd; the tests of the server are left out\n' >&2
