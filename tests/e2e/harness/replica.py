"""One pod of the Deployment, as a process: the container's own arguments, its volumes as folders."""

from harness import volumes
from harness.server import Server


class Replica(Server):
    def __init__(self, folder, deployment, objects, extra_arguments=()):
        """`objects` gives the Secret or ConfigMap of a kind and name."""
        self.folder = folder
        self._objects = objects
        self._namespace = deployment["metadata"]["namespace"]
        self._pod = deployment["spec"]["template"]["spec"]
        self._container = self._pod["containers"][0]
        self.sync_volumes()
        command, *arguments = self._container["args"]
        assert command == "serve"
        super().__init__(folder, [*map(self._relocated, arguments), *extra_arguments], self._environment())

    def sync_volumes(self):
        """What the kubelet does some time after a Secret or ConfigMap has changed."""
        sources = {volume["name"]: volume for volume in self._pod["volumes"]}
        for volume_mount in self._container["volumeMounts"]:
            source = sources[volume_mount["name"]]
            if "secret" in source:
                obj = self._objects("Secret", source["secret"]["secretName"])
            else:
                obj = self._objects("ConfigMap", source["configMap"]["name"])
            volumes.mount(self._inside(volume_mount["mountPath"]), obj)

    def _environment(self):
        fields = {"metadata.namespace": self._namespace}
        return {variable["name"]: variable.get("value") or fields[variable["valueFrom"]["fieldRef"]["fieldPath"]]
                for variable in self._container.get("env", [])}

    def _relocated(self, argument):
        name, equals, value = argument.partition("=")
        return f"{name}={self._inside(value)}" if value.startswith("/") else name + equals + value

    def _inside(self, path):
        return self.folder / path.lstrip("/")
