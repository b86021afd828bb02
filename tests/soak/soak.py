#!/usr/bin/env python3
"""Mixed traffic for a while, with reloads, certificate swaps, resets and garbage: no wrong answer, no failed call, and
memory and descriptors that stay flat.

usage: tests/soak/soak.py PROGRAM SECONDS [--sanitized]

Right is what `review` says for the same bytes under one of the two policies that are swapped. --sanitized: memory is
not judged, as a sanitizer keeps what was freed. Exit 1 where anything went wrong.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "functional"))

import program  # noqa: E402  (found only through the line above)
from reviews import GOOD_TENANT, TYPO, overrides, review, service  # noqa: E402
from test_reload import Volume, pair  # noqa: E402

KEEP_ALIVE_CLIENTS, NEW_CONNECTION_CLIENTS, VANDALS = 3, 1, 2
SLEEPERS, REST_SECONDS = 4, (15.0, 120.0)
SWAP_SECONDS = 0.5
MEMORY_GROWTH, MEMORY_SLACK_KIB, DESCRIPTOR_SLACK = 1.05, 2048, 16
LOG_LIMIT_BYTES = 64 << 20

REQUESTS = {
    "a component's Service": ("mutate", review(service())),
    "a gossip ring": ("mutate", review(service("tempo-gossip-ring", "gossip-ring", port=("gossip-ring", 7946)))),
    "a Service with a value": ("mutate", review(service(annotations={"prometheus.io/scrape": "false"}))),
    "a Service to validate": ("validate", review(service())),
    "a good tenant": ("validate", review(overrides(GOOD_TENANT))),
    "a typo": ("validate", review(overrides(TYPO))),
    "an empty tenant": ("validate", review(overrides("overrides:\n  team-a:\n"))),
    "many duplicates": ("validate", review(overrides(GOOD_TENANT * 2000))),
    "an update to a typo": ("mutate", review(overrides(TYPO), operation="UPDATE", old=overrides(GOOD_TENANT))),
    "a deletion": ("mutate", review(None, operation="DELETE", old=service())),
    "no request": ("validate", '{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview"}'),
    "no JSON": ("mutate", "{"),
}
GARBAGE = [
    b"\x16\x03\x01\xff\xff" + b"\x00" * 64,
    b"GET / HTTP/1.1\r\n\r\n",
    b"\x00" * 4096,
    b"",
]
BROKEN_REQUESTS = [
    b"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
    b"POST /validate HTTP/1.1\r\n" + b"X: y\r\n" * 2000,
    b"BREW /coffee HTCPCP/1.0\r\n\r\n",
]


class Soak:
    def __init__(self, server, expected):
        self.server, self.expected = server, expected
        self.counts, self.faults, self.lock = Counter(), [], threading.Lock()
        self.over = threading.Event()

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def fault(self, text):
        with self.lock:
            self.faults.append(text)

    def ask(self, connection):
        name, (phase, body) = random.choice(list(REQUESTS.items()))
        answer = self.server.post(phase, body, connection)
        self.count("requests")
        if (answer.status, answer.bytes) not in self.expected[name]:
            self.fault(f"wrong answer to {name}: {answer.status} {answer.bytes[:200]}")

    def keep_asking(self):
        """As the API server does: connections are kept, and a failed call is a failure."""
        connection = self.server.connect()
        while not self.over.is_set():
            self.ask(connection)
        connection.close()

    def ask_after_a_rest(self):
        """The API server keeps an idle connection for 90 s: a request that comes then must be answered."""
        connection = self.server.connect()
        self.ask(connection)
        while not self.over.wait(random.uniform(*REST_SECONDS)):
            self.ask(connection)
            self.count("requests after a rest")
        connection.close()

    def ask_anew(self):
        while not self.over.is_set():
            self.ask(None)

    def misbehave(self):
        while not self.over.is_set():
            try:
                random.choice((self.send_garbage, self.send_broken_request, self.reset_within_a_request))()
            except OSError:
                self.count("garbage cut short")
            self.count("garbage")

    def plain(self):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=5)

    def send_garbage(self):
        with self.plain() as connection:
            connection.sendall(random.choice(GARBAGE))
            connection.shutdown(socket.SHUT_WR)
            connection.recv(4096)

    def send_broken_request(self):
        with self.server.dial(timeout=5) as connection:
            connection.settimeout(0.2)
            connection.sendall(random.choice(BROKEN_REQUESTS))
            connection.recv(4096)

    def reset_within_a_request(self):
        with self.server.dial(timeout=5) as connection:
            connection.sendall(BROKEN_REQUESTS[1])
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def swap(self, volume, versions, what):
        while not self.over.wait(SWAP_SECONDS):
            volume.swap(random.choice(versions))
            self.count(what)

    def guarded(self, work):
        try:
            work()
        except Exception as error:  # any failed call is reported, whatever the reason
            self.fault(f"{work.__name__ if hasattr(work, '__name__') else work}: {error!r}")


def observe(process):
    """Resident KiB and open descriptors."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return resident, len(os.listdir(f"/proc/{process.pid}/fd"))


