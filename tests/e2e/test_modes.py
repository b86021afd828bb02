"""Audit and warn: nothing is changed, nothing is refused, and everything can be found again."""

import json

import pytest

from harness.installation import NAME, NAMESPACE
from harness.objects import BAD_OVERRIDES, SERVES_METRICS, service, tenants
from harness.processes import wait_until
from harness.tools import MANIFESTS


@pytest.fixture(scope="module")
def installed(cluster, install):
    """The installation, and the policy that came with it."""
    installation = install("audit-only")
    return installation, cluster.api.get("ConfigMap", NAMESPACE, f"{NAME}-policy").body["data"]["policy.yaml"]


@pytest.fixture
def installation(installed):
    """As installed, whatever policy another test has left."""
    installation, text = installed
    installation.use_policy(text)
    return installation


@pytest.fixture
def namespace(cluster, installation):
    return cluster.create_namespace("modes")


def policy(mode):
    text = (MANIFESTS / "base" / "policy.yaml").read_text()
    return text.replace("\nmode: enforce\n", f"\nmode: {mode}\n")


def audit_annotations(cluster, namespace, name):
    """Those of our webhooks on the one event about this object, once the API server has written it."""
    events = wait_until(lambda: cluster.audit_events(namespace=namespace, name=name), f"the audit event of {name}")
    return {key: value for event in events for key, value in event.get("annotations", {}).items()
            if "tempo-admission.io/" in key}


def test_audit_only_leaves_a_service_as_it_is(cluster, namespace):
    answer = cluster.api.create(service(namespace))
    assert answer.ok and answer.annotations == {} and answer.warnings == []


def test_audit_only_takes_a_bad_configmap(cluster, namespace):
    answer = cluster.api.create(tenants(namespace, BAD_OVERRIDES))
    assert answer.ok and answer.warnings == []


def test_audit_log_holds_the_patch_that_was_not_made(cluster, namespace):
    made = service(namespace)
    cluster.api.create(made)
    found = audit_annotations(cluster, namespace, made["metadata"]["name"])
    assert any(key.startswith("services.tempo-admission.io/") and "prometheus.io/scrape" in value
               for key, value in found.items()), found


def test_audit_log_holds_the_refusal_that_was_not_made(cluster, namespace):
    made = tenants(namespace, BAD_OVERRIDES)
    cluster.api.create(made)
    found = audit_annotations(cluster, namespace, made["metadata"]["name"])
    assert any(key.startswith("overrides.tempo-admission.io/") and "unknown-field" in value
               for key, value in found.items()), found


def test_log_names_object_user_rule_and_mode(cluster, installation, namespace):
    made = service(namespace)
    cluster.api.create(made)
    about = wait_until(lambda: log_lines(installation, made["metadata"]["name"]), "the decision to be logged")
    assert all(word in about[0] for word in ("component-metrics", "audit", "admin")), about


def log_lines(installation, word):
    return [line for replica in installation.replicas for line in replica.process.output().splitlines()
            if word in line]


def test_metrics_count_what_would_have_been(cluster, installation, namespace):
    def total(name):
        return sum(replica.metric(name) for replica in installation.replicas)

    patches, denials = total("tempo_admission_would_patch_total"), total("tempo_admission_would_deny_total")
    cluster.api.create(service(namespace))
    cluster.api.create(tenants(namespace, BAD_OVERRIDES))
    assert total("tempo_admission_would_patch_total") == patches + 1
    assert total("tempo_admission_would_deny_total") > denials


def test_audit_only_blocks_nothing_while_nobody_answers(cluster, installation, namespace):
    installation.route_to()
    try:
        for obj in (service(namespace), tenants(namespace, BAD_OVERRIDES)):
            before = cluster.metric("apiserver_admission_webhook_fail_open_count")
            assert cluster.api.create(obj).ok
            assert cluster.metric("apiserver_admission_webhook_fail_open_count") == before + 2  # both phases
    finally:
        installation.route()


def test_one_field_switches_to_warn_to_enforce_and_back(cluster, installation, namespace):
    installation.use_policy(policy("warn"))
    warned = cluster.api.create(service(namespace))
    assert warned.warnings and warned.annotations == {}
    taken = cluster.api.create(tenants(namespace, BAD_OVERRIDES))
    assert taken.ok and any("team-b" in warning for warning in taken.warnings), taken.warnings

    installation.use_policy(policy("enforce"))
    assert cluster.api.create(service(namespace)).annotations == SERVES_METRICS
    assert cluster.api.create(tenants(namespace, BAD_OVERRIDES)).code == 422

    installation.use_policy(policy("audit"))
    assert cluster.api.create(service(namespace)).annotations == {}
    assert cluster.api.create(tenants(namespace, BAD_OVERRIDES)).ok


def test_empty_patch_brings_an_old_service_up_to_date(cluster, installation, namespace):
    installation.use_policy(policy("audit"))
    made = service(namespace)
    assert cluster.api.create(made).annotations == {}
    installation.use_policy(policy("enforce"))
    name = made["metadata"]["name"]
    cluster.kubectl("-n", namespace, "patch", "service", name, "--type=json", "--patch=[]")
    assert cluster.api.get("Service", namespace, name).annotations == SERVES_METRICS


def test_kubectl_prints_the_warnings(cluster, installation, namespace):
    installation.use_policy(policy("warn"))
    done = cluster.kubectl("apply", "-f", "-", stdin=json.dumps(tenants(namespace, BAD_OVERRIDES)))
    assert "created" in done.stdout and "Warning: " in done.stderr and "team-b" in done.stderr, done.stderr


def test_a_bad_policy_never_replaces_a_good_one(cluster, installation, namespace):
    installation.use_policy(policy("enforce"))
    failures = [replica.reloads("policy", "failure") for replica in installation.replicas]
    cluster.api.merge("ConfigMap", "tempo-admission", "tempo-admission-policy",
                      {"data": {"policy.yaml": policy("enforcing")}})
    installation.sync_volumes()
    for replica, before in zip(installation.replicas, failures):
        wait_until(lambda: replica.reloads("policy", "failure") > before, "the bad policy to be noticed")
        assert replica.ready()
    assert cluster.api.create(service(namespace)).annotations == SERVES_METRICS
