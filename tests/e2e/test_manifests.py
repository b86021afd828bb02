"""Every manifest is valid by the real API server's own word and by kubeconform, and says what it should."""

import json
import re
import subprocess

import pytest
import yaml

from harness.openapi import write_schemas
from harness.processes import wait_until
from harness.tools import CACHE, MANIFESTS, REPOSITORY, binary, tool

OVERLAYS = ["audit-only", "enforce", "cert-manager"]


@pytest.fixture(scope="module")
def cert_manager(cluster):
    """The API of cert-manager: its real CRDs, no controller."""
    for name in ("certificates", "issuers"):
        definition = yaml.safe_load((CACHE / "crds" / f"crd-{name}.yaml").read_text())
        definition["metadata"] = {"name": definition["metadata"]["name"]}
        cluster.kubectl("create", "-f", "-", stdin=json.dumps(definition))
    wait_until(lambda: cluster.api.request("GET", "/openapi/v3/apis/cert-manager.io/v1").ok,
               "the API server to serve cert-manager's kinds")


@pytest.fixture(scope="module")
def schemas(cluster, cert_manager, folder):
    write_schemas(cluster.api, folder / "schemas", ["apis/cert-manager.io/v1"])
    return folder / "schemas"


def rendered(cluster, overlay):
    return cluster.kubectl("kustomize", str(MANIFESTS / "overlays" / overlay)).stdout


def kubeconform(schemas, manifests):
    return subprocess.run(
        [tool("kubeconform"), "-strict", "-summary", "-schema-location",
         str(schemas) + "/{{.ResourceKind}}{{.KindSuffix}}.json", "-"],
        input=manifests, text=True, capture_output=True)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_overlay_passes_kubeconform(cluster, schemas, overlay):
    done = kubeconform(schemas, rendered(cluster, overlay))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Skipped: 0" in done.stdout


def test_kubeconform_finds_a_planted_fault(cluster, schemas):
    done = kubeconform(schemas, rendered(cluster, "enforce").replace("readOnlyRootFilesystem", "readOnlyRoot"))
    assert done.returncode == 1 and "readOnlyRoot" in done.stdout, done.stdout


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_overlay_is_accepted_by_the_api_server_without_a_warning(cluster, cert_manager, overlay):
    cluster.kubectl("apply", "-f", str(MANIFESTS / "base" / "namespace.yaml"))
    done = cluster.kubectl("apply", "-k", str(MANIFESTS / "overlays" / overlay), "--dry-run=server",
                           "--validate=strict")
    assert "Warning" not in done.stderr, done.stderr


def test_pods_meet_the_restricted_pod_security_standard(cluster):
    cluster.kubectl("apply", "-f", str(MANIFESTS / "base" / "namespace.yaml"))
    deployment = next(d for d in yaml.safe_load_all(rendered(cluster, "enforce")) if d["kind"] == "Deployment")
    pod = {"apiVersion": "v1", "kind": "Pod", "spec": deployment["spec"]["template"]["spec"],
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


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_enforce_fails_closed_and_only_for_tenants(cluster, overlay):
    closed = [(document["kind"], webhook["name"])
              for document in yaml.safe_load_all(rendered(cluster, overlay))
              for webhook in document.get("webhooks", []) if webhook["failurePolicy"] == "Fail"]
    expected = [("ValidatingWebhookConfiguration", "overrides.tempo-admission.io"),
                ("ValidatingWebhookConfiguration", "tenants.tempo-admission.io")]
    assert closed == (expected if overlay == "enforce" else [])


def test_the_drain_fits_into_the_grace_period(cluster):
    deployment = next(d for d in yaml.safe_load_all(rendered(cluster, "enforce")) if d["kind"] == "Deployment")
    drain_delay, drain_timeout = 10, 20
    assert deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > drain_delay + drain_timeout


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


def test_documents_name_only_files_that_exist():
    for page in ("install.md", "operations.md"):
        text = (REPOSITORY / "docs" / page).read_text()
        for word in text.replace("`", " ").replace("(", " ").replace(")", " ").split():
            if word.startswith(("manifests/", "certs/make")):
                assert (REPOSITORY / word.rstrip(".,:;")).exists(), f"{page} names {word}"
