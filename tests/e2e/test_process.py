"""The program as a process: signals, start-up, health, and what happens when the machine runs short."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import time

import pytest

from harness.processes import wait_until
from harness.server import Server
from harness.tools import binary, make_certs, tool
from harness.webhook_client import BODY, HEAD, Connection, is_patched


@pytest.fixture
def scratch(tmp_path):
    """A folder with a certificate and a policy of this test's own."""
    make_certs("issue", tmp_path / "tls")
    (tmp_path / "policy.yaml").write_text(
        subprocess.run([binary(), "policy", "default"], check=True, text=True, capture_output=True).stdout)
    return tmp_path


@pytest.fixture
def serve(scratch):
    """serve(*arguments) -> a running server; killed at the end whatever it did."""
    started = []

    def start(*arguments, wait=True, **options):
        started.append(Server(scratch, [
            f"--tls-cert={scratch / 'tls' / 'tls.crt'}", f"--tls-key={scratch / 'tls' / 'tls.key'}",
            f"--policy={scratch / 'policy.yaml'}", "--workers=2", *arguments], **options))
        return started[-1].wait_ready() if wait else started[-1]

    yield start
    for server in started:
        server.process.kill()


@pytest.fixture
def connect(scratch):
    """connect(server) -> an open connection."""
    return lambda server: Connection(server.address, scratch / "tls" / "ca.crt")


def test_case_123_requests_in_flight_are_answered_before_the_end(serve, connect):
    server = serve("--drain-delay=500ms")
    waiting = [connect(server) for _ in range(20)]
    for connection in waiting:
        connection.send(HEAD + BODY[:100])
    server.terminate()
    wait_until(lambda: server.get("/readyz")[0] == 503, "readiness to say no")
    assert server.get("/livez")[0] == 200
    for connection in waiting:
        connection.send(BODY[100:])
        answer = connection.answer()
        assert is_patched(answer) and answer[1]["Connection"].lower() == "close"
        assert connection.closed_by_server()
    assert server.process.wait(timeout=20) == 0


def test_new_connections_are_served_until_the_drain_delay_is_over(serve, connect):
    server = serve("--drain-delay=60s")
    server.terminate()
    wait_until(lambda: server.get("/readyz")[0] == 503, "readiness to say no")
    with connect(server) as connection:
        assert is_patched(connection.review())


def test_case_125_second_sigterm_ends_at_once(serve):
    server = serve("--drain-delay=60s")
    server.terminate()
    wait_until(lambda: server.get("/readyz")[0] == 503, "the drain to begin")
    server.terminate()
    assert server.process.wait(timeout=5) == 128 + signal.SIGTERM


def test_case_125_sigint_drains_like_sigterm(serve):
    server = serve("--drain-delay=0s")
    server.process.signal(signal.SIGINT)
    assert server.process.wait(timeout=10) == 0


def test_case_125_sighup_reloads(serve):
    server = serve("--poll-interval=1h")
    before = server.reloads("policy")
    server.process.signal(signal.SIGHUP)
    wait_until(lambda: server.reloads("policy") > before, "the policy to be read again")
    assert server.ready()


def test_case_125_sigpipe_is_ignored(serve, connect):
    server = serve()
    server.process.signal(signal.SIGPIPE)
    with connect(server) as connection:
        assert is_patched(connection.review())


def start_and_fail(*arguments):
    return subprocess.run([binary(), "serve", *map(str, arguments)], text=True, capture_output=True, timeout=20)


def test_case_126_start_without_certificate_says_so(scratch):
    done = start_and_fail("--tls-cert", scratch / "none.crt", "--tls-key", scratch / "none.key")
    assert done.returncode == 2 and "none.crt" in done.stderr, done.stderr


