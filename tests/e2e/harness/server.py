"""A running `tempo-admission serve` and what its health port says."""

import http.client
import json
import signal

from harness.processes import Process, free_port, wait_until
from harness.tools import binary


class Server:
    def __init__(self, folder, arguments, env=None, wrapper=()):
        """`arguments` without addresses; `wrapper` is a command to start the program with."""
        self.name = folder.name
        self.address = ("127.0.0.1", free_port())
        self.health = ("127.0.0.1", free_port())
        self.process = Process(
            [*wrapper, binary(), "serve", *arguments, "--listen={}:{}".format(*self.address),
             "--health-listen={}:{}".format(*self.health)],
            folder / "tempo-admission.log", env=env)

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
        wait_until(self._ready_or_dead, f"{self.name} to be ready", timeout=20)
        return self

    def metric(self, name, /, **labels):
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
