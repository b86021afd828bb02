#!/usr/bin/env bash
# Builds what the tests run against into tests/e2e/.cache/bin: etcd, kube-apiserver, kubectl, Helm, Prometheus,
# kubeconform, and the two Go programs of the tests. Builds nothing that is already there.
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
    { echo "$wanted ${KUBEBUILDER_ASSETS:-}"; cat go.mod go.sum prometheus/go.mod load/*.go dispatcher/*.go tools.sh; } | sha256sum | cut -c1-40
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
    cp -r go.mod go.sum load dispatcher "$module"
    cd "$module"
    "$go" mod edit -require "k8s.io/kubernetes@v$wanted"
    staging=$("$go" mod download -json "k8s.io/kubernetes@v$wanted" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
    while read -r name; do
        "$go" mod edit -replace "$name=$name@$published"
    done < <(sed -n 's/^\t\(k8s.io\/[a-z-]*\) => .\/staging.*/\1/p' "$staging")
    for name in api apimachinery apiserver client-go; do "$go" mod edit -require "k8s.io/$name@$published"; done
    "$go" mod tidy >/dev/null 2>&1 || { "$go" mod tidy; return 1; }
}

build_all() {
    local version=k8s.io/component-base/version minor named
    minor=$(cut -d. -f2 <<<"$wanted")
    named="-X $version.gitVersion=v$wanted -X $version.gitMajor=1 -X $version.gitMinor=$minor"
    if [[ -z ${KUBEBUILDER_ASSETS:-} ]]; then
        echo "e2e: building Kubernetes $wanted and its tools; the first time this takes ten to fifteen minutes on two cores"
        build etcd go.etcd.io/etcd/server/v3
        build kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver "$named"
        build kubectl k8s.io/kubernetes/cmd/kubectl "$named"
    fi
    build helm helm.sh/helm/v3/cmd/helm
    build kubeconform github.com/yannh/kubeconform/cmd/kubeconform
    build admission-load ./load
    build dispatcher-test ./dispatcher
    build_prometheus
    cert_manager_crds
}

# Debian's Prometheus has no Kubernetes service discovery: built here with that one alone.
build_prometheus() {
    cd "$here/prometheus"
    GOFLAGS="$GOFLAGS -tags=remove_all_sd,enable_kubernetes_sd" build prometheus github.com/prometheus/prometheus/cmd/prometheus
}

# What a cluster with cert-manager serves: its kinds. (Its module also has controllers; nothing here needs them.)
cert_manager_crds() {
    local module
    module=$("$go" mod download -json "github.com/cert-manager/cert-manager@$cert_manager" |
        sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
    mkdir -p "$cache/crds"
    install -m 644 "$module"/deploy/crds/crd-{certificates,issuers}.yaml "$cache/crds"
}

# build NAME PACKAGE [LINKER_FLAGS]
build() {
    local started=$SECONDS how=(build) ticker status=0
    [[ $1 != *-test ]] || how=(test -c)
    echo "e2e: building $1 ..."
    # Waits on a pipe that says nothing, not in a sleep: what is killed below leaves no child behind.
    (exec {silence}<> <(:)
        until read -rt 60 -u "$silence"; do echo "e2e: still building $1 ($((SECONDS - started)) s)"; done) &
    ticker=$!
    "$go" "${how[@]}" -ldflags "-s -w ${3:-}" -o "$bin/$1" "$2" || status=$?
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    ((status == 0)) || return "$status"
    echo "e2e: $1 took $((SECONDS - started)) s"
}

main
