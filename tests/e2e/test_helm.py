"""The Tempo charts through Helm: every Service ends as the default policy says, and nothing drifts."""

import json

import pytest

from harness import charts
from harness.objects import NOT_SCRAPED, SERVES_METRICS

COMPONENTS = {"compactor", "distributor", "ingester", "querier", "query-frontend"}
ENTERPRISE_COMPONENTS = {"admin-api", "enterprise-federation-frontend", "enterprise-gateway", "metrics-generator"}
TWINS = {"distributor-discovery", "ingester-discovery", "query-frontend-discovery"}
ENTERPRISE_TWINS = {"metrics-generator-discovery"}


def expected(components, twins):
    """Annotations by the Service's name without its prefix, from the default policy's table."""
    return {**dict.fromkeys(components, SERVES_METRICS), **dict.fromkeys(twins, NOT_SCRAPED),
            "gossip-ring": NOT_SCRAPED, "memcached": {}}


DEFAULT = expected(COMPONENTS, TWINS)
ENTERPRISE = expected(COMPONENTS | ENTERPRISE_COMPONENTS, TWINS | ENTERPRISE_TWINS)


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture
def release(cluster, installation, shared_data, folder):
    namespace = cluster.create_namespace("helm")

    class Release:
        def chart(self, rendered, version):
            return str(charts.wrap(shared_data, folder, rendered, namespace, version))

        def helm(self, verb, *arguments):
            return cluster.helm(verb, "t", *arguments, "-n", namespace)

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


@pytest.mark.parametrize("rendered,table", [(charts.DEFAULT, DEFAULT), (charts.ENTERPRISE, ENTERPRISE),
                                            (charts.NEWER, DEFAULT)], ids=["1.61.3", "enterprise", "2.26.2"])
def test_install_annotates_every_service_as_the_policy_says(release, rendered, table):
    release.helm("install", release.chart(rendered, "1.0.0"), "--no-hooks")
    assert release.annotations() == table


def test_upgrade_and_rollback_leave_every_service_as_the_policy_says(release):
    """From default to enterprise and back. (To 2.26.2 no cluster can go: memcached's Service becomes headless.)"""
    release.helm("install", release.chart(charts.DEFAULT, "1.61.3"), "--no-hooks")
    release.helm("upgrade", release.chart(charts.ENTERPRISE, "1.61.3-enterprise"), "--no-hooks")
    assert release.annotations() == ENTERPRISE
    release.helm("rollback", "1", "--no-hooks")
    assert release.annotations() == DEFAULT


def test_same_upgrade_again_writes_nothing(release):
    chart = release.chart(charts.DEFAULT, "1.61.3")
    release.helm("install", chart, "--no-hooks")
    before = release.versions()
    release.helm("upgrade", chart, "--no-hooks")
    assert release.versions() == before


def test_annotations_belong_to_no_manager(release):
    release.helm("install", release.chart(charts.DEFAULT, "1.61.3"), "--no-hooks")
    for name, service in release.services().items():
        owners = {entry["manager"] for entry in service["metadata"]["managedFields"]}
        assert owners == {"helm"}, name
        assert "prometheus.io" not in json.dumps(service["metadata"]["managedFields"]).replace(
            "f:prometheus.io/service-monitor", ""), name


def test_kubectl_takes_over_by_either_apply_without_a_change(cluster, release, shared_data):
    release.helm("install", release.chart(charts.DEFAULT, "1.61.3"), "--no-hooks")
    services = [obj for obj in charts.read(shared_data, charts.DEFAULT, release.namespace)
                if obj["kind"] == "Service"]
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
    release.helm("install", release.chart(charts.DEFAULT, "1.61.3"), "--no-hooks")
    release.helm("uninstall")
    assert release.services() == {}
