"""tempo-admission as docs/install.md installs it: an overlay, a certificate, two replicas of a Service."""

import contextlib
import copy
import itertools
import json
import os
import shutil
import subprocess

import yaml

from harness.balancer import Balancer
from harness.processes import free_port, wait_until
from harness.replica import Replica
from harness.tools import MANIFESTS, binary, make_certs

NAMESPACE = "tempo-admission"
NAME = "tempo-admission"
CONFIGURATIONS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
GOSSIP_RING = {
    "apiVersion": "v1", "kind": "Service",
    "metadata": {"name": "probe", "labels": {"app.kubernetes.io/name": "tempo",
                                             "app.kubernetes.io/component": "gossip-ring"}},
    "spec": {"clusterIP": "None", "ports": [{"name": "gossip-ring", "port": 7946}]},
}


class Installation:
    """One overlay on one cluster. Only the Service's port number differs from the manifests: 443 needs root."""

    def __init__(self, cluster, folder, overlay="enforce", policy=None, replicas=2, extra_arguments=()):
        self.cluster = cluster
        self.folder = folder
        self.certificates = folder / "certificates"
        self.replicas = []
        self._overlay = overlay
        self._policy = policy
        self.port = free_port()
        self._numbers = itertools.count()
        self._extra_arguments = extra_arguments
        self._balancer = None
        self._wanted_replicas = replicas

    def start(self):
        self.folder.mkdir(parents=True)
        make_certs("issue", self.certificates)
        self.apply()
        self.run_pods()

    def run_pods(self):
        """What a cluster does once the overlay is applied; returns when the API server calls the replicas."""
        service = self.cluster.api.get("Service", NAMESPACE, NAME).body
        self._balancer = Balancer(service["spec"]["clusterIP"], self.port)
        for _ in range(self._wanted_replicas):
            self.add_replica()
        self.wait_until_called()

    def apply(self):
        """kubectl apply -k, as an operator does after every change."""
        kustomization = self._write_kustomization()
        self.cluster.kubectl("apply", "-k", str(kustomization))

    def add_replica(self):
        deployment = self.cluster.api.get("Deployment", NAMESPACE, NAME).body
        replica = Replica(self.folder / f"pod-{next(self._numbers)}", deployment, self._object,
                          self._extra_arguments)
        replica.wait_ready()
        self.replicas.append(replica)
        self.route()
        return replica

    def route(self, *replicas):
        """Points the Service at these replicas, or at all of them."""
        self._balancer.set_endpoints([r.address for r in replicas or self.replicas])

    def route_to(self, *addresses):
        """Points the Service at something else, or at nothing without an address, and cuts open connections."""
        self._balancer.set_endpoints(addresses)
        self._balancer.cut_connections()

    def cut_connections(self):
        """Resets every connection through the Service."""
        self._balancer.cut_connections()

    def sync_volumes(self):
        for replica in self.replicas:
            replica.sync_volumes()

    def use_policy(self, text):
        """A policy in the ConfigMap; returns when every replica uses it."""
        if self._object("ConfigMap", f"{NAME}-policy")["data"]["policy.yaml"] == text:
            return
        answer = self.cluster.api.merge("ConfigMap", NAMESPACE, f"{NAME}-policy", {"data": {"policy.yaml": text}})
        assert answer.ok, answer.message
        self.sync_and_wait("policy")

    def sync_and_wait(self, what):
        """Brings the volumes to the pods; returns when every replica has loaded `what`: policy or certificate."""
        before = [replica.reloads(what) for replica in self.replicas]
        self.sync_volumes()
        for replica, then in zip(self.replicas, before):
            wait_until(lambda: replica.reloads(what) > then, f"{replica.name} to load its {what}")

    @contextlib.contextmanager
    def edited_webhooks(self, edit, kinds=CONFIGURATIONS):
        """Calls edit(webhook) on each webhook of the configurations, and puts them back as they were."""
        before = {kind: self.cluster.api.get(kind, None, NAME).body["webhooks"] for kind in kinds}
        edited = copy.deepcopy(before)
        for webhooks in edited.values():
            for webhook in webhooks:
                edit(webhook)
        self._store_webhooks(edited)
        try:
            yield
        finally:
            self._store_webhooks(before)

    def register(self, policy_file):
        """Gives the configurations the webhooks that `policy webhooks` prints for a policy, fail-closed."""
        done = subprocess.run([binary(), "policy", "webhooks", "--policy", str(policy_file), "--fail-closed"],
                              check=True, text=True, capture_output=True)
        client = {kind: self.cluster.api.get(kind, None, NAME).body["webhooks"][0]["clientConfig"]
                  for kind in CONFIGURATIONS}
        self._store_webhooks({
            configuration["kind"]: [{**webhook, "clientConfig": client[configuration["kind"]]}
                                    for webhook in configuration["webhooks"]]
            for configuration in yaml.safe_load_all(done.stdout)})

    def _store_webhooks(self, webhooks_of_kind):
        for kind, webhooks in webhooks_of_kind.items():
            configuration = self.cluster.api.get(kind, None, NAME).body
            answer = self.cluster.api.replace({**configuration, "webhooks": webhooks})
            assert answer.ok, answer.message

    def wait_until_called(self):
        """The API server learns of a configuration a moment after it was written."""
        before = self._calls()
        wait_until(lambda: self._probe() and all(now > then for now, then in zip(self._calls(), before)),
                   "the API server to call the webhook", timeout=15)

    def remove(self):
        """As docs/operations.md says: the configurations first, then nobody asks for an answer."""
        for kind in CONFIGURATIONS:
            self.cluster.api.delete(kind, None, NAME)
        wait_until(self._no_longer_called, "the API server to call no webhook", timeout=15)

    def stop(self):
        self.remove()
        for replica in self.replicas:
            replica.process.kill()
        if self._balancer:
            self._balancer.stop()

    def _probe(self):
        service = {**GOSSIP_RING, "metadata": {**GOSSIP_RING["metadata"], "namespace": "default"}}
        return self.cluster.api.create(service, dry_run=True)

    def _calls(self):
        return [self.cluster.webhook_calls("services.tempo-admission.io", kind)
                for kind in ("admit", "validating")]

    def _no_longer_called(self):
        before = self._calls()
        return self._probe() and self._calls() == before

    def _object(self, kind, name):
        answer = self.cluster.api.get(kind, NAMESPACE, name)
        assert answer.ok, answer.message
        return answer.body

    def _write_kustomization(self):
        folder = self.folder / "kustomization"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        kustomization = {
            "apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization",
            "resources": [os.path.relpath(MANIFESTS / "overlays" / self._overlay, folder)],
            "components": [os.path.relpath(self.certificates, folder)],
            "patches": list(self._port_patches()),
        }
        if self._policy is not None:
            (folder / "policy.yaml").write_text(self._policy)
            kustomization["configMapGenerator"] = [{"name": f"{NAME}-policy", "namespace": NAMESPACE,
                                                    "behavior": "merge", "files": ["policy.yaml"]}]
        (folder / "kustomization.yaml").write_text(yaml.safe_dump(kustomization))
        return folder

    def _port_patches(self):
        yield self._port_patch("Service", ["/spec/ports/0/port"])
        for kind in CONFIGURATIONS:
            yield self._port_patch(kind, [f"/webhooks/{index}/clientConfig/service/port" for index in range(3)])

    def _port_patch(self, kind, paths):
        operations = [{"op": "replace", "path": path, "value": self.port} for path in paths]
        return {"target": {"kind": kind, "name": NAME}, "patch": json.dumps(operations)}
