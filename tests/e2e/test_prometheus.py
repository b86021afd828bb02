"""A real Prometheus finds Tempo's pods by annotations alone, and only because the webhook put them there."""

import secrets

import pytest

from harness import charts, workloads
from harness.prometheus import Prometheus, TempoPorts
from harness.processes import wait_until
from harness.tools import REPOSITORY

GOSSIP_RECIPE = REPOSITORY / "src" / "policy" / "presets" / "scrape-gossip-ring.yaml"
METRICS, MEMBERLIST = 3200, 7946


class Tempo:
    """The chart's Services and workloads in a namespace of their own, with pods that answer."""

    def __init__(self, cluster):
        self.namespace = cluster.create_namespace("scraped")
        self.network = f"127.{128 + secrets.randbelow(64)}.{secrets.randbelow(256)}"
        self._cluster = cluster
        objects = charts.objects(cluster, self.namespace)
        self._services = [obj for obj in objects if obj["kind"] == "Service"]
        self.pods = workloads.pods_of(objects, self.namespace)
        for service in self._services:
            answer = cluster.api.create(service)
            assert answer.ok, answer.message
        workloads.run(cluster.api, self._services, self.pods)

    def expected(self, port_name, health):
        return {(pod.name, pod.ports[port_name]): health for pod in self.pods if port_name in pod.ports}

    def listening(self):
        return TempoPorts(self.pods, self.network)


@pytest.fixture
def scrape(cluster, folder):
    """scrape(role) -> what a new Prometheus finds in a new Tempo, once each target has been scraped."""
    def run(role="endpoints"):
        tempo = Tempo(cluster)
        prometheus = Prometheus(cluster, folder / f"prometheus-{secrets.token_hex(2)}", tempo.namespace,
                                tempo.network, role)
        with tempo.listening(), prometheus:
            prometheus.wait_until_all_is_discovered()
            wait_until(lambda: "unknown" not in prometheus.targets().values(), "every target to be scraped")
            return tempo, prometheus.targets()
    return run


@pytest.mark.parametrize("role", ["endpoints", "endpointslice"])
def test_one_target_for_each_pod_that_serves_metrics(install, scrape, role):
    install("enforce")
    tempo, targets = scrape(role)
    assert len(targets) == 7  # three ingesters, one of each other component, not memcached
    assert targets == tempo.expected("http-metrics", "up")


def test_without_the_webhook_nothing_is_found(install, scrape):
    install("enforce").remove()
    _, targets = scrape()
    assert targets == {}


def test_published_recipe_adds_gossip_targets_that_are_down(install, scrape):
    install("enforce", policy=GOSSIP_RECIPE.read_text())
    tempo, targets = scrape()
    assert targets == {**tempo.expected("http-metrics", "up"), **tempo.expected("http-memberlist", "down")}
    assert {port for _, port in targets} == {METRICS, MEMBERLIST}
