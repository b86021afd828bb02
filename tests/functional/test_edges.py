"""The edges of the program: streams that fail, files that are none, flags out of range, text that deceives."""

import contextlib
import ctypes
import json
import os
import platform
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import unicodedata

import pytest
from program import BINARY, PATIENCE_SECONDS, clean_environment, run, wait_until
from reviews import TYPO, overrides, review, service

SERVICE = json.dumps(json.loads(review(service()))["request"]["object"])
# ESC, CSI (C1), a newline with a forged line, a bell, a right-to-left override, zero-width characters, a tag.
HOSTILE = "\x1b[31m\x9b2J\ntempo-admission: forged\x07\u202e\u200b\u2066\ufeff\u00ad\U000e0041"
FORMATS = ["text", "json", "sarif", "junit"]


def is_safe(text):
    """Nothing that a terminal obeys, and nothing invisible. Our own newlines are safe."""
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp") for c in text)


def assert_safe(done):
    for stream in (done.stdout.decode(), done.stderr.decode()):
        assert is_safe(stream), ascii(stream)
        assert not any(line.startswith("tempo-admission: forged") for line in stream.splitlines())


# Standard output


PRINTING = {
    "version": ["version"], "help": ["--help"], "help of a command": ["serve", "--help"],
    "review": ["review", "--phase", "mutate", "-"], "policy default": ["policy", "default"],
    "policy preset": ["policy", "preset", "scrape-gossip-ring"], "policy schema": ["policy", "schema"],
    "policy validate": ["policy", "validate", "POLICY"],
    **{f"check {name}": ["check", "--format", name, "-"] for name in FORMATS},
}


@pytest.mark.parametrize("sink", ["full", "closed"])
@pytest.mark.parametrize("arguments", PRINTING.values(), ids=PRINTING)
def test_output_that_cannot_be_written_exits_2_and_says_so(policy, arguments, sink):
    arguments = [policy("mode: audit\n") if word == "POLICY" else word for word in arguments]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [BINARY, *arguments], input=(review(service()) if "review" in arguments else SERVICE).encode(),
            stdout=full, stderr=subprocess.PIPE, env=clean_environment(), timeout=PATIENCE_SECONDS, check=False,
            preexec_fn=(lambda: os.close(1)) if sink == "closed" else None)
    assert done.returncode == 2
    assert done.stderr.startswith(b"tempo-admission: cannot write to standard output: ")


def test_an_answer_of_health_that_cannot_be_written_exits_2(serve):
    server = serve()
    with open("/dev/full", "wb") as full:
        done = subprocess.run([BINARY, "health", "--health-listen", f"127.0.0.1:{server.health_port}"],
                              stdout=full, stderr=subprocess.PIPE, env=clean_environment(), check=False)
    assert done.returncode == 2
    assert b"cannot write to standard output" in done.stderr


def test_a_closed_stream_is_never_the_next_file_that_is_opened(tmp_path):
    """Descriptor 2 must not become the input, nor 1 the file that is read."""
    file = tmp_path / "overrides.yaml"
    file.write_text(TYPO)
    done = subprocess.run([BINARY, "check", "--overrides", file], stdout=subprocess.PIPE, env=clean_environment(),
                          check=False, preexec_fn=lambda: (os.close(0), os.close(2)))
    assert done.returncode == 1
    assert b"rate_limit_byte" in done.stdout
    assert file.read_text() == TYPO


# Input


@pytest.mark.parametrize("arguments", [["check", "-"], ["check", "--overrides", "-"], ["check", "--values", "-"],
                                       ["review", "--phase", "validate", "-"]], ids=" ".join)
@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}")])
def test_json_of_any_depth_is_refused_without_a_crash(arguments, opening, closing):
    deep = opening * 200_000 + "1" + closing * 200_000
    for text in (deep, '{"apiVersion": "v1", "kind": "ConfigMap", "data": %s}' % deep):
        done = run(*arguments, stdin=text)
        assert done.returncode in (1, 2), done.returncode
        assert done.stdout or done.stderr


def test_a_policy_of_any_depth_is_refused_without_a_crash(tmp_path):
    file = tmp_path / "policy.yaml"
    file.write_text("[" * 200_000 + "]" * 200_000)
    assert run("policy", "validate", file).returncode == 1


