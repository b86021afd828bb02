"""One pod of the Deployment, as a process: the container's own arguments, its volumes as folders."""

import http.client
import json
import signal

from harness import volumes
from harness.processes import Process, free_port, wait_until
from harness.tools import binary


class Replica:
    def __init__(self, folder, deployment, objects, extra_arguments=()):
        """`objects` gives the Secret or ConfigMap of a kind and name."""
        self.folder = folder
        self._objects = objects
        self._pod = deployment["spec"]["template"]["spec"]
        self._container = self._pod["containers"][0]
        self.address = ("127.0.0.1", free_port())
        self.health = ("127.0.0.1", free_port())
        self.sync_volumes()
        self.process = Process([binary(), *self._arguments(), *extra_arguments], folder / "tempo-admission.log",
                               env=self._environment())

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

    def get(self, path):
        """Status code and text from the health port; code 0 while nothing answers."""
        connection = http.client.HTTPConnection(*self.health, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def ready(self):
        return self.get("/readyz")[0] == 200

    def wait_ready(self):
        wait_until(self._ready_or_dead, f"{self.folder.name} to be ready", timeout=20)

    def metric(self, name, **labels):
        """Sum of a metric over its series with `labels`."""
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        return sum(float(line.rsplit(" ", 1)[1]) for line in self.get("/metrics")[1].splitlines()
                   if line.split("{")[0].split(" ")[0] == name and all(pair in line for pair in wanted))

    def reloads(self, what, result="success"):
        return self.metric("tempo_admission_reloads_total", what=what, result=result)

    def log_records(self):
        """The log lines, each one a JSON object."""
        return [json.loads(line) for line in self.process.output().splitlines()]

    def terminate(self):
        self.process.signal(signal.SIGTERM)

    def _ready_or_dead(self):
        if not self.process.running():
            raise RuntimeError(f"tempo-admission ended: {self.process.output()[-2000:]}")
        return self.ready()

    def _arguments(self):
        return [*(self._relocated(a) for a in self._container["args"]),
                "--listen={}:{}".format(*self.address), "--health-listen={}:{}".format(*self.health)]

    def _environment(self):
        return {variable["name"]: variable["value"] for variable in self._container.get("env", [])}

    def _relocated(self, argument):
        name, equals, value = argument.partition("=")
        return f"{name}={self._inside(value)}" if value.startswith("/") else name + equals + value

    def _inside(self, path):
        return self.folder / path.lstrip("/")
