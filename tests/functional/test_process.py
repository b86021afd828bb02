"""Start, signals, drain and the end of the process (conformance.md, 5.6)."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from program import BINARY, PATIENCE_SECONDS, clean_environment, run, wait_until
from reviews import review, service


def test_case_123_sigterm_answers_what_is_in_flight_and_exits_0(serve):
    server = serve("--drain-delay", "500ms", "--drain-timeout", "10s")
    body = review(service()).encode()
    in_flight = server.connect()
    in_flight.putrequest("POST", "/mutate")
    in_flight.putheader("Content-Type", "application/json")
    in_flight.putheader("Content-Length", str(len(body)))
    in_flight.endheaders(body[:100])

    server.signal(signal.SIGTERM)
    wait_until(lambda: server.lines("draining"), "the server drains")
    assert server.get("/readyz").status == 503
    while_draining = server.post("mutate", body)
    in_flight.send(body[100:])
    late = in_flight.getresponse()

    assert while_draining.status == 200
    assert while_draining.headers["connection"] == "close"
    assert late.status == 200
    assert late.getheader("Connection") == "close"
    late.read()
    in_flight.close()
    assert server.exit_code() == 0


def test_case_124_requests_go_on_through_a_drain_without_one_failure(serve):
    server = serve("--drain-delay", "1s")
    other = serve()
    body = review(service())
    failures = []
    done = threading.Event()

    def call_steadily():
        target, connection = server, server.connect()
        while not done.is_set():
            answer = target.post("mutate", body, connection)
            if answer.status != 200:
                failures.append(answer.status)
            if answer.headers.get("connection") == "close":  # what the Go client does: next time a new one
                connection.close()
                target, connection = other, other.connect()
        connection.close()

    callers = [threading.Thread(target=call_steadily) for _ in range(8)]
    for caller in callers:
        caller.start()
    server.signal(signal.SIGTERM)
    assert server.exit_code() == 0
    done.set()
    for caller in callers:
        caller.join()
    assert failures == []


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_case_125_a_second_signal_ends_it_at_once(serve, second):
    server = serve("--drain-delay", "1h")
    server.signal(signal.SIGINT)
    wait_until(lambda: server.lines("draining"), "the server drains")
    server.signal(second)
    assert server.exit_code() == 128 + second


class FullPipe:
    """A full FIFO without a reader: writing to it blocks."""

    def __init__(self, path):
        os.mkfifo(path)
        self.path = path
        self.reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.reader)

    def read_until(self, word):
        seen = bytearray()

        def found():
            with contextlib.suppress(BlockingIOError):
                seen.extend(os.read(self.reader, 65536))
            return word in seen and seen.endswith(b"\n")

        wait_until(found, f"{word} is logged")
        return [json.loads(line) for line in seen.decode().splitlines()]

    def fill(self):
        writer = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        for size in (4096, 1):
            with contextlib.suppress(BlockingIOError):
                while True:
                    os.write(writer, b"x" * size)
        os.close(writer)


@contextlib.contextmanager
def serving_into_a_full_pipe(certs, tmp_path, way, *arguments):
    """(process, health port) of a server whose log is blocked."""
    with FullPipe(tmp_path / "pipe") as pipe:
        error = os.open(pipe.path, os.O_WRONLY) if way == "stderr" else os.open(os.devnull, os.O_WRONLY)
        log = [] if way == "stderr" else ["--log-file", pipe.path]
        process = subprocess.Popen(
            [BINARY, "serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key", "--listen",
             "127.0.0.1:0", "--health-listen", "127.0.0.1:0", *log, *arguments], stderr=error,
            env=clean_environment())
        os.close(error)
        try:
            start = next(line for line in pipe.read_until(b'"serving"') if line["message"] == "serving")
            pipe.fill()
            yield process, start["healthPort"]
        finally:
            process.kill()
            process.wait()


def is_draining(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    connection.request("GET", "/readyz")
    status = connection.getresponse().status
    connection.close()
    return status == 503


@pytest.mark.parametrize("way", ["stderr", "log file"])
def test_case_125_a_second_signal_ends_it_while_nobody_reads_its_log(certs, tmp_path, way):
    with serving_into_a_full_pipe(certs, tmp_path, way, "--drain-delay", "1h") as (process, health_port):
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: is_draining(health_port), "the server drains")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_SECONDS) == 128 + signal.SIGTERM


@pytest.mark.parametrize("way", ["stderr", "log file"])
def test_a_drain_ends_while_nobody_reads_its_log(certs, tmp_path, way):
    with serving_into_a_full_pipe(certs, tmp_path, way, "--drain-delay", "0s") as (process, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0


def is_handled(process, number):
    """Does the kernel call a handler of the process for this signal?"""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = int(re.search(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)[1], 16)
    return caught >> (number - 1) & 1


@pytest.mark.parametrize("arguments", [["check", "-"], ["review", "--phase", "validate", "-"],
                                       ["policy", "validate", "pipe"], ["serve", "--policy", "pipe"]],
                         ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_ends_a_command_that_has_nothing_to_drain(certs, tmp_path, arguments, number):
    os.mkfifo(tmp_path / "pipe")
    pair = ["--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key"] if arguments[0] == "serve" else []
    process = subprocess.Popen([BINARY, *arguments, *pair], cwd=tmp_path, stdin=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=clean_environment(),
                               preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))  # shells may ignore it
    wait_until(lambda: is_handled(process, number), "the command has set its handlers")
    process.send_signal(number)
    assert process.wait(timeout=PATIENCE_SECONDS) == -number
    process.stdin.close()


def test_case_125_sighup_reloads_and_sigpipe_is_ignored(serve, policy):
    file = policy("mode: audit\n")
    server = serve("--policy", file, "--poll-interval", "1h")
    server.signal(signal.SIGPIPE)
    server.signal(signal.SIGHUP)
    wait_until(lambda: server.lines("policy reloaded") and server.lines("certificate reloaded"),
               "policy and certificate are reloaded")
    assert server.post("mutate", review(service())).status == 200


@pytest.mark.parametrize("missing", ["tls.crt", "tls.key"])
def test_case_126_it_does_not_start_without_certificate_or_key(certs, tmp_path, missing):
    shutil.copytree(certs, tmp_path / "certs")
    (tmp_path / "certs" / missing).unlink()
    done = run("serve", "--tls-cert", tmp_path / "certs/tls.crt", "--tls-key", tmp_path / "certs/tls.key")
    assert done.returncode == 2
    assert f"{missing}: No such file or directory" in done.stderr.decode()


def test_case_126_it_does_not_start_on_a_port_in_use(certs):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key",
                   "--listen", f"127.0.0.1:{port}", "--health-listen", "127.0.0.1:0")
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr.decode()
    assert "in use" in done.stderr.decode()


def test_case_126_it_does_not_start_with_a_bad_policy(certs, policy):
    file = policy("mode: audt\n")
    done = run("serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key", "--policy", file)
    assert done.returncode == 2
    assert f"{file}:3:7: " in done.stderr.decode()


def test_case_072_it_does_not_start_with_a_certificate_that_names_no_host(certs, tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-keyout", tmp_path / "tls.key", "-out", tmp_path / "tls.crt", "-days", "1",
                    "-subj", "/CN=tempo-admission.tempo.svc"], check=True, capture_output=True)
    done = run("serve", "--tls-cert", tmp_path / "tls.crt", "--tls-key", tmp_path / "tls.key")
    assert done.returncode == 2
    assert "subjectAltName" in done.stderr.decode()


def test_case_127_health_of_a_server_that_serves(serve):
    server = serve()
    assert server.get("/livez").status == 200
    assert server.get("/readyz").status == 200


def test_case_127_not_ready_while_draining_but_alive(serve):
    server = serve("--drain-delay", "1h")
    server.signal(signal.SIGTERM)
    wait_until(lambda: server.get("/readyz").status == 503, "readiness fails")
    assert b"draining" in server.get("/readyz").bytes
    assert server.get("/livez").status == 200


def health(server):
    return run("health", "--health-listen", f"127.0.0.1:{server.health_port}").returncode


def test_health_asks_a_running_server(serve):
    server = serve("--drain-delay", "1h")
    assert health(server) == 0
    server.signal(signal.SIGTERM)
    wait_until(lambda: health(server) == 1, "it is no longer ready")
    server.signal(signal.SIGTERM)
    server.exit_code()
    assert health(server) == 2


def expired_certificate(directory, certs):
    """A key pair with an expired certificate of the development CA."""
    subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", directory / "tls.key", "-out", directory / "tls.csr", "-subj", "/CN=localhost"],
                   check=True, capture_output=True)
    (directory / "ext").write_text("subjectAltName=DNS:localhost\n")
    (directory / "index").write_text("")
    (directory / "serial").write_text("01\n")
    (directory / "ca.cnf").write_text(
        f"[ca]\ndefault_ca=own\n[own]\ndatabase={directory}/index\nserial={directory}/serial\n"
        f"new_certs_dir={directory}\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n")
    subprocess.run(["openssl", "ca", "-batch", "-notext", "-config", directory / "ca.cnf",
                    "-cert", certs / "ca.crt", "-keyfile", certs / "ca.key", "-in", directory / "tls.csr",
                    "-out", directory / "tls.crt", "-extfile", directory / "ext",
                    "-startdate", "20200101000000Z", "-enddate", "20200102000000Z"],
                   check=True, capture_output=True)
    shutil.copy(certs / "ca.crt", directory / "ca.crt")


def test_cases_080_and_127_not_ready_with_an_expired_certificate(serve, certs, tmp_path):
    expired = tmp_path / "expired"
    expired.mkdir()
    expired_certificate(expired, certs)
    server = serve(certs=expired)
    answer = server.get("/readyz")
    assert answer.status == 503
    assert b"expired" in answer.bytes
    assert server.metric("tempo_admission_certificate_not_after_timestamp_seconds") == 1577923200


def test_case_127_nothing_listens_before_policy_and_certificate_are_loaded(certs, tmp_path):
    """The files arrive through pipes: until they are read to the end there is no port to be ready on."""
    pipe = tmp_path / "policy.yaml"
    os.mkfifo(pipe)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        health_port = probe.getsockname()[1]
    process = subprocess.Popen(
        [BINARY, "serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key", "--policy", pipe,
         "--listen", "127.0.0.1:0", "--health-listen", f"127.0.0.1:{health_port}",
         "--log-file", tmp_path / "log"], env=clean_environment())
    try:
        with pipe.open("w") as policy:  # returns once the program reads
            with pytest.raises(ConnectionRefusedError):
                http.client.HTTPConnection("127.0.0.1", health_port).request("GET", "/readyz")
            policy.write("apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n")
        wait_until(lambda: (tmp_path / "log").exists() and "serving" in (tmp_path / "log").read_text(),
                   "the server serves")
    finally:
        process.kill()
        process.wait()
