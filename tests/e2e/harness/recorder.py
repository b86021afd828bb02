"""Records the AdmissionReviews that the API server sends while Helm and kubectl do what people do with Tempo."""

import base64
import gzip
import json

from harness import charts
from harness.faulty_webhook import FaultyWebhook, allow
from harness.objects import BAD_OVERRIDES, GOOD_OVERRIDES, service, tenants
from harness.processes import wait_until

NAME = "recorder"
LABEL = "recorded"  # of the namespaces whose reviews are kept
EXTRA = "tempo-extra"
ACCOUNT = "system:serviceaccount:tempo-extra:provisioner"
BIG_TENANTS = 8000
BIG_OVERRIDES = "overrides:\n" + "".join(
    f"  team-{number:05}:\n    ingestion:\n      rate_limit_bytes: 15000000\n      burst_size_bytes: 20000000\n"
    for number in range(BIG_TENANTS))
DECLARED = """\
tenants:
- {name: team-a, display_name: Team A}
"""


def record(cluster, certificates):
    """[{name, phase, body}], sorted; the bodies as they were sent."""
    with FaultyWebhook(certificates, lambda review, _: allow(review)) as webhook:
        for kind, operations in (("MutatingWebhookConfiguration", ["CREATE", "UPDATE"]),
                                 ("ValidatingWebhookConfiguration", ["CREATE", "UPDATE", "DELETE"])):
            made = cluster.api.create(_configuration(kind, operations, certificates, webhook.address[1]))
            assert made.ok, made.message
        try:
            _wait_until_called(cluster, webhook)
            for version in (*charts.VERSIONS, None):
                _release(cluster, version)
            _extra(cluster)
        finally:
            for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"):
                cluster.api.delete(kind, None, NAME)
    return _named(webhook.bodies)


def shape(recordings):
    """A recording without what differs in each run: identifiers, times and addresses."""
    return [{"name": one["name"], "phase": one["phase"], "body": _without_chance(json.loads(one["body"]))}
            for one in recordings]


CHANCE = {"uid", "resourceVersion", "creationTimestamp", "time", "clusterIP", "clusterIPs"}


def _without_chance(value):
    if isinstance(value, dict):
        return {key: "" if key in CHANCE and inner != "None" else _without_chance(inner)
                for key, inner in value.items()}
    return [_without_chance(inner) for inner in value] if isinstance(value, list) else value


def _configuration(kind, operations, certificates, port):
    bundle = base64.b64encode((certificates / "ca.crt").read_bytes()).decode()
    phase = "mutate" if kind.startswith("Mutating") else "validate"
    return {
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": kind, "metadata": {"name": NAME},
        "webhooks": [{
            "name": "recorder.tempo-admission.io", "admissionReviewVersions": ["v1"], "sideEffects": "None",
            "failurePolicy": "Fail", "timeoutSeconds": 10, "namespaceSelector": {"matchLabels": {LABEL: "true"}},
            "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["services", "configmaps"],
                       "operations": operations}],
            "clientConfig": {"caBundle": bundle, "url": f"https://localhost:{port}/{phase}"}}]}


def _wait_until_called(cluster, webhook):
    """The API server learns of a configuration a moment after it was written."""
    _namespace(cluster, "tempo-probe")

    def both_phases():
        cluster.api.create(service("tempo-probe", name="probe"), dry_run=True)
        return {path.split("?")[0] for path, _ in webhook.bodies} == {"/mutate", "/validate"}

    wait_until(both_phases, "the API server to call the recorder")
    webhook.bodies.clear()


def _namespace(cluster, name):
    made = cluster.api.create({"apiVersion": "v1", "kind": "Namespace",
                               "metadata": {"name": name, "labels": {LABEL: "true"}}})
    assert made.ok, made.message


def _release(cluster, version):
    """Installed with default values, upgraded to everything, uninstalled."""
    namespace = f"tempo-{version}".replace(".", "-") if version else "tempo-single"
    _namespace(cluster, namespace)
    cluster.helm("install", "tempo", *charts.arguments(version), "-n", namespace)
    cluster.helm("upgrade", "tempo", *charts.arguments(version, everything=True), "-n", namespace)
    cluster.helm("uninstall", "tempo", "-n", namespace)


