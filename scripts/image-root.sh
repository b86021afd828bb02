#!/usr/bin/env bash
# Lays out the root of the image: the program, the libraries it is linked with, and an unprivileged user.
# Usage: scripts/image-root.sh PROGRAM ROOT
set -euo pipefail

readonly program=${1:?the built program} root=${2:?where to lay out the image}

mkdir -p "$root"/{usr/bin,etc,tmp}
chmod 1777 "$root/tmp"
install --strip -m 755 "$program" "$root/usr/bin/tempo-admission"

# Each library under the path that the loader looks for, as a file and not a link.
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
    install -D -m 755 "$library" "$root$library"
done

printf 'nonroot:x:65532:65532::/:/nonexistent\n' >"$root/etc/passwd"
printf 'nonroot:x:65532:\n' >"$root/etc/group"
