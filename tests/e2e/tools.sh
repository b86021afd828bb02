#!/usr/bin/env bash
# Builds what the tests run against into tests/e2e/.cache/bin: etcd, kube-apiserver, kubectl, Helm, kubeconform, and
# the Go programs of the tests. Builds nothing that is already there. Prometheus is Debian's.
# K8S=1.36.3 takes another Kubernetes; KUBEBUILDER_ASSETS names a folder with etcd, kube-apiserver and kubectl.
set -euo pipefail
cd "$(dirname "$0")"

readonly pinned=1.34.1
readonly wanted=${K8S:-$pinned}
readonly here=$PWD
readonly cache=$here/.cache
readonly bin=$cache/bin
readonly go_needed=25
readonly cert_manager=v1.18.2
go=

main() {
    mkdir -p "$bin"
    local stamp
    stamp=$(fingerprint)
    if [[ -f $bin/built-from && $(<"$bin/built-from") == "$stamp" ]]; then return; fi
    find_go
    enter_module
    build_all
    echo "$stamp" >"$bin/built-from"
}

# What the binaries depend on, in one word.
fingerprint() {
    { echo "$wanted ${KUBEBUILDER_ASSETS:-}"; cat go.mod go.sum discovery/*.go dispatcher/*.go load/*.go tools.sh; } | sha256sum | cut -c1-40
}

find_go() {
    export GOTOOLCHAIN=local GOFLAGS="-buildvcs=false -p=${JOBS:-$(nproc)}"
    go=$(../../scripts/find-go.sh "$go_needed" "$cache/go")
}

# The module of this folder, or for another Kubernetes a copy of it with other versions.
enter_module() {
    if [[ $wanted == "$pinned" ]]; then return; fi
    local module=$cache/k8s-$wanted published=v0.${wanted#1.} staging
    echo "e2e: Kubernetes $wanted instead of $pinned"
    rm -rf "$module"
    mkdir -p "$module"
    cp -r go.mod go.sum discovery dispatcher load "$module"
    cd "$module"
    "$go" mod edit -require "k8s.io/kubernetes@v$wanted"
    staging=$("$go" mod download -json "k8s.io/kubernetes@v$wanted" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
    while read -r name; do
        "$go" mod edit -replace "$name=$name@$published"
    done < <(sed -n 's/^\t\(k8s.io\/[a-z-]*\) => .\/staging.*/\1/p' "$staging")
    for name in api apimachinery apiserver client-go; do "$go" mod edit -require "k8s.io/$name@$published"; done
    "$go" mod tidy >/dev/null 2>&1 || { "$go" mod tidy; return 1; }
}

# One `go build` for all: what they share is compiled once, and one program is linked while others compile.
build_all() {
    local packages=(helm.sh/helm/v3/cmd/helm github.com/yannh/kubeconform/cmd/kubeconform ./load ./discovery)
    local version=k8s.io/component-base/version named="-s -w"
    if [[ -z ${KUBEBUILDER_ASSETS:-} ]]; then
        packages+=(go.etcd.io/etcd/server/v3 k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl)
        named+=" -X $version.gitVersion=v$wanted -X $version.gitMajor=1 -X $version.gitMinor=$(cut -d. -f2 <<<"$wanted")"
    fi
    echo "e2e: building Kubernetes $wanted, Helm and the tests' tools; the first time this takes minutes"
    saying_so "$go" build -ldflags "$named" -o "$bin/" "${packages[@]}"
    [[ ! -f $bin/server ]] || mv "$bin/server" "$bin/etcd"
    mv "$bin/load" "$bin/admission-load"
    mv "$bin/discovery" "$bin/kubernetes-discovery"
    saying_so "$go" test -c -ldflags "-s -w" -o "$bin/dispatcher-test" ./dispatcher
    cert_manager_crds
}

# What a cluster with cert-manager serves: its kinds. (Its module also has controllers; nothing here needs them.)
cert_manager_crds() {
    local module
    module=$("$go" mod download -json "github.com/cert-manager/cert-manager@$cert_manager" |
        sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
    mkdir -p "$cache/crds"
    install -m 644 "$module"/deploy/crds/crd-{certificates,issuers}.yaml "$cache/crds"
}

# saying_so COMMAND...: runs it and says every minute that it still does.
saying_so() {
    local started=$SECONDS ticker status=0
    # Waits on a pipe that says nothing, not in a sleep: what is killed below leaves no child behind.
    (exec {silence}<> <(:)
        until read -rt 60 -u "$silence"; do echo "e2e: still building ($((SECONDS - started)) s)"; done) &
    ticker=$!
    "$@" || status=$?
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    ((status == 0)) || return "$status"
    echo "e2e: built in $((SECONDS - started)) s"
}

main
