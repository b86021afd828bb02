"""Start, signals, drain and the end of the process (conformance.md, 5.6)."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading

import pytest
from program import BINARY, clean_environment, run, wait_until
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
    assert server.lines("stopping at once")


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
    """A pair that the development CA signed for a day long gone."""
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
