#!/bin/sh
# Compares the yaml room with go-yaml on random texts. Usage: run.sh path/to/yaml_dump [texts]
# Exit 77 (skipped) where Go or its modules cannot be had, except under CI=true.
set -eu
dump=$(realpath "$1")
texts=${2:-20000}
cd "$(dirname "$0")"

skip() {
  echo "go_yaml: $1" >&2
  [ "${CI:-}" = true ] && exit 1
  exit 77
}

command -v go >/dev/null || skip "no Go here"
program=$(mktemp)
trap 'rm -f "$program"' EXIT
go build -o "$program" . || skip "go-yaml could not be built"
for seed in 1 2 3; do
  "$program" -dump "$dump" -seed "$seed" -count "$texts"
done
