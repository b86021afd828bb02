"""Steady writes through the API server while a test does something to the webhook."""

import json
import subprocess

from harness.tools import tool


class Load:
    """150 calls a second in bursts of 30; `result` holds the summary afterwards."""

    def __init__(self, cluster, namespace):
        self._argv = [tool("admission-load"), f"--kubeconfig={cluster.kubeconfig}", f"--namespace={namespace}"]
        self.result = None

    def __enter__(self):
        self._process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "--", *self._argv],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        return self

    def __exit__(self, *_):
        output, _ = self._process.communicate(timeout=60)  # closes its input, which makes it stop
        self.result = json.loads(output)
        print(self.result)
