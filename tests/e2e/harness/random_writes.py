"""Random writes of Services and ConfigMaps by somebody who knows every way around a webhook."""

import base64
import random

from harness.reach import SERIAL

LABELS = {
    "app.kubernetes.io/name": ["tempo", "tempo", "loki"],
    "tempo-admission.io/tenants": ["true", "true", "false"],
    "tier": ["gold", "silver", "bronze"],
    "team": ["x", "y", ""],
}
ANNOTATIONS = {"control-plane.alpha.kubernetes.io/leader": "{}", "kubernetes.io/description": "root"}
KEYS = ["overrides.yaml", "overrides.yaml.gz", "tenants.yaml", "tenants.yaml.gz", "limits.yaml", "limits.yaml.gz",
        "key-0", "key-7.gz", "ca.crt", "other"]
NAMES = ["kube-root-ca.crt", "leader-election", "tempo-runtime", "a", "b", "c", "d", "e"]
TEXT = "overrides:\n  team-a: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n"


class RandomWrites:
    """Each write is a call on the API; it gives the Answer."""

    def __init__(self, cluster, namespaces, seed):
        self._api = cluster.api
        self._namespaces = namespaces
        self._random = random.Random(seed)
        self._seed = seed
        self._count = 0

    def write(self):
        return self._random.choices(
            [self._create, self._update, self._apply, self._replace, self._delete, self._release,
             self._delete_collection],
            weights=[40, 25, 10, 10, 15, 10, 1])[0]()

    def _chance(self, probability):
        return self._random.random() < probability

    def _place(self):
        return (self._random.choice(["ConfigMap", "ConfigMap", "ConfigMap", "Service"]),
                self._random.choice(self._namespaces), self._random.choice(NAMES))

    def _labels(self):
        labels = {key: self._random.choice(values) for key, values in LABELS.items() if self._chance(0.6)}
        return self._random.choice([labels, labels, labels, {}, None])

    def _metadata(self, namespace, name):
        self._count += 1
        metadata = {"name": name, "namespace": namespace, "labels": self._labels(),
                    "annotations": {SERIAL: f"{self._seed}-{self._count}"}}
        metadata["annotations"].update({k: v for k, v in ANNOTATIONS.items() if self._chance(0.3)})
        if self._chance(0.3):
            metadata["finalizers"] = ["example.com/wait"]
        if self._chance(0.2):
            metadata["ownerReferences"] = [{"apiVersion": "v1", "kind": "ConfigMap", "name": "owner",
                                            "uid": f"00000000-0000-4000-8000-00000000000{self._random.randrange(4)}"}]
        return metadata

    def _object(self, kind, namespace, name):
        made = {"apiVersion": "v1", "kind": kind, "metadata": self._metadata(namespace, name)}
        if kind == "Service":
            made["spec"] = self._random.choice([
                {"clusterIP": "None", "ports": [{"name": "http-metrics", "port": 3200}]},
                {"clusterIP": "None", "ports": [{"name": "grpclb", "port": 9096}]},
                {"type": "ExternalName", "externalName": "example.com"}])
            return made
        keys = self._random.sample(KEYS, self._random.randrange(4))
        split = self._random.randrange(len(keys) + 1)
        made["data"] = {key: TEXT for key in keys[:split]} or self._random.choice([{}, None])
        made["binaryData"] = ({key: base64.b64encode(TEXT.encode()).decode() for key in keys[split:]}
                              or self._random.choice([{}, None]))
        return made

    def _create(self):
        kind, namespace, name = self._place()
        made = self._object(kind, namespace, name)
        if self._chance(0.3):
            del made["metadata"]["name"]
            made["metadata"]["generateName"] = self._random.choice(["kube-root-ca.crt", "tempo-"])
        return self._api.create(made, dry_run=self._chance(0.1))

    def _update(self):
        kind, namespace, name = self._place()
        patch = self._object(kind, namespace, name)
        patch.pop("spec", None)
        for map_name in ("data", "binaryData"):
            if kind == "ConfigMap" and self._chance(0.5):
                patch.pop(map_name)
        for key in LABELS:
            if patch["metadata"]["labels"] and self._chance(0.2):
                patch["metadata"]["labels"][key] = None
        return self._api.merge(kind, namespace, name, patch, dry_run=self._chance(0.1))

    def _apply(self):
        kind, namespace, name = self._place()
        return self._api.apply(self._object(kind, namespace, name), force=True)

    def _replace(self):
        return self._api.replace(self._object(*self._place()))

    def _delete(self):
        return self._api.delete(*self._place())

    def _release(self):
        kind, namespace, name = self._place()
        self._count += 1
        metadata = {"finalizers": None, "annotations": {SERIAL: f"{self._seed}-{self._count}"}}
        return self._api.merge(kind, namespace, name, {"metadata": metadata})

    def _delete_collection(self):
        kind, namespace, _ = self._place()
        return self._api.delete_collection(kind, namespace, selector=self._random.choice(["team=x", "tier=gold", ""]))
