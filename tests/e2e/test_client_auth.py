"""The API server shows a client certificate and a token if its AdmissionConfiguration says so: case 134."""

from harness.faulty_webhook import FaultyWebhook, allow
from harness.objects import SERVES_METRICS, service
from harness.processes import wait_until
from harness.tools import make_certs


def created(cluster):
    return cluster.api.create(service("default"), dry_run=True)


def handshakes_failed(installation):
    return sum(replica.metric("tempo_admission_connections_total", result="handshake_failed")
               for replica in installation.replicas)


def client_ca(cluster):
    return f"--client-ca={cluster.folder / 'webhook-client' / 'ca.crt'}"


def test_case_134_certificate_of_the_api_server_is_accepted(cluster, install):
    installation = install("enforce", extra_arguments=[client_ca(cluster)])
    assert created(cluster).annotations == SERVES_METRICS
    assert handshakes_failed(installation) == 0


def test_case_134_certificate_of_another_ca_is_refused(cluster, install, folder):
    another = folder / "another-client-ca"
    make_certs("client", another)
    installation = install("enforce", extra_arguments=[f"--client-ca={another / 'ca.crt'}"])
    failed_before = cluster.metric("apiserver_admission_webhook_fail_open_count")
    answer = created(cluster)
    assert answer.ok and answer.annotations == {}
    assert cluster.metric("apiserver_admission_webhook_fail_open_count") > failed_before
    assert handshakes_failed(installation) > 0


def test_case_134_bearer_token_is_taken_and_found_in_no_log(cluster, install):
    """Certificates identify the caller; an additional token changes nothing and must not leak."""
    installation = install("enforce", extra_arguments=["--log-level=trace"])
    assert created(cluster).annotations == SERVES_METRICS
    with FaultyWebhook(installation.certificates, lambda review, _path: allow(review)) as witness:
        installation.route_to(witness.address)
        wait_until(lambda: created(cluster).ok and witness.headers, "the witness to be called")
        assert witness.headers[0]["Authorization"] == f"Bearer {cluster.webhook_token}"
    assert not any(cluster.webhook_token in replica.process.output() for replica in installation.replicas)
