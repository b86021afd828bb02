"""The manifests' match conditions, and what the API server does if one is true, false or broken."""

import pytest

from harness.objects import BAD_OVERRIDES, GOOD_OVERRIDES, SERVES_METRICS, service, tenants
from harness.processes import wait_until

VALIDATING = ("ValidatingWebhookConfiguration",)
# Fails to evaluate on every ConfigMap of these tests: none has this label.
BROKEN = {"name": "broken", "expression": "object.metadata.labels['no-such-label'] == 'x'"}


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture(scope="module")
def namespace(cluster, installation):
    return cluster.create_namespace("conditions")


def calls(cluster, kind="validating"):
    return cluster.webhook_calls("overrides.tempo-admission.io", kind)


def test_case_135_true_calls_and_false_skips(cluster, namespace):
    before = calls(cluster)
    assert cluster.api.create(tenants(namespace, GOOD_OVERRIDES)).ok
    assert calls(cluster) == before + 1
    without_key = tenants(namespace, "")
    without_key["data"] = {"tempo.yaml": "x"}
    assert cluster.api.create(without_key).ok
    assert calls(cluster) == before + 1


def test_key_taken_away_is_still_sent(cluster, namespace):
    made = tenants(namespace, GOOD_OVERRIDES)
    cluster.api.create(made)
    before = calls(cluster)
    answer = cluster.api.merge("ConfigMap", namespace, made["metadata"]["name"],
                               {"data": {"overrides.yaml": None, "other": "x"}})
    assert calls(cluster) == before + 1, answer.message


def test_label_taken_away_is_still_sent(cluster, namespace):
    made = tenants(namespace, GOOD_OVERRIDES)
    cluster.api.create(made)
    answer = cluster.api.merge("ConfigMap", namespace, made["metadata"]["name"],
                               {"metadata": {"labels": {"app.kubernetes.io/name": None}}})
    assert answer.code == 403 and "no longer check it" in answer.message, answer.message


def test_service_on_its_way_out_is_still_sent(cluster, namespace):
    """A finalizer of one's own would take it out of judgement otherwise."""
    made = service(namespace)
    made["metadata"]["finalizers"] = ["example.com/wait"]
    cluster.api.create(made)
    name = made["metadata"]["name"]
    cluster.api.delete("Service", namespace, name)
    before = cluster.webhook_calls("services.tempo-admission.io", "admit")
    answer = cluster.api.merge("Service", namespace, name, {"metadata": {"finalizers": None}})
    assert answer.ok and answer.annotations == SERVES_METRICS
    assert cluster.webhook_calls("services.tempo-admission.io", "admit") == before + 1


def test_case_135_error_rejects_where_it_fails_closed(cluster, installation, namespace):
    def break_overrides(webhook):
        if webhook["name"] == "overrides.tempo-admission.io":
            webhook["matchConditions"].append(BROKEN)

    with installation.edited_webhooks(break_overrides, VALIDATING):
        answer = wait_until(lambda: rejected(cluster, namespace), "the broken condition to reject")
        assert answer.code == 403 and "no-such-label" in answer.message, answer.message
    wait_until(lambda: not rejected(cluster, namespace), "the condition to be whole again")


def test_case_135_error_skips_where_it_fails_open(cluster, installation, namespace):
    def break_overrides(webhook):
        if webhook["name"] == "overrides.tempo-admission.io":
            webhook["matchConditions"].append(BROKEN)
            webhook["failurePolicy"] = "Ignore"

    with installation.edited_webhooks(break_overrides):
        wait_until(lambda: cluster.api.create(tenants(namespace, BAD_OVERRIDES), dry_run=True).ok,
                   "the broken condition to skip")
    wait_until(lambda: rejected(cluster, namespace, BAD_OVERRIDES), "the condition to be whole again")


def rejected(cluster, namespace, overrides=GOOD_OVERRIDES):
    answer = cluster.api.create(tenants(namespace, overrides), dry_run=True)
    return None if answer.ok else answer