def _extra(cluster):
    _namespace(cluster, EXTRA)
    _services(cluster)
    _config_maps(cluster)


def _services(cluster):
    made = service(EXTRA, "apply-client-side")
    _kubectl(cluster, "apply", made)
    made["spec"]["ports"].append({"name": "grpc", "port": 9095})
    _kubectl(cluster, "apply", made)
    cluster.kubectl("label", "service", "-n", EXTRA, "apply-client-side", "app.kubernetes.io/name-")
    made = service(EXTRA, "apply-server-side")
    _kubectl(cluster, "apply", made, "--server-side")
    made["metadata"]["annotations"] = {"prometheus.io/scrape": "false"}
    _kubectl(cluster, "apply", made, "--server-side")
    cluster.kubectl("create", "rolebinding", "provisioner", "-n", EXTRA, "--clusterrole=cluster-admin",
                    f"--serviceaccount={EXTRA}:provisioner")
    _kubectl(cluster, "create", service(EXTRA, "by-serviceaccount"), f"--as={ACCOUNT}")
    _kubectl(cluster, "create", service(EXTRA, "empty-annotations", annotations={}))
    cluster.kubectl("delete", "service", "-n", EXTRA, "empty-annotations")
    _kubectl(cluster, "create", service(EXTRA, "own-annotations", annotations={"prometheus.io/port": "9999"}))
    _kubectl(cluster, "create", service(EXTRA, "dry-run"), "--dry-run=server")
    _kubectl(cluster, "create", service(EXTRA, "not-tempo", labels={"app.kubernetes.io/name": "loki"}))
    cluster.kubectl("label", "--overwrite", "service", "-n", EXTRA, "not-tempo", "app.kubernetes.io/name=tempo")


def _config_maps(cluster):
    _kubectl(cluster, "create", tenants(EXTRA, GOOD_OVERRIDES, "overrides-good"))
    _kubectl(cluster, "replace", tenants(EXTRA, GOOD_OVERRIDES + "  team-b: {}\n", "overrides-good"))
    cluster.kubectl("delete", "configmap", "-n", EXTRA, "overrides-good")
    _kubectl(cluster, "create", tenants(EXTRA, BAD_OVERRIDES, "overrides-bad"))
    _kubectl(cluster, "create", tenants(EXTRA, BAD_OVERRIDES, "unlabelled", labels={}))
    _kubectl(cluster, "create", tenants(EXTRA, BIG_OVERRIDES, "overrides-big"))
    declared = tenants(EXTRA, "", "tenants-good", labels={"tempo-admission.io/tenants": "true"})
    _kubectl(cluster, "create", {**declared, "data": {"tenants.yaml": DECLARED}})
    _kubectl(cluster, "create", {**tenants(EXTRA, "", "no-tenant-key"), "data": {"tempo.yaml": "target: all\n"}})
    for name, content in (("binary", GOOD_OVERRIDES.encode()), ("binary-gzip", gzip.compress(
            GOOD_OVERRIDES.encode(), mtime=0))):
        key = "overrides.yaml.gz" if name == "binary-gzip" else "overrides.yaml"
        binary = {key: base64.b64encode(content).decode()}
        _kubectl(cluster, "create", {**tenants(EXTRA, "", name), "data": None, "binaryData": binary})


def _kubectl(cluster, verb, obj, *options):
    cluster.kubectl(verb, *options, "-f", "-", stdin=json.dumps(obj))


def _named(bodies):
    """Names by namespace, resource, object and operation; a second one of that name has a number."""
    seen, recorded = {}, []
    for path, body in bodies:
        request = json.loads(body)["request"]
        phase = path.split("?")[0].lstrip("/")
        name = "-".join([request["namespace"], request["resource"]["resource"], request["name"],
                         request["operation"].lower()])
        seen[name, phase] = count = seen.get((name, phase), 0) + 1
        recorded.append({"name": name if count == 1 else f"{name}-{count}", "phase": phase, "body": body.decode()})
    return sorted(recorded, key=lambda one: (one["name"], one["phase"]))
