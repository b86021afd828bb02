"""A real Prometheus that finds its targets in the API server by the usual annotations, and nothing else.

The program is Debian's, which is built without Kubernetes discovery: that part of Prometheus runs beside it, as a
program of its own (tests/e2e/discovery), and hands over what it finds, labels and all, in a file.
"""

import json
import socketserver
import threading
import urllib.request

import yaml

from harness.processes import Process, free_port, wait_until
from harness.tools import tool

# As the prometheus-community chart's job "kubernetes-service-endpoints" has them.
ANNOTATION_RULES = [
    {"action": "keep", "regex": "true",
     "source_labels": ["__meta_kubernetes_service_annotation_prometheus_io_scrape"]},
    {"action": "replace", "regex": "(https?)", "target_label": "__scheme__",
     "source_labels": ["__meta_kubernetes_service_annotation_prometheus_io_scheme"]},
    {"action": "replace", "regex": "(.+)", "target_label": "__metrics_path__",
     "source_labels": ["__meta_kubernetes_service_annotation_prometheus_io_path"]},
    {"action": "replace", "regex": r"(.+?)(?::\d+)?;(\d+)", "replacement": "$1:$2", "target_label": "__address__",
     "source_labels": ["__address__", "__meta_kubernetes_service_annotation_prometheus_io_port"]},
    {"action": "replace", "target_label": "pod", "source_labels": ["__meta_kubernetes_pod_name"]},
]


class Prometheus:
    """Watches one namespace; pods at 10.0.0.N are scraped at `network`.N, an address of loopback."""

    def __init__(self, cluster, folder, namespace, network, role="endpoints"):
        self.port = free_port()
        folder.mkdir(parents=True)
        to_loopback = {"action": "replace", "source_labels": ["__address__"], "regex": r"10\.0\.0\.(\d+:\d+)",
                       "replacement": f"{network}.$1", "target_label": "__address__"}
        config = {
            "global": {"scrape_interval": "1s", "scrape_timeout": "1s"},
            "scrape_configs": [{
                "job_name": "kubernetes-service-endpoints",
                "file_sd_configs": [{"files": [str(folder / "targets.json")], "refresh_interval": "1s"}],
                "relabel_configs": [*ANNOTATION_RULES, to_loopback]}],
        }
        (folder / "prometheus.yaml").write_text(yaml.safe_dump(config))
        self._discovery = Process([tool("kubernetes-discovery"), cluster.kubeconfig, namespace, role,
                                   folder / "targets.json"], folder / "discovery.log")
        self.process = Process([
            tool("prometheus"), f"--config.file={folder / 'prometheus.yaml'}",
            f"--storage.tsdb.path={folder / 'data'}", f"--web.listen-address=127.0.0.1:{self.port}",
        ], folder / "prometheus.log")

    def __enter__(self):
        wait_until(lambda: self._get("/-/ready"), "Prometheus to be ready")
        return self

    def __exit__(self, *_):
        self.process.stop()
        self._discovery.stop()

    def wait_until_all_is_discovered(self):
        """Discovery reports every five seconds: what it found must have stood for longer than that."""
        counts = []
        wait_until(lambda: self._stands(counts), "Prometheus to discover", timeout=60, interval=0.5)

    def _stands(self, counts, readings=14):
        """Whether the last `readings`, half a second apart, all found the same targets, kept or dropped."""
        targets = self._targets()
        counts.append(len(targets["activeTargets"]) + len(targets.get("droppedTargets", [])))
        return len(counts) >= readings and counts[-1] > 0 and len(set(counts[-readings:])) == 1

    def targets(self):
        """{(pod, port): health} of the active targets."""
        return {(target["labels"]["pod"], int(target["labels"]["instance"].rsplit(":", 1)[1])): target["health"]
                for target in self._targets()["activeTargets"]}

    def _targets(self):
        return json.loads(self._get("/api/v1/targets") or '{"data": {"activeTargets": []}}')["data"]

    def _get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            return None


class TempoPorts:
    """What listens on a Tempo pod's ports: metrics over HTTP, and memberlist, which hangs up on HTTP."""

    def __init__(self, pods, network):
        self._servers = []
        for pod in pods:
            for name, handler in (("http-metrics", _Metrics), ("http-memberlist", _Memberlist)):
                if name in pod.ports:
                    self._listen(f"{network}.{pod.number}", pod.ports[name], handler)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _listen(self, host, port, handler):
        server = socketserver.ThreadingTCPServer((host, port), handler)
        server.daemon_threads = True
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()


class _Metrics(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline().strip():
            target = line
            while self.rfile.readline().strip():
                pass
            found = target.startswith(b"GET /metrics ")
            body = b"tempo_build_info 1\n" if found else b"not found\n"
            status = b"200 OK" if found else b"404 Not Found"
            self.wfile.write(b"HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                             % (status, len(body), body))


class _Memberlist(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(1)  # the first byte is the message type; "G" is none
