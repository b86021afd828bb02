"""Services in the overlay `enforce`: what the API server stores in the end."""

import json

import pytest

from harness.faulty_webhook import allow
from harness.objects import NOT_SCRAPED, SERVES_METRICS, service, tempo_labels
from harness.processes import wait_until
from harness.second_webhook import second_webhook


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture(scope="module")
def namespace(cluster, installation):
    return cluster.create_namespace("services")


def stored(cluster, obj):
    answer = cluster.api.get(obj["kind"], obj["metadata"]["namespace"], obj["metadata"]["name"])
    assert answer.ok, answer.message
    return answer


def test_created_service_is_annotated(cluster, namespace):
    made = service(namespace)
    assert cluster.api.create(made).ok
    assert stored(cluster, made).annotations == SERVES_METRICS


def test_gossip_ring_is_told_not_to_be_scraped(cluster, namespace):
    made = service(namespace, component="gossip-ring", ports=[{"name": "gossip-ring", "port": 7946}])
    assert cluster.api.create(made).annotations == NOT_SCRAPED


@pytest.mark.parametrize("annotations", [None, {}, {"team": "x"}])
def test_whatever_annotations_there_were_the_patch_applies(cluster, namespace, annotations):
    answer = cluster.api.create(service(namespace, annotations=annotations))
    assert answer.annotations == {**(annotations or {}), **SERVES_METRICS}


def test_a_value_that_the_user_chose_stays(cluster, namespace):
    answer = cluster.api.create(service(namespace, annotations={"prometheus.io/port": "9999"}))
    assert answer.annotations == {**SERVES_METRICS, "prometheus.io/port": "9999"}


def test_dry_run_shows_the_annotations_and_stores_nothing(cluster, namespace):
    made = service(namespace)
    assert cluster.api.create(made, dry_run=True).annotations == SERVES_METRICS
    assert cluster.api.get("Service", namespace, made["metadata"]["name"]).code == 404


def test_generated_name_is_annotated(cluster, namespace):
    made = service(namespace)
    made["metadata"] = {**made["metadata"], "generateName": "generated-"}
    del made["metadata"]["name"]
    answer = cluster.api.create(made)
    assert answer.body["metadata"]["name"].startswith("generated-")
    assert answer.annotations == SERVES_METRICS


def test_delete_is_not_held_up(cluster, namespace):
    made = service(namespace)
    cluster.api.create(made)
    assert cluster.api.delete("Service", namespace, made["metadata"]["name"]).ok


def test_status_is_left_alone(cluster, namespace):
    made = service(namespace)
    cluster.api.create(made)
    name = made["metadata"]["name"]
    without = {"metadata": {"annotations": {key: None for key in SERVES_METRICS}}}
    answer = cluster.api.merge("Service", namespace, name, without, subresource="status")
    assert answer.ok and answer.annotations == {}
    assert cluster.api.merge("Service", namespace, name, {"metadata": {"labels": {"touched": "yes"}}}
                             ).annotations == SERVES_METRICS


def test_annotation_that_is_taken_away_comes_back(cluster, namespace):
    made = service(namespace)
    cluster.api.create(made)
    answer = cluster.api.merge("Service", namespace, made["metadata"]["name"],
                               {"metadata": {"annotations": {"prometheus.io/path": None}}})
    assert answer.annotations == SERVES_METRICS


def test_label_added_later_brings_the_annotations(cluster, namespace):
    made = service(namespace, labels={})
    assert cluster.api.create(made).annotations == {}
    answer = cluster.api.merge("Service", namespace, made["metadata"]["name"],
                               {"metadata": {"labels": tempo_labels("querier")}})
    assert answer.annotations == SERVES_METRICS


def test_label_removed_leaves_the_service_as_it_is(cluster, namespace):
    made = service(namespace)
    cluster.api.create(made)
    without = {"metadata": {"labels": {"app.kubernetes.io/name": None},
                            "annotations": {"prometheus.io/scrape": None}}}
    answer = cluster.api.merge("Service", namespace, made["metadata"]["name"], without)
    assert answer.ok and "prometheus.io/scrape" not in answer.annotations


