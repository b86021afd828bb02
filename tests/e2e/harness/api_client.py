"""A Kubernetes client that hides nothing: status code, Status object and Warning headers of each answer."""

import http.client
import json
import ssl
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

RESOURCES = {
    "Service": ("/api/v1", "services"),
    "ConfigMap": ("/api/v1", "configmaps"),
    "Secret": ("/api/v1", "secrets"),
    "Pod": ("/api/v1", "pods"),
    "Endpoints": ("/api/v1", "endpoints"),
    "Namespace": ("/api/v1", "namespaces"),
    "Deployment": ("/apis/apps/v1", "deployments"),
    "EndpointSlice": ("/apis/discovery.k8s.io/v1", "endpointslices"),
    "Lease": ("/apis/coordination.k8s.io/v1", "leases"),
    "MutatingWebhookConfiguration":
        ("/apis/admissionregistration.k8s.io/v1", "mutatingwebhookconfigurations"),
    "ValidatingWebhookConfiguration":
        ("/apis/admissionregistration.k8s.io/v1", "validatingwebhookconfigurations"),
}
CLUSTER_SCOPED = {"Namespace", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}


@dataclass
class Answer:
    code: int
    body: dict
    warnings: list = field(default_factory=list)

    @property
    def ok(self):
        return self.code < 300

    @property
    def message(self):
        return self.body.get("message", "")

    @property
    def annotations(self):
        return self.body.get("metadata", {}).get("annotations", {})


class ApiClient:
    def __init__(self, host, port, ca_file, token):
        self._address = (host, port)
        self._tls = ssl.create_default_context(cafile=str(ca_file))
        self._token = token
        self._local = threading.local()

    def request(self, method, path, body=None, content_type="application/json", timeout=40, user=None):
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        if user:
            headers["Impersonate-User"] = user
        payload = None
        if body is not None:
            payload = body if isinstance(body, (str, bytes)) else json.dumps(body)
            headers["Content-Type"] = content_type
        connection = http.client.HTTPSConnection(*self._address, context=self._tls, timeout=timeout)
        try:
            connection.request(method, path, payload, headers)
            response = connection.getresponse()
            text = response.read().decode()
            warnings = [_warning_text(w) for w in response.headers.get_all("Warning") or []]
        finally:
            connection.close()
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = {"message": text}
        return Answer(response.status, parsed, warnings)

    def create(self, obj, dry_run=False, **query):
        return self.request("POST", _path(obj["kind"], _namespace(obj), query=_dry(query, dry_run)), obj)

    def replace(self, obj, subresource=None, dry_run=False):
        path = _path(obj["kind"], _namespace(obj), obj["metadata"]["name"], subresource, _dry({}, dry_run))
        return self.request("PUT", path, obj)

    def merge(self, kind, namespace, name, patch, subresource=None, dry_run=False):
        path = _path(kind, namespace, name, subresource, _dry({}, dry_run))
        return self.request("PATCH", path, patch, "application/merge-patch+json")

    def apply(self, obj, manager="tests", force=False, dry_run=False):
        """Server-side apply."""
        query = _dry({"fieldManager": manager, "force": str(force).lower()}, dry_run)
        path = _path(obj["kind"], _namespace(obj), obj["metadata"]["name"], query=query)
        return self.request("PATCH", path, obj, "application/apply-patch+yaml")

    def get(self, kind, namespace, name):
        return self.request("GET", _path(kind, namespace, name))

    def list(self, kind, namespace=None, selector=""):
        return self.request("GET", _path(kind, namespace, query={"labelSelector": selector})).body["items"]

    def delete(self, kind, namespace, name, dry_run=False):
        return self.request("DELETE", _path(kind, namespace, name, query=_dry({}, dry_run)))

    def delete_collection(self, kind, namespace, selector="", user=None):
        return self.request("DELETE", _path(kind, namespace, query={"labelSelector": selector}), user=user)


def _path(kind, namespace=None, name=None, subresource=None, query=None):
    prefix, plural = RESOURCES[kind]
    parts = [prefix]
    if namespace and kind not in CLUSTER_SCOPED:
        parts.append(f"namespaces/{namespace}")
    parts += [part for part in (plural, name, subresource) if part]
    return "/".join(parts) + ("?" + urlencode(query) if query else "")


def _namespace(obj):
    return obj["metadata"].get("namespace")


def _dry(query, dry_run):
    return {**query, "dryRun": "All"} if dry_run else query


def _warning_text(header):
    """The text of `299 - "text"`, unescaped."""
    quoted = header.split(" ", 2)[2]
    return json.loads(quoted) if quoted.startswith('"') else quoted
