"""Policies and certificates come into use while requests run, whole or not at all."""

import os
import shutil
import socket
import subprocess
import threading

import pytest
from program import run, wait_until
from reviews import TYPO, annotations_added, overrides, review, service

AUDIT = "mode: audit\n"
TENANT_RULE = """tenants:
- name: overrides
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  key: overrides.yaml
  format: overrides
"""
HEAD = "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n"


class Volume:
    """A directory as the kubelet mounts one: names are links into ..data, which is swapped as a whole."""

    def __init__(self, directory, files):
        self.directory, self.version = directory, 0
        directory.mkdir()
        self.swap(files)
        for name in files:
            (directory / name).symlink_to(f"..data/{name}")

    def swap(self, files):
        self.version += 1
        target = self.directory / f"..v{self.version}"
        target.mkdir()
        for name, content in files.items():
            (target / name).write_bytes(content)
        (self.directory / "..tmp").symlink_to(target.name)
        os.rename(self.directory / "..tmp", self.directory / "..data")
        for old in self.directory.glob("..v*"):
            if old.name != target.name:
                shutil.rmtree(old)


def pair(directory):
    return {name: (directory / name).read_bytes() for name in ("tls.crt", "tls.key")}


@pytest.fixture
def next_certs(certs, tmp_path):
    """Another pair from the same CA."""
    directory = tmp_path / "next"
    shutil.copytree(certs, directory)
    (directory / "tls.crt").unlink()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", directory / "tls.key", "-out", directory / "tls.crt", "-days", "30",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-CA", certs / "ca.crt", "-CAkey", certs / "ca.key"], check=True, capture_output=True)
    return directory


def volume_of_certs(certs, tmp_path):
    volume = Volume(tmp_path / "mounted", pair(certs))
    shutil.copy(certs / "ca.crt", tmp_path / "mounted" / "ca.crt")
    return volume


def serial_seen(server):
    with server.dial(timeout=10) as tls:
        return tls.getpeercert()["serialNumber"]


def test_a_policy_comes_into_use_by_symlink_swap_under_traffic(serve, tmp_path):
    volume = Volume(tmp_path / "policy", {"policy.yaml": (HEAD + AUDIT + TENANT_RULE).encode()})
    server = serve("--policy", volume.directory / "policy.yaml", "--poll-interval", "1h")
    body = review(overrides(TYPO))
    verdicts, done = [], threading.Event()

    def call_steadily():
        connection = server.connect()
        while not done.is_set():
            answer = server.post("validate", body, connection)
            verdicts.append((answer.status, answer.review["allowed"]))
        connection.close()

    caller = threading.Thread(target=call_steadily)
    caller.start()
    wait_until(lambda: (200, True) in verdicts, "audit allows")
    volume.swap({"policy.yaml": (HEAD + TENANT_RULE + "mode: enforce\n").encode()})
    wait_until(lambda: (200, False) in verdicts, "enforce denies")
    done.set()
    caller.join()

    assert {status for status, _ in verdicts} == {200}
    first_denial = verdicts.index((200, False))
    assert (200, True) not in verdicts[first_denial + 2:]  # two workers swap within one request of each other
    assert server.metric("tempo_admission_reloads_total", what="policy", result="success") == 2


def test_case_122_a_bad_policy_changes_nothing_but_a_metric_and_a_line(serve, policy):
    file = policy(TENANT_RULE + "mode: enforce\n")
    server = serve("--policy", file, "--poll-interval", "1h")
    policy("tenants:\n- nmae: x\n")
    said = wait_until(lambda: server.lines("policy not reloaded; keeping the previous one"),
                      "the bad policy is told")

    assert f"{file}:4:3: " in said[0]["detail"]
    assert not server.post("validate", review(overrides(TYPO))).review["allowed"]
    assert server.get("/readyz").status == 200
    assert server.metric("tempo_admission_reloads_total", what="policy", result="failure") == 1
    assert server.metric("tempo_admission_last_reload_successful", what="policy") == 0

    policy(TENANT_RULE + "mode: audit\n")
    wait_until(lambda: server.lines("policy reloaded"), "the next good one is in use")
    assert server.metric("tempo_admission_last_reload_successful", what="policy") == 1


