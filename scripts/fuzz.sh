#!/usr/bin/env bash
# Runs every fuzzer of a build for a while, and proves that each can find a bug: its twin with a planted one must crash.
# Usage: scripts/fuzz.sh BUILD_DIR SECONDS [NAME...]
# The twin starts from the committed seeds and stops at its bug. It is bounded by executions, several times as
# many as any twin has needed: a busy machine makes the proof slower, but does not make it fail.
# Prints executions and coverage. A crash is kept in BUILD_DIR/fuzz/NAME/ and fails the run.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly build_dir=${1:?a build directory of the preset fuzz}
readonly seconds=${2:?seconds for each fuzzer}
shift 2
readonly jobs=${JOBS:-$(nproc)}
readonly corpora=tests/fuzz/corpus dictionaries=tests/fuzz/dictionaries
readonly proof_executions=1000000 proof_seconds=600 # seconds: only if something hangs
export build_dir seconds corpora dictionaries proof_executions proof_seconds

# run_one NAME: fuzz, then prove. One line of result.
run_one() {
    local name=$1 work=$build_dir/fuzz/$1 status=0
    mkdir -p "$work/corpus"
    fuzz "$name" "$work/crash-" "$work/corpus" -max_total_time="$seconds" || status=1
    summary "$name" "$work/corpus.log"
    if [[ $status -ne 0 ]]; then
        tail -n 40 "$work/corpus.log"
        return 1
    fi
    if ! "$build_dir/tests/fuzz/${name}_planted" -runs=0 "${corpora}/$name" >"$work/planted.log" 2>&1 </dev/null; then
        echo "fuzz: the seeds of $name hold the planted bug already: that proves nothing"
        return 1
    fi
    rm -rf "$work/planted"
    mkdir "$work/planted"
    if fuzz "${name}_planted" "$work/planted-crash-" "$work/planted" \
        -runs="$proof_executions" -max_total_time="$proof_seconds"; then
        echo "fuzz: $name did NOT find its planted bug in $(executions "$work/planted.log") executions"
        return 1
    fi
    if ! grep -q 'planted bug' "$work/planted.log"; then
        echo "fuzz: $name fell over something else than its planted bug"
        tail -n 40 "$work/planted.log"
        return 1
    fi
    echo "fuzz: $name found its planted bug after $(executions "$work/planted.log") executions"
}

# fuzz PROGRAM ARTIFACTS CORPUS BOUND...: new inputs go into CORPUS; the committed seeds are only read.
fuzz() {
    local program=$1 artifacts=$2 corpus=$3 bounds=("${@:4}") seeds=() dictionary=()
    local name=${program%_planted}
    [[ ! -d $corpora/$name ]] || seeds+=("$corpora/$name")
    [[ ! -f $dictionaries/$name.dict ]] || dictionary=("-dict=$dictionaries/$name.dict")
    "$build_dir/tests/fuzz/$program" "${bounds[@]}" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$artifacts" "${dictionary[@]}" "$corpus" "${seeds[@]}" >"$corpus.log" 2>&1 </dev/null
}

executions() { grep -oE '^#[0-9]+' "$1" | tail -n 1 | tr -d '#'; }

summary() {
    local coverage
    coverage=$(grep -oE 'cov: [0-9]+ ft: [0-9]+ corp: [0-9]+' "$2" | tail -n 1)
    echo "fuzz: $1: $(executions "$2") executions, $coverage"
}
export -f run_one fuzz executions summary

names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
    mapfile -t names < <(find "$build_dir/tests/fuzz" -maxdepth 1 -type f -name '*_fuzzer' -printf '%f\n' | sort)
fi
[[ ${#names[@]} -gt 0 ]] || { echo "fuzz: no fuzzers in $build_dir/tests/fuzz" >&2; exit 1; }
printf '%s\n' "${names[@]}" | xargs -P "$jobs" -I{} bash -c 'set -euo pipefail; run_one {}'
