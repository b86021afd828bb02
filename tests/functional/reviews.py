"""Builds AdmissionReviews for tests, and parses their answers."""

import base64
import json

TEMPO = {"app.kubernetes.io/name": "tempo"}


def review(obj, operation="CREATE", old=None, **request):
    kind = (old or obj)["kind"]
    metadata = (old or obj)["metadata"]
    body = {
        "uid": "4a8f7d3c-0000-4000-8000-000000000001",
        "kind": {"group": "", "version": "v1", "kind": kind},
        "resource": {"group": "", "version": "v1", "resource": kind.lower() + "s"},
        "namespace": metadata.get("namespace", "tempo"),
        "operation": operation,
        "userInfo": {"username": "alice", "groups": ["system:authenticated"]},
        "object": obj,
        "oldObject": old,
        "dryRun": False,
    }
    if "name" in metadata:
        body["name"] = metadata["name"]
    body.update(request)
    return json.dumps({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": body})


def service(name="tempo-querier", component="querier", annotations=None, port=("http-metrics", 3200)):
    metadata = {"name": name, "namespace": "tempo",
                "labels": {**TEMPO, "app.kubernetes.io/component": component}}
    if annotations is not None:
        metadata["annotations"] = annotations
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata,
            "spec": {"ports": [{"name": port[0], "port": port[1], "targetPort": port[1]}]}}


def padded(size):
    """A valid review of exactly this size."""
    body = review(service()).encode()
    return body + b" " * (size - len(body))


def overrides(text, name="tempo-runtime", version="3.0.3"):
    return {"apiVersion": "v1", "kind": "ConfigMap",
            "metadata": {"name": name, "namespace": "tempo",
                         "labels": {**TEMPO, "app.kubernetes.io/version": version}},
            "data": {"overrides.yaml": text}}


GOOD_TENANT = """overrides:
  team-a:
    ingestion:
      rate_limit_bytes: 15000000
      burst_size_bytes: 20000000
"""
TYPO = GOOD_TENANT.replace("rate_limit_bytes", "rate_limit_byte")


def patch_of(response):
    """The JSON Patch of an answer; [] if it has none."""
    return json.loads(base64.b64decode(response["patch"])) if "patch" in response else []


def annotations_added(response):
    added = {}
    for op in patch_of(response):
        assert op["op"] == "add"
        if op["path"] == "/metadata/annotations":
            added.update(op["value"])
        else:
            added[op["path"].rsplit("/", 1)[1].replace("~1", "/").replace("~0", "~")] = op["value"]
    return added
