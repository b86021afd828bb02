#!/usr/bin/env bash
# Serves on https://127.0.0.1:8443 with the default policy, shows three decisions and keeps serving until Ctrl-C.
# Usage: scripts/run-demo.sh PROGRAM [--once] [--port N] [--health-port N]
set -euo pipefail
cd "$(dirname "$0")/.."

certs/make-certs.sh dev certs/dev
exec python3 scripts/demo.py "$@"
