#!/bin/sh
# Everything that is measured, in one run: micro benchmarks, then load over TLS next to the limit
# server. Two idle cores are best; ratios of one run count, numbers of two do not.
#   bench/run.sh BUILD_DIRECTORY [options of bench/load.py]
set -eu
build=$1
shift
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for micro in "$build"/bench/*_benchmark; do
  [ -x "$micro" ] || continue
  echo "== $(basename "$micro")"
  "$micro" --benchmark_min_time=0.2
done

python3 "$here/reviews.py" 1000 > "$work/configmap-1000-tenants.json"

load() {
  "$here/load.py" --server "limit=$build/bench/limit_server {cert} {key} {port}" \
    --server "constant=$build/bench/constant_server {cert} {key} {port}" \
    --server "tempo-admission=$build/tempo-admission serve --tls-cert {cert} --tls-key {key} \
--listen 127.0.0.1:{port} --health-listen 127.0.0.1:{health_port} --workers 1" "$@"
}

echo "== the gossip-ring Service (mutate)"
load --body "$here/../tests/golden/gossip-ring-opted-out/review.json" --path /mutate "$@"
echo "== a ConfigMap of 1,000 tenants (validate)"
load --body "$work/configmap-1000-tenants.json" --path /validate --connections 8 --modes keep-alive "$@"
