#!/usr/bin/env python3
"""Prints an AdmissionReview of a tenant ConfigMap with as many tenants as asked for: bench/reviews.py 1000"""
import json
import sys

TENANT = """  tenant-{n:04}:
    ingestion:
      rate_limit_bytes: {rate}
      burst_size_bytes: {burst}
    compaction:
      block_retention: 336h
"""


def overrides(tenants):
    return "overrides:\n" + "".join(
        TENANT.format(n=n, rate=15_000_000 + n, burst=20_000_000 + n) for n in range(tenants))


def review(tenants):
    config_map = {
        "kind": "ConfigMap", "apiVersion": "v1",
        "metadata": {"name": "tempo-runtime", "namespace": "tempo",
                     "labels": {"app.kubernetes.io/name": "tempo", "app.kubernetes.io/version": "2.9.0"}},
        "data": {"overrides.yaml": overrides(tenants)},
    }
    return {
        "kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
        "request": {
            "uid": "11111111-2222-3333-4444-555555555555",
            "kind": {"group": "", "version": "v1", "kind": "ConfigMap"},
            "resource": {"group": "", "version": "v1", "resource": "configmaps"},
            "name": "tempo-runtime", "namespace": "tempo", "operation": "CREATE",
            "userInfo": {"username": "bench", "groups": ["system:authenticated"]},
            "object": config_map, "oldObject": None, "dryRun": False, "options": None,
        },
    }


if __name__ == "__main__":
    print(json.dumps(review(int(sys.argv[1]))))
