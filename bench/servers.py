"""The servers that are compared, each a process on its own cores: start, cost, stop."""
import functools
import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(directory):
    """ECDSA P-256, as in the manifests."""
    certificate, key = f"{directory}/tls.crt", f"{directory}/tls.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=bench", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return certificate, key


@functools.cache
def trusting_context():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Server:
    """A running server. What it prints goes to a file, as it would in service."""

    def __init__(self, name, command, cores="0"):
        self.name = name
        self.port = free_port()
        command = [part.format(port=self.port, health_port=free_port()) for part in command]
        self.output = tempfile.TemporaryFile(mode="a+b")
        self.client = trusting_context()  # made before the clock starts
        self.started = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", cores, *command], stdout=self.output, stderr=self.output)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.output.close()

    def connect(self):
        return self.client.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 5))

    def ask(self, body, path="/mutate"):
        """The status line of one answer."""
        head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        with self.connect() as connection:
            connection.sendall(head.encode() + b"Connection: close\r\n\r\n" + body)
            return connection.recv(4096).split(b"\r\n")[0].decode()

    def wait_for_answer(self, body):
        """Seconds from its start to its first good answer."""
        while time.monotonic() - self.started < 10:
            try:
                if " 200 " in self.ask(body):
                    return time.monotonic() - self.started
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.001)
        self.output.seek(0)
        sys.exit(f"{self.name} gives no good answer:\n{self.output.read().decode(errors='replace')}")

    def forget_output(self):
        """Discards the log: gigabytes of log lines are not part of the measurement."""
        self.output.truncate(0)

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mib(self, which="VmRSS"):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{which}:\s+(\d+)", status).group(1)) / 1024


class Fleet:
    """The commands of the servers that are compared."""

    def __init__(self, build, certificate, key):
        bench = f"{build}/bench"
        self.limit = ("limit", [f"{bench}/limit_server", certificate, key, "{port}"])
        self.constant = ("constant", [f"{bench}/constant_server", certificate, key, "{port}"])
        # As shipped: default log level, metrics, every guard. The load is the only reason to raise connection limits.
        self.ours = ("ours", self._serve(build, certificate, key, 1))
        self.two_workers = ("two workers", self._serve(build, certificate, key, 2))

    @staticmethod
    def _serve(build, certificate, key, workers):
        return [f"{build}/tempo-admission", "serve", "--tls-cert", certificate, "--tls-key", key,
                "--listen", "127.0.0.1:{port}", "--health-listen", "127.0.0.1:{health_port}",
                "--workers", str(workers)]
