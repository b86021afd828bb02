"""etcd and kube-apiserver on loopback, and kubectl and Helm for them."""

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path

import yaml

from harness.api_client import ApiClient
from harness.processes import Process, free_port, wait_until
from harness.tools import make_certs, tool

AUDIT_POLICY = {
    "apiVersion": "audit.k8s.io/v1", "kind": "Policy",
    "omitStages": ["RequestReceived", "ResponseStarted"],
    "rules": [
        {"level": "Request", "resources": [{"group": "", "resources": ["services", "configmaps"]}]},
        {"level": "None"},
    ],
}


class ControlPlane:
    """A Kubernetes API without nodes or controllers: objects are stored, admitted and served, nothing runs."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.kubeconfig = folder / "kubeconfig"
        self.audit_log = folder / "audit.log"
        self._token = secrets.token_hex(16)
        self.webhook_token = secrets.token_hex(16)  # presented to webhooks, besides a certificate
        # ClusterIPs from a range of loopback: what a Service address needs of a network is then there,
        # and the webhook is called through its Service as in a cluster, with the Service's name in TLS.
        self.service_range = f"127.{64 + secrets.randbelow(64)}.{secrets.randbelow(256)}.0/24"
        self._processes = []

    def start(self):
        self.folder.mkdir(parents=True)
        make_certs("dev", self.folder / "pki")
        etcd = self._start_etcd()
        port = free_port()
        self._write_files(port)
        self._run("kube-apiserver", self._apiserver_argv(etcd, port))
        self.api = ApiClient("127.0.0.1", port, self.folder / "pki" / "ca.crt", self._token)
        wait_until(self._ready, "kube-apiserver to be ready", timeout=90, interval=0.2)
        wait_until(lambda: self.api.get("Namespace", None, "default").ok, "the namespace default")

    def stop(self):
        for process in reversed(self._processes):
            process.stop(grace=5)

    def kubectl(self, *arguments, check=True, stdin=None):
        return self._command([tool("kubectl"), *arguments], check, stdin)

    def helm(self, *arguments, check=True):
        return self._command([tool("helm"), *arguments], check)

    def create_namespace(self, prefix, labels=None):
        name = f"{prefix}-{secrets.token_hex(3)}"
        answer = self.api.create({"apiVersion": "v1", "kind": "Namespace",
                                  "metadata": {"name": name, "labels": labels or {}}})
        assert answer.ok, answer.message
        return name

    def finalize_namespace(self, name):
        """What the namespace controller does in the end to one that was deleted."""
        namespace = self.api.get("Namespace", None, name).body
        assert namespace["metadata"].get("deletionTimestamp"), f"{name} was not deleted"
        answer = self.api.replace({**namespace, "spec": {"finalizers": []}}, subresource="finalize")
        assert answer.ok, answer.message

    def metric(self, name, /, **labels):
        """Sum of a metric of the API server over the series that have `labels`."""
        text = self.api.request("GET", "/metrics").body["message"]
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                   if line.startswith(name + "{") and all(pair in line for pair in wanted))

    def webhook_calls(self, webhook, kind):
        """How often the API server called `webhook`; kind is "admit" or "validating"."""
        return self.metric("apiserver_admission_webhook_request_total", name=webhook, type=kind)

    def audit_events(self, **object_ref):
        """Audit events whose objectRef has these values."""
        events = map(json.loads, self.audit_log.read_text().splitlines())
        return [e for e in events
                if all(e.get("objectRef", {}).get(key) == value for key, value in object_ref.items())]

    def _start_etcd(self):
        client, peer = free_port(), free_port()
        self._run("etcd", [
            tool("etcd"), "--data-dir", self.folder / "etcd", "--unsafe-no-fsync", "--log-level=warn",
            f"--listen-client-urls=http://127.0.0.1:{client}", f"--advertise-client-urls=http://127.0.0.1:{client}",
            f"--listen-peer-urls=http://127.0.0.1:{peer}", f"--initial-advertise-peer-urls=http://127.0.0.1:{peer}",
            f"--initial-cluster=default=http://127.0.0.1:{peer}"])
        return client

    def _apiserver_argv(self, etcd, port):
        pki = self.folder / "pki"
        return [
            tool("kube-apiserver"), f"--etcd-servers=http://127.0.0.1:{etcd}",
            "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", f"--secure-port={port}",
            "--endpoint-reconciler-type=none", f"--service-cluster-ip-range={self.service_range}",
            f"--tls-cert-file={pki / 'tls.crt'}", f"--tls-private-key-file={pki / 'tls.key'}",
            f"--service-account-key-file={pki / 'tls.crt'}",
            f"--service-account-signing-key-file={pki / 'tls.key'}",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--token-auth-file={self.folder / 'tokens.csv'}", "--authorization-mode=RBAC",
            "--disable-admission-plugins=ServiceAccount", "--enable-priority-and-fairness=false",
            f"--admission-control-config-file={self.folder / 'admission.yaml'}",
            f"--audit-policy-file={self.folder / 'audit-policy.yaml'}", f"--audit-log-path={self.audit_log}",
            "--allow-privileged=true", "--v=1"]

    def _write_files(self, port):
        (self.folder / "tokens.csv").write_text(f"{self._token},admin,1,system:masters\n")
        _write_yaml(self.folder / "audit-policy.yaml", AUDIT_POLICY)
        self._write_admission_configuration()
        _write_yaml(self.kubeconfig, {
            "apiVersion": "v1", "kind": "Config", "current-context": "e2e",
            "clusters": [{"name": "e2e", "cluster": {
                "server": f"https://127.0.0.1:{port}",
                "certificate-authority": str(self.folder / "pki" / "ca.crt")}}],
            "users": [{"name": "admin", "user": {"token": self._token}}],
            "contexts": [{"name": "e2e", "context": {"cluster": "e2e", "user": "admin"}}],
        })

    def _write_admission_configuration(self):
        """How the API server shows who it is to our webhook: a client certificate of a CA of its own, and a token."""
        client = self.folder / "webhook-client"
        make_certs("client", client)
        plugin = {"apiVersion": "apiserver.config.k8s.io/v1", "kind": "WebhookAdmissionConfiguration",
                  "kubeConfigFile": str(self.folder / "webhook-kubeconfig.yaml")}
        _write_yaml(self.folder / "admission.yaml", {
            "apiVersion": "apiserver.config.k8s.io/v1", "kind": "AdmissionConfiguration",
            "plugins": [{"name": name, "configuration": plugin}
                        for name in ("MutatingAdmissionWebhook", "ValidatingAdmissionWebhook")]})
        _write_yaml(self.folder / "webhook-kubeconfig.yaml", {
            "apiVersion": "v1", "kind": "Config",
            "users": [{"name": "*", "user": {
                "client-certificate": str(client / "tls.crt"), "client-key": str(client / "tls.key"),
                "token": self.webhook_token}}]})

    def _run(self, name, argv):
        self._processes.append(Process(argv, self.folder / f"{name}.log"))

    def _ready(self):
        dead = [p for p in self._processes if not p.running()]
        if dead:
            raise RuntimeError(f"{dead[0].name} ended: {dead[0].output()[-2000:]}")
        try:
            return self.api.request("GET", "/readyz").ok
        except OSError:
            return False

    def environment(self):
        """For a program that discovers the cluster on its own."""
        home = str(self.folder / "home")
        return {**os.environ, "KUBECONFIG": str(self.kubeconfig), "HOME": home, "HELM_CACHE_HOME": home,
                "HELM_CONFIG_HOME": home, "HELM_DATA_HOME": home}

    def _command(self, argv, check, stdin=None):
        done = subprocess.run([str(a) for a in argv], input=stdin, env=self.environment(), text=True,
                              capture_output=True, timeout=120)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, argv))}\n{done.stdout}{done.stderr}")
        return done


def _write_yaml(path, content):
    path.write_text(yaml.safe_dump(content, sort_keys=False))