@pytest.mark.parametrize("kind", ["symlink loop", "long name", "long path", "directory", "missing"])
def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path, kind):
    bad = {"long name": tmp_path / ("x" * 300), "long path": tmp_path / ("y/" * 3000)}.get(kind, tmp_path / "bad")
    if kind == "symlink loop":
        bad.symlink_to(bad)
    if kind == "directory":
        bad.mkdir()
    good = tmp_path / "good.yaml"
    good.write_text(TYPO)
    done = run("check", "--overrides", bad, good)
    assert done.returncode == 2
    assert b"rate_limit_byte" in done.stdout
    reason, = done.stderr.decode().splitlines()
    assert reason.startswith(f"tempo-admission: {str(bad).rstrip('/')}")


# Signals


@pytest.mark.parametrize("flag", ["--policy", "--client-ca", "--log-file"])
def test_sigterm_ends_serve_that_waits_for_a_fifo_even_if_the_parent_ignored_it(certs, tmp_path, flag):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [BINARY, "serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key", flag, pipe],
        env=clean_environment(), preexec_fn=lambda: [signal.signal(number, signal.SIG_IGN)
                                                     for number in (signal.SIGTERM, signal.SIGINT)])
    wait_until(lambda: caught(process, signal.SIGTERM), "it handles SIGTERM")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE_SECONDS) == -signal.SIGTERM


def caught(process, number):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"^SigCgt:\s*([0-9a-f]+)$", status.read(), re.MULTILINE)[1], 16) >> (number - 1) & 1


@pytest.mark.parametrize("which", ["policy", "certificate", "value"])
def test_a_fifo_in_place_of_a_file_never_keeps_the_server_from_its_signals(serve, policy, certs, tmp_path, which):
    copy = tmp_path / "certs"
    shutil.copytree(certs, copy)
    values = tmp_path / "values"
    values.mkdir()
    (values / "contact").write_text("alice")
    file = policy("services:\n- name: a\n  selector: {matchLabels: {a: b}}\n"
                  "  annotations: {example.com/a: {fromFile: contact}}\n")
    server = serve("--policy", file, "--values-dir", values, "--poll-interval", "100ms", "--drain-delay", "0s",
                   certs=copy)
    victim = {"policy": file, "certificate": copy / "tls.crt", "value": values / "contact"}[which]
    os.mkfifo(tmp_path / "pipe")
    os.rename(tmp_path / "pipe", victim)
    wait_until(lambda: [line for line in server.lines() if "not a regular file" in line.get("detail", "")],
               "the reload fails")
    server.signal(signal.SIGTERM)
    assert server.exit_code() == 0


# Flags


RANGES = [("--workers", "-1"), ("--workers", "100000"), ("--workers", "many"), ("--poll-interval", "0s"),
          ("--poll-interval", "9999h"), ("--max-connections", "0"), ("--max-connections-per-peer", "0"),
          ("--max-body-bytes", "0"), ("--max-body-bytes", "1023"), ("--max-in-flight-bytes", "0"),
          ("--max-header-bytes", "0"), ("--max-headers", "0"), ("--max-target-bytes", "0"),
          ("--max-json-depth", "0"), ("--max-json-depth", "100000"), ("--max-json-values", "0"),
          ("--handshake-timeout", "0s"), ("--header-timeout", "0s"), ("--body-timeout", "0ms"),
          ("--write-timeout", "0s"), ("--idle-timeout", "0s"), ("--idle-timeout", "99999h"),
          ("--drain-delay", "25h"), ("--drain-timeout", "-1s"), ("--linger-bytes", "2GiB")]


@pytest.mark.parametrize("flag, value", RANGES)
def test_a_value_out_of_range_is_refused_at_start(flag, value):
    done = run("serve", flag, value)
    assert done.returncode == 2
    assert f"tempo-admission: {flag}: '{value}' " in done.stderr.decode()
    twin = run("serve", env={"TEMPO_ADMISSION_" + flag[2:].upper().replace("-", "_"): value})
    assert twin.returncode == 2
    assert f"'{value}'" in twin.stderr.decode()


def test_the_help_states_the_range_of_every_number():
    text = run("serve", "--help").stdout.decode()
    numbers = re.findall(r"^  (--\S+) (?:NUMBER|SIZE|DURATION) \(default .*\n(.*(?:\n {10,}.*)*)", text, re.MULTILINE)
    assert {flag for flag, _ in RANGES} <= {flag for flag, _ in numbers}
    for flag, description in numbers:
        assert re.search(r"\(\d+\w* to \d+\w*\)", description), flag


