#!/bin/sh
# Sees to it that gVisor and a container engine are there, for the tests of these rooms. Where they cannot be had, those tests say so.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
wanted=
command -v runsc >/dev/null 2>&1 || wanted="$wanted runsc"
command -v busybox >/dev/null 2>&1 || wanted="$wanted busybox-static"
command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1 || command -v podman >/dev/null 2>&1 || wanted="$wanted podman runc"
command -v podman >/dev/null 2>&1 && command -v newuidmap >/dev/null 2>&1 || wanted="$wanted uidmap"
[ -n "$wanted" ] || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else exit 0; fi
fi
printf 'fumehood: rooms are tested for real: installing%s (once)\n' "$wanted" >&2
$root apt-get -qq update >/dev/null 2>&1 || true
for one in $wanted; do
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$one" >/dev/null 2>&1 ||
        printf 'fumehood: apt-get has no %s; its tests are left out\n' "$one" >&2
done
