#!/usr/bin/env bash
# Packs a built program for this machine's architecture: a tarball with its libraries beside it, and a .deb.
# The same program on the same commit gives the same bytes. Usage: scripts/package.sh PROGRAM DIRECTORY
#   tarball: every library but glibc's in lib/, found through rpath $ORIGIN; the oldest glibc it runs on is in its name
#   .deb:    Debian's own shared library packages as dependencies
set -euo pipefail
cd "$(dirname "$0")/.."

readonly program=${1:?the built program} out=${2:?where to put the packages}
readonly glibc='/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv|util|nss_[a-z]+))\.so\.[0-9]+$'
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$("$program" version | sed -n '1s/^[^ ]* \([^ ]*\).*/\1/p')
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly version architecture work

main() {
    [[ -n $version ]] || { echo "package: $program does not report its version" >&2; exit 1; }
    umask 022
    mkdir -p "$out"
    rm -f "$out"/tempo-admission[-_]*.{tar.gz,deb}
    pack_tarball
    pack_deb
}

pack_tarball() {
    local tree=$work/tree name
    mkdir -p "$tree/lib" "$tree/licenses"
    install --strip -m 755 "$program" "$tree/tempo-admission"
    bundled_libraries | while read -r library; do
        install -m 644 "$library" "$tree/lib"
        keep_license "$library" "$tree/licenses"
    done
    # shellcheck disable=SC2016 # the loader expands it
    patchelf --set-rpath '$ORIGIN/lib' "$tree/tempo-admission"
    # A library looks for its own libraries through its own rpath, not through the program's.
    # shellcheck disable=SC2016
    find "$tree/lib" -type f -exec patchelf --set-rpath '$ORIGIN' {} +
    install -m 644 LICENSE CHANGELOG.md "$tree"
    name=tempo-admission-$version-linux-$architecture-glibc$(oldest_glibc "$tree")
    mv "$tree" "$work/$name"
    tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu \
        --mtime="@$SOURCE_DATE_EPOCH" "$name" | gzip --no-name --best >"$out/$name.tar.gz"
    echo "package: $out/$name.tar.gz ($(stat -c %s "$out/$name.tar.gz") bytes, $(find "$work/$name/lib" -type f | wc -l) libraries)"
}

# Paths of the libraries that the program loads, glibc's left out: a tarball takes them from the system it runs on.
bundled_libraries() {
    ldd "$program" | grep -o '/[^ ]*' | grep -Ev "$glibc"
}

# keep_license LIBRARY DIRECTORY: the copyright file of the Debian package that the library comes from.
keep_license() {
    local path package
    for path in "$(realpath "$1")" "$1" "${1#/usr}"; do
        package=$(dpkg-query -S "$path" 2>/dev/null | head -1 | cut -d: -f1) || true
        [[ -z $package ]] || break
    done
    [[ -n $package ]] || { echo "package: no Debian package owns $1" >&2; return 1; }
    install -m 644 "/usr/share/doc/$package/copyright" "$2/$package"
}

# The newest version of glibc's symbols that anything in the folder asks for.
oldest_glibc() {
    find "$1" -type f \( -name tempo-admission -o -name '*.so*' \) -exec readelf --version-info --wide {} + |
        grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -uV | tail -1
}

pack_deb() {
    local tree=$work/deb file=tempo-admission_${version}_$architecture.deb
    mkdir -p "$tree"/{DEBIAN,usr/bin,usr/share/doc/tempo-admission}
    install --strip -m 755 "$program" "$tree/usr/bin/tempo-admission"
    install -m 644 CHANGELOG.md "$tree/usr/share/doc/tempo-admission"
    { echo "License: Apache-2.0, in /usr/share/common-licenses/Apache-2.0"; } >"$tree/usr/share/doc/tempo-admission/copyright"
    control "$tree" >"$tree/DEBIAN/control"
    find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz --build "$tree" "$out/$file" >/dev/null
    echo "package: $out/$file ($(stat -c %s "$out/$file") bytes)"
}

# control TREE: what dpkg needs to know; the dependencies are those of the libraries that the program is linked with.
control() {
    local depends
    mkdir -p "$work/source/debian"
    printf 'Source: tempo-admission\n\nPackage: tempo-admission\nArchitecture: any\n' >"$work/source/debian/control"
    depends=$(cd "$work/source" && dpkg-shlibdeps -O "$1/usr/bin/tempo-admission" 2>"$work/shlibdeps.log") ||
        { cat "$work/shlibdeps.log" >&2; return 1; }
    cat <<END
Package: tempo-admission
Version: $version
Architecture: $architecture
Section: admin
Priority: optional
Maintainer: tempo-admission maintainers <$(git log -1 --format=%ae)>
Installed-Size: $(du -sk --exclude=DEBIAN "$1" | cut -f1)
Depends: ${depends#shlibs:Depends=}
Description: Admission webhook and checker for Grafana Tempo on Kubernetes
 Adds the annotations that Tempo's Services lack, and refuses per-tenant
 overrides that Tempo would refuse. The same engine checks files before they
 reach a cluster (tempo-admission check).
END
}

main
