#!/usr/bin/env bash
# Builds the image of the Dockerfile without a daemon and without an image registry, then starts it from its root
# and requests one decision. Needs root; can be run again at any time. Usage: scripts/image.sh [TAG]
set -euo pipefail
cd "$(dirname "$0")/.."

readonly tag=${1:-tempo-admission:0.1.0}
readonly base=debian:bookworm-slim # as the Dockerfile's FROM asks for it
readonly most_mb=30
readonly work=$PWD/build/image
readonly root=$work/root
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
server=

main() {
    [[ $EUID -eq 0 ]] || { echo "image: needs root" >&2; exit 1; }
    scripts/setup.sh image run
    mkdir -p "$work"
    write_trust
    trap clean_up EXIT
    clean_up # what an earlier run may have left
    step "base $base" make_base
    step "image $tag" make_image
    step "root of the image" unpack
    step "size" check_size
    step "one decision" ask_one
}

# step NAME FUNCTION: runs it and says how long it took.
step() {
    local started=$SECONDS
    echo "image: $1 ..."
    "$2"
    echo "image: $1: done ($((SECONDS - started)) s)"
}

# Leaves no process, no working container and no nameless image; mounts live in namespaces of their own.
clean_up() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    images rm --all >/dev/null 2>&1 || true
    images rmi --prune >/dev/null 2>&1 || true
}

images() {
    buildah --root "$work/storage" --runroot "$work/run" "$@"
}

# config JQ_FILTER: from what the image says about itself.
config() {
    images inspect --type image "$tag" | jq --raw-output "$1"
}

# Images made here need no signature; none comes from elsewhere.
write_trust() {
    echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$work/policy.json"
}

# Debian from this machine's own package sources (else from mmdebstrap's), committed under the name that FROM asks for.
make_base() {
    if images inspect --type image "$base" >/dev/null 2>&1; then return; fi
    local container sources
    mapfile -t sources < <(package_sources)
    mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$work/base.tar" "${sources[@]}"
    container=$(images from --signature-policy "$work/policy.json" scratch)
    images add --quiet "$container" "$work/base.tar" / >/dev/null
    images commit --quiet --signature-policy "$work/policy.json" "$container" "$base" >/dev/null
    images rm "$container" >/dev/null
    rm -f "$work/base.tar"
}

package_sources() {
    find /etc/apt -maxdepth 2 \( -name debian.sources -o -name sources.list \) | head -1
}

# The compiler's cache of this machine serves the build inside as well.
make_image() {
    local cache
    cache=$(ccache --get-config cache_dir 2>/dev/null || echo "$work/ccache")
    mkdir -p "$cache"
    images build --pull=false --format docker --signature-policy "$work/policy.json" \
        --volume "$cache:/root/.cache/ccache" --build-arg JOBS="$(nproc)" --build-arg PRESET="${PRESET:-release}" \
        --tag "$tag" . >"$work/build.log" 2>&1 || { tail -50 "$work/build.log" >&2; return 1; }
}

unpack() {
    local container
    container=$(images from --pull=false --signature-policy "$work/policy.json" "$tag")
    rm -rf "$root"
    cp -a "$(images mount "$container")" "$root"
    images rm "$container" >/dev/null
}

check_size() {
    local bytes
    bytes=$(du -sb "$root" | cut -f1)
    echo "image: $(numfmt --to=si --suffix=B "$bytes") in $(find "$root" -type f | wc -l) files"
    ((bytes < most_mb * 1000000)) || { echo "image: larger than $most_mb MB" >&2; return 1; }
}

# A Secret's volume, then what the Deployment asks of the image: its program, its user, a root that nobody can write.
ask_one() {
    local port=18443 health=18080 entry
    certs/make-certs.sh dev "$work/dev" >/dev/null
    mkdir -p "$root/etc/tempo-admission/tls"
    install -m 644 "$work"/dev/tls.{crt,key} "$root/etc/tempo-admission/tls"
    entry=$(config '.OCIv1.config.Entrypoint[0]')
    in_image "$entry" serve --drain-delay 0s --listen "127.0.0.1:$port" --health-listen "127.0.0.1:$health" \
        --tls-cert /etc/tempo-admission/tls/tls.crt --tls-key /etc/tempo-admission/tls/tls.key 2>"$work/serve.log" &
    server=$!
    healthy "$health" || { cat "$work/serve.log" >&2; return 1; }
    curl --silent --show-error --fail --cacert "$work/dev/ca.crt" --header 'Content-Type: application/json' \
        --data @tests/e2e/gossip-ring.json "https://localhost:$port/mutate" >"$work/answer.json"
    grep -q '"patchType":"JSONPatch"' "$work/answer.json" || { cat "$work/answer.json" >&2; return 1; }
    kill -TERM "$server"
    wait "$server"
    server=
}

# in_image COMMAND...: as in a container with readOnlyRootFilesystem; takes the place of this process.
in_image() {
    local user
    user=$(config .OCIv1.config.User)
    [[ $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || { echo "image: user '$user' is not a number other than 0" >&2; return 1; }
    # shellcheck disable=SC2016  # for the inner shell
    exec unshare --mount bash -ec 'mount --bind "$0" "$0" && mount --options remount,bind,ro "$0"
        ! touch "$0/tmp/written" 2>/dev/null && exec chroot --userspec="$1" "$0" "${@:2}"' "$root" "$user" "$@"
}

# healthy PORT: the image's own health check passes within a few seconds.
healthy() {
    local check
    mapfile -t check < <(config '.Docker.config.Healthcheck.Test[1:][]')
    for _ in {1..50}; do
        if (in_image "${check[@]}" --health-listen "127.0.0.1:$1") >/dev/null 2>&1; then return; fi
        sleep 0.2
    done
    echo "image: its health check fails" >&2
    return 1
}

main
