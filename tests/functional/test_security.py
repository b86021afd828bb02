"""What SECURITY.md promises of the whole program: no redirect, no leaked secret, a bill of materials."""

import hashlib
import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from program import BINARY, ROOT, wait_until
from reviews import GOOD_TENANT, overrides, review, service

SECRET = "correct-horse-battery-staple"
PATHS = ["/", "/mutate/", "//mutate", "/mutate/..", "/../mutate", "/%6dutate", "/mutate%2f", "http://other.example/mutate",
         "//other.example/mutate", "/validate?next=//other.example", "/livez/", "/metrics/..", "/readyz?a=b", "*"]
METHODS = ["GET", "HEAD", "POST", "PUT", "OPTIONS"]


def statuses(connection, host, body):
    for path in PATHS:
        for method in METHODS:
            with connection() as opened:
                opened.sendall(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
                               f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
                answer = opened.makefile("rb").read()
            assert b"\nlocation:" not in answer.lower(), path
            yield int(answer.split()[1])


def test_case_041_no_answer_is_a_redirect_on_either_port(serve):
    """CVE-2020-8561: a webhook that redirects makes the API server fetch what the webhook names."""
    server = serve()

    def health():
        return socket.create_connection(("127.0.0.1", server.health_port), timeout=20)

    seen = {*statuses(server.dial, "a", "{}"), *statuses(server.dial, "other.example", "{}"), *statuses(health, "a", "")}
    assert len(seen) > 3
    assert not [status for status in seen if 300 <= status < 400]


POLICY = """mode: enforce
services:
- name: contact
  mode: audit
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/contact: {fromFile: contact}}
tenants:
- name: overrides
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  key: overrides.yaml
  format: overrides
"""


def holders():
    """Reviews with the secret wherever one may occur: valid, denied and malformed."""
    credentials = GOOD_TENANT + f'    metrics_generator: {{remote_write_headers: {{Authorization: "Bearer {SECRET}"}}}}\n'
    with_annotation = service(annotations={"example.com/token": SECRET})
    old = overrides(credentials)
    yield "mutate", review(with_annotation)
    yield "validate", review(overrides(credentials))
    yield "validate", review(overrides(credentials.replace("Bearer", "Basic")), operation="UPDATE", old=old)
    yield "validate", review(overrides(credentials.replace("remote_write_headers", "remote_write_header")))
    for misread in (f"*{SECRET}", f"!!int {SECRET}", f"!!binary {SECRET}", f"[{SECRET}]", f'"{SECRET}', f"a: {SECRET}"):
        yield "validate", review(overrides(credentials.replace(f'"Bearer {SECRET}"', misread)))
    in_place_of_a_name = overrides(credentials.replace(f'Authorization: "Bearer {SECRET}"', f'"Bearer {SECRET}": x'))
    yield "validate", review(in_place_of_a_name)
    yield "validate", review(in_place_of_a_name, operation="UPDATE", old=overrides(GOOD_TENANT))
    yield "validate", review(None, operation="DELETE", old=old)
    yield "mutate", review(with_annotation).replace('"object"', '"Object"')
    yield "mutate", review(with_annotation) + SECRET
    yield "mutate", review(with_annotation, userInfo={"username": "a", "extra": {"token": [SECRET]}})


def test_no_secret_leaves_by_log_metrics_answers_or_error_stream(serve, policy, certs, tmp_path):
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "contact").write_text(SECRET)
    file = policy(POLICY)
    server = serve("--policy", file, "--values-dir", tmp_path / "values", "--log-level", "trace", "--poll-interval", "100ms",
                   "--drain-delay", "0s")
    said = [server.post(phase, body).bytes.decode() for phase, body in holders()]
    with server.dial() as bad:
        bad.sendall(f"POST /mutate HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {SECRET}\r\nX : y\r\n\r\n".encode())
        said.append(bad.makefile("rb").read().decode())
    policy(POLICY.replace("fromFile: contact", "fromFile: missing"))
    wait_until(lambda: server.lines("policy not reloaded; keeping the previous one"), "the bad policy is told")
    said.append(server.get("/metrics").bytes.decode())
    said.append(server.get("/readyz").bytes.decode())
    assert server.terminate() == 0
    said.append(server.process.stderr.read().decode())
    said.append(server.log_file.read_text())
    key = "".join((certs / "tls.key").read_text().splitlines()[1:-1])
    for text in said:
        assert SECRET not in text
        assert key[:32] not in text
    assert "<redacted>" in "".join(said)


@pytest.fixture(scope="module")
def bill():
    done = subprocess.run([sys.executable, ROOT / "scripts" / "sbom.py", BINARY], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_bill_of_materials_names_every_library_that_is_loaded(bill):
    loaded = re.findall(r"=> (/\S+)", subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout)
    owners = {Path(library).name for library in loaded}
    linked = [c for c in bill["components"] if c["properties"][1]["value"] == "shared library"]
    files = "".join(subprocess.run(["dpkg-query", "-L", component["name"]], capture_output=True, text=True, check=True).stdout
                    for component in linked)
    assert [name for name in owners if f"/{name}\n" not in files] == []
    assert all(component["version"] for component in bill["components"])


def test_the_bill_of_materials_is_of_this_program(bill):
    program = bill["metadata"]["component"]
    assert (bill["bomFormat"], program["name"]) == ("CycloneDX", "tempo-admission")
    assert program["hashes"][0]["content"] == hashlib.sha256(Path(BINARY).read_bytes()).hexdigest()
