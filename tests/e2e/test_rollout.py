"""Nothing is lost while replicas restart, certificates rotate and the policy changes, under load."""

import time

import pytest

from harness.load import Load
from harness.tools import MANIFESTS, make_certs

FAIL_OPEN = "apiserver_admission_webhook_fail_open_count"
# How long a cluster needs to inform every kube-proxy that a pod is leaving; well below the drain delay.
ENDPOINTS_LAG = 3
# How long until every API server uses a new caBundle; the documents say a minute, one server needs less.
CONFIGURATION_LAG = 3


@pytest.fixture
def installation(install):
    """A new one for each test: the negative controls leave theirs unusable."""
    return install("enforce")


@pytest.fixture
def load(cluster, installation):
    return Load(cluster, cluster.create_namespace("load"))


def nothing_was_lost(load):
    result = load.result
    assert (result["failed"], result["unpatched"]) == (0, 0), result["examples"]
    assert result["per_second"] >= 100, result
    assert result["requests"] > 200, result


def replace(installation, replica):
    """What a rolling update does to one pod: a new one starts, this one gets SIGTERM and leaves the Service late."""
    installation.add_replica()
    replica.terminate()
    leave_service_late(installation, replica)
    assert replica.process.wait(timeout=45) == 0


def leave_service_late(installation, replica):
    time.sleep(ENDPOINTS_LAG)
    installation.replicas.remove(replica)
    installation.route()


def test_case_124_rolling_restart_loses_nothing(cluster, installation, load):
    failed_open = cluster.metric(FAIL_OPEN)
    with load:
        for replica in list(installation.replicas):
            replace(installation, replica)
    nothing_was_lost(load)
    assert cluster.metric(FAIL_OPEN) == failed_open


def test_certificate_rotation_in_three_steps_loses_nothing(installation, load):
    with load:
        for step in ("add-ca", "swap-leaf", "drop-ca"):
            make_certs("rotate", installation.certificates, step)
            installation.apply()
            if step == "swap-leaf":
                installation.sync_and_wait("certificate")
            time.sleep(CONFIGURATION_LAG)
    nothing_was_lost(load)


def test_new_leaf_from_the_same_ca_loses_nothing(installation, load):
    with load:
        make_certs("renew", installation.certificates)
        installation.apply()
        installation.sync_and_wait("certificate")
        time.sleep(1)
    nothing_was_lost(load)


def test_policy_reload_loses_nothing(installation, load):
    default = (MANIFESTS / "base" / "policy.yaml").read_text()
    with load:
        for contact in ("first", "second", "third"):
            more = f"prometheus.io/scrape: \"true\"\n    example.com/contact: {contact}"
            installation.use_policy(default.replace('prometheus.io/scrape: "true"', more))
            time.sleep(0.5)
    nothing_was_lost(load)


def test_negative_control_a_restart_without_drain_is_noticed(installation, load):
    """The same rolling restart, but pods disappear without a drain: proves that the other tests can fail."""
    with load:
        for replica in list(installation.replicas):
            installation.add_replica()
            replica.process.kill()
            leave_service_late(installation, replica)
    assert load.result["failed"] + load.result["unpatched"] > 0, load.result


def test_negative_control_swapping_the_leaf_first_is_noticed(cluster, installation, load):
    """The order of a rotation matters: a leaf whose CA is not trusted yet loses calls."""
    with load:
        time.sleep(1)
        make_certs("rotate", installation.certificates, "add-ca")
        make_certs("rotate", installation.certificates, "swap-leaf")
        cluster.kubectl("apply", "-f", str(installation.certificates / "secret.yaml"))
        installation.sync_and_wait("certificate")
        installation.cut_connections()
        time.sleep(2)
    assert load.result["failed"] + load.result["unpatched"] > 0, load.result
