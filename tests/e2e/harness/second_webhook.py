"""Another mutating webhook, as clusters have them: called after ours, because its name sorts later."""

import base64
import contextlib

from harness.faulty_webhook import FaultyWebhook

NAME = "zz-second"


@contextlib.contextmanager
def second_webhook(cluster, certificates, namespace, resource, answer, reinvocation="Never"):
    """Called with each new object of `resource` in `namespace`, by address instead of through a Service."""
    with FaultyWebhook(certificates, answer) as webhook:
        url = f"https://localhost:{webhook.address[1]}/second"
        created = cluster.api.create(_configuration(url, certificates, namespace, resource, reinvocation))
        assert created.ok, created.message
        try:
            yield
        finally:
            cluster.api.delete("MutatingWebhookConfiguration", None, NAME)


def _configuration(url, certificates, namespace, resource, reinvocation):
    bundle = base64.b64encode((certificates / "ca.crt").read_bytes()).decode()
    return {
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration",
        "metadata": {"name": NAME},
        "webhooks": [{
            "name": "second.example.com", "admissionReviewVersions": ["v1"], "sideEffects": "None",
            "failurePolicy": "Fail", "timeoutSeconds": 5, "reinvocationPolicy": reinvocation,
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
            "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": [resource], "operations": ["CREATE"]}],
            "clientConfig": {"caBundle": bundle, "url": url}}]}