@pytest.mark.parametrize("exempt", ["kube-system", "tempo-admission"])
def test_namespace_selector_keeps_exempt_namespaces_out(cluster, installation, exempt):
    before = cluster.webhook_calls("services.tempo-admission.io", "admit")
    answer = cluster.api.create(service(exempt), dry_run=True)
    assert answer.ok and answer.annotations == {}
    assert cluster.webhook_calls("services.tempo-admission.io", "admit") == before


def test_service_of_another_application_is_never_sent(cluster, namespace):
    before = cluster.webhook_calls("services.tempo-admission.io", "admit")
    assert cluster.api.create(service(namespace, labels={"app.kubernetes.io/name": "loki"})).annotations == {}
    assert cluster.webhook_calls("services.tempo-admission.io", "admit") == before


def test_server_side_apply_keeps_ownership_and_annotations_apart(cluster, namespace):
    made = service(namespace, annotations={"team": "x"})
    first = cluster.api.apply(made, manager="gitops")
    assert first.annotations == {"team": "x", **SERVES_METRICS}
    owned = [json.dumps(entry["fieldsV1"]) for entry in first.body["metadata"]["managedFields"]]
    assert not any("prometheus.io" in fields for fields in owned)
    second = cluster.api.apply(made, manager="gitops")
    assert second.body["metadata"]["resourceVersion"] == first.body["metadata"]["resourceVersion"]


def test_client_side_apply_repeats_without_a_change(cluster, namespace):
    made = service(namespace)
    text = json.dumps(made)
    cluster.kubectl("apply", "-f", "-", stdin=text)
    version = stored(cluster, made).body["metadata"]["resourceVersion"]
    done = cluster.kubectl("apply", "-f", "-", stdin=text)
    assert "unchanged" in done.stdout
    last = stored(cluster, made)
    assert last.body["metadata"]["resourceVersion"] == version
    assert "prometheus.io" not in last.annotations["kubectl.kubernetes.io/last-applied-configuration"]


def test_kubectl_diff_shows_no_drift(cluster, namespace):
    text = json.dumps(service(namespace))
    cluster.kubectl("apply", "-f", "-", stdin=text)
    done = cluster.kubectl("diff", "-f", "-", stdin=text, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_final_word_warns_of_what_a_second_webhook_took_away(cluster, local_certificate, namespace):
    """Called once more after ours was called once more, it has the last word: only validation can detect it."""
    def take_annotations(review, _path):
        taken = [{"op": "remove", "path": "/metadata/annotations"}]
        return allow(review, taken if "annotations" in review["request"]["object"]["metadata"] else None)

    with second_webhook(cluster, local_certificate, namespace, "services", take_annotations, "IfNeeded"):
        answer = wait_until(lambda: without_annotations(cluster, namespace), "the second webhook to be called")
        assert any("prometheus.io/scrape" in text and "missing" in text for text in answer.warnings), answer.warnings


def without_annotations(cluster, namespace):
    answer = cluster.api.create(service(namespace), dry_run=True)
    assert answer.ok, answer.message
    return None if answer.annotations else answer


def test_reinvocation_sees_what_a_second_webhook_did(cluster, local_certificate, namespace):
    """A later webhook adds the port that ours did not find."""
    def add_port(review, _path):
        port = {"name": "http-metrics", "port": 3200, "protocol": "TCP", "targetPort": 3200}
        ports = review["request"]["object"]["spec"]["ports"]
        needed = all(p["name"] != "http-metrics" for p in ports)
        return allow(review, [{"op": "add", "path": "/spec/ports/-", "value": port}] if needed else None)

    with second_webhook(cluster, local_certificate, namespace, "services", add_port):
        made = service(namespace, ports=[{"name": "grpc", "port": 9095}])
        answer = wait_until(lambda: had_port(cluster, made), "the second webhook to be called")
        assert answer.annotations == SERVES_METRICS


def had_port(cluster, made):
    answer = cluster.api.create(made, dry_run=True)
    assert answer.ok, answer.message
    return answer if len(answer.body["spec"]["ports"]) == 2 else None
