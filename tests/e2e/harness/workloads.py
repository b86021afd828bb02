"""What controllers make of workloads and Services: Pods with addresses, Endpoints and EndpointSlices.

Addresses are 10.0.0.N, for the API server takes no loopback ones; nothing ever connects to them.
"""

from dataclasses import dataclass, field


@dataclass
class Pod:
    name: str
    namespace: str
    number: int
    labels: dict
    ports: dict = field(default_factory=dict)  # container ports by name

    @property
    def ip(self):
        return f"10.0.0.{self.number}"


def pods_of(objects, namespace):
    """The pods that the Deployments and StatefulSets among `objects` stand for."""
    pods = []
    for obj in objects:
        if obj["kind"] not in ("Deployment", "StatefulSet"):
            continue
        template = obj["spec"]["template"]
        ports = {port["name"]: port["containerPort"] for container in template["spec"]["containers"]
                 for port in container.get("ports", [])}
        for replica in range(obj["spec"].get("replicas", 1)):
            pods.append(Pod(f"{obj['metadata']['name']}-{replica}", namespace, len(pods) + 1,
                            template["metadata"]["labels"], ports))
    return pods


def run(api, objects, pods):
    """Writes the pods, and for each Service its Endpoints and EndpointSlice."""
    for pod in pods:
        _create(api, _pod(pod))
        status = {"status": {"phase": "Running", "podIP": pod.ip, "podIPs": [{"ip": pod.ip}],
                             "conditions": [{"type": "Ready", "status": "True"}]}}
        assert api.merge("Pod", pod.namespace, pod.name, status, subresource="status").ok
    for service in (obj for obj in objects if obj["kind"] == "Service"):
        behind = [pod for pod in pods if service["spec"]["selector"].items() <= pod.labels.items()]
        if behind:
            _create(api, _endpoints(service, behind))
            _create(api, _endpoint_slice(service, behind))


def _create(api, obj):
    answer = api.create(obj)
    assert answer.ok, answer.message


def _pod(pod):
    ports = [{"name": name, "containerPort": port} for name, port in pod.ports.items()]
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": pod.name, "namespace": pod.namespace, "labels": pod.labels},
            "spec": {"nodeName": "node", "containers": [{"name": "tempo", "image": "tempo", "ports": ports}]}}


def _target(pod):
    return {"kind": "Pod", "name": pod.name, "namespace": pod.namespace}


def _ports(service, pods):
    """The Service's ports with the numbers that its pods listen on; one that no pod has is left out."""
    for port in service["spec"]["ports"]:
        target = port.get("targetPort", port["port"])
        number = pods[0].ports.get(target) if isinstance(target, str) else target
        if number is not None:
            yield {"name": port["name"], "port": number, "protocol": port.get("protocol", "TCP")}


def _endpoints(service, pods):
    addresses = [{"ip": pod.ip, "targetRef": _target(pod)} for pod in pods]
    return {"apiVersion": "v1", "kind": "Endpoints",
            "metadata": {key: service["metadata"][key] for key in ("name", "namespace", "labels")},
            "subsets": [{"addresses": addresses, "ports": list(_ports(service, pods))}]}


def _endpoint_slice(service, pods):
    metadata = service["metadata"]
    labels = {**metadata["labels"], "kubernetes.io/service-name": metadata["name"]}
    endpoints = [{"addresses": [pod.ip], "conditions": {"ready": True}, "targetRef": _target(pod)}
                 for pod in pods]
    return {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
            "metadata": {"name": f"{metadata['name']}-1", "namespace": metadata["namespace"], "labels": labels},
            "endpoints": endpoints, "ports": list(_ports(service, pods))}
