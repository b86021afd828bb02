"""The API server shows a client certificate where its AdmissionConfiguration says so: case 134."""

import pytest

from harness.objects import SERVES_METRICS, service
from harness.tools import make_certs


def created(cluster):
    return cluster.api.create(service("default"), dry_run=True)


def test_case_134_certificate_of_the_api_server_is_accepted(cluster, install):
    install("enforce", extra_arguments=[f"--client-ca={cluster.folder / 'webhook-client' / 'ca.crt'}"])
    assert created(cluster).annotations == SERVES_METRICS


def test_case_134_certificate_of_another_ca_is_refused(cluster, install, folder):
    another = folder / "another-client-ca"
    make_certs("client", another)
    installation = install("enforce", extra_arguments=[f"--client-ca={another / 'ca.crt'}"])
    failed_before = cluster.metric("apiserver_admission_webhook_fail_open_count")
    answer = created(cluster)
    assert answer.ok and answer.annotations == {}
    assert cluster.metric("apiserver_admission_webhook_fail_open_count") > failed_before
    refused = sum(replica.metric("tempo_admission_connections_total", result="handshake_failed")
                  for replica in installation.replicas)
    assert refused > 0
