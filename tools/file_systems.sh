#!/bin/sh
# Sees to it that there are file systems in user space, for the tests of projects on other disks than this machine's own:
# sshfs with its server's program, bindfs, exFAT. Where they cannot be had, those tests are left out, and say so.
set -eu

[ "$(uname -s)" = Linux ] && [ -c /dev/fuse ] || exit 0
wanted=
command -v sshfs >/dev/null 2>&1 || wanted="$wanted sshfs"
command -v bindfs >/dev/null 2>&1 || wanted="$wanted bindfs"
[ -x /usr/lib/openssh/sftp-server ] || wanted="$wanted openssh-sftp-server"
command -v mount.exfat-fuse >/dev/null 2>&1 || wanted="$wanted exfat-fuse"
command -v mkfs.exfat >/dev/null 2>&1 || wanted="$wanted exfatprogs"
[ -n "$wanted" ] || exit 0
command -v apt-get >/dev/null 2>&1 || exit 0

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else exit 0; fi
fi
printf 'fumehood: runs on other file systems are tested for real: installing%s (once)\n' "$wanted" >&2
$root apt-get -qq update >/dev/null 2>&1 || true
for one in $wanted; do
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$one" >/dev/null 2>&1 ||
        printf 'fumehood: apt-get has no %s; its tests are left out\n' "$one" >&2
done
