"""The program under test, from outside: its commands, and `serve` as a process with two ports."""

import http.client
import json
import os
import signal
import socket
import ssl
import statistics
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("TEMPO_ADMISSION_BINARY", str(ROOT / "build" / "release" / "tempo-admission"))
PATIENCE_SECONDS = 20  # for what happens soon; only a failure waits this long


def clean_environment(extra=None):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEMPO_ADMISSION_")}
    return {**kept, **(extra or {})}


def run(*arguments, stdin="", env=None, cwd=None):
    """Runs one command to completion. Strings in, strings out."""
    return subprocess.run(
        [BINARY, *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        env=clean_environment(env),
        cwd=cwd,
        timeout=120,
        check=False,
    )


def check_json(*arguments, stdin=""):
    """(exit code, report) of `check --format json`."""
    done = run("check", "--format", "json", *arguments, stdin=stdin)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.returncode, json.loads(done.stdout)


def wait_until(condition, what):
    """The condition's first true value; fails after PATIENCE_SECONDS."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"waited {PATIENCE_SECONDS} s in vain until {what}")


def make_certificates(directory):
    """A CA and a certificate of the loopback, as `make run` has them."""
    subprocess.run([str(ROOT / "certs" / "make-certs.sh"), "dev", str(directory)], check=True,
                   stdout=subprocess.DEVNULL)
    return directory


def median_seconds(server, body, samples):
    """Of a call on one kept connection."""
    connection = server.connect()
    times = []
    for _ in range(samples):
        start = time.perf_counter()
        assert server.post("mutate", body, connection).status == 200
        times.append(time.perf_counter() - start)
    connection.close()
    return statistics.median(times)


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.bytes = body

    @property
    def json(self):
        return json.loads(self.bytes)

    @property
    def review(self):
        return self.json["response"]


class Serve:
    """`tempo-admission serve` on two free ports of the loopback; ended on leaving the context."""

    def __init__(self, certs, log_file, *arguments, env=None):
        self.log_file = Path(log_file)
        self.tls = ssl.create_default_context(cafile=str(certs / "ca.crt"))
        self.process = subprocess.Popen(
            [BINARY, "serve", "--tls-cert", str(certs / "tls.crt"), "--tls-key", str(certs / "tls.key"),
             "--listen", "127.0.0.1:0", "--health-listen", "127.0.0.1:0", "--workers", "2",
             "--log-file", str(log_file), *map(str, arguments)],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=clean_environment(env))
        start = wait_until(lambda: self.exited() or self.lines("serving"), "the server serves")
        assert self.process.poll() is None, self.process.stderr.read().decode()
        self.port, self.health_port = start[0]["port"], start[0]["healthPort"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def exited(self):
        return self.process.poll() is not None

    def connect(self):
        return http.client.HTTPSConnection("localhost", self.port, context=self.tls, timeout=PATIENCE_SECONDS)

    def dial(self, address="127.0.0.1", timeout=PATIENCE_SECONDS):
        """TLS from this address, for bytes that no HTTP library would send."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=timeout, source_address=(address, 0))
        return self.tls.wrap_socket(plain, server_hostname="localhost")

    def post(self, phase, body, connection=None):
        own = connection or self.connect()
        own.request("POST", f"/{phase}?timeout=10s", body=body, headers={"Content-Type": "application/json"})
        response = own.getresponse()
        answer = Answer(response, response.read())
        if connection is None:
            own.close()
        return answer

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.health_port, timeout=PATIENCE_SECONDS)
        connection.request("GET", path)
        response = connection.getresponse()
        answer = Answer(response, response.read())
        connection.close()
        return answer

    def metrics(self):
        """{'name{label="value"}': number} of a scrape."""
        samples = {}
        for line in self.get("/metrics").bytes.decode().splitlines():
            if line and not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                samples[name] = float(value)
        return samples

    def metric(self, name, **labels):
        """The sum of the samples of this name whose labels include these."""
        wanted = [f'{key}="{value}"' for key, value in labels.items()]
        return sum(value for sample, value in self.metrics().items()
                   if sample.split("{")[0] == name and all(label in sample for label in wanted))

    def lines(self, message=None):
        """The log's lines, as objects; those with this message."""
        if not self.log_file.exists():
            return []
        whole = self.log_file.read_text().rpartition("\n")[0]
        parsed = [json.loads(line) for line in whole.splitlines()]
        return [line for line in parsed if message is None or line["message"] == message]

    def signal(self, number):
        self.process.send_signal(number)

    def exit_code(self):
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def terminate(self):
        self.signal(signal.SIGTERM)
        return self.exit_code()
