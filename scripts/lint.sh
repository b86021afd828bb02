#!/usr/bin/env bash
# clang-format, shellcheck, actionlint and clang-tidy over the project's own files; every finding is an error.
# Usage: scripts/lint.sh BUILD_DIR [--changed | --all]
#   --changed  only files that differ from HEAD, tests too
#   --all      clang-tidy over the tests as well (half an hour on two cores); without it, over what ships
set -euo pipefail
cd "$(dirname "$0")/.."

readonly build_dir=${1:?a build directory with compile_commands.json}
readonly scope=${2:-shipped}
readonly actionlint=1.7.12
readonly jobs=${JOBS:-$(nproc)}

main() {
    local status=0
    step "clang-format" check_format || status=1
    step "shellcheck" check_scripts || status=1
    step "actionlint" check_workflows || status=1
    step "clang-tidy" check_code || status=1
    return "$status"
}

# step NAME COMMAND: runs it and says how long it took.
step() {
    local name=$1 started=$SECONDS result=clean
    "$2" || result="NOT clean"
    echo "lint: $name: $result ($((SECONDS - started)) s)"
    [[ $result == clean ]]
}

# files PATTERN...: of the repository, without data; generated files are in build/ and not among them.
files() {
    if [[ $scope == --changed ]]; then
        { git diff --name-only --diff-filter=d HEAD -- "$@"; git ls-files --others --exclude-standard -- "$@"; } | sort -u
    else
        git ls-files --cached --others --exclude-standard -- "$@"
    fi | while read -r file; do [[ ! -f $file ]] || echo "$file"; done
}

check_format() {
    files '*.cpp' '*.hpp' | xargs --no-run-if-empty clang-format-19 --dry-run -Werror
}

check_scripts() {
    { files '*.sh'; files .ci/run; } | xargs --no-run-if-empty shellcheck --severity=warning --shell=bash
}

# Debian has no actionlint: built from its Go module, once per version.
check_workflows() {
    local bin=$PWD/build/lint/actionlint-$actionlint go workflows
    mapfile -t workflows < <(files '.github/workflows/*.yml')
    ((${#workflows[@]} > 0)) || return 0
    if [[ ! -x $bin/actionlint ]]; then
        go=$(scripts/find-go.sh 25 "$PWD/build/lint/go") || return 1
        GOTOOLCHAIN=local GOBIN=$bin timeout 600 "$go" install \
            "github.com/rhysd/actionlint/cmd/actionlint@v$actionlint" || return 1
    fi
    "$bin/actionlint" "${workflows[@]}"
}

check_code() {
    local known listed sources=('src/*.cpp')
    [[ $scope == shipped ]] || sources+=('tests/*.cpp' 'bench/*.cpp')
    known=$(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build_dir/compile_commands.json" | sort -u)
    listed=$(files "${sources[@]}" | sed "s|^|$PWD/|" | grep -Fx "$known" || true)
    [[ -n $listed ]] || return 0
    # One process a file, so that one slow file does not hold up the others; a bound on each. The build may be GCC's,
    # whose options clang does not know; the others are said in cmake/build_settings.cmake.
    # shellcheck disable=SC2016
    xargs -P "$jobs" -I{} bash -c '
        out=$(timeout 300 clang-tidy-19 -p "$1" --quiet --extra-arg=-Wno-unknown-warning-option \
            --extra-arg=-Wno-deprecated-declarations \
            --extra-arg=-Wno-sign-conversion --extra-arg=-Wno-missing-designated-field-initializers "$2" 2>&1) && exit 0
        printf "%s\n" "$out" | grep -v "warnings generated"; exit 1' _ "$build_dir" {} <<<"$listed"
}

main
