"""Kubernetes objects that the tests write again and again."""

import secrets

SERVES_METRICS = {"prometheus.io/scrape": "true", "prometheus.io/port": "3200", "prometheus.io/path": "/metrics"}
NOT_SCRAPED = {"prometheus.io/scrape": "false"}

GOOD_OVERRIDES = """\
overrides:
  team-a:
    ingestion:
      rate_limit_bytes: 1000000
      burst_size_bytes: 2000000
"""
# Two errors, either of which makes Tempo reject the file: a misspelt field and an empty tenant.
BAD_OVERRIDES = """\
overrides:
  team-a:
    ingestion:
      rate_limit_byte: 1000000
  team-b:
"""


def unique(prefix):
    return f"{prefix}-{secrets.token_hex(3)}"


def tempo_labels(component=None, **more):
    labels = {"app.kubernetes.io/name": "tempo", **more}
    if component:
        labels["app.kubernetes.io/component"] = component
    return labels


def service(namespace, name=None, component="querier", labels=None, annotations=None, ports=None):
    metadata = {"name": name or unique("svc"), "namespace": namespace,
                "labels": tempo_labels(component) if labels is None else labels}
    if annotations is not None:
        metadata["annotations"] = annotations
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata,
            "spec": {"ports": ports or [{"name": "http-metrics", "port": 3200}]}}


def tenants(namespace, overrides, name=None, labels=None):
    return {"apiVersion": "v1", "kind": "ConfigMap",
            "metadata": {"name": name or unique("tenants"), "namespace": namespace,
                         "labels": tempo_labels() if labels is None else labels},
            "data": {"overrides.yaml": overrides}}
