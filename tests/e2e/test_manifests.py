"""Every manifest is valid for the real API server and kubeconform, and has the expected content."""

import json
import re
import subprocess

import pytest
import yaml

from harness.openapi import write_schemas
from harness.processes import wait_until
from harness.tools import CACHE, MANIFESTS, binary, tool

OVERLAYS = ["audit-only", "enforce", "cert-manager"]
EVERYTHING = ["base", *(f"overlays/{name}" for name in OVERLAYS)]


def published_kinds(api):
    """The kinds of cert-manager in the API server's OpenAPI document, which gets them one definition at a time."""
    answer = api.request("GET", "/openapi/v3/apis/cert-manager.io/v1")
    schemas = answer.body["components"]["schemas"] if answer.ok else {}
    return {name.rsplit(".", 1)[-1] for name in schemas}


@pytest.fixture(scope="module")
def cert_manager(cluster):
    """The API of cert-manager: its real CRDs, no controller."""
    for name in ("certificates", "issuers"):
        definition = yaml.safe_load((CACHE / "crds" / f"crd-{name}.yaml").read_text())
        definition["metadata"] = {"name": definition["metadata"]["name"]}
        cluster.kubectl("create", "-f", "-", stdin=json.dumps(definition))
    wait_until(lambda: {"Certificate", "Issuer"} <= published_kinds(cluster.api),
               "the API server to publish cert-manager's kinds")


@pytest.fixture(scope="module")
def schemas(cluster, cert_manager, folder):
    write_schemas(cluster.api, folder / "schemas", ["apis/cert-manager.io/v1"])
    return folder / "schemas"


def rendered(cluster, kustomization):
    return cluster.kubectl("kustomize", str(MANIFESTS / kustomization)).stdout


def objects(cluster, kustomization, kind):
    return [document for document in yaml.safe_load_all(rendered(cluster, kustomization)) if document["kind"] == kind]


@pytest.fixture
def deployment(cluster):
    return objects(cluster, "base", "Deployment")[0]["spec"]["template"]


def kubeconform(schemas, manifests):
    return subprocess.run(
        [tool("kubeconform"), "-strict", "-summary", "-schema-location",
         str(schemas) + "/{{.ResourceKind}}{{.KindSuffix}}.json", "-"],
        input=manifests, text=True, capture_output=True)


@pytest.mark.parametrize("kustomization", EVERYTHING)
def test_kubeconform_finds_no_fault(cluster, schemas, kustomization):
    done = kubeconform(schemas, rendered(cluster, kustomization))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Skipped: 0" in done.stdout


def test_kubeconform_finds_a_planted_fault(cluster, schemas):
    done = kubeconform(schemas, rendered(cluster, "overlays/enforce").replace("readOnlyRootFilesystem", "readOnlyRoot"))
    assert done.returncode == 1 and "readOnlyRoot" in done.stdout, done.stdout


@pytest.mark.parametrize("kustomization", EVERYTHING)
def test_api_server_accepts_it_without_a_warning(cluster, cert_manager, kustomization):
    cluster.kubectl("apply", "-f", str(MANIFESTS / "base" / "namespace.yaml"))
    done = cluster.kubectl("apply", "-k", str(MANIFESTS / kustomization), "--dry-run=server", "--validate=strict")
    assert "Warning" not in done.stderr, done.stderr


def test_pods_meet_the_restricted_pod_security_standard(cluster, deployment):
    cluster.kubectl("apply", "-f", str(MANIFESTS / "base" / "namespace.yaml"))
    pod = {"apiVersion": "v1", "kind": "Pod", "spec": deployment["spec"],
           "metadata": {"name": "probe", "namespace": "tempo-admission"}}
    assert cluster.api.create(pod, dry_run=True).ok
    pod["spec"]["containers"][0]["securityContext"] = {}
    refused = cluster.api.create(pod, dry_run=True)
    assert refused.code == 403 and "restricted" in refused.message, refused.message


def test_policy_of_the_manifests_is_the_built_in_one():
    built_in = subprocess.run([binary(), "policy", "default"], check=True, text=True, capture_output=True).stdout
    assert (MANIFESTS / "base" / "policy.yaml").read_text() == built_in


def test_policy_of_audit_only_differs_by_its_mode_alone():
    base = (MANIFESTS / "base" / "policy.yaml").read_text()
    audit = (MANIFESTS / "overlays" / "audit-only" / "policy.yaml").read_text()
    assert audit == base.replace("\nmode: enforce\n", "\nmode: audit\n") != base


