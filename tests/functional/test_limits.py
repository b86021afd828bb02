"""Bounds are promises: docs/limits.md agrees with the program, and each bound is tested (conformance.md, 28 to 62)."""

import base64
import gzip
import json
import re
import socket
import time

import pytest
from program import ROOT, Serve, run, wait_until
from reviews import GOOD_TENANT, TYPO, overrides, padded, review, service

KIB, MIB = 1 << 10, 1 << 20
LEAST_SECONDS = 0.2  # of a limit of 300 ms, which is looked at four times within it
HEAD = b"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
LIMIT_FLAGS = re.compile(r"^  (--(?:max|linger|drain)-[a-z-]+|--[a-z]+-timeout) [A-Z]+ \(default (\S+)\)", re.MULTILINE)


def documented():
    """{flag: default as `serve --help` spells it} of the table in docs/limits.md."""
    rows = re.findall(r"^\|[^|]*\| ([^|]*) \| `(--[a-z-]+)` \|", (ROOT / "docs/limits.md").read_text(), re.MULTILINE)
    return {flag: default.replace(" ", "") for default, flag in rows}


def test_the_page_names_every_limit_with_its_default():
    told = dict(LIMIT_FLAGS.findall(run("serve", "--help").stdout.decode()))
    assert len(told) > 15
    assert documented() == told