def test_polling_finds_what_the_watch_cannot_see(serve, policy, tmp_path):
    """The directory itself is replaced: its watch is on the old one."""
    (tmp_path / "a").mkdir()
    file = policy(TENANT_RULE, "a/policy.yaml")
    server = serve("--policy", file, "--poll-interval", "100ms")
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "a").mkdir()
    policy(TENANT_RULE + "mode: audit\n", "a/policy.yaml")
    wait_until(lambda: server.lines("policy reloaded"), "the new directory is found")


def test_case_076_every_handshake_gets_a_whole_pair_while_it_is_swapped(serve, certs, next_certs, tmp_path):
    volume = volume_of_certs(certs, tmp_path)
    server = serve(certs=volume.directory)
    before = serial_seen(server)
    old_connection = server.connect()
    assert server.post("mutate", review(service()), old_connection).status == 200

    seen, done = set(), threading.Event()

    def shake_hands():
        while not done.is_set():
            seen.add(serial_seen(server))

    callers = [threading.Thread(target=shake_hands) for _ in range(4)]
    for caller in callers:
        caller.start()
    volume.swap(pair(next_certs))
    wait_until(lambda: len(seen) == 2, "the new certificate is served")
    done.set()
    for caller in callers:
        caller.join()

    assert before in seen
    assert server.post("mutate", review(service()), old_connection).status == 200
    old_connection.close()
    assert server.metric("tempo_admission_reloads_total", what="certificate", result="failure") == 0


def test_case_077_half_a_pair_waits_for_the_other_half(serve, certs, next_certs, tmp_path):
    directory = tmp_path / "mounted"
    shutil.copytree(certs, directory)
    server = serve(certs=directory)
    before = serial_seen(server)
    shutil.copy(next_certs / "tls.crt", directory / "tls.crt")
    wait_until(lambda: server.lines("certificate not reloaded; keeping the previous one"), "the half is told")
    assert serial_seen(server) == before
    assert server.metric("tempo_admission_reloads_total", what="certificate", result="failure") == 1
    shutil.copy(next_certs / "tls.key", directory / "tls.key")
    wait_until(lambda: serial_seen(server) != before, "the whole pair is in use")


@pytest.mark.parametrize(
    "content",
    [None, b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\n" + b"A" * (10 << 20)],
    ids=["removed", "empty", "garbage", "10 MiB"],
)
def test_case_078_a_key_that_is_none_leaves_the_old_pair(serve, certs, tmp_path, content):
    directory = tmp_path / "mounted"
    shutil.copytree(certs, directory)
    server = serve(certs=directory)
    before = serial_seen(server)
    if content is None:
        (directory / "tls.key").unlink()
    else:
        (directory / "tls.key").write_bytes(content)
    wait_until(lambda: server.lines("certificate not reloaded; keeping the previous one"), "it is told")
    assert serial_seen(server) == before


def test_case_078_an_encrypted_key_is_refused_at_start(certs, tmp_path):
    subprocess.run(["openssl", "pkcs8", "-topk8", "-in", certs / "tls.key", "-passout", "pass:x",
                    "-out", tmp_path / "tls.key"], check=True, capture_output=True)
    done = run("serve", "--tls-cert", certs / "tls.crt", "--tls-key", tmp_path / "tls.key")
    assert done.returncode == 2
    assert "encrypted" in done.stderr.decode()


def test_a_value_from_a_file_is_reloaded_too(serve, policy, tmp_path):
    values = tmp_path / "values"
    values.mkdir()
    (values / "contact").write_text("alice\n")
    file = policy("mode: enforce\nservices:\n- name: contact\n  selector: {matchLabels: {app.kubernetes.io/name: tempo}}\n"
                  "  annotations:\n    example.com/contact: {fromFile: contact}\n")
    server = serve("--policy", file, "--values-dir", values)
    assert annotations_added(server.post("mutate", review(service())).review) == {"example.com/contact": "alice"}
    (values / "contact").write_text("bob\n")
    wait_until(lambda: annotations_added(server.post("mutate", review(service())).review)
               == {"example.com/contact": "bob"}, "the new value is injected")