@pytest.mark.parametrize("kustomization", EVERYTHING)
def test_only_enforce_fails_closed_and_only_for_tenants(cluster, kustomization):
    closed = [(document["kind"], webhook["name"])
              for document in yaml.safe_load_all(rendered(cluster, kustomization))
              for webhook in document.get("webhooks", []) if webhook["failurePolicy"] == "Fail"]
    expected = [("ValidatingWebhookConfiguration", "overrides.tempo-admission.io"),
                ("ValidatingWebhookConfiguration", "tenants.tempo-admission.io")]
    assert closed == (expected if kustomization == "overlays/enforce" else [])


def test_the_drain_fits_into_the_grace_period(deployment):
    assert not any("drain" in argument for argument in deployment["spec"]["containers"][0]["args"])
    usage = subprocess.run([binary(), "serve", "--help"], check=True, text=True, capture_output=True).stdout
    defaults = [int(re.search(rf"{option} DURATION \(default (\d+)s\)", usage)[1]) for option in ("--drain-delay", "--drain-timeout")]
    assert deployment["spec"]["terminationGracePeriodSeconds"] > sum(defaults)


def test_service_budget_and_network_policy_are_about_the_pods(cluster, deployment):
    labels = deployment["metadata"]["labels"].items()
    service, = objects(cluster, "base", "Service")
    budget, = objects(cluster, "base", "PodDisruptionBudget")
    network_policy, = objects(cluster, "base", "NetworkPolicy")
    for selector in (service["spec"]["selector"], budget["spec"]["selector"]["matchLabels"],
                     network_policy["spec"]["podSelector"]["matchLabels"]):
        assert selector.items() <= labels
    ports = {port["name"] for port in deployment["spec"]["containers"][0]["ports"]}
    assert {port["targetPort"] for port in service["spec"]["ports"]} == ports
    assert {port["port"] for rule in network_policy["spec"]["ingress"] for port in rule["ports"]} == ports


def test_network_policy_lets_nothing_out_and_metrics_only_to_the_monitoring(cluster):
    network_policy, = objects(cluster, "base", "NetworkPolicy")
    assert "Egress" in network_policy["spec"]["policyTypes"] and not network_policy["spec"].get("egress")
    from_anywhere = [port["port"] for rule in network_policy["spec"]["ingress"] if "from" not in rule
                     for port in rule["ports"]]
    assert from_anywhere == ["https"]


def test_cert_manager_makes_the_certificate_that_the_webhooks_want(cluster, deployment):
    """There are no controllers here, so only check that every name they use is correct."""
    folder = "overlays/cert-manager"
    certificates = {c["metadata"]["name"]: c["spec"] for c in objects(cluster, folder, "Certificate")}
    issuers = {i["metadata"]["name"]: i["spec"] for i in objects(cluster, folder, "Issuer")}
    for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"):
        configuration, = objects(cluster, folder, kind)
        namespace, name = configuration["metadata"]["annotations"]["cert-manager.io/inject-ca-from"].split("/")
        service = configuration["webhooks"][0]["clientConfig"]["service"]
        assert namespace == service["namespace"]
        assert f"{service['name']}.{service['namespace']}.svc" in certificates[name]["dnsNames"]
        assert certificates[name]["secretName"] == deployment["spec"]["volumes"][0]["secret"]["secretName"]
        authority = issuers[certificates[name]["issuerRef"]["name"]]["ca"]["secretName"]
        assert any(c.get("isCA") and c["secretName"] == authority for c in certificates.values())


@pytest.mark.parametrize("arguments", [["check", "rules", "prometheus-rules.yaml"],
                                       ["test", "rules", "prometheus-rules-test.yaml"]], ids=lambda a: a[0])
def test_alert_rules_pass_promtool(arguments):
    done = subprocess.run([tool("promtool"), *arguments], cwd=MANIFESTS / "monitoring", text=True,
                          capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_name_metrics_that_the_program_has(install):
    rules = yaml.safe_load((MANIFESTS / "monitoring" / "prometheus-rules.yaml").read_text())
    expressions = " ".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])
    named = set(re.findall(r"tempo_admission_\w+", expressions))
    exposed = install("enforce").replicas[0].get("/metrics")[1]
    assert named and all(f"# TYPE {name} " in exposed for name in named), named
