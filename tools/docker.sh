#!/bin/sh
# Sees to it that docker's own engine is there, for the tests that start one: unpacked into $1, never installed, so that no service of
# this machine begins or ends. Where it cannot be had, those tests are left out, and say so.
set -eu

folder=$1
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || exit 0
[ -x "$folder/usr/sbin/dockerd" ] && exit 0
command -v apt-get >/dev/null 2>&1 || exit 0
printf 'fumehood: rooms of docker are tested for real: unpacking its engine (once)\n' >&2
mkdir -p "$folder/new"
(
    cd "$folder/new"
    apt-get -qq download docker.io containerd >/dev/null 2>&1 || { apt-get -qq update; apt-get -qq download docker.io containerd; } >/dev/null 2>&1 ||
        { echo 'fumehood: apt-get has no docker.io; its tests are left out' >&2; exit 0; }
    for file in *.deb; do
        dpkg-deb --fsys-tarfile "$file" | tar -x -C "$folder" --wildcards './usr/*bin/docker*' './usr/bin/containerd*' 2>/dev/null || true
    done
)
rm -rf "$folder/new"