def grown(samples, sanitized):
    """What grows: the last third compared with the middle one."""
    third = len(samples) // 3
    middle, last = samples[third : 2 * third], samples[2 * third :]
    (memory, descriptors), (memory_now, descriptors_now) = (
        [statistics.median(values) for values in zip(*part)] for part in (middle, last)
    )
    faults = []
    if not sanitized and memory_now > memory * MEMORY_GROWTH + MEMORY_SLACK_KIB:
        faults.append(f"memory grew from {memory:.0f} to {memory_now:.0f} KiB")
    if descriptors_now > descriptors + DESCRIPTOR_SLACK:
        faults.append(f"descriptors grew from {descriptors:.0f} to {descriptors_now:.0f}")
    return faults


def review_answers(policies):
    """{name of a request: {(status, bytes)}}: what `review` prints under each policy, 400 where it refuses."""
    expected = {name: set() for name in REQUESTS}
    for name, (phase, body) in REQUESTS.items():
        for policy in policies:
            done = program.run("review", "--phase", phase, "--policy", policy, "-", stdin=body)
            expected[name].add((200 if done.returncode == 0 else 400, done.stdout.removesuffix(b"\n")))
    return expected


def second_pair(certs, directory):
    """Another key and certificate of the same CA."""
    shutil.copytree(certs, directory)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", directory / "tls.key", "-out", directory / "tls.crt", "-days", "30", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-CA", certs / "ca.crt", "-CAkey", certs / "ca.key"],
        check=True, capture_output=True)
    return pair(directory)


def run(seconds, sanitized, work):
    certs = work / "certs"
    program.make_certificates(certs)
    enforce = (ROOT / "src" / "policy" / "presets" / "default.yaml").read_bytes()
    audit = enforce.replace(b"mode: enforce", b"mode: audit")
    for name, text in (("enforce.yaml", enforce), ("audit.yaml", audit)):
        (work / name).write_bytes(text)
    policies = Volume(work / "policy", {"policy.yaml": enforce})
    pairs = Volume(work / "tls", pair(certs))
    shutil.copy(certs / "ca.crt", work / "tls" / "ca.crt")
    other = second_pair(certs, work / "other")
    expected = review_answers([work / "enforce.yaml", work / "audit.yaml"])
    with program.Serve(work / "tls", work / "log", "--policy", work / "policy" / "policy.yaml",
                       "--poll-interval", "1s") as server:
        soak = Soak(server, expected)
        jobs = [soak.keep_asking] * KEEP_ALIVE_CLIENTS + [soak.ask_anew] * NEW_CONNECTION_CLIENTS
        jobs += [soak.ask_after_a_rest] * SLEEPERS + [soak.misbehave] * VANDALS
        jobs.append(lambda: soak.swap(policies, [{"policy.yaml": t} for t in (enforce, audit, b"mode: [")], "policies"))
        mismatched = {"tls.crt": other["tls.crt"], "tls.key": pair(certs)["tls.key"]}
        jobs.append(lambda: soak.swap(pairs, [pair(certs), other, mismatched], "certificates"))
        threads = [threading.Thread(target=soak.guarded, args=(job,)) for job in jobs]
        for thread in threads:
            thread.start()
        samples = watch(server, soak, seconds)
        soak.over.set()
        for thread in threads:
            thread.join()
        soak.faults += grown(samples, sanitized)
        if errors := server.metric("tempo_admission_internal_errors_total"):
            soak.faults.append(f"{errors:.0f} internal errors")
        if code := server.terminate():
            soak.faults.append(f"exit code {code}: {server.process.stderr.read().decode()[-4000:]}")
    return soak, samples


def watch(server, soak, seconds):
    samples, end = [], time.monotonic() + seconds
    while time.monotonic() < end and not server.exited():
        time.sleep(min(1.0, seconds / 30))
        samples.append(observe(server.process))
        if server.log_file.stat().st_size > LOG_LIMIT_BYTES:
            os.truncate(server.log_file, 0)
    if server.exited():
        soak.fault("the server ended")
    return samples


def main():
    arguments = argparse.ArgumentParser(usage="soak.py PROGRAM SECONDS [--sanitized]")
    arguments.add_argument("program")
    arguments.add_argument("seconds", type=float)
    arguments.add_argument("--sanitized", action="store_true")
    given = arguments.parse_args()
    program.BINARY = str(Path(given.program).resolve())
    with tempfile.TemporaryDirectory() as work:
        soak, samples = run(given.seconds, given.sanitized, Path(work))
    counts = ", ".join(f"{n} {what}" for what, n in sorted(soak.counts.items()))
    print(f"soak: {given.seconds:.0f} s: {counts}")
    third = len(samples) // 3
    for name, part in (("first", samples[:third]), ("middle", samples[third : 2 * third]), ("last", samples[2 * third :])):
        memory, descriptors = (statistics.median(values) for values in zip(*part))
        print(f"soak: {name} third: {memory / 1024:.1f} MiB resident, {descriptors:.0f} descriptors (medians)")
    for text in soak.faults[:20]:
        print(f"soak: FAULT: {text}")
    print(f"soak: {len(soak.faults)} faults")
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main())
