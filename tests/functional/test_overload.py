"""Overload: who is refused hears it at once, who is admitted notices nothing, and a full machine is waited for."""

import os
import resource
import socket
import statistics
import threading
import time

from program import median_seconds, wait_until
from reviews import padded, review, service

KIB, MIB = 1 << 10, 1 << 20
SAMPLES = 150
HEAD = b"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def test_case_065_overload_is_told_at_once_and_the_admitted_go_on(serve):
    """The budget is spent by bodies that do not end; the refused come with more than is left of it."""
    server = serve("--max-in-flight-bytes", "1MiB", "--body-timeout", "2m")
    small = review(service())
    before = median_seconds(server, small, SAMPLES)
    hoarder = server.dial()
    hoarder.sendall(HEAD % (MIB - 64 * KIB) + padded(MIB - 64 * KIB)[:-1])
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") >= MIB - 64 * KIB, "the budget is spent")
    refusals, over = [], threading.Event()

    def be_refused():
        large = padded(512 * KIB)
        while not over.is_set():
            start = time.perf_counter()
            answer = server.post("mutate", large)
            refusals.append((answer.status, answer.headers.get("retry-after"), time.perf_counter() - start))

    flood = [threading.Thread(target=be_refused) for _ in range(2)]
    for caller in flood:
        caller.start()
    wait_until(lambda: refusals, "the first is refused")
    during = median_seconds(server, small, SAMPLES)
    over.set()
    for caller in flood:
        caller.join()

    assert {refusal[:2] for refusal in refusals} == {(503, "1")}
    # The caller's own handshake and half a mebibyte are in this time too; ours is the whole minus those.
    assert statistics.median(refusal[2] for refusal in refusals) < 0.5
    assert during < max(5 * before, before + 0.05)  # they share two cores with the flood
    hoarder.sendall(b" ")
    assert hoarder.recv(12) == b"HTTP/1.1 200"
    hoarder.close()
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == 0, "the budget is given back")
    assert server.post("mutate", padded(512 * KIB)).status == 200


def test_case_065_a_client_that_tries_again_as_told_succeeds_within_its_time(serve):
    """As the API server does: Retry-After is waited for, as long as the webhook's timeout allows."""
    server = serve("--max-in-flight-bytes", "1MiB", "--body-timeout", "700ms")
    hoarder = server.dial()
    hoarder.sendall(HEAD % MIB + padded(MIB)[:-1])
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == MIB, "the budget is spent")
    large, end = padded(512 * KIB), time.monotonic() + 10
    answer = server.post("mutate", large)
    assert answer.status == 503
    while answer.status == 503 and time.monotonic() < end:
        time.sleep(int(answer.headers["retry-after"]))
        answer = server.post("mutate", large)
    assert answer.status == 200
    hoarder.close()


def open_files(server):
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def cpu_seconds(server):
    with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_case_128_without_descriptors_it_waits_and_who_is_in_is_served(serve):
    server = serve("--handshake-timeout", "2m")
    inside = server.connect()
    body = review(service())
    assert server.post("mutate", body, inside).status == 200
    few = open_files(server) + 3
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (few, few))
    waiting = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(10)]
    wait_until(lambda: open_files(server) >= few, "the descriptors are used up")
    before = cpu_seconds(server)
    for _ in range(50):
        assert server.post("mutate", body, inside).status == 200
        time.sleep(0.02)
    assert cpu_seconds(server) - before < 0.5, "a busy loop"
    for connection in waiting:
        connection.close()
    assert wait_until(lambda: server.post("mutate", body).status == 200, "others are served again")
    inside.close()


def test_case_062_as_many_connections_as_the_descriptors_allow(serve):
    """Started with few: the limit is lowered, so that accepting never fails for want of one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (300, hard))
    try:
        server = serve()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(250)]
    wait_until(lambda: server.metric("tempo_admission_connections_total", result="refused") == 250 - 172, "78 are refused")
    assert server.metric("tempo_admission_connections_total", result="accept_failed") == 0
    assert server.get("/readyz").status == 200
    for connection in held:
        connection.close()
