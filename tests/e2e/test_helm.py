"""The Tempo charts through Helm: every Service ends as the default policy says, and nothing drifts."""

import json

import pytest

from harness import charts
from harness.objects import NOT_SCRAPED, SERVES_METRICS

# By component, from the default policy's table; components in neither set are left alone.
METRICS = {
    charts.OLDEST: {"compactor", "distributor", "ingester", "querier", "query-frontend"},
    charts.MIDDLE: {"compactor", "distributor", "ingester", "querier", "query-frontend"},
    charts.NEWEST: {"backend-scheduler", "backend-worker", "block-builder", "distributor", "live-store", "querier",
                    "query-frontend"},
}
TWINS = {
    charts.OLDEST: {"distributor-discovery", "ingester-discovery", "query-frontend-discovery"},
    charts.MIDDLE: {"distributor-discovery", "ingester-discovery", "query-frontend-discovery"},
    charts.NEWEST: {"distributor-discovery", "query-frontend-discovery"},
}
ZONES = {"ingester-zone-a", "ingester-zone-b", "ingester-zone-c"}
ENTERPRISE = {"admin-api", "enterprise-federation-frontend", "enterprise-gateway"}
MORE_METRICS = {
    charts.OLDEST: ENTERPRISE | ZONES,
    charts.MIDDLE: ENTERPRISE | ZONES | METRICS[charts.NEWEST],
    charts.NEWEST: set(),
}
REPLACED = {charts.OLDEST: {"ingester"}, charts.MIDDLE: {"compactor", "ingester"}, charts.NEWEST: set()}
CACHES = {"memcached-bloom", "memcached-frontend-search", "memcached-parquet-footer"}
NOTHING = {charts.OLDEST: {"gateway"}, charts.MIDDLE: CACHES | {"gateway"}, charts.NEWEST: CACHES | {"gateway"}}


def expected(version, everything=False):
    """Annotations by the Service's name without its prefix."""
    metrics, twins, nothing = METRICS[version], TWINS[version], {"memcached"}
    if everything:
        metrics = metrics - REPLACED[version] | MORE_METRICS[version] | {"metrics-generator"}
        twins, nothing = twins | {"metrics-generator-discovery"}, nothing | NOTHING[version]
    return {**dict.fromkeys(metrics, SERVES_METRICS), **dict.fromkeys(twins | {"gossip-ring"}, NOT_SCRAPED),
            **dict.fromkeys(nothing, {})}


DEFAULT, EVERYTHING = expected(charts.OLDEST), expected(charts.OLDEST, everything=True)


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture
def release(cluster, installation):
    namespace = cluster.create_namespace("helm")

    class Release:
        def helm(self, verb, *arguments):
            return cluster.helm(verb, "t", *arguments, "-n", namespace)

        def install(self, version=charts.OLDEST, everything=False):
            self.helm("install", *charts.arguments(version, everything))

        def upgrade(self, version=charts.OLDEST, everything=False):
            self.helm("upgrade", *charts.arguments(version, everything))

        def services(self):
            return {service["metadata"]["name"].removeprefix("t-tempo-"): service
                    for service in cluster.api.list("Service", namespace, "app.kubernetes.io/name=tempo")}

        def annotations(self):
            """Without Helm's own marks."""
            return {name: {key: value for key, value in service["metadata"].get("annotations", {}).items()
                           if not key.startswith("meta.helm.sh/")}
                    for name, service in self.services().items()}

        def scrape_annotations(self):
            return {name: {key: value for key, value in annotations.items() if key.startswith("prometheus.io/")}
                    for name, annotations in self.annotations().items()}

        def versions(self):
            return {name: service["metadata"]["resourceVersion"] for name, service in self.services().items()}

    release = Release()
    release.namespace = namespace
    return release


@pytest.mark.parametrize("everything", [False, True], ids=["default", "everything"])
@pytest.mark.parametrize("version", charts.VERSIONS)
def test_install_annotates_every_service_as_the_policy_says(release, version, everything):
    release.install(version, everything)
    assert release.annotations() == expected(version, everything)


def test_single_binary_is_scraped_at_its_own_port_and_its_headless_service_is_not(release):
    release.install(version=None, everything=True)
    assert release.annotations() == {"t-tempo": SERVES_METRICS, "headless": NOT_SCRAPED}


def test_upgrade_and_rollback_leave_every_service_as_the_policy_says(release):
    """From default to everything and back. (No cluster can upgrade to 2.26.2: memcached's Service becomes headless.)"""
    release.install()
    release.upgrade(everything=True)
    assert release.annotations() == EVERYTHING
    release.helm("rollback", "1")
    assert release.annotations() == DEFAULT


def test_same_upgrade_again_writes_nothing(release):
    release.install()
    before = release.versions()
    release.upgrade()
    assert release.versions() == before


def test_annotations_belong_to_no_manager(release):
    release.install()
    for name, service in release.services().items():
        owners = {entry["manager"] for entry in service["metadata"]["managedFields"]}
        assert owners == {"helm"}, name
        assert "prometheus.io" not in json.dumps(service["metadata"]["managedFields"]).replace(
            "f:prometheus.io/service-monitor", ""), name


def test_kubectl_takes_over_by_either_apply_without_a_change(cluster, release):
    release.install()
    services = [obj for obj in charts.objects(cluster, release.namespace) if obj["kind"] == "Service"]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": services})
    for apply in (["apply", "--server-side", "--force-conflicts"], ["apply"]):
        cluster.kubectl(*apply, "-f", "-", stdin=text)
        assert release.scrape_annotations() == DEFAULT
        before = release.versions()
        cluster.kubectl(*apply, "-f", "-", stdin=text)
        assert release.versions() == before
    for name, service in release.services().items():
        declared = json.loads(service["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"])
        assert not any(key.startswith("prometheus.io/") for key in declared["metadata"]["annotations"] or {}), name


def test_uninstall_is_not_held_up(release):
    release.install()
    release.helm("uninstall")
    assert release.services() == {}
