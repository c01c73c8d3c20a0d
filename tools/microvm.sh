#!/bin/sh
# Sees to it that qemu and a kernel for guests are there: the tests of the microvm backend boot real machines.
# The kernel is only unpacked, into $1; nothing about how this machine starts is touched.
set -eu

folder=$1
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || exit 0

say() { printf 'fumehood: %s\n' "$*" >&2; }

root=
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo -n"; else root=none; fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    say "no apt-get here: the tests of the microvm backend need qemu-system-x86_64 and a kernel (FUMEHOOD_MICROVM_KERNEL)"
    exit 0
fi
if ! command -v qemu-system-x86_64 >/dev/null 2>&1; then
    [ "$root" != none ] || { say "no qemu here; to run its tests: sudo apt-get install qemu-system-x86"; exit 0; }
    say "the microvm backend is tested for real: installing qemu (once)"
    $root apt-get -qq update >/dev/null 2>&1 || true
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends qemu-system-x86 \
        >/dev/null 2>&1 || { say "apt-get could not install qemu-system-x86"; exit 0; }
fi
ls "$folder"/boot/vmlinuz-* >/dev/null 2>&1 && exit 0

# The meta package names the newest kernel: Debian's, then Ubuntu's (whose modules are a package of their own).
packages=
for meta in linux-image-amd64 linux-image-virtual; do
    packages=$(apt-cache depends "$meta" 2>/dev/null | sed -n 's/^ *Depends: \(linux-\(image\|modules\)-[0-9].*\)/\1/p')
    [ -z "$packages" ] || break
done
[ -n "$packages" ] || { say "apt knows no kernel for guests (linux-image-amd64)"; exit 0; }
case $packages in *-generic) packages="$packages $(echo "$packages" | sed -n 's/^linux-image-/linux-modules-/p')" ;; esac
say "unpacking a kernel for guests (once): $packages"
mkdir -p "$folder/new"
(
    cd "$folder/new"
    for package in $packages; do
        apt-get -qq download "$package" >/dev/null 2>&1 || { say "apt-get could not download $package"; exit 0; }
    done
    for file in *.deb; do
        dpkg-deb --fsys-tarfile "$file" | tar -x --wildcards './boot/vmlinuz*' './lib/modules/*/modules.*' \
            '*/fs/9p/*' '*/net/9p/*' '*/fs/netfs/*' '*/fs/fscache/*' '*/drivers/virtio/*' '*/virtio_console*' \
            '*/net/vmw_vsock/*' 2>/dev/null || true
    done
    rm -f ./*.deb
    mv boot lib ../
)
rm -rf "$folder/new"
