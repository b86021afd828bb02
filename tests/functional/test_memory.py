"""The memory ceiling of docs/limits.md under everything at once: connections, large bodies, slow readers, hostile YAML.

Some 20 s long. A sanitizer keeps what was freed: there the traffic runs, and memory is not judged.
"""

import json
import os
import random
import re
import resource
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from program import BINARY, ROOT, wait_until
from reviews import overrides, review, service

MIB = 1 << 20
DIALS = 10_000
DIALLERS = 4
HEAD = b"POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def ceiling_mib():
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    return int(re.search(r"two workers stay below \*\*(\d+) MiB\*\*", text)[1])


def is_sanitized():
    with open(BINARY, "rb") as program:
        return b"__asan_init" in (text := program.read()) or b"__tsan_init" in text


def peak_mib(server):
    status = open(f"/proc/{server.process.pid}/status", encoding="ascii").read()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


@pytest.fixture(autouse=True)
def many_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * DIALS), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def raw(connection):
    """The socket below TLS, for a record that never ends."""
    return socket.socket(fileno=os.dup(connection.fileno()))


class Hoard:
    """Connections that hold as much as they can get, each in its own way."""

    def __init__(self, server):
        self.server, self.held, self.refused, self.lock = server, [], 0, threading.Lock()

    def dial(self, number):
        try:
            connection = self.server.dial(f"127.0.0.{2 + number % 8}", timeout=30)
            self.linger(connection, number)
        except OSError:
            with self.lock:
                self.refused += 1
            return
        with self.lock:
            self.held.append(connection)

    def linger(self, connection, number):
        fields = b"X: " + b"x" * 15_000
        if number % 16 == 0:  # a body that does not end
            connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % (16 * MIB) + b"{" * 30_000)
        elif number % 16 == 1:  # a client that never reads
            body = review(overrides("overrides:\n" + "".join(f"  t{i}:\n" for i in range(60)))).encode()
            connection.sendall((HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body) * 3)
        else:  # a header that does not end, then half a TLS record
            connection.sendall(HEAD + fields)
        with raw(connection) as below:
            below.sendall(b"\x17\x03\x03\x40\x10" + b"x" * 16_000)


def large_bodies():
    """The most expensive requests: the largest legal update, garbage, and YAML with many errors in both objects."""
    legal = "overrides: {}\n#" + "<" * MIB
    faults = "overrides:\n" + "".join(f"  t{i}:\n" for i in range(110_000))
    yield review(overrides(legal), operation="UPDATE", old=overrides(legal)).replace("<", "\\u003c"), 200
    yield "[" + "0," * (7 * MIB) + "0]", 400
    yield "{" * (15 * MIB), 400
    yield review(overrides(faults), operation="UPDATE", old=overrides(faults + "#")), 200
    yield review(service(), options={"x": "a" * (15 * MIB)}), 200


def test_cases_032_and_033_memory_stays_below_its_ceiling(serve):
    server = serve("--header-timeout", "2m", "--write-timeout", "2m", "--body-timeout", "2m")
    hoard = Hoard(server)

    def post(body, expected):
        wait_until(lambda: (status := server.post("validate", body).status) != 503 and status == expected,
                   f"a review of {len(body)} bytes gets {expected}")

    with ThreadPoolExecutor(DIALLERS) as diallers:
        list(diallers.map(hoard.dial, range(DIALS)))
    assert len(hoard.held) + hoard.refused == DIALS
    assert server.metric("tempo_admission_connections_open") <= 2048
    for connection in random.sample(hoard.held, 64):  # frees slots for the requests
        connection.close()
        hoard.held.remove(connection)
    bodies = list(large_bodies()) * 2
    wait_until(lambda: server.metric("tempo_admission_connections_open") < 2048 - 16, "there are places")
    with ThreadPoolExecutor(3) as posters:
        list(posters.map(lambda pair: post(*pair), bodies))
    assert not server.exited()
    assert server.get("/livez").status == 200
    if not is_sanitized():
        assert peak_mib(server) < ceiling_mib()
    for connection in hoard.held:
        connection.close()
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == 0, "the bodies are given back")
    assert server.post("validate", review(service())).status == 200


def test_case_033_parallel_large_bodies_get_503_or_an_answer(serve):
    server = serve()
    body = review(service(), options={"x": "a" * (15 * MIB)})
    with ThreadPoolExecutor(16) as posters:
        answers = list(posters.map(lambda _: server.post("mutate", body), range(64)))
    assert {answer.status for answer in answers} <= {200, 503}
    assert any(answer.status == 200 for answer in answers)
    assert all(answer.headers["retry-after"] == "1" for answer in answers if answer.status == 503)
    assert all(json.loads(answer.bytes)["kind"] == "Status" for answer in answers if answer.status == 503)
    if not is_sanitized():
        assert peak_mib(server) < ceiling_mib()
