"""What the API server sends to the webhooks that a policy asks for, beside everything that it could send."""

import base64
import json
import subprocess

import yaml

from harness.faulty_webhook import FaultyWebhook, allow
from harness.processes import wait_until
from harness.tools import binary

KINDS = {"mutate": "MutatingWebhookConfiguration", "validate": "ValidatingWebhookConfiguration"}
OWN_NAMESPACE = "guards"  # where the program is said to run: exempt by its flag, not by a policy
EVERYTHING = "everything"  # the webhook that is sent every Service and ConfigMap
SERIAL = "example.com/serial"  # an annotation that tells apart the writes of one object


def webhooks_for(policy_file):
    """{phase: webhooks} as `policy webhooks` prints them."""
    done = subprocess.run([binary(), "policy", "webhooks", "--policy", str(policy_file), "--namespace", OWN_NAMESPACE],
                          check=True, text=True, capture_output=True)
    return {phase: configuration["webhooks"]
            for phase, configuration in zip(KINDS, yaml.safe_load_all(done.stdout))}


def every_write():
    webhook = {"name": "everything.example.com", "admissionReviewVersions": ["v1"], "sideEffects": "None",
               "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["services", "configmaps"],
                          "operations": ["CREATE", "UPDATE", "DELETE"]}]}
    return {phase: [webhook] for phase in KINDS}


class Reach:
    """Registers sets of webhooks by name, all at one recorder. They fail closed: an expression that errs is seen."""

    def __init__(self, cluster, certificates, sets, namespace):
        """Every set asks for ConfigMaps in `namespace`."""
        self._namespace = namespace
        self._cluster = cluster
        self._certificates = certificates
        self._sets = {**sets, EVERYTHING: every_write()}

    def __enter__(self):
        self._recorder = FaultyWebhook(self._certificates, lambda review, _: allow(review))
        for name, webhooks in self._sets.items():
            for phase, kind in KINDS.items():
                made = self._cluster.api.create(self._configuration(name, phase, kind, webhooks[phase]))
                assert made.ok, made.message
        self._wait_until_all_are_called()
        return self

    def __exit__(self, *_):
        for name in self._sets:
            for kind in KINDS.values():
                self._cluster.api.delete(kind, None, f"reach-{name}")
        self._recorder.__exit__()

    def sent(self, name, phase):
        """{identity of a request: its AdmissionReview} as it was sent to the webhooks of this set."""
        return {identity(review): review for path, review in self._reviews() if path == f"/{name}/{phase}"}

    def _reviews(self):
        return [(path.split("?")[0], json.loads(body)) for path, body in list(self._recorder.bodies)]

    def _configuration(self, name, phase, kind, webhooks):
        client = {"url": f"https://localhost:{self._recorder.address[1]}/{name}/{phase}",
                  "caBundle": base64.b64encode((self._certificates / "ca.crt").read_bytes()).decode()}
        return {"apiVersion": "admissionregistration.k8s.io/v1", "kind": kind, "metadata": {"name": f"reach-{name}"},
                "webhooks": [{**webhook, "clientConfig": client, "failurePolicy": "Fail", "timeoutSeconds": 30}
                             for webhook in webhooks]}

    def _wait_until_all_are_called(self):
        """Probes that every set asks for; the API server learns of a configuration a moment after it was written."""
        labels = {"app.kubernetes.io/name": "tempo", "tempo-admission.io/tenants": "true", "tier": "gold", "team": "x"}
        probe = {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "probe", "namespace": self._namespace, "labels": labels},
                 "data": {key: "" for key in ("overrides.yaml", "tenants.yaml", "limits.yaml", "key-0")}}
        wanted = {f"/{name}/{phase}" for name in self._sets for phase in KINDS}

        def all_called():
            self._cluster.api.create(probe, dry_run=True)
            return wanted <= {path for path, _ in self._reviews()}

        wait_until(all_called, "the API server to call every set of webhooks", timeout=30)
        self._recorder.bodies.clear()


def identity(review):
    """What two webhooks are sent of one request; their uids differ."""
    request = review["request"]
    new, old = request["object"] or {}, request["oldObject"] or {}
    serial = new.get("metadata", {}).get("annotations", {}).get(SERIAL)
    return (request["operation"], request["resource"]["resource"], request["namespace"], serial,
            old.get("metadata", {}).get("uid"), old.get("metadata", {}).get("resourceVersion"))


def judged(policy_file, reviews, folder):
    """The identities of the reviews that a rule of the policy selects: what the engine itself says."""
    chosen = set()
    items = [(one, review) for one, review in reviews.items() if review["request"]["namespace"] != OWN_NAMESPACE]
    file = folder / "reviews.json"
    # One document in two lines: the report names the line at which a document starts.
    file.write_text("".join(f"---\n{json.dumps(review)}\n" for _, review in items))
    for phase in KINDS:
        done = subprocess.run([binary(), "check", "--format", "json", "--policy", str(policy_file), "--phase", phase,
                               "--fail-on", "never", str(file)], check=False, text=True, capture_output=True)
        assert done.returncode == 0, done.stderr
        for result in json.loads(done.stdout)["results"]:
            chosen.add(items[(result["line"] - 1) // 2][0])
    return chosen
