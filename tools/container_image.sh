#!/bin/sh
# Prints the name of a small image for the tests of containers, made without a registry from a static busybox.
# $1 is the engine with its options. Fails, saying why, where no image can be made.
set -eu
name=localhost/fumehood-test
engine=$1
if $engine image inspect "$name" >/dev/null 2>&1; then echo "$name"; exit 0; fi
busybox=$(command -v busybox) || { echo "no busybox here: apt-get install busybox-static" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin" "$folder/tmp" "$folder/etc" "$folder/proc" "$folder/dev" "$folder/sys"
cp "$busybox" "$folder/bin/busybox"
for tool in sh cat echo id ls rm mkdir touch sleep mount head dd wget ping env seq; do ln -s busybox "$folder/bin/$tool"; done
echo 'root:x:0:0::/:/bin/sh' > "$folder/etc/passwd"
tar -C "$folder" -c . | $engine import - "$name" >/dev/null 2>&1 || { echo "$engine cannot import an image" >&2; exit 1; }
echo "$name"
