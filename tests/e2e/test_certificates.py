"""certs/make-certs.sh on its own: what it creates, and what it refuses to do."""

import stat
import subprocess

import pytest

from harness.tools import REPOSITORY

SCRIPT = REPOSITORY / "certs" / "make-certs.sh"


def make(*arguments):
    return subprocess.run([SCRIPT, *map(str, arguments)], text=True, capture_output=True)


def made(*arguments):
    done = make(*arguments)
    assert done.returncode == 0, done.stderr


def openssl(*arguments, stdin=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=stdin, text=True, capture_output=True)


def text_of(certificate):
    return openssl("x509", "-in", certificate, "-noout", "-text").stdout


def trusts(bundle, certificate, purpose="sslserver"):
    return openssl("verify", "-purpose", purpose, "-CAfile", bundle, certificate).returncode == 0


@pytest.fixture
def issued(tmp_path):
    made("issue", tmp_path / "certificates")
    return tmp_path / "certificates"


def test_issued_certificate_is_what_the_api_server_wants(issued):
    text = text_of(issued / "tls.crt")
    assert "prime256v1" in text and "ecdsa-with-SHA256" in text
    assert "DNS:tempo-admission.tempo-admission.svc," in text and "TLS Web Server Authentication" in text
    assert "CA:FALSE" in text and "CA:TRUE, pathlen:0" in text_of(issued / "ca.crt")
    assert trusts(issued / "ca-bundle.crt", issued / "tls.crt")


def test_other_names_and_other_ends_may_be_asked_for(tmp_path):
    made("issue", tmp_path / "c", "--service", "other", "--namespace", "elsewhere", "--days", "3", "--secret", "own")
    assert "DNS:other.elsewhere.svc," in text_of(tmp_path / "c" / "tls.crt")
    assert openssl("x509", "-in", tmp_path / "c" / "tls.crt", "-checkend", 4 * 86400).returncode == 1
    secret = (tmp_path / "c" / "secret.yaml").read_text()
    assert "name: own\n" in secret and "namespace: elsewhere\n" in secret


def test_only_the_owner_reads_what_was_made(issued):
    assert all(stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 for file in issued.iterdir())


def test_client_certificate_is_for_clients_alone(tmp_path):
    made("client", tmp_path / "c")
    assert trusts(tmp_path / "c" / "ca.crt", tmp_path / "c" / "tls.crt", "sslclient")
    assert not trusts(tmp_path / "c" / "ca.crt", tmp_path / "c" / "tls.crt", "sslserver")


def test_renewed_certificate_is_another_one_of_the_same_ca(issued):
    ca, before = (issued / "ca.crt").read_text(), text_of(issued / "tls.crt")
    made("renew", issued)
    assert (issued / "ca.crt").read_text() == ca and text_of(issued / "tls.crt") != before
    assert trusts(issued / "ca-bundle.crt", issued / "tls.crt")


def test_rotation_trusts_the_certificate_in_use_after_every_step(issued):
    old = (issued / "ca.crt").read_text()
    in_use = issued / "in-use.crt"
    for step in ("add-ca", "swap-leaf", "drop-ca"):
        in_use.write_text((issued / "tls.crt").read_text())  # what pods serve until the step has reached them
        made("rotate", issued, step)
        assert trusts(issued / "ca-bundle.crt", in_use), step
        assert trusts(issued / "ca-bundle.crt", issued / "tls.crt"), step
    assert (issued / "ca-bundle.crt").read_text() != old and not (issued / "ca-next.key").exists()


@pytest.mark.parametrize("done,refused,why", [
    ([], ["rotate", "swap-leaf"], "add-ca comes first"),
    ([], ["rotate", "drop-ca"], "come first"),
    (["add-ca"], ["rotate", "add-ca"], "swap-leaf comes next"),
    (["add-ca"], ["rotate", "drop-ca"], "swap-leaf comes first"),
    (["add-ca"], ["renew"], "a rotation is under way"),
    ([], ["issue"], "already holds a CA"),
], ids=str)
def test_step_out_of_order_is_refused_and_changes_nothing(issued, done, refused, why):
    for step in done:
        made("rotate", issued, step)
    before = {file.name: file.read_bytes() for file in issued.iterdir()}
    answer = make(refused[0], issued, *refused[1:])
    assert answer.returncode == 1 and why in answer.stderr, answer.stderr
    assert {file.name: file.read_bytes() for file in issued.iterdir()} == before


def test_usage_for_anything_else():
    assert make("isue").returncode == 2 and "usage:" in make("isue").stderr
    assert make("help").returncode == 0
