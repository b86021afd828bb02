"""A webhook that is down, slow, sends nonsense or has the wrong identity: what still works, and recovery."""

import base64
import json

import pytest

from harness.faulty_webhook import FaultyWebhook
from harness.installation import CONFIGURATIONS, NAME
from harness.objects import BAD_OVERRIDES, GOOD_OVERRIDES, SERVES_METRICS, service, tempo_labels, tenants, unique
from harness.processes import wait_until
from harness.tools import REPOSITORY, make_certs

OPERATIONS = (REPOSITORY / "docs" / "operations.md").read_text()
FAIL_OPEN = "apiserver_admission_webhook_fail_open_count"
LEADER = "control-plane.alpha.kubernetes.io/leader"


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture(scope="module")
def namespace(cluster, installation):
    return cluster.create_namespace("failures")


@pytest.fixture(autouse=True)
def healthy_again(cluster, installation, namespace):
    yield
    installation.route_to(*(replica.address for replica in installation.replicas))
    wait_until(lambda: cluster.api.create(service(namespace), dry_run=True).annotations == SERVES_METRICS,
               "the webhook to be back")


def half_an_answer(_review, _path):
    return 200, "application/json", b'{"kind":"AdmissionReview"'


def another_uid(review, _path):
    answer = {"apiVersion": review["apiVersion"], "kind": "AdmissionReview",
              "response": {"uid": "another", "allowed": True}}
    return 200, "application/json", json.dumps(answer).encode()


def status_500(_review, _path):
    return 500, "text/plain", b"broken"


def hang_up(_review, _path):
    return None


NONSENSE = [
    (half_an_answer, "couldn't get version/kind; json parse error", "couldn't get version/kind"),
    (another_uid, 'got "another"', "expected response.uid"),
    (status_500, 'an error on the server ("broken") has prevented the request', "an error on the server"),
    (hang_up, "EOF", "EOF"),
]


def fails_as_configured(cluster, namespace, reason, documented_as=None):
    """Services pass unchecked, tenant ConfigMaps are refused with `reason`, everything else works as usual."""
    wait_until(lambda: cluster.api.create(service(namespace), dry_run=True).annotations == {},
               "the fault to be felt")
    open_before = cluster.metric(FAIL_OPEN, name="services.tempo-admission.io")
    answer = cluster.api.create(service(namespace))
    assert answer.ok and answer.annotations == {}, answer.message
    assert cluster.metric(FAIL_OPEN, name="services.tempo-admission.io") == open_before + 2  # both phases

    answer = cluster.api.create(tenants(namespace, GOOD_OVERRIDES))
    assert answer.code == 500, answer.message
    assert 'failed calling webhook "overrides.tempo-admission.io"' in answer.message
    assert reason in answer.message, answer.message
    assert (documented_as or reason) in OPERATIONS, "docs/operations.md does not explain this text"

    unrelated = tenants(namespace, BAD_OVERRIDES, labels={"app.kubernetes.io/name": "loki"})
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": unique("s"), "namespace": namespace}}
    for obj in (unrelated, service(namespace, labels={}), secret):
        assert cluster.api.create(obj).ok


def test_down(cluster, installation, namespace):
    installation.route_to()
    fails_as_configured(cluster, namespace, "connect: connection refused")


@pytest.mark.parametrize("answer,reason,documented_as", NONSENSE, ids=[case[0].__name__ for case in NONSENSE])
def test_nonsense(cluster, installation, namespace, answer, reason, documented_as):
    with FaultyWebhook(installation.certificates, answer) as faulty:
        installation.route_to(faulty.address)
        fails_as_configured(cluster, namespace, reason, documented_as)
        assert faulty.reviews


def test_slow(cluster, installation, namespace):
    with FaultyWebhook(installation.certificates, lambda *_: faulty.never()) as faulty:
        installation.route_to(faulty.address)
        fails_as_configured(cluster, namespace, "context deadline exceeded")


