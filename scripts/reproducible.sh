#!/usr/bin/env bash
# Builds the release binary twice from HEAD's files, with another directory, umask, time and locale and without ccache.
# Exits 1 if the bytes differ.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly work jobs=${JOBS:-$(nproc)}

# build_in DIRECTORY UMASK COMMAND-PREFIX...: prints the binary's path.
build_in() {
    local tree=$1 mask=$2
    shift 2
    (
        umask "$mask"
        mkdir -p "$tree"
        git archive HEAD | tar -x -C "$tree"
        cd "$tree"
        "$@" cmake --preset release -DTEMPO_ADMISSION_CCACHE=OFF -DTEMPO_ADMISSION_TESTS=OFF --log-level=WARNING
        "$@" cmake --build --preset release -j "$jobs"
    ) >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; exit 1; }
    find "$tree/build/release" -type f -name tempo-admission -perm -u+x
}

echo "reproducible: first build"
first=$(build_in "$work/a" 022 env LC_ALL=C TZ=UTC)
echo "reproducible: second build, elsewhere, umask 077, two years later"
second=$(build_in "$work/somewhere/else/entirely" 077 env LC_ALL=C.UTF-8 TZ=Asia/Kolkata faketime -f '+2y')
sha256sum "$first" "$second" | sed "s|$work/||"
cmp "$first" "$second" && echo "reproducible: the same bytes"
