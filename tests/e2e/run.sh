#!/usr/bin/env bash
# The program against a real API server, Helm and Prometheus.
# Usage: tests/e2e/run.sh PROGRAM [pytest arguments]     K8S=1.36.3 takes another Kubernetes
set -euo pipefail

if [[ $# -lt 1 || ! -x $1 ]]; then sed -n '2,3s/^# //p' "$0" >&2; exit 2; fi
TEMPO_ADMISSION_BINARY=$(realpath "$1")
export TEMPO_ADMISSION_BINARY
shift
cd "$(dirname "$0")"

../../scripts/setup.sh e2e
./tools.sh
mkdir -p ../../build/e2e
# Debian's Python: it is the one that python3-pytest belongs to.
exec /usr/bin/python3 -m pytest --junitxml=../../build/e2e/e2e-results.xml "$@"