def test_certificate_of_an_unknown_ca(cluster, installation, namespace, local_certificate):
    with FaultyWebhook(local_certificate, hang_up) as faulty:
        installation.route_to(faulty.address)
        fails_as_configured(cluster, namespace, "x509: certificate signed by unknown authority")
        assert not faulty.reviews


def test_certificate_for_another_name(cluster, installation, namespace, folder):
    other = folder / "another-name"
    make_certs("issue", other, "--service", "other", "--namespace", "elsewhere")
    with FaultyWebhook(other, hang_up) as faulty, installation.edited_webhooks(trusting(other)):
        installation.route_to(faulty.address)
        fails_as_configured(cluster, namespace, "x509: certificate is valid for ")
        assert not faulty.reviews


def test_expired_certificate(cluster, installation, namespace, folder):
    expired = folder / "expired"
    make_certs("issue", expired, made="-400d")
    with FaultyWebhook(expired, hang_up) as faulty, installation.edited_webhooks(trusting(expired)):
        installation.route_to(faulty.address)
        fails_as_configured(cluster, namespace, "x509: certificate has expired or is not yet valid")
        assert not faulty.reviews


def trusting(certificates):
    bundle = base64.b64encode((certificates / "ca.crt").read_bytes()).decode()
    return lambda webhook: webhook["clientConfig"].update(caBundle=bundle)


def test_ca_bundle_that_is_none(cluster, installation, namespace):
    with installation.edited_webhooks(lambda webhook: webhook["clientConfig"].update(caBundle="bm9uZQ==")):
        fails_as_configured(cluster, namespace, "unable to load root certificates")


def test_service_that_is_gone(cluster, installation, namespace):
    with installation.edited_webhooks(lambda webhook: webhook["clientConfig"]["service"].update(name="gone")):
        fails_as_configured(cluster, namespace, 'service "gone" not found', 'service "tempo-admission" not found')


def test_no_lockout_while_nobody_answers(cluster, installation, namespace):
    """Fail-closed and down: everything that a cluster needs to work, and to repair the webhook, still works."""
    installation.route_to()
    wait_until(lambda: not cluster.api.create(tenants(namespace, GOOD_OVERRIDES), dry_run=True).ok,
               "tenant ConfigMaps to be refused")
    new = cluster.create_namespace("new")
    bad, other = {"overrides.yaml": BAD_OVERRIDES}, {"ca.crt": "x"}
    for data, metadata in ((other, {"name": "kube-root-ca.crt", "namespace": new}),
                           (other, {"name": "leader", "namespace": new, "annotations": {LEADER: "{}"}}),
                           (bad, {"name": unique("own"), "namespace": "tempo-admission"}),
                           (bad, {"name": unique("system"), "namespace": "kube-system"})):
        answer = cluster.api.create({"kind": "ConfigMap", "apiVersion": "v1", "data": data,
                                     "metadata": {**metadata, "labels": tempo_labels()}})
        assert answer.ok, answer.message
    for change in ({"spec": {"replicas": 3}}, {"spec": {"replicas": 2}}):
        assert cluster.api.merge("Deployment", "tempo-admission", NAME, change).ok
    assert cluster.api.merge("ConfigMap", "tempo-admission", f"{NAME}-policy", {"data": {"more": "x"}}).ok
    assert cluster.api.delete("Namespace", None, new).ok


def test_case_133_the_way_back_is_to_delete_the_configurations(cluster, installation, namespace):
    installation.route_to()
    wait_until(lambda: not cluster.api.create(tenants(namespace, GOOD_OVERRIDES), dry_run=True).ok,
               "tenant ConfigMaps to be refused")
    cluster.kubectl("delete", ",".join(CONFIGURATIONS), NAME)
    try:
        wait_until(lambda: cluster.api.create(tenants(namespace, GOOD_OVERRIDES), dry_run=True).ok,
                   "tenant ConfigMaps to be taken again")
    finally:
        installation.apply()