class Raw:
    """A TLS connection for bytes that no library would send."""

    def __init__(self, server, address="127.0.0.1"):
        self.tls = server.dial(address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tls.close()

    def send(self, data):
        self.tls.sendall(data)
        return self

    def status(self):
        """Of the next answer, which is read whole; None at the end."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.tls.recv(1)
            if not byte:
                return None
            head += byte
        length = int(re.search(rb"Content-Length: (\d+)", head)[1])
        while length > 0:
            length -= len(self.tls.recv(length))
        return int(head.split()[1])


@pytest.fixture(scope="module")
def small(certs, tmp_path_factory):
    """A server whose bounds are low."""
    with Serve(certs, tmp_path_factory.mktemp("small") / "log",
               "--max-body-bytes", "64KiB", "--max-header-bytes", "1KiB", "--max-headers", "10",
               "--max-target-bytes", "64") as server:
        yield server


def status_of(server, data):
    with Raw(server) as connection:
        return connection.send(data).status()


def with_length(body):
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.mark.parametrize("size, status", [(64 * KIB, 200), (64 * KIB + 1, 413)])
def test_case_028_body(small, size, status):
    assert status_of(small, with_length(padded(size))) == status


@pytest.mark.parametrize("size, status", [(64 * KIB, 200), (64 * KIB + 1, 413)])
def test_case_029_body_in_chunks(small, size, status):
    body = padded(size)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:40_000], body[40_000:]))
    assert status_of(small, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n") == status


@pytest.mark.parametrize("size, status", [(KIB, 200), (KIB + 1, 431)])
def test_case_050_header_bytes(small, size, status):
    body = review(service()).encode()
    head = HEAD + b"Content-Length: %d\r\nX: " % len(body)
    assert status_of(small, head + b"x" * (size - len(head) - 4) + b"\r\n\r\n" + body) == status


@pytest.mark.parametrize("count, status", [(10, 200), (11, 431)])
def test_case_050_header_fields(small, count, status):
    body = review(service()).encode()
    fields = b"X: y\r\n" * (count - 3)
    assert status_of(small, HEAD + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body) == status


@pytest.mark.parametrize("size, status", [(64, 200), (65, 414)])
def test_target(small, size, status):
    target = b"/mutate?" + b"x" * (size - len("/mutate?"))
    assert status_of(small, with_length(padded(4 * KIB)).replace(b"/mutate", target)) == status


@pytest.mark.parametrize("depth, innermost, status", [(99, b"[1]", 200), (100, b"[]", 200), (100, b"[1]", 400),
                                                     (101, b"[]", 400)])
def test_case_024_json_depth(small, depth, innermost, status):
    lists = depth - 2  # beside the envelope and the innermost one
    body = review(service()).encode()[:-1] + b',"x":' + b"[" * lists + innermost + b"]" * lists + b"}"
    assert status_of(small, with_length(body)) == status


def values_in(value):
    if isinstance(value, dict):
        return 1 + sum(1 + values_in(item) for item in value.values())
    return 1 + (sum(map(values_in, value)) if isinstance(value, list) else 0)


@pytest.mark.parametrize("count, status", [(1_000_000, 200), (1_000_001, 400)])
def test_json_values(serve, count, status):
    whole = json.loads(review(service()))
    body = json.dumps(whole)[:-1] + ',"x":[' + "0," * (count - values_in(whole) - 3) + "0]}"
    assert values_in(json.loads(body)) == count
    assert serve().post("mutate", body).status == status


def test_the_limits_of_json_are_the_operators_to_set(serve):
    shallow = serve("--max-json-depth", "20", "--max-json-values", "100")
    assert shallow.post("mutate", review(service())).status == 200
    assert shallow.post("mutate", review(service()).encode()[:-1] + b',"x":' + b"[" * 20 + b"]" * 20 + b"}").status == 400
    assert shallow.post("mutate", review(service()).encode()[:-1] + b',"x":[' + b"0," * 100 + b"0]}").status == 400


@pytest.mark.parametrize("size, status", [(256, 200), (257, 400)])
def test_case_014_uid(small, size, status):
    assert status_of(small, with_length(review(service(), uid="u" * size).encode())) == status


def codes(server, text):
    response = server.post("validate", review(overrides(text))).review
    return json.dumps(response.get("status", {})) + json.dumps(response.get("warnings", []))


@pytest.fixture(scope="module")
def usual(certs, tmp_path_factory):
    with Serve(certs, tmp_path_factory.mktemp("usual") / "log") as server:
        yield server


def test_yaml_bytes(usual):
    text = GOOD_TENANT + "#"
    assert "yaml/too-large" not in codes(usual, text + "x" * (2 * MIB - len(text)))
    assert "yaml/too-large" in codes(usual, text + "x" * (2 * MIB - len(text) + 1))


def test_yaml_bytes_unpacked(usual):
    def packed(size):
        holder = overrides("")
        text = GOOD_TENANT + "#"
        content = gzip.compress((text + "x" * (size - len(text))).encode())
        holder["data"], holder["binaryData"] = {}, {"overrides.yaml.gz": base64.b64encode(content).decode()}
        return json.dumps(usual.post("validate", review(holder)).review)

    assert "unpacks-too-large" not in packed(2 * MIB)
    assert "unpacks-too-large" in packed(2 * MIB + 1)


def test_yaml_nodes(usual):
    def list_of(nodes):  # the root, a key, the list and its items
        return "a: [" + "x," * (nodes - 3) + "]"

    assert "yaml/too-many-nodes" not in codes(usual, list_of(150_000))
    assert "yaml/too-many-nodes" in codes(usual, list_of(150_001))


def test_yaml_depth(usual):
    assert "yaml/too-deep" not in codes(usual, "- " * 100 + "x")
    assert "yaml/too-deep" in codes(usual, "- " * 101 + "x")


def test_yaml_steps(policy, serve):
    server = serve("--policy", policy("""textLimits: {steps: 1000}
tenants:
- {name: overrides, mode: enforce, selector: {}, key: overrides.yaml, format: overrides}
"""))
    assert codes(server, GOOD_TENANT) == "{}[]"
    assert "yaml/too-costly" in codes(server, "[" * 100 + "]" * 100)


def test_the_policy_sets_the_limits_of_yaml_texts(policy, serve):
    server = serve("--policy", policy(f"""textLimits: {{bytes: {len(GOOD_TENANT) + 100}, nodes: 11, depth: 8}}
tenants:
- {{name: overrides, mode: enforce, selector: {{}}, key: overrides.yaml, format: overrides}}
"""))
    assert codes(server, GOOD_TENANT) == "{}[]"
    assert "yaml/too-large" in codes(server, GOOD_TENANT + "#" * 101)
    assert "yaml/too-many-nodes" in codes(server, "[" + "x," * 11 + "]")
    assert "yaml/too-deep" in codes(server, "[" * 9 + "]" * 9)


def test_warnings(usual):
    tenants = "".join(f"  {'t' * 200}{index}: {{ingestion: {{rate_limit_bytes: 1}}}}\n" for index in range(50))
    warnings = usual.post("validate", review(overrides("overrides:\n" + tenants))).review["warnings"]
    assert len(warnings) == 11
    assert warnings[10].startswith("... and ")
    assert max(map(len, warnings)) <= 120


def test_case_119_denial(usual):
    status = usual.post("validate", review(overrides(GOOD_TENANT + "".join(
        f"  team-{index}:\n" for index in range(300))))).review["status"]
    assert len(status["details"]["causes"]) == 50
    lines = status["message"].split("\n")
    assert len(lines) <= 22  # twenty findings, one line before and one after
    assert max(map(len, lines)) <= 500


def test_log_line(serve):
    """For any review, however much escaping it needs."""
    server = serve()
    hostile = "\\u0001" * 300
    tenants = [f'  "{chr(0x1F600) * 36}{index}": {{ingestion: {{rate_limit_bytes: %d, burst_size_bytes: %d}}}}\n'
               for index in range(60)]
    old, new = ("overrides:\n" + "".join(tenants).replace("%d", value) for value in ("1", "2"))
    body = review(overrides(new), operation="UPDATE", old=overrides(old)).replace('"alice"', f'"{hostile}"')
    server.post("validate", body.replace('"system:authenticated"', ",".join([f'"{hostile}"'] * 100)))
    server.post("validate", review(overrides("overrides:\n" + "".join(
        f'  "{hostile}{index}": {{"{hostile}": 1}}\n' for index in range(200)))))
    server.post("mutate", review(service(name="\x01" * 5000), namespace="\x01" * 5000, uid="\x01" * 256))
    wait_until(lambda: len(server.lines("admission decision")) == 3, "the decisions are logged")
    assert max(map(len, server.log_file.read_bytes().splitlines())) <= 64 * KIB


def answers(connection):
    return connection.send(with_length(review(service()).encode())).status() == 200


def test_case_062_connections(serve):
    server = serve("--max-connections", "5")
    held = [Raw(server) for _ in range(5)]
    with pytest.raises(OSError):
        Raw(server)
    assert all(answers(connection) for connection in held)
    assert server.get("/readyz").status == 200
    assert server.metric("tempo_admission_connections_total", result="refused") == 1
    held.pop().tls.close()
    wait_until(lambda: server.metric("tempo_admission_connections_open") == 4, "the place is free")
    with Raw(server) as next_one:
        assert answers(next_one)


def test_case_062_connections_of_one_address(serve):
    server = serve("--max-connections-per-peer", "3")
    held = [Raw(server) for _ in range(3)]
    with pytest.raises(OSError):
        Raw(server)
    with Raw(server, address="127.0.0.2") as neighbour:
        assert answers(neighbour)
    assert all(answers(connection) for connection in held)
    assert server.metric("tempo_admission_connections_total", result="refused_peer") == 1


def test_case_065_bytes_in_flight(serve):
    server = serve("--max-in-flight-bytes", "1MiB")
    body = padded(512 * KIB)
    held = [Raw(server).send(with_length(body)[:-1]) for _ in range(2)]
    wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == MIB, "two bodies fill the budget")
    assert status_of(server, with_length(padded(256 * KIB))) == 503
    assert [connection.send(b" ").status() for connection in held] == [200, 200]
    assert status_of(server, with_length(padded(256 * KIB))) == 200


@pytest.mark.parametrize("size, status", [(16 * KIB, 200), (16 * KIB + 1, 503)])
def test_case_065_a_body_of_16_kib_needs_nothing_of_the_budget(serve, size, status):
    server = serve("--max-in-flight-bytes", "1MiB")
    with Raw(server) as hoarder:
        hoarder.send(with_length(padded(MIB))[:-1])
        wait_until(lambda: server.metric("tempo_admission_in_flight_bytes") == MIB, "the budget is spent")
        assert status_of(server, with_length(padded(size))) == status


def test_case_028_of_a_refused_body_so_much_is_read_and_no_more(serve):
    """What the kernel buffers for both sides is not included."""
    server = serve("--max-body-bytes", "1KiB", "--linger-bytes", "64KiB", "--linger-timeout", "1m")
    with Raw(server) as connection:
        connection.send(HEAD + b"Content-Length: %d\r\n\r\n" % (1 << 40))
        assert connection.status() == 413
        with pytest.raises(OSError):
            for _ in range(64):
                connection.send(b"x" * MIB)


TIMED = [
    ("--header-timeout", "header", HEAD, 408),
    ("--body-timeout", "body", HEAD + b"Content-Length: 9\r\n\r\n{", 408),
    ("--idle-timeout", "idle", b"", None),
]


@pytest.mark.parametrize("flag, phase, sent, status", TIMED, ids=[row[1] for row in TIMED])
def test_case_059_times(serve, flag, phase, sent, status):
    server = serve(flag, "300ms")
    started = time.monotonic()
    with Raw(server) as patient, Raw(server) as slow:
        slow.send(sent)
        if phase != "idle":  # within its time a request is served
            assert answers(patient)
        assert slow.status() == status
        assert time.monotonic() - started > LEAST_SECONDS
    assert server.metric("tempo_admission_timeouts_total", phase=phase) >= 1


def test_case_081_time_of_a_handshake(serve):
    server = serve("--handshake-timeout", "300ms")
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as silent:
        assert silent.recv(1) == b""
        assert time.monotonic() - started > LEAST_SECONDS
    assert server.metric("tempo_admission_timeouts_total", phase="handshake") == 1


def test_case_044_the_callers_own_time(serve):
    server = serve()
    started = time.monotonic()
    with Raw(server) as connection:
        sent = with_length(review(service()).encode()).replace(b"/mutate", b"/mutate?timeout=300ms")
        assert connection.send(sent[:-1]).status() == 504
        assert time.monotonic() - started > LEAST_SECONDS


def test_log_of_typos_is_as_long_as_the_list_allows(serve):
    server = serve()
    server.post("validate", review(overrides(TYPO)))
    line = wait_until(lambda: server.lines("admission decision"), "the decision is logged")[0]
    assert 0 < len(line["findings"]) <= 20
