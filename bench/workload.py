#!/usr/bin/env python3
"""What is measured, as files: bench/workload.py DIRECTORY

Two AdmissionReviews as an API server sent them (bench/reviews), one of a ConfigMap of 1,000 tenants (150 KB), and
overrides files of 1 to 10,000 tenants (1 MiB).
"""
import json
import pathlib
import shutil
import sys

RECORDED = pathlib.Path(__file__).parent / "reviews"
SERVICES = ("gossip-ring", "distributor")
CONFIG_MAP = "configmap-1000-tenants"
TENANTS = (1, 20, 100, 1000, 5000, 10_000)  # 20 are 2 KiB, 10,000 are 1 MiB

SMALL_TENANT = """\
  tenant-{n:05}-staging:
    ingestion:
      rate_limit_bytes: {rate}
      burst_size_bytes: {burst}
"""
USUAL_TENANT = SMALL_TENANT + """\
    compaction:
      block_retention: 336h
"""


def overrides(tenants, block):
    return "overrides:\n" + "".join(
        block.format(n=n, rate=15_000_000 + n, burst=20_000_000 + n) for n in range(tenants))


def config_map_review(text):
    """As the API server sends it when the ConfigMap is created."""
    return {
        "kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
        "request": {
            "uid": "11111111-2222-3333-4444-555555555555",
            "kind": {"group": "", "version": "v1", "kind": "ConfigMap"},
            "resource": {"group": "", "version": "v1", "resource": "configmaps"},
            "requestKind": {"group": "", "version": "v1", "kind": "ConfigMap"},
            "requestResource": {"group": "", "version": "v1", "resource": "configmaps"},
            "name": "tempo-runtime", "namespace": "tempo", "operation": "CREATE",
            "userInfo": {"username": "bench", "groups": ["system:authenticated"]},
            "object": {
                "kind": "ConfigMap", "apiVersion": "v1",
                "metadata": {"name": "tempo-runtime", "namespace": "tempo",
                             "labels": {"app.kubernetes.io/name": "tempo",
                                        "app.kubernetes.io/version": "2.9.0"}},
                "data": {"overrides.yaml": text},
            },
            "oldObject": None, "dryRun": False,
            "options": {"kind": "CreateOptions", "apiVersion": "meta.k8s.io/v1"},
        },
    }


def write(directory):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    for name in SERVICES:
        shutil.copyfile(RECORDED / f"{name}.json", directory / f"{name}.json")
    review = config_map_review(overrides(1000, USUAL_TENANT))
    (directory / f"{CONFIG_MAP}.json").write_text(json.dumps(review, separators=(",", ":")))
    (directory / f"{CONFIG_MAP}.yaml").write_text(overrides(1000, USUAL_TENANT))
    for tenants in TENANTS:
        (directory / f"tenants-{tenants}.yaml").write_text(overrides(tenants, SMALL_TENANT))


if __name__ == "__main__":
    write(sys.argv[1])