def test_case_126_port_in_use_says_so(scratch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start_and_fail("--tls-cert", scratch / "tls" / "tls.crt", "--tls-key", scratch / "tls" / "tls.key",
                              "--listen", f"127.0.0.1:{port}", "--health-listen", "127.0.0.1:0")
    assert done.returncode == 2 and str(port) in done.stderr, done.stderr


def test_case_126_bad_policy_names_file_line_and_column(scratch):
    policy = scratch / "policy.yaml"
    policy.write_text(policy.read_text().replace("\nmode: enforce", "\nmood: enforce"))
    done = start_and_fail("--tls-cert", scratch / "tls" / "tls.crt", "--tls-key", scratch / "tls" / "tls.key",
                          "--policy", policy)
    line = 1 + policy.read_text().splitlines().index("mood: enforce")
    assert done.returncode == 2 and f"policy.yaml:{line}:1: " in done.stderr, done.stderr


def test_case_127_ready_when_policy_and_certificate_are_loaded(serve):
    server = serve()
    assert (server.get("/livez")[0], server.get("/readyz")[0]) == (200, 200)


def health(server):
    return subprocess.run([binary(), "health", "--health-listen={}:{}".format(*server.health)], timeout=20,
                          capture_output=True).returncode


def test_health_command_says_ready_draining_and_gone_by_its_exit_code(serve):
    server = serve("--drain-delay=60s")
    assert health(server) == 0
    server.terminate()
    wait_until(lambda: server.get("/readyz")[0] == 503, "readiness to say no")
    assert health(server) == 1
    server.process.kill()
    assert health(server) == 2


def test_case_127_expired_certificate_is_not_ready(serve, scratch):
    shutil.rmtree(scratch / "tls")
    make_certs("issue", scratch / "tls", made="-400d")
    server = serve(wait=False)
    wait_until(lambda: server.get("/livez")[0] == 200, "the program to live")
    code, text = server.get("/readyz")
    assert code == 503 and "certificate" in text


def test_case_128_without_file_descriptors_it_waits_and_recovers(serve, connect):
    server = serve("--handshake-timeout=60s")
    most = open_files(server.process.pid) + 4
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (most, most))
    flood = [socket.create_connection(server.address, timeout=5) for _ in range(20)]
    wait_until(lambda: open_files(server.process.pid) >= most, "the limit to be reached")
    before = cpu_seconds(server.process.pid)
    time.sleep(2)  # what counts is what it does meanwhile: next to nothing
    assert cpu_seconds(server.process.pid) - before < 0.5
    for connection in flood:
        connection.close()
    wait_until(lambda: answers(server, connect), "the program to answer again")
    assert server.metric("tempo_admission_connections_total", result="accept_failed") > 0


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answers(server, connect):
    try:
        with connect(server) as connection:
            return is_patched(connection.review())
    except OSError:
        return False


def test_case_129_a_jump_of_the_clock_ends_no_connection(serve, connect, scratch):
    clock = scratch / "clock"
    clock.write_text("+0d")
    server = serve(env=jumping_clock(clock))
    with connect(server) as connection:
        for jump in ("+0d", "+2d", "-2d"):
            clock.write_text(jump)
            assert is_patched(connection.review())
    days = wait_until(lambda: len(decisions(server)) == 3 and [record["time"][:10] for record in decisions(server)],
                      "three decisions in the log")
    assert days[2] < days[0] < days[1], days  # the clock did jump


def decisions(server):
    return [record for record in server.log_records() if record["message"] == "admission decision"]


def jumping_clock(file):
    """libfaketime that reads the time from a file at each call, and leaves the steady clock alone."""
    library = subprocess.run([tool("faketime"), "-f", "+0d", "printenv", "LD_PRELOAD"], check=True, text=True,
                             capture_output=True).stdout.strip()
    return {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1"}


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def test_case_130_a_days_requests_leave_no_trace_in_memory(serve, connect):
    """86,400 reviews, one for each second of a day, over connections that come and go."""
    server = serve("--log-level=warn")
    run_reviews(server, connect, 14_400)
    warm = resident_kib(server.process.pid)
    run_reviews(server, connect, 72_000)
    assert resident_kib(server.process.pid) < warm + 4096
    assert server.metric("tempo_admission_requests_total") == 86_400
    assert server.metric("tempo_admission_connections_open") == 0


def run_reviews(server, connect, count, on_one_connection=1_800, at_once=30):
    for _ in range(count // on_one_connection):
        with connect(server) as connection:
            for _ in range(on_one_connection // at_once):
                connection.send((HEAD + BODY) * at_once)
                assert all(is_patched(connection.answer()) for _ in range(at_once))
    wait_until(lambda: server.metric("tempo_admission_connections_open") == 0, "connections to be closed")


def test_case_131_metrics_grow_no_series_with_the_objects(serve, connect):
    server = serve()

    def series():
        return {line.rsplit(" ", 1)[0] for line in server.get("/metrics")[1].splitlines() if line[:1] != "#"}

    with connect(server) as connection:
        assert is_patched(connection.review())
        before = series()
        for number in range(100):
            body = BODY.replace(b"t-tempo-gossip-ring", b"t-tempo-ring-%06d" % number)
            body = body.replace(b'"namespace": "tempo"', b'"namespace": "n%04d"' % number)
            body = body.replace(b'"username": "admin"', b'"username": "u%04d"' % number)
            connection.send(HEAD.replace(b"Content-Length: %d" % len(BODY), b"Content-Length: %d" % len(body)) + body)
            assert is_patched(connection.answer())
    assert series() == before


def test_log_is_one_json_object_a_line_without_the_object(serve, connect):
    server = serve()
    with connect(server) as connection:
        connection.review()
    wait_until(lambda: decisions(server), "the decision to be logged")
    assert all({"time", "level", "message"} <= record.keys() for record in server.log_records())
    assert "7946" not in server.process.output()
