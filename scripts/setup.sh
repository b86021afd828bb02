#!/usr/bin/env bash
# Installs what the project needs on Debian bookworm and lists it; prints nothing if everything is installed.
# Usage: scripts/setup.sh GROUP...     groups: build run test lint suites e2e image package bench reproducible
set -euo pipefail
cd "$(dirname "$0")/.."

declare -rA packages_of=(
    [build]="g++ make cmake ninja-build pkg-config ccache git
             libboost1.81-dev libssl-dev zlib1g-dev libyaml-dev libre2-dev
             nlohmann-json3-dev libsimdjson-dev libspdlog-dev libcli11-dev libexpected-dev prometheus-cpp-dev
             libgtest-dev libgmock-dev"
    [run]="openssl curl jq python3"
    [test]="openssl curl python3 python3-venv python3-pip python3-pytest python3-yaml python3-jsonschema valgrind"
    [lint]="clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19 shellcheck
            ca-certificates python3 python3-venv python3-pip"
    [suites]="npm testssl.sh sslscan slowhttptest"
    [e2e]="prometheus ca-certificates openssl util-linux python3 python3-venv python3-pip python3-pytest python3-yaml faketime"
    [image]="mmdebstrap buildah"
    [package]="patchelf dpkg-dev binutils python3"
    [bench]="libbenchmark-dev wrk nghttp2-client valgrind python3 openssl"
    [reproducible]="faketime binutils"
)

main() {
    [[ $# -gt 0 ]] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
    local packages=() group
    for group in "$@"; do
        [[ -v packages_of[$group] ]] || { echo "setup: no group named '$group'" >&2; exit 2; }
        read -ra members -d '' <<<"${packages_of[$group]}" || true
        packages+=("${members[@]}")
    done
    install_missing "$*" "${packages[@]}"
    if [[ " $* " == *" test "* ]]; then python_tools tests/requirements.txt; fi
    if [[ " $* " == *" suites "* ]]; then python_tools tests/suites/requirements.txt; fi
}

# install_missing WHAT-FOR PACKAGE...
install_missing() {
    local what_for=$1 missing=()
    shift
    [[ $# -gt 0 ]] || return 0
    mapfile -t missing < <(printf '%s\n' "$@" | sort -u | not_installed)
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "setup: this machine has no apt-get; needed for $what_for (Debian names): ${missing[*]}" >&2
        exit 1
    fi
    echo "setup: installing ${#missing[@]} Debian packages for: $what_for"
    echo "       ${missing[*]}"
    with_no_daemon_started apt_install "${missing[@]}"
}

# Reads package names, prints those that dpkg does not know as installed.
not_installed() {
    local package
    while read -r package; do
        if [[ $package == npm ]] && command -v npm >/dev/null; then continue; fi # whoever brought it
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
    done
}

apt_install() {
    local log
    log=$(mktemp)
    if ! { as_root apt-get -q update && as_root apt-get -q install -y --no-install-recommends "$@"; } \
        </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        echo "setup: apt-get could not install: $*" >&2
        return 1
    fi
    rm -f "$log"
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        echo "setup: not root and no sudo: cannot run: $*" >&2
        return 1
    fi
}

# Debian starts what it installs (prometheus, for one); tests start their own and end them.
with_no_daemon_started() {
    local guard=/usr/sbin/policy-rc.d status=0
    if [[ -e $guard ]]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
    as_root chmod 755 "$guard"
    "$@" || status=$?
    as_root rm -f "$guard"
    # Not at the next boot either.
    if [[ " $* " == *" prometheus "* ]] && command -v systemctl >/dev/null; then
        as_root systemctl disable --quiet prometheus 2>/dev/null || true
    fi
    return "$status"
}

# python_tools FILE: those that Debian does not have, in .venv/, by pinned version.
python_tools() {
    local wanted=$1 stamp=.venv/${1//\//-}
    cmp -s "$wanted" "$stamp" && return
    echo "setup: Python tools into .venv: $(grep -v '^#' "$wanted" | tr '\n' ' ')"
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$wanted" </dev/null
    cp "$wanted" "$stamp"
}

main "$@"
