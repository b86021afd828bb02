#!/usr/bin/env bash
# Builds the image of the Dockerfile without a daemon and without an image registry, then starts it from its root
# and asks it for one decision. Needs root. Usage: scripts/image.sh [TAG]
set -euo pipefail
cd "$(dirname "$0")/.."

readonly tag=${1:-tempo-admission:0.1.0}
readonly base=debian:bookworm-slim # as the Dockerfile's FROM asks for it
readonly most_mib=30
readonly work=$PWD/build/image
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

main() {
    [[ $EUID -eq 0 ]] || { echo "image: needs root" >&2; exit 1; }
    scripts/setup.sh image run
    mkdir -p "$work"
    write_trust
    step "base $base" make_base
    step "image $tag" make_image
    step "root of the image" unpack
    step "size" check_size
    step "one decision" ask_one
}

# step NAME FUNCTION: runs it and says how long it took.
step() {
    local started=$SECONDS
    "$2"
    echo "image: $1: done ($((SECONDS - started)) s)"
}

images() {
    buildah --root "$work/storage" --runroot "$work/run" "$@"
}

# Images made here need no signature; none comes from elsewhere.
write_trust() {
    echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$work/policy.json"
}

# Debian from this machine's own package sources, committed under the name that FROM asks for.
make_base() {
    if images inspect --type image "$base" >/dev/null 2>&1; then return; fi
    local container
    mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$work/base.tar" "$(package_sources)"
    container=$(images from --signature-policy "$work/policy.json" scratch)
    images add --quiet "$container" "$work/base.tar" / >/dev/null
    images commit --quiet --signature-policy "$work/policy.json" "$container" "$base" >/dev/null
    images rm "$container" >/dev/null
    rm -f "$work/base.tar"
}

package_sources() {
    find /etc/apt/sources.list /etc/apt/sources.list.d -name 'debian.sources' -o -name 'sources.list' | head -1
}

make_image() {
    images build --quiet --pull=false --format docker --signature-policy "$work/policy.json" \
        --build-arg JOBS="$(nproc)" --tag "$tag" . >/dev/null
}

unpack() {
    local container mounted
    container=$(images from --pull=false --signature-policy "$work/policy.json" "$tag")
    mounted=$(images mount "$container")
    rm -rf "$work/root"
    cp -a "$mounted" "$work/root"
    images rm "$container" >/dev/null
}

check_size() {
    local mib
    mib=$(du -sm --apparent-size "$work/root" | cut -f1)
    echo "image: $mib MiB"
    ((mib < most_mib)) || { echo "image: larger than $most_mib MiB" >&2; return 1; }
}

# As the container would run: its root, its user, its entry point.
ask_one() {
    local root=$work/root server port=18443 health=18080
    certs/make-certs.sh dev "$work/dev" >/dev/null
    install -d -m 755 "$root/etc/tempo-admission/tls"
    install -m 644 "$work"/dev/tls.{crt,key} "$root/etc/tempo-admission/tls"
    chroot --userspec=65532:65532 "$root" /usr/bin/tempo-admission serve --drain-delay 0s \
        --tls-cert /etc/tempo-admission/tls/tls.crt --tls-key /etc/tempo-admission/tls/tls.key \
        --listen "127.0.0.1:$port" --health-listen "127.0.0.1:$health" 2>"$work/serve.log" &
    server=$!
    trap 'kill $server 2>/dev/null || true' EXIT
    curl --silent --show-error --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$health/readyz" >/dev/null
    chroot --userspec=65532:65532 "$root" /usr/bin/tempo-admission health --health-listen "127.0.0.1:$health"
    curl --silent --show-error --fail --cacert "$work/dev/ca.crt" --header 'Content-Type: application/json' \
        --data @tests/e2e/gossip-ring.json "https://127.0.0.1:$port/mutate" >"$work/answer.json"
    grep -q '"patchType":"JSONPatch"' "$work/answer.json" || { cat "$work/answer.json" >&2; return 1; }
    kill -TERM "$server"
    wait "$server"
}

main
