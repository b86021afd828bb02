"""Overload: refusals are immediate, admitted requests are not affected, and callers wait for a full server."""

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


def spend_the_budget(server):
    """One mebibyte, by a body whose last byte does not come."""
    hoarder = server.dial()
    hoarder.sendall(HEAD % MIB + padded(MIB)[:-1])
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == MIB, "the budget is spent")
    return hoarder


def told(server, request):
    """(head of the answer, seconds until it began) on a new connection, whose set-up is not timed."""
    with server.dial() as connection:
        start = time.perf_counter()
        connection.sendall(request)
        answer = connection.recv(4096)
        return answer.split(b"\r\n\r\n")[0], time.perf_counter() - start


def test_case_065_overload_is_told_within_5_ms_of_an_ordinary_answer(serve):
    """In turns, so that a busy machine is as slow for the ones as for the others. Nothing of a body is charged before
    it has more than 16 KiB: no more is sent, and the whole of it would be too much."""
    server = serve("--max-in-flight-bytes", "1MiB", "--body-timeout", "2m")
    small, begun = review(service()).encode(), padded(20 * KIB)
    with spend_the_budget(server):
        pairs = [(told(server, HEAD % (512 * KIB) + begun), told(server, HEAD % len(small) + small))
                 for _ in range(SAMPLES)]
    assert all(b" 503 " in refusal and b"Retry-After: 1" in refusal for (refusal, _), _ in pairs)
    assert all(b" 200 " in ordinary for _, (ordinary, _) in pairs)
    refused, answered = (statistics.median(seconds for _, seconds in column) for column in zip(*pairs))
    assert refused < answered + 0.005


def test_case_065_the_admitted_go_on_while_others_are_refused(serve):
    server = serve("--max-in-flight-bytes", "1MiB", "--body-timeout", "2m")
    small = review(service())
    before = median_seconds(server, small, SAMPLES)
    hoarder = spend_the_budget(server)
    refusals, over = [], threading.Event()

    def be_refused():
        large = padded(512 * KIB)
        while not over.is_set():
            answer = server.post("mutate", large)
            refusals.append((answer.status, answer.headers.get("retry-after")))

    flood = [threading.Thread(target=be_refused) for _ in range(2)]
    for caller in flood:
        caller.start()
    wait_until(lambda: refusals, "the first is refused")
    during = median_seconds(server, small, SAMPLES)
    over.set()
    for caller in flood:
        caller.join()

    assert set(refusals) == {(503, "1")}
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
    """Started with few descriptors: the limit is lowered, so that accept() never runs out of them."""
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
