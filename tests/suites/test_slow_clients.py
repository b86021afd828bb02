"""slowhttptest holds hundreds of connections open as slowly as it can: other clients must not feel it."""

import subprocess

import pytest
from program import Serve, median_seconds, wait_until
from reviews import review, service

CONNECTIONS, SECONDS = 300, 120  # ended before its time
SAMPLES = 300
SLOWDOWN = 2.0
NOISE_SECONDS = 0.0005  # below this a median is the machine's doing

ATTACKS = {
    "headers": ["-H", "-t", "POST", "-i", "1", "-x", "24"],
    "body": ["-B", "-t", "POST", "-i", "1", "-s", "100000", "-x", "24", "-f", "application/json"],
    "read": ["-X", "-w", "1", "-y", "2", "-n", "1", "-z", "1", "-k", "3"],
}


@pytest.fixture(scope="module")
def server(certs, tmp_path_factory):
    """One that bears with the slow for as long as it is measured."""
    with Serve(certs, tmp_path_factory.mktemp("slow") / "log", "--header-timeout", "2m", "--body-timeout", "2m",
               "--write-timeout", "2m") as started:
        yield started


@pytest.mark.parametrize("attack", ATTACKS)
def test_case_059_slow_clients_do_not_slow_the_others(server, attack):
    body = review(service())
    before = median_seconds(server, body, SAMPLES)
    slow = subprocess.Popen(["slowhttptest", *ATTACKS[attack], "-c", str(CONNECTIONS), "-r", "150", "-l", str(SECONDS),
                             "-u", f"https://localhost:{server.port}/mutate"],
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: server.metric("tempo_admission_connections_open") > CONNECTIONS * 0.9, "the slow ones are there")
        during = median_seconds(server, body, SAMPLES)
        assert server.metric("tempo_admission_connections_open") > CONNECTIONS * 0.5
        assert during <= max(before * SLOWDOWN, before + NOISE_SECONDS)
    finally:
        slow.kill()
        slow.communicate()
    wait_until(lambda: server.metric("tempo_admission_connections_open") == 0, "the slow ones are gone")