# Text that deceives


def hostile_manifest(tmp_path):
    """Hostile characters in names, keys, values, labels and the file's own name."""
    file = tmp_path / ("m" + HOSTILE.replace("/", "") + ".yaml")
    tenant, field, value = (json.dumps(c + HOSTILE).replace("\\udb40\\udc41", "\\U000e0041") for c in "tfv")
    text = f"overrides:\n  {tenant}: {{{field}: {value}}}\n"
    object_ = json.loads(review(overrides(text)))["request"]["object"]
    object_["metadata"]["name"] += HOSTILE
    object_["metadata"]["namespace"] = "n" + HOSTILE
    broken = json.loads(SERVICE)
    broken["metadata"]["name"] += HOSTILE
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": [object_, broken]}))
    return file


@pytest.mark.parametrize("report", FORMATS)
def test_no_report_lets_hostile_text_through(tmp_path, report):
    done = run("check", "--format", report, hostile_manifest(tmp_path))
    assert done.returncode == 1, done.stderr
    assert_safe(done)


def test_a_json_report_still_holds_the_very_names(tmp_path):
    done = run("check", "--format", "json", hostile_manifest(tmp_path))
    assert any(HOSTILE in result["name"] for result in json.loads(done.stdout)["results"])


@pytest.mark.parametrize("arguments", [
    ["check", "--namespace", HOSTILE, "missing" + HOSTILE], ["check", "--policy", "p" + HOSTILE, "-"],
    ["check", "--policy", "preset:" + HOSTILE, "-"], ["check", "--format", HOSTILE, "-"], ["check", "--" + HOSTILE],
    ["check", "--tempo-version", HOSTILE, "-"], ["check", "--tempo-version", "9.9" + HOSTILE, "-"], [HOSTILE],
    ["policy", HOSTILE], ["policy", "preset", HOSTILE], ["policy", "validate", HOSTILE],
    ["review", "--phase", HOSTILE, "-"], ["serve", "--listen", HOSTILE], ["serve", "--max-headers", HOSTILE],
    ["serve", "--tls-cert", HOSTILE, "--tls-key", HOSTILE], ["health", "--health-listen", HOSTILE],
], ids=lambda arguments: " ".join(arguments).encode("ascii", "ignore").decode().split("\x1b")[0])
def test_no_command_line_reaches_the_terminal_unclean(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert_safe(done)


def test_no_policy_reaches_the_terminal_unclean(policy, tmp_path):
    name = json.dumps("k" + HOSTILE)
    bodies = [f"{name}: 1\n", f"mode: {name}\n", f"services:\n- name: {name}\n",
              f"services:\n- name: a\n  selector: {{matchLabels: {{{name}: {name}}}}}\n  annotations: {{{name}: {name}}}\n",
              f"severity: {{{name}: {name}}}\n", f"tenants:\n- name: a\n  {name}: 1\n"]
    for body in bodies:
        done = run("policy", "validate", policy(body))
        assert done.returncode == 1
        assert_safe(done)
        assert_safe(run("check", "--policy", policy(body), "-", stdin=SERVICE))
    named = tmp_path / ("p" + HOSTILE.replace("/", ""))
    named.write_bytes(run("policy", "default").stdout)
    assert_safe(run("policy", "validate", named))


def test_no_review_answer_reaches_the_terminal_unclean():
    body = review(service(name="s" + HOSTILE), namespace="n" + HOSTILE)
    for phase in ("mutate", "validate"):
        assert_safe(run("review", "--phase", phase, "-", stdin=body))


def test_no_log_line_holds_hostile_text(serve):
    server = serve()
    server.post("mutate", review(service(name="s" + HOSTILE), namespace="n" + HOSTILE))
    wait_until(lambda: server.lines("admission decision"), "the decision is logged")
    assert is_safe(server.log_file.read_text())


@pytest.mark.parametrize("line", [
    "x: https://user:hunter2@host/path", "x: 'postgres://u:hunter2@db'", "x: http://u:hun/hunter2@h",
    "x: [a, 'amqps://a:hunter2@b']", "x: Bearer hunter2", "PASSWORD: hunter2", "x: basic aHVudGVyMg==hunter2",
])
def test_no_excerpt_shows_a_password(tmp_path, line):
    file = tmp_path / "overrides.yaml"
    file.write_text(f"overrides:\n  a: {{ingestion: {{rate_limit_bytes: 1, burst_size_bytes: 1}}}}\n  b:\n    {line}\n")
    for report in FORMATS:
        done = run("check", "--overrides", "--format", report, file)
        assert done.returncode == 1
        assert b"hunter2" not in done.stdout + done.stderr


# Sockets


@contextlib.contextmanager
def serving(certs, tmp_path, *arguments, listen="127.0.0.1:0", preexec_fn=None):
    """(process, the line that names its ports, its other lines) of a server on these addresses."""
    log = tmp_path / "log"

    def lines():
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    process = subprocess.Popen(
        [BINARY, "serve", "--tls-cert", certs / "tls.crt", "--tls-key", certs / "tls.key", "--listen", listen,
         "--health-listen", listen, "--log-file", log, *arguments], env=clean_environment(), preexec_fn=preexec_fn)
    try:
        wait_until(lambda: lines() or process.poll() is not None, "the server serves")
        yield lines()[0], lines
    finally:
        process.kill()
        process.wait()


def answers(address, port, path="/readyz"):
    with socket.create_connection((address, port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_all_addresses_are_those_of_ipv6_and_ipv4(certs, tmp_path):
    """A mapped peer counts as the IPv4 address that it is."""
    with serving(certs, tmp_path, "--max-connections-per-peer", "1", listen="[::]:0") as (start, lines):
        assert answers("::1", start["healthPort"])
        assert answers("127.0.0.1", start["healthPort"])
        with socket.create_connection(("::1", start["port"])), \
                socket.create_connection(("127.0.0.1", start["port"])), \
                socket.create_connection(("127.0.0.1", start["port"])) as third:
            assert third.recv(1) == b""
        refused = wait_until(lambda: [line for line in lines() if "too many" in line["message"]], "it is refused")
        assert refused[0]["peer"] == "127.0.0.1"
        assert run("health", "--health-listen", f"[::]:{start['healthPort']}").returncode == 0


def test_the_default_is_all_addresses_of_both_families():
    text = run("serve", "--help").stdout.decode()
    assert "--listen ADDRESS:PORT (default [::]:8443)" in text
    assert "--health-listen ADDRESS:PORT (default [::]:8080)" in text


def without_ipv6():
    """A seccomp filter that answers socket(AF_INET6, ...) as a kernel without IPv6 does."""
    number = {"x86_64": 41, "aarch64": 198}[platform.machine()]
    allow, refuse = 0x7FFF0000, 0x00050000 | 97  # EAFNOSUPPORT
    program = [(0x20, 0, 0, 0), (0x15, 0, 3, number), (0x20, 0, 0, 16), (0x15, 0, 1, socket.AF_INET6),
               (0x06, 0, 0, refuse), (0x06, 0, 0, allow)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    header = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)

    def install():
        assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
        filter_ = ctypes.c_void_p(ctypes.addressof(header) if code else None)
        assert libc.prctl(22, 2, filter_, 0, 0) == 0  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
    return install


@pytest.mark.skipif(platform.machine() not in ("x86_64", "aarch64"), reason="the filter names system calls by number")
def test_the_default_falls_back_to_ipv4_where_ipv6_is_off(certs, tmp_path):
    with serving(certs, tmp_path, listen="[::]:0", preexec_fn=without_ipv6()) as (start, _):
        assert answers("127.0.0.1", start["healthPort"])
        done = subprocess.run([BINARY, "health", "--health-listen", f"[::]:{start['healthPort']}"],
                              env=clean_environment(), preexec_fn=without_ipv6(), check=False)
        assert done.returncode == 0


@pytest.mark.parametrize("descriptors", [48, 96, 1024])
def test_idle_connections_never_starve_readyz(certs, tmp_path, descriptors):
    idle = []
    with serving(certs, tmp_path, "--workers", "2", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_NOFILE, (descriptors, descriptors))) as (start, _):
        for port in (start["port"], start["healthPort"]):
            idle += [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) for _ in range(100)]
            assert answers("127.0.0.1", start["healthPort"])
            assert answers("127.0.0.1", start["healthPort"], "/metrics")
    for connection in idle:
        connection.close()
